"""Lint of what is declared and never used, or not explained. Warnings only."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model.policy import Revision
from checker.model.text import say
from checker.policychecks.looking import Found, Look, rules_of
from checker.policychecks.satisfying import matches
from checker.policychecks.text_checks import items_of
from checker.rules.base import references

FLAGS = ("opens", "closes", "reopens", "corrects", "status", "reclassifies")
EVENT_FACTS = ("case.events", "case.status")
_USE = say("用起来，或删去", "use it or delete it")


def events_unused(look: Look) -> Iterator[Found]:
    """Event types that no rule, field or status depends on."""
    for revision in look.policy.revisions:
        used = events_used(look, revision)
        for name, kind in revision.events.items():
            if name not in used and not any(getattr(kind, flag) for flag in FLAGS):
                yield look.found(
                    "unused-event",
                    revision,
                    ("events", name),
                    say(
                        "没有规则用到事件类型 {name}（{label}）",
                        "no rule uses event type {name} ({label})",
                        name=name,
                        label=kind.label,
                    ),
                    _USE,
                    level="warning",
                    key=True,
                )


def events_used(look: Look, revision: Revision) -> set[str]:
    """Event types that rules, their conditions or required fields name."""
    used = {spec.required for spec in revision.fields.values() if isinstance(spec.required, str)}
    for rule, _ in rules_of(revision):
        used |= {item.name for item in references(rule) if item.to.startswith("event")}
        for match in matches(look.condition(revision, rule)):
            if match.path in EVENT_FACTS and isinstance(match.wanted, tuple):
                used |= set(match.wanted)
    return used


def records_unused(look: Look) -> Iterator[Found]:
    """Kinds of record that no rule asks for."""
    for revision in look.policy.revisions:
        named = {
            item.name
            for rule, _ in rules_of(revision)
            for item in references(rule)
            if item.to.startswith("record")
        }
        for name, kind in revision.records.items():
            if name not in named and "all" not in named:
                yield look.found(
                    "unused-record",
                    revision,
                    ("records", name),
                    say(
                        "没有规则用到记录种类 {name}（{label}）",
                        "no rule uses record kind {name} ({label})",
                        name=name,
                        label=kind.label,
                    ),
                    _USE,
                    level="warning",
                    key=True,
                )


def provenance_unused(look: Look) -> Iterator[Found]:
    """Sources that nothing cites."""
    for revision in look.policy.revisions:
        named = {rule.provenance for rule in revision.rules}
        named |= {spec.provenance for spec in revision.fields.values()}
        named |= {item.provenance for item, _, _ in items_of(revision)}
        for index, item in enumerate(revision.head.provenance):
            if item.id not in named:
                yield look.found(
                    "unused-provenance",
                    revision,
                    ("provenance", index, "id"),
                    say("没有内容出自 {id}", "nothing comes from {id}", id=item.id),
                    _USE,
                    level="warning",
                )


def choices_unexplained(look: Look) -> Iterator[Found]:
    """Choices that say neither when they apply nor which clause defines them."""
    for revision in look.policy.revisions:
        for name, spec in revision.fields.items():
            bare = [item.id for item in spec.choices if not item.definition and not item.basis]
            if bare:
                yield look.found(
                    "choice-unexplained",
                    revision,
                    ("fields", name, "choices"),
                    say(
                        "栏目 {name} 有 {n} 个选项没有写 definition，第一个是 {id}",
                        "{n} choice(s) of field {name} have no definition, the first is {id}",
                        name=name,
                        n=len(bare),
                        id=bare[0],
                    ),
                    say("写明每个选项何时适用", "say when each applies"),
                    level="warning",
                )


def labels_missing(look: Look) -> Iterator[Found]:
    """Labels are what people see on forms and in reports."""
    for revision in look.policy.revisions:
        labelled = [(("fields", name), spec.label) for name, spec in revision.fields.items()]
        labelled += [(("events", name), kind.label) for name, kind in revision.events.items()]
        labelled += [(("records", name), kind.label) for name, kind in revision.records.items()]
        for place, label in labelled:
            if not label.strip() or label == place[1]:
                yield look.found(
                    "label-missing",
                    revision,
                    (*place, "label"),
                    say("{name} 没有名称", "{name} has no label", name=place[1]),
                    say("写明 label", "give it a label"),
                    level="warning",
                )
