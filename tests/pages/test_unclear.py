"""What cannot be judged is seen wherever breaches are: it must never look like what was kept."""

import html
import re
from dataclasses import replace

import pytest

from checker.pages import Site
from checker.pages.columns import columns, rows
from checker.pages.coverage import coverages
from checker.pages.register import page
from checker.pages.standing import by_month, by_rule
from checker.pages.svg import timeline

from .conftest import make_site

RULE = "accept-in-time"


@pytest.fixture(scope="module")
def unclear() -> Site:
    """The small register, its only cases of 2026-03 those of which one duty cannot be judged."""
    site = make_site()
    case = site.by_id["T-1"]
    verdicts = tuple(
        replace(item, status="undetermined", reason="time_needed") if item.rule == RULE else item
        for item in case.verdicts
    )
    site.__dict__["cases"] = (replace(case, verdicts=verdicts),)
    for name in ("by_id", "found", "by_rule"):
        site.__dict__.pop(name, None)
    return site


def lines(page: str) -> list[str]:
    return [html.unescape(re.sub(r"<[^>]+>", "|", row)) for row in re.findall("<tr>.*?</tr>", page)]


def test_by_rule_it_has_a_column_of_its_own(unclear: Site) -> None:
    (row,) = (line for line in lines(by_rule(unclear)) if "受理时限" in line)
    assert re.sub(r"\|+", "|", row).startswith("|受理时限|1|")


def test_a_months_rate_leaves_it_out_and_says_so(unclear: Site) -> None:
    (row,) = (line for line in lines(by_month(unclear)) if "2026-03" in line)
    case = unclear.cases[0]
    kept, decided = case.count("met"), case.count("met", "violation", "acknowledged")
    assert f"（{kept}/{decided}）||1|" in row


def test_the_auditors_matrix_counts_it_for_its_clause(unclear: Site) -> None:
    (row,) = (line for line in lines("".join(coverages(unclear))) if "受理时限" in line)
    assert re.sub(r"\|+", "|", row).endswith("|1|")
    assert '<td data-label="无法判断">1</td>' in "".join(coverages(unclear))


def test_the_register_shows_its_number(unclear: Site) -> None:
    place, column = next(
        (place, it) for place, it in enumerate(columns(unclear)) if it["key"] == "undetermined"
    )
    assert not column.get("hidden")
    assert [row[place] for row in rows(unclear)] == [1]


def test_without_scripts_the_list_says_it(unclear: Site) -> None:
    told = html.unescape("".join(page(unclear).parts))
    assert re.search("T-1</a>[^<]*　违规 [0-9]+　无法判断 1<", told)


def test_on_the_timeline_its_mark_is_hollow(unclear: Site, site: Site) -> None:
    drawn = timeline(unclear.cases[0], unclear.result.as_of)
    assert drawn.count('class="unclear"') == 1
    assert "空心点" in html.unescape(drawn)
    assert 'class="unclear"' not in timeline(site.by_id["T-1"], site.result.as_of)
