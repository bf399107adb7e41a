"""Whether somebody above the accused named in time who handles the case."""

from __future__ import annotations

from collections.abc import Sequence

from checker.lazily import dataclass
from checker.model.case import Event, Party
from checker.model.finding import Finding
from checker.model.moment import compare
from checker.model.text import say
from checker.rules.base import (
    Context,
    accused_places,
    offence,
)
from checker.rules.recusal.barring import Bar
from checker.rules.recusal.parameters import RecusalTerms
from checker.timeline import precedes


@dataclass
class Designated:
    """Whether somebody above the accused named who handles the case in time."""

    rule: RecusalTerms
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

    def _made(self) -> Sequence[Event]:
        designation = self.rule.designation
        return self.ctx.timeline.of((designation.event,)) if designation else ()

    def _first_act(self, party: Party) -> Event | None:
        """The first event of a barred type that follows the opening one, designations aside."""
        opening, made = self.ctx.opening, {event.index for event in self._made()}
        acts = [
            event
            for event in self.rule.barred_events(self.ctx)
            if event is not opening
            and event.index not in made
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
        bar = Bar(self.rule, self.ctx, first)
        for person in people:
            for held in (responsible.staff, head):
                if held is not None and bar.is_same(person, held):
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
        bar = Bar(self.rule, self.ctx, made)
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
        bar = Bar(self.rule, self.ctx, made)
        for party in self.ctx.case.accused:
            if designee.staff and bar.bars(party, designee.staff, None) is not None:
                return False
            if designee.unit and self._unit_barred(bar, party, designee.unit):
                return False
        return True

    def _unit_barred(self, bar: Bar, party: Party, unit: str) -> bool:
        organization, day = self.ctx.organization, bar.event.at.day
        below = party.unit is not None and organization.is_within(unit, party.unit)
        if below and self.rule.units != "ignore":
            return True
        head = organization.head(unit, day)
        return head is not None and bar.bars(party, head, None) is not None

    def _missing(self, party: Party, first: Event) -> Finding:
        designation = self.rule.designation
        label = self.ctx.revision.event_label(designation.event) if designation else ""
        return offence(
            first,
            "not_designated",
            say(
                "被投诉人是责任人，{event}之前没有由其上级作出的有效“{label}”",
                "the accused is responsible, and nobody above did ‘{label}’ before {event}",
                event=self.ctx.told(first),
                label=label,
            ),
            related=accused_places(self.ctx.case)[party.index : party.index + 1],
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
