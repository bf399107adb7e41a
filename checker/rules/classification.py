"""classification: a field has at least, exactly, or one of these values.

Why: a complaint classed too low escapes the rules for grave ones.

Fires:
    rule: {field: severity, at_least: serious}
    events: [received 2026-03-02 E3]
    case: {severity: general}
Does not:
    rule: {field: severity, at_least: serious}
    events: [received 2026-03-02 E3]
    case: {severity: major}

See also: form, where any value will do.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from checker.conditions import FactType, amount_in, fact_types, read_as, read_number
from checker.lazily import dataclass
from checker.model.finding import Finding
from checker.model.moment import compare
from checker.model.scalars import FieldId, Text, Texts, WrongValue
from checker.model.text import Say, joined, plain, say
from checker.rules.base import MET, Context, Rule, Words

ORDERED_TYPES = ("number", "money")
READ_TYPES = ("boolean", "date", "datetime")


@dataclass(frozen=True, kw_only=True)
class Classification(Rule):
    """A field is at least, equal to, or one of given values; a blank one is `unfilled`."""

    kind: Literal["classification"]
    """classification"""
    field: FieldId
    """The field judged."""
    at_least: Text | None = None
    """The lowest value allowed, in the order of the choices."""
    equals: Text | None = None
    """The one value allowed."""
    one_of: Texts | None = None
    """The values allowed."""

    def __post_init__(self) -> None:
        given = [value for value in (self.at_least, self.equals, self.one_of) if value is not None]
        if len(given) != 1:
            raise WrongValue(
                say(
                    "at_least、equals、one_of 写且只写一个",
                    "exactly one of at_least, equals, one_of",
                )
            )

    @property
    def wanted(self) -> tuple[str, ...]:
        """The values named, as text."""
        return self.one_of or (self.at_least or self.equals or "",)

    def check(self, ctx: Context) -> list[Finding]:
        value = ctx.facts.get(self.field)
        if value is None or value in ("", ()):
            return [self._broken(ctx, "unfilled", say("没有填写", "not filled"))]
        fact = fact_types(ctx.revision)[self.field]
        verdict = self._holds(value, fact, ctx)
        if verdict is None:
            message = say(
                "{field}的取值无法比较", "{field} cannot be compared", field=self._name(ctx)
            )
            return [
                Finding(
                    status="undetermined",
                    reason="unknown_value",
                    message=message,
                    place=(self.field,),
                )
            ]
        if verdict and ctx.brief:
            return [MET]
        if verdict:
            message = say("{field}符合要求", "{field} is as required", field=self._name(ctx))
            return [Finding(status="met", message=message, place=(self.field,))]
        reason = "below_floor" if self.at_least is not None else "wrong_value"
        return [self._broken(ctx, reason, self._now(ctx, value))]

    def _holds(self, value: Any, fact: FactType, ctx: Context) -> bool | None:
        if fact.type == "money":
            value = amount_in(value, ctx.facts.currency)
            if value is None:
                return None
        if fact.type in ORDERED_TYPES:
            numbers = [read_number(text) or Decimal(0) for text in self.wanted]
            return bool(value >= numbers[0]) if self.at_least is not None else value in numbers
        if fact.type == "set":
            return any(item in self.wanted for item in value)
        if fact.type in READ_TYPES:
            wanted = [read_as(text, fact, ctx.revision) for text in self.wanted]
            if fact.type == "datetime":
                return any(compare(value, one) == 0 for one in wanted)
            return value in wanted
        if self.at_least is None:
            return value in self.wanted
        order = fact.allowed or ()
        if value not in order or self.at_least not in order:
            return None
        return order.index(value) >= order.index(self.at_least)

    def _name(self, ctx: Context) -> Say:
        return Words(ctx.revision).path(self.field)

    def _now(self, ctx: Context, value: Any) -> Say:
        shown = Words(ctx.revision).choice(self.field, value) if isinstance(value, str) else ""
        return say("现为{value}", "it is {value}", value=shown or "其他值")

    def _broken(self, ctx: Context, reason: str, now: Say) -> Finding:
        words = Words(ctx.revision)
        return Finding(
            status="violation",
            reason=reason,
            message=joined([self.describe(words), now], "，", ", "),
            place=(self.field,),
            breach=ctx.opening.at,
        )

    def describe(self, words: Words) -> Say:
        values = joined(
            [plain(words.choice(self.field, value)) for value in self.wanted], "或", " or "
        )
        template = (
            ("{field}至少应为{values}", "{field} is at least {values}")
            if self.at_least is not None
            else ("{field}应为{values}", "{field} is {values}")
        )
        return say(*template, field=words.path(self.field), values=values)
