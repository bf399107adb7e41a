"""By the policy, the organization or the calendars that the same step changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checker.gate.cases import State
from checker.gate.judging import Judgement
from checker.gate.serving.verdicts import against, at_verdict, differs, eased, sides, word
from checker.gate.telling import remark
from checker.loading.files import read_file
from checker.model.finding import QUIET, Diagnostic
from checker.model.organization import Organization
from checker.model.text import Say, joined, listed, say

APART = say(
    "制度、组织、日历的改动单独提交，由不涉案的人审批",
    "change policy, organization or calendars by themselves, reviewed by somebody not concerned",
)


def own_breaches(judgement: Judgement) -> list[Diagnostic]:
    """What counts under the branch's own policy and not under the one from before."""
    if judgement.own is judgement.held:
        return []
    if judgement.own.broken:
        return judgement.own.instance.problems
    return [
        after
        for before, after in sides(judgement.held, judgement.own)
        if after is not None and against(after) and differs(before, after)
    ]


def by_policy(judgement: Judgement, authors: frozenset[str]) -> Iterator[Diagnostic]:
    """Every verdict that differs between the two policies.

    Red where one that counted does so no more, and the case came in the same step, or the step is
    by somebody whom the case is about.
    """
    if judgement.own is judgement.held or judgement.own.broken:
        return
    quiet: dict[tuple[str, str, Say, Say], list[str]] = {}
    for before, after in sides(judgement.held, judgement.own):
        if not differs(before, after):
            continue
        shown = before or after
        assert shown is not None  # a difference has a side
        said = (word(before), word(after))
        if _quiet(before) and _quiet(after):
            key = (shown.policy or "", shown.rule, *said)
            quiet.setdefault(key, []).append(shown.case or shown.path)
            continue
        message = _message(shown.rule, *said)
        if eased(before, after) and (
            _touched(shown, judgement) or _concerned(shown, judgement, authors)
        ):
            yield at_verdict("self-serving", "self_serving", message, shown, APART)
        else:
            yield at_verdict("verdict-differs", None, message, shown)
    for (policy, rule, was, now), cases in quiet.items():
        named = say("（{cases}）", " ({cases})", cases=listed(list(dict.fromkeys(cases))))
        message = joined([_message(rule, was, now), named], "", "")
        yield remark("verdict-differs", message, f"policy/{policy}")


def _message(rule: str, was: Say, now: Say) -> Say:
    return say(
        "{rule}：按基准的制度是{before}，按本分支带来的是{after}",
        "{rule}: {before} under the base's policy, {after} under the branch's own",
        rule=rule,
        before=was,
        after=now,
    )


def _quiet(item: Diagnostic | None) -> bool:
    """Whether a verdict is none that a report shows: such differences are told rule by rule."""
    return item is None or item.status in QUIET


def _touched(item: Diagnostic, judgement: Judgement) -> bool:
    """Whether the step changes the very case, or report, that a verdict is about."""
    return item.path in judgement.cases.files or (
        item.path in judgement.step.changed and item.path.startswith("cases/")
    )


def _concerned(item: Diagnostic, judgement: Judgement, authors: frozenset[str]) -> bool:
    """Whether one of the authors is accused in the case, responsible for it, or did the act.

    Whoever heads an accused unit on the day of the step is accused with it.
    """
    if item.case is None or not authors:
        return False
    instance = judgement.held.instance
    document, _ = read_file(instance.root, item.path, instance.settings.limits)
    case = State(item.path, document)
    organization = instance.organization
    heads = _heads(case, organization, judgement.held.as_of.day)
    names = {*case.accused, *heads, *case.responsible, item.finding.actor or ""}
    persons = {one for name in names for one in organization.person(name)}
    return not authors.isdisjoint(persons)


def _heads(case: State, organization: Organization, day: date) -> set[str]:
    units = {unit for name in case.accused_units for unit in organization.below(name)}
    return {head for unit in units if (head := organization.head(unit, day)) is not None}
