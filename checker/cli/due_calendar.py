"""What is owed as the entries of a calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.cli.language import LANG, told, tr
from checker.engine import Result
from checker.exporting.ics import DueEntry, warning
from checker.model.finding import Due
from checker.periods import Calendars
from checker.reporting.due import Owed
from checker.verdicts import World


def entries(owed: Iterable[Owed], result: Result) -> Iterator[DueEntry]:
    """An entry for everything that has a due date; what has none is no date to note."""
    instance = result.instance
    world = World(instance.organization, instance.shelf, result.relations, result.as_of)
    for one in owed:
        if one.finding.due is not None and one.verdict.revision is not None:
            yield _entry(one, one.finding.due, world.calendars(one.verdict.revision))


def _entry(one: Owed, due: Due, calendars: Calendars) -> DueEntry:
    finding, verdict = one.finding, one.verdict
    overdue = finding.status == "violation"
    about = one.case or finding.subject or ""
    title = getattr(verdict.rule, "title", verdict.rule_id)
    lines = [
        told(finding.message),
        tr(f"规则：{verdict.rule_id}", f"rule: {verdict.rule_id}"),
        tr(f"单位：{one.unit or '—'}", f"unit: {one.unit or '-'}"),
        tr(f"责任人：{one.staff or '—'}", f"staff: {one.staff or '-'}"),
    ]
    trigger = finding.trigger.event if finding.trigger else ""
    return DueEntry(
        key=(verdict.policy, about, verdict.rule_id, trigger),
        day=due.day,
        second=None if due.whole_day else due.second,
        summary=(tr("【逾期】", "[overdue] ") if overdue else "") + f"{about} {title}",
        description="\n".join(lines),
        category=tr("投诉时限", "complaint deadlines") if LANG == "zh" else "complaint deadlines",
        warn=warning(verdict.rule, due, calendars),
        overdue=overdue,
    )
