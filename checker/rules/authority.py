"""authority: who may do an event.

Why: an approval by somebody without the power to approve is none.

Fires:
    rule: {event: approved, by: {supervisor_of: responsible}}
    events: [received 2026-03-02 E3, approved 2026-03-04 E3]
    case: {responsible: {staff: E3}}
Does not:
    rule: {event: approved, by: {supervisor_of: responsible}}
    events: [received 2026-03-02 E3, approved 2026-03-04 E2]
    case: {responsible: {staff: E3}}

See also: separation-of-duties; recusal.
"""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from checker.conditions import Answer, kleene_all
from checker.lazily import dataclass
from checker.model.case import Event, Party
from checker.model.finding import Finding
from checker.model.scalars import CONFIG, EventIds, Roles, Texts, UnitIds, UnitTypes, WrongValue
from checker.model.text import Say, joined, listed, say
from checker.rules.base import MET, Context, Rule, Words, event_place, mark, not_applicable

Side = Literal["complainant", "responsible", "assisting", "accused"]
SIDES = {
    "complainant": "投诉人",
    "responsible": "责任方",
    "assisting": "协助处理方",
    "accused": "被投诉人",
}


@dataclass(frozen=True, kw_only=True)
class By:
    """What must hold of the person on the event's day; all that is given."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG
    role: Roles | None = None
    """Has one of these roles."""
    title: Texts | None = None
    """Has one of these titles."""
    unit: UnitIds | None = None
    """Belongs to one of these units."""
    unit_type: UnitTypes | None = None
    """Belongs to a unit of one of these types."""
    unit_of: Side | None = None
    """Belongs to the unit of this party."""
    not_unit_of: Side | None = None
    """Does not belong to the unit of this party."""
    supervisor_of: Literal["accused", "responsible"] | None = None
    """Stands above this party, directly or further up."""

    def __post_init__(self) -> None:
        if all(value is None for value in vars(self).values()):
            raise WrongValue(say("by 至少写一项", "by needs at least one key"))


@dataclass(frozen=True, kw_only=True)
class Authority(Rule):
    """Every occurrence of an event is done by somebody entitled to it.

    Units are those of the person on that day; the event's own unit counts only where it is that
    unit or one above or below it.
    """

    anchored: ClassVar[bool] = True

    kind: Literal["authority"]
    """authority"""
    event: EventIds
    """The event type."""
    by: By
    """Who may do it."""

    def check(self, ctx: Context) -> list[Finding]:
        events = ctx.timeline.of(self.event)
        findings = [self._judge(ctx, event) for event in events if ctx.governs(event.at)]
        return findings or not_applicable("没有发生该事件", "the event did not occur")

    def is_idle(self, types: frozenset[str]) -> bool:
        return types.isdisjoint(self.event)

    def _judge(self, ctx: Context, event: Event) -> Finding:
        answer = kleene_all(iter(_Entitled(self.by, ctx, event).answers()))
        if answer and ctx.brief:
            return MET
        words = Words(ctx.revision, ctx.organization)
        if answer:
            message = say("{event}由有权人员办理", "{event} was entitled", event=ctx.label(event))
            return self._finding(event, "met", None, message)
        if answer is None:
            message = say(
                "缺少信息，无法判断{event}的经办人是否有权（{who}）",
                "something is missing to judge who did {event} ({who})",
                event=ctx.told(event),
                who=self._who(words),
            )
            return self._finding(event, "undetermined", "unknown_value", message)
        message = say(
            "{event}应由{who}办理",
            "{event} must be done by {who}",
            event=ctx.told(event),
            who=self._who(words),
        )
        return self._finding(event, "violation", "wrong_actor", message)

    def _finding(self, event: Event, status: object, reason: str | None, message: Say) -> Finding:
        return Finding(
            status=status,  # type: ignore[arg-type]
            reason=reason,
            message=message,
            place=event_place(event, "by"),
            actual=mark(event),
            anchor=event.at,
            breach=event.at,
            actor=event.by,
        )

    def _who(self, words: Words) -> Say:
        by, parts = self.by, []
        if by.unit_of:
            parts.append(
                say("{p}所属单位的", "of the {e}'s unit", p=SIDES[by.unit_of], e=by.unit_of)
            )
        if by.not_unit_of:
            side = by.not_unit_of
            parts.append(say("非{p}所属单位的", "not of the {e}'s unit", p=SIDES[side], e=side))
        if by.unit:
            parts.append(say("{units}的", "of {units}", units=self._units(words, by.unit)))
        if by.unit_type:
            parts.append(say("{t}的", "of a {t}", t=words.labels(by.unit_type)))
        if by.supervisor_of:
            side = by.supervisor_of
            parts.append(say("{p}的上级", "somebody above the {e}", p=SIDES[side], e=side))
        if by.role:
            parts.append(say("{r}", "who is {r}", r=words.labels(by.role)))
        if by.title:
            parts.append(listed(by.title))
        if not (by.supervisor_of or by.role or by.title):
            parts.append(say("人员", "staff"))
        return joined(parts, "", " ")

    def _units(self, words: Words, units: tuple[str, ...]) -> Say:
        known = words.organization.units if words.organization else {}
        return listed([known[unit].name if unit in known else unit for unit in units])

    def describe(self, words: Words) -> Say:
        return say(
            "{event}应由{who}办理",
            "{event} is done by {who}",
            event=words.events(self.event),
            who=self._who(words),
        )


@dataclass
class _Entitled:
    """The answers to each thing asked of the person who did one event."""

    by: By
    ctx: Context
    event: Event

    def answers(self) -> list[Answer]:
        by, organization, day = self.by, self.ctx.organization, self.event.at.day
        entry = organization.entry(self.event.by, day)
        if entry is None:
            return [None]
        units = self._units(entry.unit)
        answers: list[Answer] = []
        if by.role is not None:
            answers.append(any(role in entry.roles for role in by.role))
        if by.title is not None:
            answers.append(entry.title in by.title)
        if by.unit is not None:
            answers.append(any(unit in by.unit for unit in units))
        if by.unit_type is not None:
            types = {organization.units[unit].type for unit in units if unit in organization.units}
            answers.append(any(kind in by.unit_type for kind in types))
        if by.unit_of is not None:
            answers.append(self._of(by.unit_of, units))
        if by.not_unit_of is not None:
            answers.append(self._not_of(by.not_unit_of, units))
        if by.supervisor_of is not None:
            answers.append(self._above(by.supervisor_of))
        return answers

    def _units(self, own: str) -> list[str]:
        """The person's unit, and the one acted for where it lies above or below it."""
        acted_for = self.event.unit
        if acted_for is None or acted_for == own:
            return [own]
        related = self.ctx.organization.related_units(own, acted_for)
        return [own, acted_for] if related else [own]

    def _parties(self, side: Side) -> tuple[Party, ...]:
        case = self.ctx.case
        match side:
            case "complainant":
                return (Party(unit=case.complainant.unit),)
            case "responsible":
                return (case.responsible,)
            case "assisting":
                return case.assisting
            case _:
                return case.accused

    def _side_units(self, side: Side) -> frozenset[str] | None:
        """The units of a party on the day; None where the case does not say."""
        units: set[str] = set()
        for party in self._parties(side):
            unit = party.unit or (
                self.ctx.organization.unit_of(party.staff, self.event.at.day)
                if party.staff
                else None
            )
            if unit is None:
                return None
            below = self.ctx.organization.below(unit) if side == "accused" and party.unit else ()
            units |= {unit, *below}
        return frozenset(units)

    def _of(self, side: Side, units: list[str]) -> Answer:
        theirs = self._side_units(side)
        return any(unit in theirs for unit in units) if theirs else None

    def _not_of(self, side: Side, units: list[str]) -> Answer:
        theirs = self._side_units(side)
        if theirs is None:
            return None
        return not any(unit in theirs for unit in units)

    def _above(self, side: Literal["accused", "responsible"]) -> Answer:
        """Whether they stand above every person or unit of the party."""
        organization, day = self.ctx.organization, self.event.at.day
        parties = self._parties(side)
        if not parties:
            return None
        answers: list[Answer] = []
        for party in parties:
            if party.staff is None and party.unit is None:
                return None
            above = (
                organization.superiors(party.staff, day)
                if party.staff
                else organization.superiors_of_unit(party.unit or "", day)
            )
            answers.append(any(organization.same_person(name, self.event.by) for name in above))
        return kleene_all(iter(answers))
