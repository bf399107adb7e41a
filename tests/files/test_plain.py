"""What is plain is read line by line, and libyaml must read it as the same data at the same places.

A text that is read otherwise may be a breach that nobody sees, so the two are compared over our own files,
over every form, and above all over hostile edits of real files. `make fuzz` has more of those.
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path
from random import Random

import pytest
from budget import tries
from files import edits
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.document import DEFAULT_LIMITS, REFUSED, Limits, Refused, read_document
from checker.document.characters import is_harmless
from checker.document.events import read_events

ROOT = Path(__file__).parents[2]
CASES = [
    *sorted(ROOT.glob("cases/2*/*.yml")),
    *sorted(ROOT.glob("checker/starter/cases/2*/*.yml")),
]
OTHERS = [*sorted(ROOT.glob("policy/**/*.yml")), *sorted(ROOT.glob("checker/**/*.yml"))]

PLAIN = {
    "a: b\n": {"a": "b"},
    "a: b c：d, e! f? \"g\" [h]\n": {"a": 'b c：d, e! f? "g" [h]'},
    "a: 012\nb: no\nc: 2026-03-02T09:31+08:00\nd: 1e5\n": {
        "a": "012", "b": "no", "c": "2026-03-02T09:31+08:00", "d": "1e5",
    },
    "a: null\nb:\nc: 'null'\nd: \"\"\n": {"a": None, "b": None, "c": "null", "d": ""},
    "a: 'b: # \\c'\nd: \"e: # 'f\"\n": {"a": "b: # \\c", "d": "e: # 'f"},
    "# 甲\n\na:\n  # 乙\n  b: c\n\n": {"a": {"b": "c"}},
    "a:\n- b\n- c: d\n  e:\n  - f\ng: h\n": {"a": ["b", {"c": "d", "e": ["f"]}], "g": "h"},
    "- a\n- b:\n- c: d\n": ["a", {"b": None}, {"c": "d"}],
    "a: {b: c, d: [e, 'f, g'], h: {i: null}, j: {}, k: []}\n": {
        "a": {"b": "c", "d": ["e", "f, g"], "h": {"i": None}, "j": {}, "k": []},
    },
    "a: [{b: c}, [], [[d]]]\n": {"a": [{"b": "c"}, [], [["d"]]]},
    "a: |\n  b\n\n    # c\n  d: e\n\nf: g\n": {"a": "b\n\n  # c\nd: e\n", "f": "g"},
    "a:\n  - b: |\n      c\n# d\n": {"a": [{"b": "c\n"}]},
}  # fmt: skip
"""Every form, and what it says."""

NOT_PLAIN = [
    "", "# a\n", "a\n", "'a'\n", "[a]\n", "{a: b}\n", " a: b\n", " - a\n", "\n \na: b\n", "a: b",
    "a: b\n ", "a: b \n", "a:  b\n", "a : b\n", "a:b\n", "a: b: c\n", "a: b #c\n", "a: b # c\n",
    "a: b#c\n", "a: #b\n", "a:\tb\n", "a: b\tc\n", "a: b\r\n", "a: b\n  c\n", "a: b\n  c: d\n",
    "a: b\n  - c\n", "a: b\n- c\n", "a:\n    b: c\n  d: e\n", "a:\n b: c\nd\n", "a: b\na: c\n",
    "a: {b: c, b: d}\n", "a: {b: {c: d, c: e}}\n", "a:\n- b: c\n  b: d\n", "null: a\n",
    "a: {null: b}\n", "键: a\n", "'a': b\n", "\"a\": b\n", "? a\n", "a: ? b\n", "- - a\n",
    "-  a\n", "-\n  a\n", "- \n", "- a: b\n   c: d\n", "a: -1\n", "a: &b c\n", "a: *b\n",
    "a: !b c\n", "a: @b\n", "a: `b\n", "a: %b\n", "a: ~\n", "a: <<\n", "<<: a\n", "a: =\n",
    "a: >\n  b\n", "a: |-\n  b\n", "a: |2\n  b\n", "a: |\n", "a: |\nb\n", "a: |\n\n  b\n",
    "a: |\n  b\n c\n", "a: |\n  b \n", "a: |\n  b\n   \nc: d\n", "a:\n  b: |\n  c\n",
    "- |\n  a\n", "a: 'b''c'\n", "a: \"b\\x41\"\n", "a: 'b' c\n", "a: 'b\n  c'\n",
    "a: {b: c,d: e}\n", "a: {b: c, }\n", "a: {b, c: d}\n", "a: {b: }\n", "a: {b:c}\n",
    "a: { b: c}\n", "a: {b: c }\n", "a: [b,]\n", "a: [b: c]\n", "a: [?b]\n", "a: [b?]\n",
    "a: {b: c} d\n", "a: {b: c\n", "a: [b]]\n", "a: {b: [c}\n", "a: {'b': c}\n", "---\na: b\n",
    "a: b\n---\n", "a: b\n...\n", "%YAML 1.2\n", "k" * 129 + ": a\n",
    "a: [" * 20 + "]" * 20 + "\n",
]  # fmt: skip
"""YAML or not, libyaml decides; most of these it reads as something that one does not see at once."""


def is_plain(raw: bytes) -> bool:
    """Whether a file is read without libyaml."""
    try:
        return read_document(raw, "x.yml").marks is None
    except Refused:
        return False


@pytest.mark.parametrize("text", PLAIN)
def test_what_is_plain_says_what_it_shows(text: str) -> None:
    assert edits.is_alike(text)
    assert read_document(text.encode(), "x.yml").data == PLAIN[text]


@pytest.mark.parametrize("text", NOT_PLAIN)
def test_everything_else_is_left_to_libyaml(text: str) -> None:
    assert not is_plain(text.encode())
    assert not edits.is_alike(text)


@pytest.mark.parametrize("file", CASES, ids=lambda path: path.stem)
def test_every_case_of_ours_is_plain(file: Path) -> None:
    """Else its parsing takes three times as long, and nobody would see."""
    assert edits.is_alike(file.read_text("utf-8"))
    assert is_plain(file.read_bytes())


def test_every_case_of_a_benchmark_is_plain() -> None:
    """Else its ratios would say nothing of an ordinary register."""
    again = runpy.run_path(str(ROOT / "benchmarks/corpus.py"))["again"]
    for file in CASES[::4]:
        assert is_plain(again(file.read_text("utf-8"), 3, set()).encode())


def test_our_other_files_are_read_alike() -> None:
    assert sum(edits.is_alike(file.read_text("utf-8")) for file in OTHERS) > 100


@settings(max_examples=tries(300))
@given(st.integers(0, 2**63))
def test_hostile_edits_are_read_alike_or_left_to_libyaml(seed: int) -> None:
    random = Random(seed)
    for text in random.choices(edits.SHAPES, k=8) + random.choices(edits.REAL, k=2):
        edits.is_alike(edits.edited(random, text))


def test_edits_leave_enough_that_is_plain() -> None:
    """Else the comparison above would compare nothing."""
    random = Random(7)
    texts = [edits.edited(random, random.choice(edits.SHAPES)) for _ in range(600)]
    assert sum(map(edits.is_alike, texts)) > 100


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("a: b\nc: d\n", Limits(entries=1)),
        ("a: [b, c]\n", Limits(entries=1)),
        ("a: {b: c, d: e}\n", Limits(entries=1)),
        ("- a\n- b\n", Limits(entries=1)),
        ("a:\n  b: c\n", Limits(depth=1)),
        ("a: {b: {c: d}}\n", Limits(depth=2)),
        ("a:\n- b: c\n", Limits(depth=2)),
        ("- []\n", Limits(depth=1)),
        ("a: b\n", Limits(file_bytes=4)),
    ],
)
def test_what_is_plain_keeps_the_limits(text: str, limits: Limits) -> None:
    assert is_plain(text.encode())
    with pytest.raises(Refused) as caught:
        read_document(text.encode(), "x.yml", limits)
    assert caught.value.problem.code == "limit"


def test_bytes_show_which_characters_are_refused() -> None:
    wrong = [
        code
        for code in range(sys.maxunicode + 1)
        if not 0xD800 <= code <= 0xDFFF
        and is_harmless(f"甲{chr(code)}".encode(), f"甲{chr(code)}")
        != (REFUSED.search(chr(code)) is None)
    ]
    assert wrong == []
    assert is_harmless(b"a\r\n", "a\r\n")
    assert not is_harmless(b"a\r\r\n", "a\r\r\n")


def test_refused_characters_are_not_plain() -> None:
    for character in "\x00\x7f\x85\u200f\u2028\u202e\ufeff\uffff":
        assert not is_plain(f"a: b{character}c\n".encode())
    assert is_plain("\ufeffa: b\n".encode())
    assert not is_plain(b"a: \xff\n")


def test_a_document_that_is_not_plain_has_its_places_too() -> None:
    text = "a: b # c\nd:\n  e: ~\n"
    assert read_document(text.encode(), "x.yml").marks == read_events(text, DEFAULT_LIMITS)[1]
