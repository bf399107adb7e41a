"""What each case holds as rows of the tables of cases: as written, numbers and days as what they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from checker.engine import CaseFile
from checker.exporting.casesheets import CURRENCY, KINDS
from checker.exporting.table import Cell
from checker.lazily import dataclass
from checker.loading.cases import Governed
from checker.model.case import Case, Event, Money
from checker.model.policy import Field
from checker.timeline import Timeline

Values = Mapping[str, Cell]


def _case(item: CaseFile) -> Iterator[Values]:
    case, data = _sound(item)
    view = _View(item)
    complainant = data.get("complainant") or {}
    responsible = data.get("responsible") or {}
    yield {
        "id": case.id,
        "opened": view.opened,
        "closed": view.closed,
        "status": view.status,
        "policy": _listed(data.get("policy")),
        "title": data.get("title"),
        "summary": data.get("summary"),
        **{f"complainant.{key}": value for key, value in complainant.items()},
        **{f"responsible.{key}": value for key, value in responsible.items()},
        "incident": data.get("incident"),
        "previous": _listed(data.get("previous")),
        **_fields(case, data, view.fields),
    }


def _fields(case: Case, data: Mapping[str, Any], specs: Mapping[str, Field]) -> dict[str, Cell]:
    """The values of fields: numbers and days as what they are, all else as written."""
    found: dict[str, Cell] = {}
    for name, value in case.fields.items():
        if isinstance(value, Money):
            found |= {name: value.amount, f"{name}{CURRENCY}": value.currency}
        elif name in specs and specs[name].type in KINDS:
            found[name] = value
        else:
            found[name] = _listed(data[name])
    return found


def _events(item: CaseFile) -> Iterator[Values]:
    case, data = _sound(item)
    zone = item.read.governed[0].policy.zone if item.read else None
    for event in case.events:
        entry = data["events"][event.index]
        designee = entry.get("designee") or {}
        yield {
            **{key: value for key, value in entry.items() if isinstance(value, str)},
            **{f"designee.{key}": value for key, value in designee.items()},
            "case": case.id,
            "day": event.at.day,
            "instant": event.at.iso(zone) if zone and event.at.timed else None,
        }


def _records(item: CaseFile) -> Iterator[Values]:
    case, data = _sound(item)
    for event in case.events:
        entries = data["events"][event.index].get("records") or ()
        for entry, record in zip(entries, event.records, strict=True):
            yield {**entry, "bytes": record.bytes, "case": case.id, "event": event.id}


def _parties(item: CaseFile) -> Iterator[Values]:
    case, data = _sound(item)
    for role in ("accused", "assisting"):
        for entry in data.get(role) or ():
            yield {**entry, "case": case.id, "role": role}


def _waivers(item: CaseFile) -> Iterator[Values]:
    case, data = _sound(item)
    for waiver in case.waivers:
        yield {**data["waivers"][waiver.index], "case": case.id}


def _owned(item: CaseFile) -> Iterator[Values]:
    case, data = _sound(item)
    for one in case.acknowledgements:
        yield {**data["acknowledgements"][one.index], "case": case.id}


ROWS = {
    "cases": _case,
    "events": _events,
    "records": _records,
    "parties": _parties,
    "waivers": _waivers,
    "acknowledgements": _owned,
}
"""How each table of cases is filled."""


def _sound(item: CaseFile) -> tuple[Case, Mapping[str, Any]]:
    assert item.case is not None  # only judged cases are written
    return item.case, item.case.data


def _listed(value: Any) -> str | None:
    return ", ".join(value) if isinstance(value, list) else value


@dataclass(frozen=True)
class _View:
    """A case as its first policy sees it; empty where no revision governs."""

    item: CaseFile

    @property
    def governed(self) -> Governed | None:
        found = self.item.read.governed if self.item.read else ()
        return found[0] if found and found[0].opening else None

    @property
    def fields(self) -> Mapping[str, Field]:
        found = self.item.read.governed if self.item.read else ()
        return {
            name: spec
            for one in found
            for revision in one.all()
            for name, spec in revision.fields.items()
        }

    @property
    def timeline(self) -> Timeline:
        assert self.item.case is not None
        known = [event for event in self.item.case.events if self._type(event) is not None]
        return Timeline(known, self._type)

    def _type(self, event: Event) -> Any:
        revision = self.governed.at(event.at) if self.governed else None
        return revision.events.get(event.type) if revision else None

    @property
    def opened(self) -> Cell:
        return self.item.read.opened.day if self.item.read and self.item.read.opened else None

    @property
    def closed(self) -> Cell:
        closing = self.timeline.closing
        return closing.at.day if closing else None

    @property
    def status(self) -> Cell:
        event = self.timeline.status_event
        return self._type(event).status if event else None
