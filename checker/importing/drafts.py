"""Rows gathered into cases: the data that each file will hold, and where each part of it stood."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any

from checker.exporting.casesheets import CURRENCY
from checker.importing.rows import Row, Rows
from checker.importing.trouble import Trouble
from checker.lazily import dataclass
from checker.model.finding import Path
from checker.model.text import Say, say

NEW = re.compile(r"(?:新|new)[0-9]*", re.IGNORECASE)
"""What stands for an id that is yet to be given."""
_STAND_IN = "NEW"


@dataclass
class Draft:
    """One case on its way: its data as the file will have it, and where each part stood."""

    name: str | None
    """Its id; None where one is to be given."""
    data: dict[str, Any]
    where: Say
    places: dict[Path, Say] = field(default_factory=dict)
    bad: set[Path] = field(default_factory=set)
    """Parts of which a value could not be taken."""

    def place(self, path: Path) -> Say:
        """Where a part of the case stood; that of the nearest part around it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, self.where)


def drafts_of(rows: Rows, trouble: Trouble) -> dict[str, Draft]:
    """A draft for each row of cases, by what the other tables call it."""
    drafts: dict[str, Draft] = {}
    seen: set[str] = set()
    for row in rows["cases"]:
        name = row.text("id") or ""
        if name.casefold() in seen:
            trouble.add(row.at("id"), "duplicate-id", say("编号重复", "this id stands twice"))
            continue
        seen.add(name.casefold())
        drafts[name] = _case(row, None if NEW.fullmatch(name) or not name else name)
    alone = next(iter(drafts)) if len(drafts) == 1 else ""
    for table, add in ADD.items():
        for row in rows.get(table, ()):
            draft = drafts.get(row.text("case") or alone)
            if draft is None:
                message = say("“案件”表里没有这个编号", "no row of cases has this id")
                trouble.add(row.at("case"), "unknown-reference", message)
            else:
                add(draft, row, trouble)
    return drafts


def _case(row: Row, name: str | None) -> Draft:
    data: dict[str, Any] = {"id": name or _STAND_IN}
    for key in ("policy", "title", "summary", "complainant", "accused", "responsible", "assisting"):
        data[key] = None
    draft = Draft(name, data, row.where, {("id",): row.at("id")}, {()} if row.bad else set())
    for column, value in row.values.items():
        if column != "id":
            _set(draft, (*column.split("."),), value, row.at(column))
    policies = data["policy"]
    if isinstance(policies, list) and len(policies) == 1:
        data["policy"] = policies[0]
    draft.data = data | {"events": [], "waivers": [], "acknowledgements": []}
    return draft


def _set(draft: Draft, path: tuple[str, ...], value: Any, where: Say) -> None:
    """Put a value at a dotted column's place; an amount with a currency becomes a mapping."""
    draft.places[path] = where
    if len(path) == 1:
        draft.data[path[0]] = value
        return
    key, inner = path
    held = draft.data.get(key)
    if inner == CURRENCY[1:] and not isinstance(held, dict):
        held = {"amount": held}
        draft.places[(key, "amount")] = draft.places.get((key,), where)
    draft.data[key] = {**(held or {}), inner: value}


def _event(draft: Draft, row: Row, trouble: Trouble) -> None:
    events = draft.data["events"]
    entry = _entry(draft, row, ("events", len(events)), without=("case",))
    events.append({"id": None} | entry)


def _record(draft: Draft, row: Row, trouble: Trouble) -> None:
    name = row.text("event")
    for number, event in enumerate(draft.data["events"]):
        if name is not None and event.get("id") == name:
            records = event.setdefault("records", [])
            place: Path = ("events", number, "records", len(records))
            records.append(_entry(draft, row, place, without=("case", "event")))
            return
    message = say("这个案件没有这个事件编号", "the case has no event of this id")
    trouble.add(row.at("event"), "unknown-reference", message)


def _party(draft: Draft, row: Row, trouble: Trouble) -> None:
    role = row.text("role")
    if role not in ("accused", "assisting"):
        message = say("身份应是被投诉人或协助处理", "a role is accused or assisting")
        trouble.add(row.at("role"), "schema", message)
        return
    entries = draft.data[role] = draft.data[role] or []
    entries.append(_entry(draft, row, (role, len(entries)), without=("case", "role")))


def _waiver(draft: Draft, row: Row, trouble: Trouble) -> None:
    entries = draft.data["waivers"]
    entries.append(_entry(draft, row, ("waivers", len(entries)), without=("case",)))


def _owned(draft: Draft, row: Row, trouble: Trouble) -> None:
    entries = draft.data["acknowledgements"]
    entries.append(_entry(draft, row, ("acknowledgements", len(entries)), without=("case",)))


ADD: Mapping[str, Callable[[Draft, Row, Trouble], None]] = {
    "events": _event,
    "records": _record,
    "parties": _party,
    "waivers": _waiver,
    "acknowledgements": _owned,
}
"""How a row of each table comes into its case."""


def _entry(draft: Draft, row: Row, place: Path, without: tuple[str, ...]) -> dict[str, Any]:
    """A row as an entry of a list; `designee.staff` and the like as a mapping within."""
    entry: dict[str, Any] = {}
    draft.places[place] = row.where
    if row.bad:
        draft.bad.add(place)
    for column, value in row.values.items():
        if column in without:
            continue
        key, _, inner = column.partition(".")
        if inner:
            entry[key] = {**entry.get(key, {}), inner: value}
        else:
            entry[key] = value
        draft.places[(*place, *column.split("."))] = row.at(column)
    return entry
