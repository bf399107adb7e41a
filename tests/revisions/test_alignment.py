"""Articles and clauses side by side."""

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_yaml import read_yaml

from checker.comparing.alignment import longest_rising
from checker.comparing.difference import compare_revisions
from checker.comparing.rows import Rows
from checker.revisions.rendering.diff_text import marked

CASES = read_yaml(Path(__file__).parent / "text.yml")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_text(case, old, with_articles) -> None:
    before, after = (with_articles(old, case[side]) for side in ("before", "after"))
    rows = Rows(compare_revisions(before, after), None, "zh")
    told = [f"{row.sorts} {row.place}: {marked(row.spans)}" for row in rows.passages()]
    assert told == case["says"]
    assert rows.renumbered() == case.get("pure")


@given(st.permutations(range(7)))
@settings(deadline=None)
def test_the_longest_rising_row_is_kept(numbers: list[int]) -> None:
    kept = sorted(longest_rising(numbers))
    values = [numbers[place] for place in kept]
    assert values == sorted(values)
    rising = (
        row for size in range(len(numbers), 0, -1) for row in combinations(numbers, size)
        if list(row) == sorted(row)
    )  # fmt: skip
    assert len(kept) == len(next(rising))
