"""The two sides of a gap: a policy of the instance, a pack, or one revision of either."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from checker.calendar import Calendar
from checker.comparing.obligations import Side
from checker.loading.instance import Instance
from checker.loading.packs import shipped_packs
from checker.model.policy import Policy, Revision
from checker.model.text import say
from checker.periods import Calendars
from checker.revisions.finding import RevisionError, find_revision

AT = "@"


def find_side(name: str, instance: Instance, today: date, start: Path) -> Side:
    """What a name stands for: `<policy>`, `<policy>@<label or day>`, or as `find_revision` reads it.

    A policy alone is its revision in force on `today`, or its first one where none is yet. A policy
    of the instance goes before a pack of the same id. Raises `RevisionError`.
    """
    policy_id, _, label = name.partition(AT)
    for holder in (instance, shipped_packs()):
        policy = holder.policies.get(policy_id)
        if policy is not None:
            return _side(_revision(policy, label, today), holder)
        broken = [item for item in holder.loaded if item.id == policy_id]
        if broken:
            told = say("制度 {id} 有问题，读不了", "policy {id} is not sound", id=policy_id)
            raise RevisionError(told, broken[0].problems)
    return _side(find_revision(name, instance, None, start), instance)


def _revision(policy: Policy, label: str, today: date) -> Revision:
    if not label:
        return policy.in_force_on(today) or policy.revisions[0]
    for revision in policy.revisions:
        if label in (revision.label, revision.effective_from.isoformat()):
            return revision
    raise RevisionError(
        say("制度 {id} 没有修订 {label}", "policy {id} has no revision {label}",
            id=policy.id, label=label)
    )  # fmt: skip


def _side(revision: Revision, holder: Instance) -> Side:
    head = revision.head
    working = _calendar(head.calendar, holder)
    trading = _calendar(head.trading_calendar, holder) if head.trading_calendar else None
    return Side(revision, Calendars(working, trading, revision.zone))


def _calendar(name: str, holder: Instance) -> Calendar:
    found = holder.shelf.get(name)
    if found is None:
        raise RevisionError(say("没有日历 {name}", "there is no calendar {name}", name=name))
    return found
