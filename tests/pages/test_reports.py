"""Reports and the due list as pages: linked, drawn, and no more than their readers may know."""

import html
import re

import pytest

from checker.pages import Site, duelist
from checker.pages.facts import nav
from checker.pages.narrowing import Narrowing
from checker.pages.reports import single
from checker.pages.reports.charts import lines
from checker.reporting import ReportPeriod, gather, report
from checker.reporting.due import select
from checker.reporting.numbers import Row, Table, count, word

from .conftest import make_site


def text(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", page))


def test_every_period_since_the_first_complaint_has_a_page(site: Site, files) -> None:
    names = {path for path in files if path.startswith("reports/")}
    assert {
        "reports/index.md",
        "reports/2026-03.md",
        "reports/2026-Q1.md",
        "reports/2026.md",
    } <= names
    assert "reports/2026-12.md" not in names
    assert "reports/2026-02.md" not in names
    told = str(nav(site))
    assert all(name in told for name in names)


def test_a_running_period_says_so(files) -> None:
    assert "本期未结束" in text(files["reports/2026-11.md"])
    assert "本期未结束" not in text(files["reports/2026-10.md"])
    assert "2026 年 11 月（未结束）" in text(files["reports/index.md"])


def test_downloads_are_offered_only_where_they_are_made(site: Site, files) -> None:
    assert "下载" not in files["reports/2026-03.md"]
    offered = Site(result=site.result, downloads=("docx", "xlsx"))
    page = next(iter(_pages(offered)))
    assert '<a href="2026&#46;xlsx"' in page


def _pages(site: Site):
    narrowing = Narrowing(site)
    return (single.page(site, one, narrowing).markdown() for one in site.reports)


def test_the_front_page_leads_to_the_latest_month_that_is_over(files) -> None:
    assert "2026 年 10 月分析报告" in text(files["index.md"])


def drawn(*values: int) -> Table:
    rows = tuple(
        Row(key=str(n), label=word(f"2026-{n:02d}").told, cells=(count(["x"] * value),))
        for n, value in enumerate(values, 1)
    )
    head = (word("期间").told, word("接收").told)
    return Table(id="t", title=word("t").told, head=head, rows=rows, chart="lines")


@pytest.mark.parametrize("values", [(), (3,)])
def test_a_line_has_two_ends(values) -> None:
    assert lines(drawn(*values)) == ""


@pytest.mark.parametrize("values", [(0, 0), (1, 7), (12, 0, 999), tuple(range(60))])
def test_a_line_stays_in_its_frame(values) -> None:
    svg = lines(drawn(*values))
    width, height = map(int, re.findall(r"viewBox=\"0&#32;0&#32;(\d+)&#32;(\d+)", svg)[0])
    points = html.unescape(re.findall(r'points="([^"]*)"', svg)[0]).split()
    assert len(points) == len(values)
    for point in points:
        x, y = map(float, point.split(","))
        assert 0 <= x <= width
        assert 0 <= y <= height


# --- the due list


def test_the_due_list_says_the_date_in_words_and_the_clause(files) -> None:
    page = text(files["due.md"])
    assert "2026 年 3 月 24 日（周二）" in page
    assert "逾期 241 日" in page
    assert "第十六条" in page
    assert "东营业部" in page


def test_it_is_what_the_command_lists(site: Site, files) -> None:
    assert files["due.md"].count("<tr><td") == len(select(site.result))


def test_what_is_overdue_comes_first(files) -> None:
    days = re.findall(
        r"(\d{4}) 年 (\d+) 月 (\d+) 日（周", text(files["due.md"]).split("没有写明")[0]
    )
    dates = [tuple(map(int, day)) for day in days]
    assert dates == sorted(dates)


def test_people_are_told_to_internal_readers_alone(site: Site, files) -> None:
    assert "按责任人" not in files["due.md"]
    inside = duelist.page(Site(result=site.result, internal=True)).markdown()
    assert "按责任人" in inside
    assert "PLANTED经理某（PLANTED-S1）" in text(inside)


def test_a_report_of_the_site_is_the_report_of_the_command(site: Site) -> None:
    period = ReportPeriod.read("2026-03")
    assert period is not None
    mine = report(gather(make_site().result), period)
    (theirs,) = (one for one in site.reports if one.period == "2026-03")
    assert theirs.tables[0].rows[1].cells[0].value == mine.tables[0].rows[1].cells[0].value
    assert [t.id for t in theirs.tables] == [t.id for t in mine.tables]
