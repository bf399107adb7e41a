"""recusal: the accused do not act on their own case, and somebody above names who does.

Why: nobody handles the complaint against themselves; the seed's Article 8.

Where an answer needs something that the case or the organization lacks, it is `undetermined`,
never silently green.

Fires:
    rule: {include: [aliases]}
    events: [received 2026-03-02 E2, replied 2026-03-04 E2]
    case: {accused: [{staff: E2}]}
Does not:
    rule: {include: [aliases]}
    events: [received 2026-03-02 E2, replied 2026-03-04 E3]
    case: {accused: [{staff: E2}]}

See also: authority (`not_unit_of: accused`); history (`not_by: accused`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from checker.model.case import Event, Party
from checker.model.finding import Finding
from checker.model.moment import compare
from checker.model.scalars import CONFIG, EventId, EventsOrAll, UnitTypes
from checker.model.text import Say, joined, say
from checker.rules.base import (
    Context,
    Rule,
    Words,
    accused_places,
    event_place,
    mark,
    not_applicable,
)
from checker.timeline import precedes

Include = Literal["aliases", "supervisees"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrBy:
    """Who designates where nobody stands above the accused."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG
    unit_type: UnitTypes
    """Somebody of a unit of this type."""


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Recusal(Rule):
    """The accused take no part in handling the complaint against them."""

    anchored: ClassVar[bool] = True
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

    def check(self, ctx: Context) -> list[Finding]:
        if not ctx.case.accused:
            return not_applicable("没有被投诉人", "nobody is accused")
        findings: list[Finding] = []
        looked_at = False
        for event in self.barred_events(ctx):
            if ctx.governs(event.at):
                looked_at = True
                findings += _Bar(self, ctx, event).findings()
        findings += _Designated(self, ctx).findings() if self.designation else []
        if findings:
            return findings
        if not looked_at:
            return not_applicable(
                "尚无应回避的事件", "no event yet that the accused are barred from"
            )
        return [
            Finding(status="met", message=say("被投诉人未参与办理", "the accused took no part"))
        ]

    def barred_events(self, ctx: Context) -> list[Event]:
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


