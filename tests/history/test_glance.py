"""What the bytes alone show is what reading shows: a glance that says yes is never wrong."""

from __future__ import annotations

from typing import Any

import pytest
from budget import tries
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.document import DEFAULT_LIMITS, Limits
from checker.history.auditing import Audit
from checker.history.contents import contents_of
from checker.history.histories import Wanted
from checker.history.outlines import Outlines
from checker.history.start import begun
from checker.history.trails import Trails
from checker.history.versions import Shape, line_by_line, parsed, without
from tests.history.conftest import Repo, case, dump
from tests.history.test_attacks import E1, E2, E3, FILE, WAIVER, begin, then

OLD = """id: C-1
summary: |
  events:
    - {id: x}
events:
  - {id: e1, type: received, at: 2026-03-02T10:00, by: E2}
  - id: e2
    type: accepted
    note: >-
      first
      second
    at: 2026-03-02T11:00
    by: E2
severity: major
"""
E9 = "  - {id: e9, type: closed, at: 2026-03-03, by: E2}\n"
LINES = [
    E9,
    "outcome: x\n",
    "    unit: hq\n",
    "      third\n",
    "    - {id: e8}\n",
    "- {id: e7}\n",
    "\n",
    "# a remark\n",
    '  - {id: e6, note: "a\n',
    '    b"}\n',
    "  - {id: e5,\n",
    "type: x}\n",
    "acknowledgements:\n  - {rule: r}\n",
    "  - 'it''s'\n",
    "  - don't\n",
    "events: []\n",
    "  -\n",
    "  - [\n",
    "  # ]\n",
    "  - {a: b} # }\n",
    "---\n",
]
ODD = [
    "    note: x\n",
    "    note: |\n",
    "      - x\n",
    "  - x\n",
    "a: b\n",
    "a:\n",
    "- x\n",
    "    {a: b}\n",
]


@settings(max_examples=tries(200))
@given(st.lists(st.tuples(st.integers(0, 40), st.sampled_from(LINES)), min_size=1, max_size=4))
def test_data_derived_from_lines_is_the_data_that_a_parser_reads(
    changes: list[tuple[int, str]],
) -> None:
    lines = OLD.splitlines(keepends=True)
    older = OLD.encode()
    for at, text in changes:
        lines.insert(min(at, len(lines)), text)
        newer = "".join(lines).encode()
        data = parsed(newer, "", DEFAULT_LIMITS)
        if data is not None and line_by_line(newer):
            shape = Shape(newer)
            lacking = shape.lacking(older)
            derived = None if lacking is None else without(data, shape, lacking)
            if derived is not None:
                assert derived == parsed(older, "", DEFAULT_LIMITS)
        older = newer


def test_entries_put_in_several_places_at_once_are_each_found() -> None:
    newer = OLD.replace("severity", E9 + E9.replace("e9", "e8") + "outcome: x\nseverity")
    newer = newer.replace("  - id: e2", E9.replace("e9", "e7") + "  - id: e2").encode()
    shape = Shape(newer)
    lacking = shape.lacking(OLD.encode())
    assert lacking is not None
    assert [(shape.name(place), shape.entry(place)) for place in sorted(lacking)] == [
        ("events", 1),
        ("events", 3),
        ("events", 4),
        ("outcome", None),
    ]
    assert without(parsed(newer, "", DEFAULT_LIMITS), shape, lacking) == parsed(
        OLD.encode(), "", DEFAULT_LIMITS
    )


def test_as_many_bytes_in_another_place_are_no_addition() -> None:
    changed = (OLD + "outcome: x\n").replace("severity: major", "severity: minor").encode()
    assert Shape(changed).lacking(OLD.encode()) is None
    assert Shape(OLD.replace("major", "minor").encode()).lacking(OLD.encode()) is None


def test_entries_without_the_key_of_their_list_are_no_part_of_it() -> None:
    newer = OLD + "waivers:\n  - {rule: a}\n  - {rule: b}\n"
    lacking_key = newer.replace("waivers:\n  - {rule: a}\n", "")
    assert Shape(newer.encode()).lacking(OLD.encode()) is not None
    assert Shape(newer.encode()).lacking(lacking_key.encode()) is None


