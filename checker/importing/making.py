"""Case files made of rows and read as the checker reads them; every defect at the row's place.

A case without an id of its own gets the next one; nothing is written here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from checker.document import Limits, Refused, read_document
from checker.editing.yaml_text import Unwritable, block, clean, item
from checker.exporting.casesheets import CURRENCY
from checker.importing.rows import Row, Rows
from checker.importing.trouble import Trouble
from checker.loading.cases import CaseWorld, read_case
from checker.loading.evidence import check_evidence
from checker.model.finding import Path
from checker.model.text import Say, say

MODELINE = "# yaml-language-server: $schema=../../schema/case.schema.json"
NEW = re.compile(r"(?:新|new)[0-9]*", re.IGNORECASE)
"""What stands for an id that is yet to be given."""
NextId = Callable[[Iterable[str], int], str]
"""The id after those of a year."""
_STAND_IN = "NEW"


@dataclass(frozen=True, slots=True)
class Register:
    """What the new cases come into."""

    root: FilePath
    world: CaseWorld
    limits: Limits
    ids: tuple[str, ...]
    next_id: NextId


@dataclass(slots=True)
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


def make_cases(rows: Rows, register: Register, trouble: Trouble) -> dict[str, bytes]:
    """Files by path from the root; empty where anything is wrong."""
    drafts = _drafts(rows, trouble)
    names = {name.casefold() for name in register.ids}
    given = [draft.name for draft in drafts.values() if draft.name]
    for draft in drafts.values():
        if draft.name and draft.name.casefold() in names:
            message = say("已有案件 {name}", "there is a case {name} already", name=draft.name)
            trouble.add(draft.place(("id",)), "duplicate-id", message)
    taken = [*register.ids, *given]
    files: dict[str, bytes] = {}
    for draft in drafts.values():
        made = _made(draft, taken, register, trouble)
        if made is not None:
            files[made[0]] = made[1]
    return {} if trouble.wrong else files


# --- rows to data


def _drafts(rows: Rows, trouble: Trouble) -> dict[str, Draft]:
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


# --- data to files


def _made(
    draft: Draft, taken: list[str], register: Register, trouble: Trouble
) -> tuple[str, bytes] | None:
    """The file of a draft that is sound; its defects where it is not."""
    _number_events(draft.data["events"])
    data = {key: value for key, value in draft.data.items() if value not in (None, [])}
    read = read_case(data, "", register.world)
    if read.case is not None:
        check_evidence(read.case, register.root, read.problems)
    problems = read.problems
    for problem in problems.items:
        if problem.place not in draft.bad:
            where = draft.place(problem.place)
            trouble.add(where, problem.code, problem.message, problem.remedy)
    if problems or read.opened is None or draft.bad:
        return None
    year = read.opened.day.year
    name = draft.name or register.next_id(taken, year)
    taken.append(name)
    content = _written({**data, "id": name}, draft, register.limits, trouble)
    return None if content is None else (f"cases/{year}/{name}.yml", content)


def _number_events(events: list[dict[str, Any]]) -> None:
    taken = {event["id"] for event in events}
    for number, event in enumerate(events, 1):
        if event["id"] is None:
            name, more = f"e{number}", number
            while name in taken:
                more += 1
                name = f"e{more}"
            event["id"] = name
            taken.add(name)


def _written(
    data: Mapping[str, Any], draft: Draft, limits: Limits, trouble: Trouble
) -> bytes | None:
    """The file's bytes, read back before they are believed."""
    try:
        plain = _clean(data)
    except Unwritable:
        message = say("有不允许的控制字符", "it holds characters that are not allowed")
        trouble.add(draft.where, "encoding", message)
        return None
    before = {key: value for key, value in plain.items() if key not in LISTS}
    lines = [MODELINE, *block(before)]
    for key in LISTS:
        if plain.get(key):
            lines.append(f"{key}:")
            for entry in plain[key]:
                lines += item(entry, 2, one_line=key != "events")
    content = ("\n".join(lines) + "\n").encode()
    try:
        same = read_document(content, "", limits).data == plain
    except Refused as refused:
        trouble.add(draft.where, refused.problem.code, refused.problem.message)
        return None
    assert same  # what is written reads back as what was meant
    return content


LISTS = ("events", "waivers", "acknowledgements")


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {key: _clean(inner) for key, inner in value.items()}
    return [_clean(inner) for inner in value]
