"""Lint of the organization: who is who, who heads what, who stands above whom, on every day.

A rule on recusal or authority is worth no more than the organization it asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

from checker.loading.instance import Instance
from checker.loading.organizations import FILE
from checker.model.finding import Level, Path
from checker.model.organization import Organization, OrgUnit, StaffEntry
from checker.model.text import Say, say
from checker.policychecks.looking import Found

ONE_DAY = timedelta(days=1)
LOOKS = str.maketrans({"o": "0", "l": "1", "i": "1", "_": "-"})
"""Characters that the eye takes for one another, after case is folded."""


def _found(
    instance: Instance,
    code: str,
    place: Path,
    message: Say,
    remedy: Say | None = None,
    level: Level = "error",
) -> Found:
    document = instance.organization_document
    line, column = document.locate(place) if document is not None else (1, 1)
    return Found(
        code=code, level=level, path=FILE, line=line, column=column, message=message, remedy=remedy
    )


def first_day(instance: Instance, today: date) -> date:
    """The first day on which any policy was in force: what lies before is never asked."""
    days = [
        revision.effective_from
        for policy in instance.policies.values()
        for revision in policy.revisions
    ]
    return min(days, default=today)


def turning_days(organization: Organization, first: date, last: date) -> list[date]:
    """The days from `first` to `last` on which the organization changes, and the first one."""
    starts = {item.since for item in organization.staff}
    starts |= {unit.since for unit in organization.units.values()}
    starts |= {head.since for unit in organization.units.values() for head in unit.heads}
    ends = {item.until for item in organization.staff}
    ends |= {unit.until for unit in organization.units.values()}
    days = {first, *(day for day in starts if day)}
    days |= {day + ONE_DAY for day in ends if day}
    return sorted(day for day in days if first <= day <= last)


def last_day(organization: Organization, today: date) -> date:
    """Today, or the last day that the organization names where that lies in the future."""
    ends = [item.since for item in organization.staff if item.since]
    return max([today, *ends])


def _days(instance: Instance, today: date) -> list[date]:
    organization = instance.organization
    return turning_days(organization, first_day(instance, today), last_day(organization, today))


def aliases_join_people(instance: Instance, _: date) -> Iterator[Found]:
    """One alias at two people makes them one: either then answers for the other."""
    holders: dict[str, StaffEntry] = {}
    for entry in instance.organization.staff:
        for index, alias in enumerate(entry.aliases):
            other = holders.setdefault(alias, entry)
            if other.id != entry.id and other.name != entry.name:
                yield _found(
                    instance,
                    "alias-shared",
                    ("staff", entry.index, "aliases", index),
                    say(
                        "{a} 和 {b} 写了同一个别名，会被当作同一个人",
                        "{a} and {b} have an alias in common and count as one person",
                        a=other.id,
                        b=entry.id,
                    ),
                    say("从其中一人处删去这个别名", "delete it at one of them"),
                )


def aliases_of_others(instance: Instance, _: date) -> Iterator[Found]:
    """An alias that is somebody else's staff id: named there, it still means the other."""
    names = {entry.id: entry for entry in instance.organization.staff}
    for entry in instance.organization.staff:
        for index, alias in enumerate(entry.aliases):
            other = names.get(alias)
            if other is not None and other.id != entry.id and other.name != entry.name:
                yield _found(
                    instance,
                    "alias-is-staff-id",
                    ("staff", entry.index, "aliases", index),
                    say(
                        "{id} 的别名 {alias} 是另一个人的编号",
                        "alias {alias} of {id} is another person's staff id",
                        id=entry.id,
                        alias=alias,
                    ),
                    say("若不是同一个人，删去这个别名", "delete it unless they are one person"),
                    "warning",
                )


def people_renamed(instance: Instance, _: date) -> Iterator[Found]:
    """A staff id given to somebody else later makes two people one."""
    first: dict[str, StaffEntry] = {}
    for entry in instance.organization.staff:
        if first.setdefault(entry.id, entry).name != entry.name:
            yield _found(
                instance,
                "staff-id-reused",
                ("staff", entry.index, "name"),
                say(
                    "编号 {id} 的各段任职姓名不同，会被当作同一个人",
                    "the entries of {id} differ in name and count as one person",
                    id=entry.id,
                ),
                say(
                    "换人时换编号；同一人改名的，各段写同一个名字", "give another person another id"
                ),
                "warning",
            )


def names_twice(instance: Instance, _: date) -> Iterator[Found]:
    """Somebody who left and came back under a new id stays the same person by an alias."""
    organization = instance.organization
    by_name: dict[str, list[StaffEntry]] = {}
    for entry in organization.staff:
        for other in by_name.get(entry.name, ()):
            if _one_after_other(entry, other) and not organization.same_person(entry.id, other.id):
                yield _found(
                    instance,
                    "maybe-same-person",
                    ("staff", entry.index, "id"),
                    say(
                        "{a} 和 {b} 同名，任职前后相接：若是同一个人，须写别名",
                        "{a} and {b} share a name, one after the other: if they are one, say so",
                        a=other.id,
                        b=entry.id,
                    ),
                    say("在 aliases 中写上旧编号", "add the former id to aliases"),
                    "warning",
                )
                break
        by_name.setdefault(entry.name, []).append(entry)