@settings(max_examples=tries(200))
@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.sampled_from(LINES + OLD.splitlines(keepends=True) + ODD)),
        max_size=3,
    )
)
def test_what_an_outline_is_sure_of_is_read(changes: list[tuple[int, str]]) -> None:
    lines = OLD.splitlines(keepends=True)
    for at, text in changes:
        lines.insert(min(at, len(lines)), text)
    raw = "".join(lines).encode()
    keys = Outlines(DEFAULT_LIMITS).keys(raw)
    assert keys is None or keys == list(parsed(raw, "", DEFAULT_LIMITS) or ())


SURE = [
    "outcome: 卖出 3 手，单价 12:30 起\n",
    "outcome: 'it: x'\n",
    'outcome: "{a"\n',
    'loss: {amount: "1.00", currency: CNY, at: {day: 2026-01-01T10:00}}\n',
    "grounds: [a b, c-d]\n",
    "grounds:\n  - a\n  - b c\n",
    "waivers: []\n",
    "waivers:\n  # a remark: {\n  - rule: r\n    # another\n    by: E1\n",
    'about: |\n  a: {\n    - b"\n  # c\nmore: x\n',
]


@pytest.mark.parametrize("text", SURE)
def test_an_ordinary_file_is_sure_to_be_read(text: str) -> None:
    raw = (OLD + text).encode()
    assert Outlines(DEFAULT_LIMITS).keys(raw) == list(parsed(raw, "", DEFAULT_LIMITS) or ())


UNSURE = [
    # a list below a value
    "a: [b]\n    - x",
    "a: 'b'\n    - x",
    "a: {b: c}\n    - x",
    "a: b\n    - x",
    # what the subset of YAML leaves out, or another layout
    "a: *x",
    "a: &x b",
    "a: !!str b",
    "%YAML 1.2",
    "---",
    "...",
    "? a",
    "a: [b",
    "- x",
    "  x",
    "  a: b",
    # characters, escapes, words
    'a: "\\x41"',
    "a: \u202eb",
    "a: \x07",
    "{<<: a}",
    "<<: a",
    "a: \x85b",
    "a: b: c",
    "a: 'b",
    "null: a",
    # a key twice
    "id: again",
    "a: {b: c, b: d}",
    "a: {b: [c], b: d}",
    "a:\n  - b: c\n    b: d",
    "a: b #c: {",
    # values over several lines
    "a: |\n  b\n  - c",
    "a: b\n  - c: d",
    "a: b\n  c",
    "a: |\n b\n  c",
    "a: {b: c,\n  d: e}",
    "a: |\n  b\n\n  id: c",
    "waivers:\n  - rule: r\n    note: |\n    by: E2\n    by: E3",
]


@pytest.mark.parametrize("text", UNSURE)
def test_what_may_be_refused_or_read_otherwise_decides_nothing(text: str) -> None:
    assert Outlines(DEFAULT_LIMITS).keys((OLD + text + "\n").encode()) is None


def test_limits_hold_for_what_is_not_read() -> None:
    many = Limits(file_bytes=400_000)
    entries = "".join(f"  - {{id: e{n}, type: accepted}}\n" for n in range(many.entries))
    text = OLD.replace("severity", f"{entries}severity").encode()
    assert Outlines(many).keys(text) is None
    assert Outlines(Limits(file_bytes=len(OLD) - 1)).keys(OLD.encode()) is None
    assert Outlines(Limits(depth=1)).keys(OLD.encode()) is None
    assert Outlines(DEFAULT_LIMITS).keys(OLD.encode()) is not None


