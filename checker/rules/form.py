"""form: fields that must be filled.

Why: the registration form is the formal record; a blank cannot be handed on.

Fires:
    rule: {fields: [title, severity], once: accepted}
    events: [received 2026-03-02 E3, accepted 2026-03-03 E3]
    case: {severity: general}
Does not:
    rule: {fields: [title, severity], once: accepted}
    events: [received 2026-03-02 E3]

See also: a field's own `required`, which the tool judges as required-field.
"""

from __future__ import annotations

import re
from typing import Any, Literal

from checker.document import INVISIBLE
from checker.lazily import dataclass
from checker.model.finding import Finding
from checker.model.scalars import EventIds, Paths
from checker.model.text import Say, joined, say
from checker.rules.base import Context, Rule, Words, met, not_applicable


@dataclass(frozen=True, kw_only=True)
class Form(Rule):
    """Fields are filled: neither missing nor blank."""

    kind: Literal["form"]
    """form"""
    fields: Paths
    """The paths: `title`, `complainant.ref`, `severity`."""
    once: EventIds | None = None
    """Owed as soon as this occurred; at once unless given."""

    def check(self, ctx: Context) -> list[Finding]:
        owed_by = ctx.timeline.first(self.once) if self.once else ctx.opening
        if owed_by is None:
            return not_applicable("尚未到应填写的时候", "not owed yet")
        data = ctx.case.data
        blank = [path for path in self.fields if not filled(data, path)]
        if not blank:
            return met("各项均已填写", "all are filled")
        words = Words(ctx.revision)
        return [
            Finding(
                status="violation",
                reason="unfilled",
                message=say("没有填写{name}", "{name} is not filled", name=words.path(path)),
                place=tuple(path.split(".")),
                breach=owed_by.at,
            )
            for path in blank
        ]

    def is_idle(self, types: frozenset[str]) -> bool:
        return self.once is not None and types.isdisjoint(self.once)

    def describe(self, words: Words) -> Say:
        names = joined([words.path(path) for path in self.fields], "、", ", ")
        if self.once:
            return say(
                "{once}后应填写：{names}",
                "once {once}, these are filled: {names}",
                once=words.events(self.once),
                names=names,
            )
        return say("应填写：{names}", "these are filled: {names}", names=names)


SEEN = re.compile(rf"[^\s{INVISIBLE.pattern[1:-1]}]")
"""One character that the eye can see; the first is enough."""


def filled(data: Any, path: str = "") -> bool:
    """Whether something stands at a dotted path: no null, no blank text, nothing empty."""
    while path and isinstance(data, dict):
        key, _, path = path.partition(".")
        data = data.get(key)
    if isinstance(data, str):
        return not path and SEEN.search(data) is not None
    if isinstance(data, dict):
        return any(filled(item) for item in data.values())
    return isinstance(data, list) and any(filled(item, path) for item in data)
