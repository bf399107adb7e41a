"""Case files made of rows and read as the checker reads them; every defect at the row's place.

A case without an id of its own gets the next one; nothing is written here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path as FilePath
from typing import Any

from checker.document import Limits, Refused, read_document
from checker.editing.yaml_text import Unwritable, block, clean, item
from checker.importing.drafts import Draft, drafts_of
from checker.importing.rows import Rows
from checker.importing.trouble import Trouble
from checker.lazily import dataclass
from checker.loading.cases import CaseWorld, read_case
from checker.loading.evidence import check_evidence
from checker.model.text import say

MODELINE = "# yaml-language-server: $schema=../../schema/case.schema.json"
NextId = Callable[[Iterable[str], int], str]
"""The id after those of a year."""


@dataclass(frozen=True)
class Register:
    """What the new cases come into."""

    root: FilePath
    world: CaseWorld
    limits: Limits
    ids: tuple[str, ...]
    next_id: NextId


def make_cases(rows: Rows, register: Register, trouble: Trouble) -> dict[str, bytes]:
    """Files by path from the root; empty where anything is wrong."""
    drafts = drafts_of(rows, trouble)
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
