"""Whether one event was done by somebody barred from it: in person, by a unit, under another id."""

from __future__ import annotations

from checker.lazily import dataclass
from checker.model.case import Event, Party
from checker.model.finding import Finding
from checker.model.moment import compare
from checker.model.text import Say, say
from checker.rules.base import (
    Context,
    accused_places,
    event_place,
    mark,
    offence,
)
from checker.rules.recusal.parameters import RecusalTerms


@dataclass
class Bar:
    """Whether one event was done by somebody barred from it."""

    rule: RecusalTerms
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
        if self.is_same(accused, name):
            return say("本人即被投诉人", "they are the accused")
        if "supervisees" in self.rule.include:
            superior = self.ctx.organization.supervisor(name, self.event.at.day)
            if superior is not None and self.is_same(accused, superior):
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
            if head is not None and self.is_same(head, name):
                return say("是被投诉单位的负责人", "they head the accused unit")
        return None

    def _other_entries(self, name: str) -> list[str]:
        """Units of the same person's other staff ids on the day."""
        organization, day = self.ctx.organization, self.event.at.day
        units = (organization.unit_of(other, day) for other in organization.person(name))
        return [unit for unit in units if unit]

    def is_same(self, accused: str, name: str) -> bool:
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
        return offence(
            self.event,
            "forbidden_actor",
            say(
                "{event}的经办人应当回避：{why}",
                "whoever did {event} is barred: {why}",
                event=self.ctx.told(self.event),
                why=why,
            ),
            key="by",
            related=accused_places(self.ctx.case)[party.index : party.index + 1],
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
