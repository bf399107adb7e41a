"""What is added to a file reads back, and not one byte of the rest moves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checker.document import DEFAULT_LIMITS, REFUSED, read_document
from checker.editing.inserting import AlreadyFilled, CannotInsert, with_event, with_field
from checker.editing.yaml_text import Unwritable, block, clean, flow, item

LAYOUTS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "layouts.yml").read_text(encoding="utf-8")
)
EVENT = {"id": "e2", "type": "accepted", "at": "2025-03-11", "by": "E1002", "note": None}
TEXTS = st.text(max_size=60).filter(lambda text: text and not REFUSED.search(text))


def read(text: str) -> Any:
    return read_document(text.encode(), "").data


def is_subsequence(old: str, new: str) -> bool:
    letters = iter(new)
    return all(letter in letters for letter in old)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout["name"])
def test_an_event_is_added(layout: dict[str, Any]) -> None:
    old = layout["text"]
    new = with_event(old, EVENT, DEFAULT_LIMITS)
    assert layout["added"] in new
    assert new.replace(layout["added"], "", 1) in (old, _comma(old))
    head, tail = new.split(layout["added"], 1)
    assert head.endswith(layout.get("after", ""))
    assert tail.startswith(layout.get("before", ""))
    assert [event["id"] for event in read(new)["events"]] == ["e1", "e2"]


def _comma(old: str) -> str:
    """The same with the comma that a list in brackets needs before a further entry."""
    return old.replace("E1002}", "E1002},", 1)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout["name"])
def test_twenty_more_fit_anywhere(layout: dict[str, Any]) -> None:
    text = layout["text"]
    for number in range(2, 22):
        longer = with_event(
            text, EVENT | {"id": f"e{number}", "note": "一\n二: #3\n"}, DEFAULT_LIMITS
        )
        assert is_subsequence(text, longer)
        text = longer
    assert len(read(text)["events"]) == 21


@given(TEXTS, TEXTS)
def test_whatever_people_type_reads_back(note: str, title: str) -> None:
    note, title = clean(note), clean(title)
    entry = {**EVENT, "note": note, "records": [{"kind": "document", "title": title, "uri": "a:b"}]}
    for layout in LAYOUTS[1], LAYOUTS[4], LAYOUTS[6]:
        new = with_event(layout["text"], entry, DEFAULT_LIMITS)
        added = read(new)["events"][-1]
        assert (added["note"], added["records"][0]["title"]) == (note, title)


@given(st.dictionaries(st.sampled_from("abcdef"), TEXTS, min_size=1))
def test_entries_read_back(entry: dict[str, str]) -> None:
    wanted = {key: clean(value) for key, value in entry.items()}
    assert read("\n".join(block(wanted)) + "\n") == wanted
    assert read("k: " + flow(wanted))["k"] == wanted
    lines = [*item(wanted, 2, one_line=True), *item(wanted, 2, one_line=False)]
    assert read("k:\n" + "\n".join(lines) + "\n")["k"] == [wanted, wanted]


@pytest.mark.parametrize("text", ["\x00", "a\x1bb", "\u202e", "\udcff", "a\rb"])
def test_what_no_case_may_hold_is_refused(text: str) -> None:
    with pytest.raises(Unwritable):
        clean(text)


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "null",
        "~",
        "on",
        "12",
        "2026-01-01",
        "1:30",
        "=",
        "a: b",
        "a #b",
        "-",
        "- a",
        "'",
        '"',
    ],
)
def test_other_readers_of_yaml_see_text_too(text: str) -> None:
    """Words that look like something else are quoted; numbers and dates are typed by editors."""
    found = yaml.safe_load("\n".join(block({"k": text})))["k"]
    assert str(found) == text or text in ("12", "2026-01-01", "1:30")


def test_a_list_that_is_not_there_is_refused() -> None:
    for text in ("id: x\n", "id: x\nevents: []\n", "events: text\n", "- a\n", "a: [\n"):
        with pytest.raises(CannotInsert):
            with_event(text, EVENT, DEFAULT_LIMITS)


CASE = """\
id: TS-1
severity: general
outcome:   # 办结时填
# 经过
events:
  - {id: e1, type: received, at: 2025-03-10, by: E1002}
"""


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("category", "service", "category: service"),
        ("grounds", ["a", "b"], "grounds: [a, b]"),
        ("loss", {"amount": "1", "currency": "CNY"}, "loss: {amount: 1, currency: CNY}"),
        ("outcome", "settled", "outcome: settled   # 办结时填"),
    ],
)
def test_a_field_is_filled(name: str, value: Any, line: str) -> None:
    new = with_field(CASE, name, value, DEFAULT_LIMITS)
    assert line in new.splitlines()
    assert read(new) == read(CASE) | {name: value}
    assert is_subsequence(CASE, new)
    assert "# 经过\nevents:" in new


def test_a_filled_field_is_left_alone() -> None:
    assert with_field(CASE, "severity", "general", DEFAULT_LIMITS) == CASE
    with pytest.raises(AlreadyFilled):
        with_field(CASE, "severity", "major", DEFAULT_LIMITS)