HISTORIES: list[tuple[str, list[Any], bool]] = [
    ("an entry added", [case(E1, E2), case(E1, E2, E3)], True),
    ("and a field", [case(E1, E2), case(E1, E2, E3, outcome="x")], True),
    ("one in the middle", [case(E1, E3), case(E1, E2, E3)], True),
    ("a list begun", [case(E1), {**case(E1, E2), "acknowledgements": [{"rule": "accept"}]}], True),
    ("a waiver by another", [case(E1), case(E1, waivers=[{**WAIVER, "by": "E4"}])], True),
    ("a waiver by the author", [case(E1), case(E1, waivers=[{**WAIVER, "by": "E2"}])], False),
    ("a key added to an entry", [case(E1, E2), case(E1, E2 + " unit=hq")], False),
    ("a late event", [case(E1), case(E1, "e2 accepted 2026-02-02 E2")], False),
    ("another zone", [case(E1), case(E1, "e2 accepted 2026-03-03T01:00+14:00 E2")], False),
    ("a field lowered", [case(E1, severity="major"), case(E1, severity="general")], False),
    ("the author accused", [case(E1), case(E1, accused=[{"staff": "E2"}])], False),
    ("no day", [case(E1), case(E1, "e2 accepted 2026-03-03 E2 note=见-03-02")], True),
    ("an old day", [case(E1), case(E1, "e2 accepted 2026-03-03 E2 note=12026-02-02")], False),
    ("somebody else accused", [case(E1), case(E1, accused=[{"staff": "E3"}])], True),
    ("no yaml", [case(E1), dump(case(E1)) + "  - {id: e2\n"], False),
    ("a key twice", [case(E1), dump(case(E1)) + "id: C-1\n"], False),
    ("a key twice in an entry", [case(E1), dump(case(E1, E3)) + "  by: E2\n"], False),
    (
        "a time over two lines",
        [case(E1), dump(case(E1)) + "- at: >-\n    2026-03-03\n    01:00+14:00\n"],
        False,
    ),
    (
        "a name over two lines",
        [case(E1), dump(case(E1)) + "waivers:\n- by: >-\n    Li\n    MOU\n"],
        False,
    ),
]


@pytest.mark.parametrize(
    ("versions", "sure"), [item[1:] for item in HISTORIES], ids=[item[0] for item in HISTORIES]
)
def test_a_glance_is_sure_of_what_reading_finds_in_order(
    repo: Repo, versions: list[Any], sure: bool
) -> None:
    repo.policy(["trace", "prompt", "hands-off", "no-own-waiver", "no-lowering", "keep"])
    repo.commit("E1", "2026-03-01T09:00:00+08:00")
    for day, data in enumerate(versions, start=2):
        then(repo, data, day=day)
    with begun(repo.root) as start:
        audit = Audit(start, Wanted())
    judge, trails = audit._judge(), Trails(audit.instance.settings.limits)
    quick = audit._glance(judge)
    (lineage,) = audit.lineages()
    ((_, growth),) = contents_of(audit.repository.git, [trails.blobs(lineage)])
    assert quick is not None
    assert quick.in_order(lineage, growth, trails) == sure
    verdicts = judge.verdicts(trails.trail(lineage, growth.contents))
    quiet = all(verdict.finding.status == "met" for verdict in verdicts)
    assert not sure or (quiet and len(verdicts) == quick.rules)


def test_waivers_that_come_together_are_each_looked_at(repo: Repo) -> None:
    """The list comes with them: it must not look as if the first had been there."""
    begin(repo, "no-own-waiver")
    then(
        repo, case(E1, E2, waivers=[{**WAIVER, "by": "E2"}, {**WAIVER, "by": "E2", "reason": "s"}])
    )
    assert repo.findings() == ["C-1 no-own-waiver self_serving E2"] * 2


def test_the_summary_is_the_same_on_either_way(repo: Repo) -> None:
    begin(repo, "trace", "keep")
    then(repo, case(E1, E2, E3))
    repo.write({"cases/2026/C-2.yml": case(E1, name="C-2")})
    repo.commit("E2", "2026-03-04T09:00:00+08:00")
    assert repo.audit()["summary"] == repo.audit(everything=True)["summary"]
    assert FILE in {item["path"] for item in repo.audit(everything=True)["findings"]}
