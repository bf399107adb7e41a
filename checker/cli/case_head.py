"""The head of a case in the terminal: its status, its parties, its fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from checker.cli.language import tr
from checker.cli.tables import styled, table
from checker.engine import Result
from checker.lazily import dataclass
from checker.loading.cases import Governed
from checker.model.case import Case, Money, Party
from checker.model.moment import Moment
from checker.model.policy import Revision
from checker.rules.base import Words
from checker.timeline import Timeline


@dataclass
class Head:
    """A case as it stood at `as_of`, in the words of the revisions that govern it."""

    result: Result
    case: Case
    governed: Sequence[Governed]
    """By each policy that the case names, the first one first."""

    def text(self) -> str:
        title = f" {self.case.title}" if self.case.title else ""
        rows = [(label, value) for label, value in self._facts() if value]
        lines = table(["", ""], rows).split("\n")
        return "\n".join(
            [styled(f"{self.case.id}{title}", "bold"), *(f"  {x}" for x in lines if x)]
        )

    def _facts(self) -> Iterator[tuple[str, str]]:
        case = self.case
        as_of = self.result.as_of.iso(self.result.zone)
        yield tr("状态", "status"), self._status()
        yield tr("截至", "as of"), as_of
        openings = [one.opening for one in self.governed if one.opening is not None]
        told_openings = [f"{one.policy} {one.label}" for one in openings]
        yield tr("依据", "governed by"), tr("、", ", ").join(told_openings)
        who = (case.complainant.ref, case.complainant.name, case.complainant.unit)
        yield tr("投诉人", "complainant"), " ".join(part for part in who if part)
        yield tr("被投诉人", "accused"), self._parties(case.accused)
        yield tr("责任单位/人", "responsible"), self._party(case.responsible)
        yield tr("协助处理", "assisting"), self._parties(case.assisting)
        yield tr("同一事件", "incident"), case.incident or ""
        yield tr("既往投诉", "previous"), tr("、", ", ").join(case.previous)
        yield from self._fields()

    def _status(self) -> str:
        """The status by each policy, said once where they agree."""
        told = [self._status_under(one) for one in self.governed]
        return tr("、", ", ").join(dict.fromkeys(status for status in told if status))

    def _status_under(self, governed: Governed) -> str:
        found = ""
        for event in Timeline.in_order(self.case.events):
            revision = governed.at(event.at)
            kind = revision.events.get(event.type) if revision else None
            found = kind.status if kind is not None and kind.status else found
        return found

    def _parties(self, parties: tuple[Party, ...]) -> str:
        return tr("、", ", ").join(self._party(party) for party in parties)

    def _party(self, party: Party) -> str:
        known = self.result.instance.organization.units
        unit = known[party.unit].name if party.unit in known else (party.unit or "")
        return " ".join(part for part in (unit, party.staff) if part)

    def _fields(self) -> Iterator[tuple[str, str]]:
        for governed in self._revisions():
            words = Words(governed, self.result.instance.organization)
            for name, spec in governed.fields.items():
                if name in self.case.fields and governed is self._holder(name):
                    yield spec.label, self._value(name, self.case.fields[name], words)

    def _revisions(self) -> list[Revision]:
        return [revision for one in self.governed for revision in one.all()]

    def _holder(self, name: str) -> Revision:
        return next(one for one in self._revisions() if name in one.fields)

    def _value(self, name: str, value: Any, words: Words) -> str:
        if isinstance(value, tuple):
            return tr("、", ", ").join(words.choice(name, one) for one in value)
        if isinstance(value, bool):
            return tr("是", "yes") if value else tr("否", "no")
        if isinstance(value, Money):
            return " ".join(part for part in (str(value.amount), value.currency) if part)
        if isinstance(value, Moment):
            return value.short(self.governed[0].policy.zone)
        return words.choice(name, value) if isinstance(value, str) else str(value)
