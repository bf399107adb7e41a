"""Revisions merged but not yet in force, and the open cases that each will touch.

A deadline that runs already keeps the revision under which it began; what begins on or after the
day does not. So every case still open may be touched, and which ones is known from the first day.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.engine import Options, Run
from checker.judging import CaseUnderPolicy
from checker.lazily import dataclass
from checker.loading.instance import Instance
from checker.model.moment import at_second, compare
from checker.model.policy import Policy, Revision
from checker.model.text import Say, say
from checker.viewing import as_it_stood

NAMED = 10
"""Cases named in the sentence; the rest is counted."""


@dataclass(frozen=True)
class Coming:
    """A revision whose day lies ahead, and the cases open now that it will govern in part."""

    revision: Revision
    days: int
    """Until it is in force."""
    touched: tuple[str, ...]

    @property
    def sentence(self) -> Say:
        """What happens on the day, by `applies_to`."""
        day, label = self.revision.effective_from, self.revision.label
        if self.revision.head.applies_to == "new_cases":
            return say(
                "修订 {label} 自 {day} 起施行（还有 {n} 天），只适用于当日及以后立案的投诉；现在办理中的案件仍按原规定",
                "revision {label} is in force from {day} (in {n} days), for cases opened from then on "
                "alone; cases open now stay with the earlier one",
                label=label, day=day, n=self.days,
            )  # fmt: skip
        return say(
            "修订 {label} 自 {day} 起施行（还有 {n} 天），也管辖在办案件自当日起发生的事；此前起算的时限不变。"
            "现有 {count} 件在办：{names}",
            "revision {label} is in force from {day} (in {n} days), also for what happens in open cases "
            "from then on; deadlines begun before stay. {count} open now: {names}",
            label=label, day=day, n=self.days, count=len(self.touched), names=self._names(),
        )  # fmt: skip

    def _names(self) -> Say:
        names = ", ".join(self.touched[:NAMED]) or "—"
        if len(self.touched) <= NAMED:
            return say("{names}", "{names}", names=names)
        return say("{names} 等", "{names} and more", names=names)


def coming(instance: Instance, options: Options) -> list[Coming]:
    """The revisions whose day lies after `as_of`; the register is read only where there is one."""
    ahead = list(_ahead(instance, options.second))
    if not any(revision.head.applies_to == "open_cases" for _, revision, _ in ahead):
        return [Coming(revision, days, ()) for _, revision, days in ahead]
    opened = _open_cases(instance, options)
    return [
        Coming(revision, days, opened.get(policy.id, ()) if _touches(revision) else ())
        for policy, revision, days in ahead
    ]


def _touches(revision: Revision) -> bool:
    return revision.head.applies_to == "open_cases"


def _ahead(instance: Instance, second: int) -> Iterator[tuple[Policy, Revision, int]]:
    for policy in instance.policies.values():
        today = at_second(second, policy.zone).day
        for revision in policy.revisions:
            if revision.effective_from > today:
                yield policy, revision, (revision.effective_from - today).days


def _open_cases(instance: Instance, options: Options) -> dict[str, tuple[str, ...]]:
    """The sound cases that are open at `as_of`, by policy."""
    run = Run(instance, Options(second=options.second, clock=options.clock))
    world, found = run.world([]), dict[str, list[str]]()
    for item in run.read(run.files):
        read = item.read
        if read is None or read.case is None or item.diagnostics:
            continue
        if read.opened is None or compare(read.opened, run.as_of) > 0:
            continue
        case, _ = as_it_stood(read.case, run.as_of)
        for governed in read.governed:
            if governed.opening is None:
                continue
            if not CaseUnderPolicy(case, governed, world).timeline.closed:
                found.setdefault(governed.policy.id, []).append(case.id)
    return {policy: tuple(sorted(names)) for policy, names in found.items()}
