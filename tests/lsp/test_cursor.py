"""Where the cursor stands in text that does not parse yet; `|` marks it."""

from __future__ import annotations

import pytest

from checker.lsp.cursor import Cursor, cursor_at

PLACES = {
    "a key at the top": ("id: x\nsev|", (), True, "sev"),
    "a value": ("id: x\nseverity: ge|", ("severity",), False, "ge"),
    "a key of an entry in braces": ("events:\n  - {id: e1, ty|", ("events", 0), True, "ty"),
    "a value in braces": ("events:\n  - {id: e1, type: re|", ("events", 0, "type"), False, "re"),
    "the second entry": ("events:\n  - {id: e1}\n  - {by: E|", ("events", 1, "by"), False, "E"),
    "a new entry": ("events:\n  - id: e1\n  - |", ("events", 1), True, ""),
    "a key of an entry in lines": ("events:\n  - id: e1\n    t|", ("events", 0), True, "t"),
    "lists that are not indented": ("waivers:\n- rule: a\n- rule: b|", ("waivers", 1, "rule"), False, "b"),
    "an entry of brackets": ("previous: [a, b|", ("previous", 1), False, "b"),
    "brackets in braces": (
        "events:\n  - {id: e, records: [{kind: x}, {ki|", ("events", 0, "records", 1), True, "ki",
    ),
    "after a line that was left open": ("a: {x: 1\nb: |", ("b",), False, ""),
    "over several lines": ("a: {x: 1,\n    y: 2, z|", ("a",), True, "z"),
    "after a block of text": ("summary: |-\n  a: [\n  b\nsev|", (), True, "sev"),
    "after a comment with brackets": ("a: 1\n# {[\nb|", (), True, "b"),
    "quoted": ('a: "x: {", \nb: |', ("b",), False, ""),
    "an empty line": ("events:\n  - id: e1\n|", (), True, ""),
    "an indented empty line": ("events:\n  - id: e1\n    |", ("events", 0), True, ""),
    "an entry that is a word": ("grounds:\n  - mi|", ("grounds", 0), True, "mi"),
    "Chinese before it": ("events:\n  - {note: 客户😀，说, by: E|", ("events", 0, "by"), False, "E"),
}  # fmt: skip


def cursor(text: str) -> Cursor | None:
    before, _, after = text.rpartition("|")
    lines = (before + after).split("\n")
    line = before.count("\n") + 1
    return cursor_at(lines, line, len(before.rpartition("\n")[2]) + 1)


@pytest.mark.parametrize(("text", "path", "key", "prefix"), PLACES.values(), ids=PLACES)
def test_where_it_stands(text, path, key, prefix) -> None:
    found = cursor(text)
    assert found is not None
    assert (found.path, found.key, found.prefix) == (path, key, prefix)
    line = text.replace("|-", "--").rpartition("|")[0].rpartition("\n")[2]
    assert found.column == len(line) - len(prefix) + 1


@pytest.mark.parametrize("text", ["a: |\n  some te|", "a: 1 # no|", "# no|"])
def test_free_text_is_no_place(text) -> None:
    assert cursor(text) is None


def test_keys_that_are_there_already_are_known_from_above_and_below() -> None:
    found = cursor("id: x\nsev|\nevents: []\ntitle: y\n")
    assert found is not None
    assert found.present == {"id", "events", "title"}
    found = cursor("events:\n  - id: e1\n    |\n    by: E1\n  - type: x\n")
    assert found is not None
    assert found.present == {"id", "by"}
    found = cursor("events:\n  - {id: e1, by: E1, |")
    assert found is not None
    assert found.present == {"id", "by"}
