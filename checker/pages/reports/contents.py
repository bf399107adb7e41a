"""分析报告: all periods at a glance, each leading to its report."""

from __future__ import annotations

from collections.abc import Iterator

from checker.pages.html import el, esc, link, table
from checker.pages.page import Page, heading
from checker.pages.places import REPORTS, report_page
from checker.pages.reports.charts import lines
from checker.pages.view import Site
from checker.reporting.numbers import Report, Row, Table

HEADLINES = ("received", "closed", "open_end", "breaches", "acknowledged", "kept")
NO_CASE = "登记簿里还没有案件，没有可以出的报告。"


def page(site: Site) -> Page:
    """The course of the latest months, then a table of years, quarters and months."""
    parts = [heading(1, "分析报告", "reports"), *_parts(site)]
    return Page(path=REPORTS, title="分析报告", parts=tuple(parts), hide=("toc",))


def _parts(site: Site) -> Iterator[str]:
    if not site.reports:
        yield el("p", esc(NO_CASE))
        return
    yield el("p", esc(f"按截至 {site.as_of} 的登记簿计算；标有“未结束”的期间，数字还会增加。"))
    months = [report for report in site.reports if report.every == "month"]
    trend = _table(months[0], "trend")
    yield lines(trend)
    for every, title in (("year", "年度"), ("quarter", "季度"), ("month", "月度")):
        yield heading(2, title, every)
        yield _periods([report for report in site.reports if report.every == every])


def _periods(reports: list[Report]) -> str:
    rows = [_row(report) for report in reports]
    labels = [_headline(reports[0], key).label.render("zh") for key in HEADLINES]
    return table(["期间", *labels], rows, "tousu-numbers")


def _row(report: Report) -> list[str]:
    name = report.title.render("zh") + ("" if report.ended else "（未结束）")
    cells = [_headline(report, key).cells[0].told.render("zh") for key in HEADLINES]
    return [link(REPORTS, report_page(report.period), esc(name)), *map(esc, cells)]


def _headline(report: Report, key: str) -> Row:
    return next(row for row in _table(report, "headline").rows if row.key == key)


def _table(report: Report, name: str) -> Table:
    return next(table for table in report.tables if table.id == name)
