"""Keys that a rule may have and that change nothing about it."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model.text import say
from checker.policychecks.looking import Found, Look
from checker.rules.deadline import Deadline


def keys_without_effect(look: Look) -> Iterator[Found]:
    """Hours have no last day: `cutoff` and `until` change nothing about them."""
    for revision, rule, place in look.rules():
        if not isinstance(rule, Deadline):
            continue
        if any(part.unit != "hours" for part in rule.within.parts):
            continue
        for key in ("cutoff", "until"):
            if getattr(rule, key) is not None:
                yield look.found(
                    "no-effect",
                    revision,
                    (*place, key),
                    say(
                        "按小时计算的期限，{key} 不起作用", "{key} has no effect on hours", key=key
                    ),
                    say("删去 {key}", "delete {key}", key=key),
                    level="warning",
                    key=True,
                )


def extensions_without_effect(look: Look) -> Iterator[Found]:
    """The latest or earliest of several periods is not extended."""
    for revision, rule, place in look.rules():
        if not isinstance(rule, Deadline) or rule.extension is None:
            continue
        if not rule.extended_by(rule.extension.event):
            yield look.found(
                "no-effect",
                revision,
                (*place, "extension"),
                say(
                    "取最迟或最早的期限不能延长，extension 不起作用",
                    "the latest or earliest of several periods is not extended: no effect",
                ),
                say("删去 extension", "delete extension"),
                level="warning",
                key=True,
            )


def conditions_without_effect(look: Look) -> Iterator[Found]:
    """What the register or the organization owes rests on no case, so there is nothing to ask."""
    for revision, rule, place in look.rules():
        if rule.scope == "register" and rule.when is not None:
            yield look.found(
                "no-effect",
                revision,
                (*place, "when"),
                say(
                    "这类规则不针对某一案件，when 不起作用",
                    "a rule of this kind is about no case: when has no effect",
                ),
                say("删去 when", "delete when"),
                level="warning",
                key=True,
            )
