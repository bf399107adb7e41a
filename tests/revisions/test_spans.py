"""Texts compared word by word."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_yaml import read_yaml

from checker.comparing.spans import compare, likeness
from checker.comparing.tokens import pieces
from checker.revisions.rendering.diff_text import marked

CASES = read_yaml(Path(__file__).parent / "spans.yml")
TEXTS = st.text(alphabet="一二三十五个工作日内受理投诉，。第条 17:0ab", max_size=40)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["marked"])
def test_marked(case) -> None:
    assert marked(compare(case["before"], case["after"])) == case["marked"]


def test_a_number_stays_with_its_measure_word() -> None:
    text = "一般投诉十五日内、五个工作日、第三十七条之一、第二款、12.5%、2026-03-01、C-1"
    found = pieces(text)
    for piece in ("十五日", "五个工作日", "第三十七条之一", "第二款", "12.5%", "2026-03-01", "C-1"):
        assert piece in found
    assert found[:2] == ["一", "般"]


@given(TEXTS)
@settings(deadline=None)
def test_pieces_are_the_text(text: str) -> None:
    assert "".join(pieces(text)) == text


@given(TEXTS, TEXTS)
@settings(deadline=None)
def test_spans_hold_both_texts(before: str, after: str) -> None:
    spans = compare(before, after)
    assert "".join(span.text for span in spans if span.sort != "added") == before
    assert "".join(span.text for span in spans if span.sort != "removed") == after
    assert all(span.text for span in spans)
    if before == after:
        assert all(span.sort == "same" for span in spans)


def test_long_texts_are_not_struck_whole() -> None:
    before = "投诉应当及时受理并答复客户，不得推诿。" * 120
    after = before.replace("推诿", "拖延", 1)
    assert len([span for span in compare(before, after) if span.sort != "same"]) == 2
    assert likeness(before, after) > 0.99
