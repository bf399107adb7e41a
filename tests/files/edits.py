"""Small hostile edits of real files: what a slip of the hand, a bad merge or an attacker leaves behind."""

from __future__ import annotations

import pathlib
import re
from collections.abc import Iterator
from random import Random

from checker.document import DEFAULT_LIMITS, REFUSED, Refused
from checker.document.events import read_events
from checker.document.places import plain_place
from checker.document.plain import plain_data
from checker.document.values import Data
from checker.model.finding import Path

ROOT = pathlib.Path(__file__).parents[2]
REAL = [
    path.read_text("utf-8")
    for path in [
        *sorted(ROOT.glob("cases/2*/*.yml"))[::9],
        *sorted(ROOT.glob("policy/complaint-handling/*/rules-s*.yml")),
        ROOT / "policy/organization.yml",
        ROOT / "tests/files/full/case.yml",
    ]
]
SHAPES = [
    "a: b\nc:\n  - d\n  - e: f\n    g: h\n  - {i: j, k: l}\nm:\n- n\n- o: [p, q]\n",
    "id: C-1\nevents:\n  - id: e1\n    records:\n      - kind: form\n        uri: a:b/c.pdf\n  - {id: e2, by: E1}\n",
    "text: |\n  一 二\n\n    三\n  四: 五\nnext: |\n 甲\n# x\nlast:\n  deep:\n    deeper:\n",
    "a: 'b: c'\nd: \"e # f\"\ng: ['h, i', \"j\", k]\nl: {m: 'n', o: null}\np: null\nq: []\n",
    "- a\n- b: c\n- d\n- e:\n  - f\n  - {g: h}\n",
    "a: {b: [c, 'd: e'], f: {g: {h: i}}, j: {}}\nk: [{l: m, n: 'o'}, [p, q], []]\nr:\n- s\n",
    "events:\n  - {id: e1, by: E1, records: [{kind: form, uri: a:b/c}, {kind: x}], to: {staff: E2}}\n",
    "a:\n\n# 注\n  # 注\n  b: c d  e\n  f.g: http://h/i?j=k\n\n",
]
"""Every form that is plain, or nearly is."""
ALPHABET = [
    *":-#{}[],&*!|>'\"%@`~?\\ \t\r\n<=+.0179aZ_/",
    " ", " ", "\n", "\n", "  ", ": ", "- ", " #", ", ", ":\n", "\n\n", "|\n", ">\n", "|-\n", "|2\n", "? ",
    "---\n", "...\n", "%YAML 1.2\n", "<<: ", "null", "~", "''", '""', "[]", "{}", "[", "{a: b}", "!!str ",
    "&a ", "*a", "\r\n", "a: b\n", "- a\n", "  a: b\n", "# c\n", "\n  ", "\n    ", "k" * 130, "k" * 1030,
    "\u00a0", "\u3000", "\u2003", "：", "，", "－", "＃", "ａ", "\u2028", "\u2029", "\u0085", "\ufeff", "\u200b",
    "\u00ad", "\u0301", "é", "甲", "𠮷", "\x00", "\x07", "\x1b", "\x7f", "\x80", "\u202e", "\ufffe", "\ue000",
]  # fmt: skip

MILD = [
    "a", "9", "z: ", "甲", "：", "-", ":", ".", "/", "'", '"', ", ", ": b\n", "\n", "\n\n", "# c\n", "b: b\n", "- a\n",
    "  ", "!", "_x", "（注）", " 一", ": {b: c}\n", "c: [d]\n",
]  # fmt: skip
"""What often leaves a text plain, so that something is compared."""


def edited(random: Random, text: str) -> str:
    """A text after one to three edits."""
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        text = random.choice(EDITS)(random, text)
    return text


def _sign(random: Random) -> str:
    return random.choice(MILD if random.random() < 0.5 else ALPHABET)


def _insert(random: Random, text: str) -> str:
    at = random.randint(0, len(text))
    return text[:at] + _sign(random) + text[at:]