@dataclass(slots=True)
class _Bar:
    """Whether one event was done by somebody barred from it."""

    rule: Recusal
    ctx: Context
    event: Event

    def findings(self) -> list[Finding]:
        unknown = False
        for party in self.ctx.case.accused:
            if party.since is not None and compare(self.event.at, party.since) < 0:
                continue
            barred = self.bars(party, self.event.by, self.event.unit)
            if barred is not None:
                return [self._forbidden(party, barred)]
            unknown = unknown or self.headless(party)
        return [self._unknown()] if unknown else []

    def bars(self, party: Party, name: str, acting_for: str | None) -> Say | None:
        """Why a person is barred by an accused party; None where they are not."""
        barred = self._by_person(party.staff, name) if party.staff is not None else None
        if barred is None and party.unit is not None and self.rule.units != "ignore":
            return self._by_unit(party.unit, name, acting_for)
        return barred

    def _by_person(self, accused: str, name: str) -> Say | None:
        if self._is(accused, name):
            return say("本人即被投诉人", "they are the accused")
        if "supervisees" in self.rule.include:
            superior = self.ctx.organization.supervisor(name, self.event.at.day)
            if superior is not None and self._is(accused, superior):
                return say("直接上级是被投诉人", "their direct superior is the accused")
        return None

    def _by_unit(self, accused: str, name: str, acting_for: str | None) -> Say | None:
        organization, day = self.ctx.organization, self.event.at.day
        if self.rule.units == "act":
            own = organization.unit_of(name, day)
            if any(unit and organization.is_within(unit, accused) for unit in (own, acting_for)):
                return say("所在单位被投诉", "their unit is accused")
            others = self._other_entries(name) if "aliases" in self.rule.include else ()
            if any(organization.is_within(unit, accused) for unit in others):
                return say("所在单位被投诉", "their unit is accused")
        for unit in organization.below(accused):
            head = organization.head(unit, day)
            if head is not None and self._is(head, name):
                return say("是被投诉单位的负责人", "they head the accused unit")
        return None

    def _other_entries(self, name: str) -> list[str]:
        """Units of the same person's other staff ids on the day."""
        organization, day = self.ctx.organization, self.event.at.day
        units = (organization.unit_of(other, day) for other in organization.person(name))
        return [unit for unit in units if unit]

    def _is(self, accused: str, name: str) -> bool:
        organization = self.ctx.organization
        if "aliases" in self.rule.include:
            return organization.same_person(accused, name)
        return (organization.resolve(accused) or accused) == (organization.resolve(name) or name)

    def headless(self, party: Party) -> bool:
        """Whether it cannot be said whom an accused unit bars: its head is not recorded."""
        return (
            party.unit is not None
            and self.rule.units == "head_only"
            and self.ctx.organization.head(party.unit, self.event.at.day) is None
        )

    def _forbidden(self, party: Party, why: Say) -> Finding:
        return Finding(
            status="violation",
            reason="forbidden_actor",
            message=say(
                "{event}的经办人应当回避：{why}",
                "whoever did {event} is barred: {why}",
                event=self.ctx.told(self.event),
                why=why,
            ),
            place=event_place(self.event, "by"),
            related=accused_places(self.ctx.case)[party.index : party.index + 1],
            actual=mark(self.event),
            anchor=self.event.at,
            breach=self.event.at,
            actor=self.event.by,
        )

    def _unknown(self) -> Finding:
        return Finding(
            status="undetermined",
            reason="unknown_value",
            message=say(
                "被投诉单位当日没有登记负责人，无法判断{event}是否应回避",
                "the accused unit has no head on record that day; {event} cannot be judged",
                event=self.ctx.told(self.event),
            ),
            place=event_place(self.event, "by"),
            related=accused_places(self.ctx.case),
            actual=mark(self.event),
            anchor=self.event.at,
            actor=self.event.by,
        )


