"""Lint of the people: who is who, by staff id, alias and name.

A rule on recusal is worth no more than the organization it asks: two people taken for one, or one
for two, and it asks the wrong person.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from checker.loading.instance import Instance
from checker.model.organization import StaffEntry
from checker.model.text import say
from checker.policychecks.looking import Found
from checker.policychecks.organization_looking import found

LOOKS = str.maketrans({"o": "0", "l": "1", "i": "1"} | dict.fromkeys("-_."))
"""Characters that the eye takes for one another, after case is folded, or passes over."""


def aliases_join_people(instance: Instance, _: date) -> Iterator[Found]:
    """One alias at two people makes them one: either then answers for the other."""
    holders: dict[str, StaffEntry] = {}
    for entry in instance.organization.staff:
        for index, alias in enumerate(entry.aliases):
            other = holders.setdefault(alias, entry)
            if other.id != entry.id and other.name != entry.name:
                yield found(
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
                yield found(
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
            yield found(
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
    """Somebody with a second id, who came back or sits in the same unit, is the same person by an alias."""
    organization = instance.organization
    by_name: dict[str, list[StaffEntry]] = {}
    for entry in organization.staff:
        for other in by_name.get(entry.name, ()):
            near = _one_after_other(entry, other) or entry.unit == other.unit
            if near and not organization.same_person(entry.id, other.id):
                yield found(
                    instance,
                    "maybe-same-person",
                    ("staff", entry.index, "id"),
                    say(
                        "{a} 和 {b} 同名，任职前后相接或在同一单位：若是同一个人，须写别名",
                        "{a} and {b} share a name, one after the other or in one unit: if they are one, say so",
                        a=other.id,
                        b=entry.id,
                    ),
                    say("在 aliases 中写上另一个编号", "add the other id to aliases"),
                    "warning",
                )
                break
        by_name.setdefault(entry.name, []).append(entry)


def _one_after_other(a: StaffEntry, b: StaffEntry) -> bool:
    ends = [(a.until, b.since), (b.until, a.since)]
    return any(until is not None and since is not None and until < since for until, since in ends)


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
                yield found(
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
