"""待办 as calendars: one of all that has a date, one for each unit; units only, no person.

Entries are told apart by what is published of them: a digest of an id that nobody may read could
be guessed back. So their UIDs are not those of `tousu due`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.exporting.ics import DueEntry, render, warning
from checker.model.finding import Due
from checker.pages.places import DUE
from checker.pages.view import Site
from checker.reporting.due import Owed, select
from checker.verdicts import World

CATEGORY = "没有写明责任单位"
UNTOLD = "编号不公开"


def calendar_file(unit: str | None = None) -> str:
    """A calendar's path: of all, or of one unit by its id."""
    return f"{DUE}/{unit}.ics" if unit else f"{DUE}.ics"


def dated(owed: Iterable[Owed]) -> list[Owed]:
    """What has a date to note."""
    return [one for one in owed if one.finding.due is not None and one.verdict.revision is not None]


def calendars(site: Site) -> dict[str, bytes]:
    """The files by path."""
    entries = list(_entries(site))
    units = sorted({unit for unit, _ in entries if unit})
    files = {calendar_file(): _file(site, "投诉待办", (entry for _, entry in entries))}
    for unit in units:
        own = (entry for other, entry in entries if other == unit)
        files[calendar_file(unit)] = _file(site, f"投诉待办：{site.publisher.unit(unit)}", own)
    return files


def _file(site: Site, name: str, entries: Iterable[DueEntry]) -> bytes:
    return render(entries, site.result.as_of.second or 0, name)


def _entries(site: Site) -> Iterator[tuple[str | None, DueEntry]]:
    """Each entry with the id of its unit, where the organization knows that."""
    result = site.result
    instance = result.instance
    world = World(instance.organization, instance.shelf, result.relations, result.as_of)
    for number, one in enumerate(dated(select(result))):
        if one.finding.due is not None:
            unit = one.unit if site.publisher.unit(one.unit) else None
            yield unit, _entry(site, world, one, one.finding.due, number)


def _entry(site: Site, world: World, one: Owed, due: Due, number: int) -> DueEntry:
    verdict = site.publisher.verdict(one.verdict)
    unit = site.publisher.unit(one.unit)
    about = one.case if one.case in site.by_id else UNTOLD if one.case else (unit or "")
    told = about if about != UNTOLD else f"{UNTOLD} {number}"
    overdue = verdict.status == "violation"
    assert verdict.revision is not None  # those without were left out
    return DueEntry(
        key=("site", verdict.policy, told, verdict.rule, _trigger(one)),
        day=due.day,
        second=None if due.whole_day else due.second,
        summary=("【逾期】" if overdue else "") + f"{about} {verdict.title}".strip(),
        description="\n".join((verdict.message, f"单位：{unit or CATEGORY}")),
        category=unit or CATEGORY,
        warn=warning(one.verdict.rule, due, world.calendars(verdict.revision)),
        overdue=overdue,
    )


def _trigger(one: Owed) -> str:
    """When the period began; the event's id is the staff's own word."""
    trigger = one.finding.trigger
    return trigger.at.iso(one.zone) if trigger else str(one.finding.due and one.finding.due.day)
