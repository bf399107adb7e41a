"""Many late events as one line for people: of a note all that a commit brought, else of each case.

Nothing is lost to the gate: it looks at the findings themselves, and so do the formats for machines.
"""

from __future__ import annotations

from dataclasses import replace

from checker.model.finding import Diagnostic
from checker.model.text import Say, say

Key = tuple[str, ...]


def gathered(items: list[Diagnostic]) -> list[Diagnostic]:
    """The findings with late events put together, each group where its first stood."""
    return [group[0] if len(group) == 1 else _as_one(group) for group in grouped(items)]


def grouped(items: list[Diagnostic]) -> list[list[Diagnostic]]:
    """The findings, those that are told as one together."""
    groups: dict[Key, list[Diagnostic]] = {}
    for place, item in enumerate(items):
        groups.setdefault(_key(item, place), []).append(item)
    return list(groups.values())


def _key(item: Diagnostic, place: int) -> Key:
    finding = item.finding
    if finding.reason != "recorded_late" or finding.seen is None:
        return (str(place),)
    case = "" if item.level == "note" else item.case or ""
    return (item.policy or "", item.rule, item.status, item.level, finding.seen.commit, case)


def _as_one(group: list[Diagnostic]) -> Diagnostic:
    finding = group[0].finding
    return replace(
        group[0],
        finding=replace(finding, message=_told(group), notes=finding.notes[:1], due=None),
    )


def _told(group: list[Diagnostic]) -> Say:
    marks = [item.finding.trigger for item in group]
    days = sorted(mark.at.day for mark in marks if mark is not None)
    cases = {item.case for item in group}
    return say(
        "{events} 个事件超过期限才入库，涉及 {cases} 个案件（发生于 {first} 至 {last}）",
        "{events} events of {cases} case(s) were recorded too late (they are of {first} to {last})",
        events=len(group),
        cases=len(cases),
        first=days[0],
        last=days[-1],
    )