def _replace(random: Random, text: str) -> str:
    start, end = _part(random, text)
    return text[:start] + _sign(random) + text[end:]


def _delete(random: Random, text: str) -> str:
    start, end = _part(random, text)
    return text[:start] + text[end:]


def _repeat(random: Random, text: str) -> str:
    start, end = _part(random, text)
    at = random.choice((end, random.randint(0, len(text))))
    return text[:at] + text[start:end] + text[at:]


def _move(random: Random, text: str) -> str:
    start, end = _part(random, text)
    rest = text[:start] + text[end:]
    at = random.randint(0, len(rest))
    return rest[:at] + text[start:end] + rest[at:]


def _at_a_sign(random: Random, text: str) -> str:
    """Something put before or behind a sign that means something."""
    signs = [match.end() for match in re.finditer(r"[\n:,\-#{}\[\]|'\"]", text)]
    at = random.choice(signs or [0]) - random.randint(0, 1)
    return text[:at] + _sign(random) + text[at:]


def _indent(random: Random, text: str) -> str:
    """One line or more, moved to the right or to the left."""
    lines = text.split("\n")
    first = random.randrange(len(lines))
    last = min(len(lines), first + random.choice((1, 1, 2, 5)))
    by = random.choice((-4, -2, -2, -1, 1, 2, 2, 4))
    for at in range(first, last):
        lines[at] = " " * by + lines[at] if by > 0 else lines[at].removeprefix(" " * -by)
    return "\n".join(lines)


def _lines(random: Random, text: str) -> str:
    """A line left out, doubled, moved, or joined to the next."""
    lines = text.split("\n")
    at = random.randrange(len(lines))
    line = lines.pop(at)
    how = random.randrange(4)
    if how == 1:
        lines[at:at] = [line, line]
    elif how == 2:
        lines.insert(random.randint(0, len(lines)), line)
    elif how == 3 and at < len(lines):
        lines[at] = line + lines[at].lstrip(" ")
    return "\n".join(lines)


EDITS = (
    _insert,
    _replace,
    _delete,
    _repeat,
    _move,
    _at_a_sign,
    _at_a_sign,
    _indent,
    _indent,
    _lines,
)


def _part(random: Random, text: str) -> tuple[int, int]:
    """Where a part of a text begins and ends; mostly a short one."""
    start = random.randint(0, len(text))
    return start, min(len(text), start + random.choice((1, 1, 1, 2, 3, 8, 40)))


def is_alike(text: str) -> bool:
    """Whether a text is plain; libyaml then reads it as the same data at the same places."""
    if REFUSED.search(text) is not None:
        return False
    data = plain_data(text, DEFAULT_LIMITS)
    if data is None:
        return False
    try:
        other, marks = read_events(text, DEFAULT_LIMITS)
    except Refused as refused:
        raise AssertionError(f"plain, and refused: {text!r}") from refused
    assert repr(data) == repr(other), f"read otherwise: {text!r}"  # a dict's order is part of it
    places = [*places_of(data, iter(marks))]
    for path, key, value in places[:: 1 + len(places) // 40]:
        assert plain_place(text, data, path, key=False) == value, f"{path} in {text!r}"
        assert plain_place(text, data, path, key=True) == key, f"the key of {path} in {text!r}"
        assert plain_place(text, data, (*path, "nowhere", 1), key=False) == value
    return True


def places_of(
    data: Data, marks: Iterator[int], path: Path = (), key: int = -1
) -> Iterator[tuple[Path, int, int]]:
    """The path of every node, where its key is, or it without one, and where it is."""
    value = next(marks)
    yield path, value if key < 0 else key, value
    if isinstance(data, dict):
        for name, item in data.items():
            yield from places_of(item, marks, (*path, name), next(marks))
    elif isinstance(data, list):
        for index, item in enumerate(data):
            yield from places_of(item, marks, (*path, index))