def _one_after_other(a: StaffEntry, b: StaffEntry) -> bool:
    ends = [(a.until, b.since), (b.until, a.since)]
    return any(until is not None and since is not None and until < since for until, since in ends)


def supervisors_in_circles(instance: Instance, today: date) -> Iterator[Found]:
    """Nobody is among their own superiors, on any day."""
    organization, days = instance.organization, _days(instance, today)
    above = _ever_above(organization)
    for entry in organization.staff:
        if entry.supervisor is None or not _may_come_back(organization, entry.id, above):
            continue
        for day in days:
            if entry.exists_on(day) and _in_circle(organization, entry.id, day):
                yield _found(
                    instance,
                    "supervisor-circle",
                    ("staff", entry.index, "supervisor"),
                    say(
                        "{id} 在 {day} 逐级而上又回到本人",
                        "on {day} {id} is among their own superiors",
                        id=entry.id,
                        day=day,
                    ),
                    say("改正 supervisor", "correct supervisor"),
                )
                break


def _ever_above(organization: Organization) -> dict[str, set[str]]:
    """Who may stand right above whom, on any day: a walk that is impossible here is so daily."""
    above: dict[str, set[str]] = {}
    for entry in organization.staff:
        named = {entry.supervisor} if entry.supervisor else set()
        for unit in (entry.unit, *organization.ancestors(entry.unit)) if not named else ():
            known = organization.units.get(unit)
            named |= {head.staff for head in known.heads} if known else set()
        above.setdefault(entry.id, set()).update(
            organization.resolve(name) or name for name in named
        )
    return above


def _may_come_back(organization: Organization, name: str, above: dict[str, set[str]]) -> bool:
    own, seen = organization.person(name), set[str]()
    pending = [name]
    while pending:
        for upper in above.get(pending.pop(), ()):
            if upper in own:
                return True
            if upper not in seen:
                seen.add(upper)
                pending.append(upper)
    return False


def _in_circle(organization: Organization, name: str, day: date) -> bool:
    """Whether the walk upward comes back to the person it began with."""
    seen: set[str] = set()
    current = organization.supervisor(name, day)
    while current is not None and current not in seen:
        if organization.same_person(current, name):
            return True
        seen.add(current)
        current = organization.supervisor(current, day)
    return False


def heads_not_in_post(instance: Instance, today: date) -> Iterator[Found]:
    """A unit's head is on the staff on every day on which they head it."""
    organization, days = instance.organization, _days(instance, today)
    for unit in organization.units.values():
        told: set[str] = set()
        for day in days:
            head = organization.head(unit.id, day) if unit.exists_on(day) else None
            if head is None or head in told or organization.entry(head, day) is not None:
                continue
            told.add(head)
            yield _found(
                instance,
                "head-not-in-post",
                ("units", unit.index, "head"),
                say(
                    "单位 {unit} 的负责人 {head} 在 {day} 不在职",
                    "{head}, head of unit {unit}, is not on the staff on {day}",
                    unit=unit.id,
                    head=head,
                    day=day,
                ),
                say("写明继任者和 from，或改正任职日期", "name a successor with from, or the days"),
            )


def units_without_head(instance: Instance, today: date) -> Iterator[Found]:
    """Every unit has a head on every day: superiors are found through heads."""
    organization, days = instance.organization, _days(instance, today)
    for unit in organization.units.values():
        vacant = _vacant_from(organization, unit, days)
        if vacant is not None:
            yield _found(
                instance,
                "unit-without-head",
                ("units", unit.index, "head"),
                say(
                    "单位 {unit} 在 {day} 没有负责人",
                    "unit {unit} has no head on {day}",
                    unit=unit.id,
                    day=vacant,
                ),
                say("写明 head", "name a head"),
            )


def _vacant_from(organization: Organization, unit: OrgUnit, days: list[date]) -> date | None:
    for day in days:
        if unit.exists_on(day) and organization.head(unit.id, day) is None:
            return day
    return None


def ids_look_alike(instance: Instance, _: date) -> Iterator[Found]:
    """Two staff ids that the eye takes for one."""
    organization = instance.organization
    first = {entry.id: entry for entry in reversed(organization.staff)}
    alike: dict[str, list[str]] = {}
    for name in dict.fromkeys(entry.id for entry in organization.staff):
        alike.setdefault(name.casefold().translate(LOOKS), []).append(name)
    for names in alike.values():
        for one, other in combinations(names, 2):
            if not organization.same_person(one, other):
                yield _found(
                    instance,
                    "ids-look-alike",
                    ("staff", first[other].index, "id"),
                    say(
                        "编号 {a} 和 {b} 只在字形上不同",
                        "the ids {a} and {b} differ only in look",
                        a=one,
                        b=other,
                    ),
                    say("换一个不会看错的编号", "take an id that cannot be misread"),
                )
