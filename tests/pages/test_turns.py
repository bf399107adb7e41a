"""Which cases a revision's rules change, on the page that compares it with the one before."""

import html
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from checker.cli.site.impacts import impacts
from checker.engine import Options, check_instance
from checker.loading.instance import load_instance
from checker.pages import Site, comparison
from checker.pages.handed import Turned, Turns

from .conftest import ROOT

PAGE = "comparison/house/2025-01-01-2026-01-01.md"


def part(site: Site) -> str:
    page = list(comparison.pages(site))[-1].markdown()
    return html.unescape(page.partition("{#cases}")[2])


@pytest.fixture
def turns(tmp_path: Path) -> dict[tuple[str, str], Turns]:
    """The case accepted after three days: in time under the first revision, late under the second."""
    root = tmp_path / "instance"
    shutil.copytree(ROOT, root)
    case = root / "cases/2026/T-1.yml"
    case.write_text(case.read_text().replace("2026-03-09T10:00", "2026-03-05T10:00"))
    options = Options(second=1795190399, clock=False)
    return impacts(check_instance(load_instance(root), options), clock=False)


def test_a_shorter_period_shows_the_case_that_it_makes_late(site: Site, turns) -> None:
    told = part(replace(site, turns=turns))
    row = next(row for row in told.split("<tr>") if "受理时限" in row and ">T-1</a>" in row)
    assert 'href="../../rules/house/accept-in-time.html"' in row
    assert 'href="../../cases/2026/T-1.html"' in row
    assert re.findall(r'data-label="修订[前后]">([^<]*)<', row) == ["已履行", "违规已确认：晚了"]
    counts = [int(n) for n in re.findall(r"<summary>([0-9]+)</summary>", told)]
    assert sum(counts) == len(turns["house", "2026-01-01"].turned)


def test_where_nothing_changes_it_says_so(files) -> None:
    told = html.unescape(files[PAGE]).partition("{#cases}")[2]
    assert "0 个结论不同" in told


def test_a_case_whose_id_is_a_number_of_a_person_is_counted_but_not_named(site: Site) -> None:
    turned = Turned(
        rule="accept-in-time", title="受理时限", case="T-13800138000",
        before=("met", None, "error"), after=("violation", "late", "error"),
    )  # fmt: skip
    turns = {("house", "2026-01-01"): Turns(cases=3, turned=(turned,), unread=(turned.case,))}
    told = part(replace(site, turns=turns))
    assert "13800138000" not in told
    assert told.count("编号不公开") == 2
    assert "新出现的问题 1 个" in told


def test_levels_are_told_where_nothing_else_differs(site: Site) -> None:
    sides = {"before": ("violation", None, "note"), "after": ("violation", None, "error")}
    turned = Turned(rule="accept-in-time", title="受理时限", case="T-1", **sides)
    turns = {("house", "2026-01-01"): Turns(cases=3, turned=(turned,))}
    told = part(replace(site, turns=turns))
    assert "违规（提示）" in told
    assert "违规（错误）" in told


def test_a_large_register_says_that_it_was_not_judged_again(site: Site) -> None:
    told = part(replace(site, turns={("house", "2026-01-01"): Turns(cases=5000, most=1000)}))
    assert "登记簿有 5000 件，超过 1000 件的，这里不逐件重判" in told
    assert "<table" not in told
