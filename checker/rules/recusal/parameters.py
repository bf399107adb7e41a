"""The keys of a recusal, and the recusal in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Literal

from checker.lazily import dataclass
from checker.model.case import Event
from checker.model.scalars import CONFIG, EventId, EventsOrAll, UnitTypes
from checker.model.text import Say, joined, say
from checker.rules.base import (
    Context,
    Rule,
    Words,
)

Include = Literal["aliases", "supervisees"]


@dataclass(frozen=True, kw_only=True)
class OrBy:
    """Who designates where nobody stands above the accused."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG
    unit_type: UnitTypes
    """Somebody of a unit of this type."""


@dataclass(frozen=True, kw_only=True)
class Designation:
    """What must exist where the accused is responsible for the case."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG
    event: EventId
    """The event by which somebody else is named."""
    by: Literal["supervisor"] = "supervisor"
    """Somebody above the accused."""
    designee: Literal["required", "optional"] = "optional"
    """Whether the event must name whom it designates."""
    or_by: OrBy | None = None
    """Who designates where nobody stands above the accused."""


@dataclass(frozen=True, kw_only=True)
class RecusalTerms(Rule):
    """What a recusal demands: its keys, the events it bars, and how it says itself."""

    anchored: ClassVar[bool] = True
    case_wide: ClassVar[bool] = True
    waivable_by_default: ClassVar[bool] = False

    kind: Literal["recusal"]
    """recusal"""
    parties: Literal["accused"] = "accused"
    """Who is barred."""
    events: EventsOrAll = ("all",)
    """The types barred; `all` is all but the opening event."""
    include: tuple[Include, ...] = ()
    """`aliases`: other ids of the same person; `supervisees`: whose direct superior is accused."""
    units: Literal["act", "head_only", "ignore"] = "head_only"
    """Whether an accused unit bars all its staff, or only its head, or nobody."""
    designation: Designation | None = None
    """What must exist where the accused is responsible."""

    def barred_events(self, ctx: Context) -> Sequence[Event]:
        if "all" in self.events:
            return [event for event in ctx.timeline.events if event is not ctx.opening]
        return ctx.timeline.of(self.events)

    def describe(self, words: Words) -> Say:
        events = (
            say("除首次接待外的所有环节", "any event but the first contact")
            if "all" in self.events
            else words.events(self.events)
        )
        parts = [
            say("被投诉人不得办理{events}", "the accused do not do {events}", events=events),
            _UNITS[self.units],
        ]
        if "aliases" in self.include:
            parts.append(say("同一人的其他工号同样回避", "nor under other ids"))
        if "supervisees" in self.include:
            parts.append(say("其直接下属同样回避", "nor do their direct reports"))
        if self.designation:
            parts.append(
                say(
                    "被投诉人为责任人时，须先由其上级以“{event}”另行指定",
                    "where the accused is responsible, somebody above first does ‘{event}’",
                    event=words.event(self.designation.event),
                )
            )
        return joined(parts, "；", "; ")


_UNITS = {
    "act": say("单位被投诉的，其全体人员回避", "an accused unit bars all its staff"),
    "head_only": say("单位被投诉的，其负责人回避", "an accused unit bars its head"),
    "ignore": say("单位被投诉的，不要求人员回避", "an accused unit bars nobody"),
}