@dataclass(slots=True)
class _Designated:
    """Whether somebody above the accused named who handles the case in time."""

    rule: Recusal
    ctx: Context

    def findings(self) -> list[Finding]:
        return [
            finding for party in self.ctx.case.accused if (finding := self._for(party)) is not None
        ]

    def _for(self, party: Party) -> Finding | None:
        first = self._first_act(party)
        if first is None or not self.ctx.governs(first.at):
            return None
        conflict = self._conflict(party, first)
        if conflict is None:
            return self._unknown(party, first)
        if conflict == "" or any(self._counts(party, event, first) for event in self._made()):
            return None
        return self._missing(party, first)

    def _made(self) -> list[Event]:
        designation = self.rule.designation
        return self.ctx.timeline.of((designation.event,)) if designation else []

    def _first_act(self, party: Party) -> Event | None:
        """The first event of a barred type that follows the opening one, designations aside."""
        opening, made = self.ctx.opening, self._made()
        acts = [
            event
            for event in self.rule.barred_events(self.ctx)
            if event is not opening
            and event not in made
            and not precedes(event, opening)
            and (party.since is None or compare(event.at, party.since) >= 0)
        ]
        return self.ctx.timeline.in_order(acts)[0] if acts else None

    def _conflict(self, party: Party, first: Event) -> str | None:
        """The accused person who is responsible; "" where none is, None where it is unknown."""
        people = self._accused_people(party, first)
        if people is None:
            return self._headless_conflict(party)
        responsible = self.ctx.case.responsible
        if people and responsible.staff is None and responsible.unit is None:
            return None
        head = self.ctx.organization.head(responsible.unit or "", first.at.day)
        bar = _Bar(self.rule, self.ctx, first)
        for person in people:
            for held in (responsible.staff, head):
                if held is not None and bar._is(person, held):  # noqa: SLF001 - same module
                    return person
        return ""

    def _accused_people(self, party: Party, first: Event) -> list[str] | None:
        """The accused person, or the heads of the accused unit and of those below it.

        None where the unit's own head is not on record.
        """
        organization, day = self.ctx.organization, first.at.day
        if party.staff is not None:
            return [party.staff]
        if self.rule.units == "ignore":
            return []
        if organization.head(party.unit or "", day) is None:
            return None
        below = sorted(organization.below(party.unit or ""))
        return [head for unit in below if (head := organization.head(unit, day)) is not None]

    def _headless_conflict(self, party: Party) -> str | None:
        return "" if self.ctx.case.responsible.unit != party.unit else None

    def _counts(self, party: Party, made: Event, first: Event) -> bool:
        """Whether a designation counts for an accused party: in time, from above, to another."""
        by_time = compare(made.at, first.at)
        if by_time > 0 or (
            by_time == 0 and not _same_instant(made, first) and made.index > first.index
        ):
            return False
        return (
            self._from_above(party, made) and self._maker_free(made) and self._designee_free(made)
        )

    def _maker_free(self, made: Event) -> bool:
        """Whether whoever designates is not barred themselves.

        Where the designation is a barred event, that is a finding of its own already.
        """
        if made in self.rule.barred_events(self.ctx):
            return True
        bar = _Bar(self.rule, self.ctx, made)
        return all(
            bar.bars(party, made.by, made.unit) is None
            or (party.since is not None and compare(made.at, party.since) < 0)
            for party in self.ctx.case.accused
        )

    def _from_above(self, party: Party, made: Event) -> bool:
        organization, day = self.ctx.organization, made.at.day
        person = party.staff or organization.head(party.unit or "", day)
        if person is None:
            above = list(organization.superiors_of_unit(party.unit or "", day))
        else:
            above = list(organization.superiors(person, day))
        if above:
            return any(organization.same_person(superior, made.by) for superior in above)
        designation = self.rule.designation
        if designation is None or designation.or_by is None:
            return False
        unit = organization.units.get(organization.unit_of(made.by, day) or "")
        return unit is not None and unit.type in designation.or_by.unit_type

    def _designee_free(self, made: Event) -> bool:
        designee = made.designee
        if designee is None or (designee.staff is None and designee.unit is None):
            return self.rule.designation is not None and (
                self.rule.designation.designee != "required"
            )
        bar = _Bar(self.rule, self.ctx, made)
        for party in self.ctx.case.accused:
            if designee.staff and bar.bars(party, designee.staff, None) is not None:
                return False
            if designee.unit and self._unit_barred(bar, party, designee.unit):
                return False
        return True

    def _unit_barred(self, bar: _Bar, party: Party, unit: str) -> bool:
        organization, day = self.ctx.organization, bar.event.at.day
        below = party.unit is not None and organization.is_within(unit, party.unit)
        if below and self.rule.units != "ignore":
            return True
        head = organization.head(unit, day)
        return head is not None and bar.bars(party, head, None) is not None

    def _missing(self, party: Party, first: Event) -> Finding:
        designation = self.rule.designation
        label = self.ctx.revision.event_label(designation.event) if designation else ""
        return Finding(
            status="violation",
            reason="not_designated",
            message=say(
                "被投诉人是责任人，{event}之前没有由其上级作出的有效“{label}”",
                "the accused is responsible, and nobody above did ‘{label}’ before {event}",
                event=self.ctx.told(first),
                label=label,
            ),
            place=event_place(first),
            related=accused_places(self.ctx.case)[party.index : party.index + 1],
            actual=mark(first),
            anchor=first.at,
            breach=first.at,
            actor=first.by,
        )

    def _unknown(self, party: Party, first: Event) -> Finding:
        return Finding(
            status="undetermined",
            reason="unknown_value",
            message=say(
                "没有登记责任单位/人或被投诉单位的负责人，无法判断是否须另行指定",
                "no responsible party or head on record; whether one must be named cannot be said",
            ),
            place=("responsible",),
            related=accused_places(self.ctx.case)[party.index : party.index + 1],
            anchor=first.at,
        )


def _same_instant(a: Event, b: Event) -> bool:
    return a.at.timed and b.at.timed and compare(a.at, b.at) == 0
