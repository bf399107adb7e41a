"""Lint from one revision to the next: days that overlap, ids that come to mean something else."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from checker.model.policy import Revision
from checker.model.text import listed, say
from checker.policychecks.looking import Found, Look
from checker.rules.base import Rule


def revisions_overlap(look: Look) -> Iterator[Found]:
    """A revision ends where the next begins; a repeal after that says something untrue."""
    for revision in look.policy.revisions:
        repealed, following = revision.head.repealed_on, look.successor(revision)
        if repealed is not None and following is not None and repealed > following.effective_from:
            yield look.found(
                "revisions-overlap",
                revision,
                ("repealed_on",),
                say(
                    "修订 {label} 到 {day} 才废止，而修订 {next} 自 {start} 起生效",
                    "revision {label} is repealed on {day}, but {next} is in force from {start}",
                    label=revision.label,
                    day=repealed,
                    next=following.label,
                    start=following.effective_from,
                ),
                say("删去 repealed_on", "delete repealed_on"),
            )


def repealed_before_start(look: Look) -> Iterator[Found]:
    """A revision is in force for at least one day."""
    for revision in look.policy.revisions:
        repealed = revision.head.repealed_on
        if repealed is not None and repealed <= revision.effective_from:
            yield look.found(
                "never-in-force",
                revision,
                ("repealed_on",),
                say(
                    "修订 {label} 废止之日不晚于生效之日，从未生效",
                    "revision {label} is repealed before it is in force",
                    label=revision.label,
                ),
                say("改正 repealed_on", "correct repealed_on"),
            )


def revisions_apart(look: Look) -> Iterator[Found]:
    """Between a repeal and the next revision nothing governs."""
    for revision in look.policy.revisions:
        repealed, following = revision.head.repealed_on, look.successor(revision)
        if repealed is not None and following is not None and repealed < following.effective_from:
            yield look.found(
                "revisions-apart",
                revision,
                ("repealed_on",),
                say(
                    "{day} 至 {start} 之间没有生效的修订",
                    "no revision is in force from {day} until {start}",
                    day=repealed,
                    start=following.effective_from,
                ),
                say("若非本意，删去 repealed_on", "delete repealed_on unless that is meant"),
                level="warning",
            )


def labels_reused(look: Look) -> Iterator[Found]:
    """Reports and tests name a revision by its label."""
    seen: dict[str, Revision] = {}
    for revision in look.policy.revisions:
        other = seen.setdefault(revision.label, revision)
        if other is not revision:
            yield look.found(
                "label-reused",
                revision,
                ("revision",),
                say(
                    "{day} 起生效的修订也叫 {label}",
                    "the revision of {day} is called {label} too",
                    day=other.effective_from,
                    label=revision.label,
                ),
                say("换一个名称", "take another label"),
            )


def rules_came_back(look: Look) -> Iterator[Found]:
    """A rule id that vanished is never used again: waivers and reports still mean the old one."""
    gone: dict[str, Revision] = {}
    earlier: Revision | None = None
    for revision in look.policy.revisions:
        for index, rule in enumerate(revision.rules):
            if rule.id in gone:
                yield _came_back(look, revision, rule, index, gone[rule.id])
        if earlier is not None:
            for name in earlier.rules_by_id.keys() - revision.rules_by_id.keys():
                gone.setdefault(name, revision)
        earlier = revision


def _came_back(look: Look, revision: Revision, rule: Rule, index: int, since: Revision) -> Found:
    return look.found(
        "rule-id-reused",
        revision,
        ("rules", index, "id"),
        say(
            "规则编号 {id} 在修订 {label} 中已经取消，又被使用",
            "rule id {id} was dropped in revision {label} and is used again",
            id=rule.id,
            label=since.label,
        ),
        say("换一个没有用过的编号", "take an id that was never used"),
    )


def _successions(look: Look) -> Iterator[tuple[Revision, Revision, Rule, Rule, int]]:
    """Rules that stand in a revision and in the one before, with their position."""
    for before, after in pairwise(look.policy.revisions):
        for index, rule in enumerate(after.rules):
            old = before.rules_by_id.get(rule.id)
            if old is not None:
                yield before, after, old, rule, index


def kinds_changed(look: Look) -> Iterator[Found]:
    """A rule id names one obligation; another kind is another obligation."""
    for before, after, old, rule, index in _successions(look):
        if old.kind != rule.kind:
            yield look.found(
                "rule-kind-changed",
                after,
                ("rules", index, "kind"),
                say(
                    "规则 {id} 在修订 {label} 中是 {old}，这里是 {new}",
                    "rule {id} is {old} in revision {label} and {new} here",
                    id=rule.id,
                    label=before.label,
                    old=old.kind,
                    new=rule.kind,
                ),
                say("换一个没有用过的编号", "take an id that was never used"),
            )


def bases_changed(look: Look) -> Iterator[Found]:
    """Of what a rule carries out, something stays from one revision to the next."""
    for before, after, old, rule, index in _successions(look):
        if not set(old.basis) & set(rule.basis):
            yield look.found(
                "rule-basis-changed",
                after,
                ("rules", index, "basis"),
                say(
                    "规则 {id} 的依据与修订 {label} 全不相同：原为 {old}",
                    "rule {id} shares no basis with revision {label}, which has {old}",
                    id=rule.id,
                    label=before.label,
                    old=listed(old.basis),
                ),
                say(
                    "条款沿用原编号；若是另一项义务，换一个规则编号",
                    "keep the ids of clauses; where the obligation is another, take a new rule id",
                ),
            )
