"""One period's report: what stands out, tables whose numbers open their cases, what they mean."""

from __future__ import annotations

from collections.abc import Iterator

from checker.pages.html import address, el, esc, link, table, unsearched
from checker.pages.narrowing import Narrowing
from checker.pages.page import Page, heading
from checker.pages.places import REPORTS, report_page, rule_page
from checker.pages.reports.charts import bar, lines
from checker.pages.view import Site
from checker.reporting.numbers import Cell, Remark, Report, Row, Table

MOST_LISTED = 50
"""Cases listed below one number; the workbook has all of them."""
NOTHING = "没有。"


def page(site: Site, report: Report, narrowing: Narrowing) -> Page:
    """The page of a period; the search knows the contents alone, or it would find each heading 30 times."""
    return Page(
        path=report_page(report.period),
        title=f"{report.title.render('zh')}分析报告",
        parts=tuple(_Maker(site, report, narrowing).parts()),
        searched=False,
    )


class _Maker:
    def __init__(self, site: Site, report: Report, narrowing: Narrowing) -> None:
        self.site, self.report, self.narrowing = site, report, narrowing
        self.here = report_page(report.period)

    def parts(self) -> Iterator[str]:
        """Block by block."""
        report = self.report
        running = "" if report.ended else "（未结束）"
        yield heading(1, f"{report.title.render('zh')}投诉分析报告{running}", "report")
        yield self._head()
        yield heading(2, "概要", "remarks")
        yield el("ul", *(el("li", self._remark(item)) for item in report.remarks))
        for section in report.sections:
            yield heading(2, section.title.render("zh"), section.id)
            for item in section.tables:
                if len(section.tables) > 1:
                    yield heading(3, item.title.render("zh"), f"t-{item.id}")
                yield self._table(item)
        yield heading(2, "口径", "definitions")
        yield el("ul", *(el("li", esc(item.render("zh"))) for item in report.definitions))

    def _head(self) -> str:
        report = self.report
        dated = f"{report.first_day} 至 {report.last_day}；按截至 {self.site.as_of} 的登记簿计算。"
        notices = [el("p", el("strong", esc(item.render("zh")))) for item in report.notices]
        hint = el("p", esc("带下划线的数字可以点开，列出所依据的案件。"), class_="tousu-quiet")
        files = esc("　").join(self._downloads())
        offered = el("p", esc("下载："), files, class_="tousu-quiet") if files else ""
        ways = el("p", esc("　").join(self._neighbours()), class_="tousu-crumb tousu-quiet")
        return el("div", el("p", esc(dated)), *notices, hint, offered, ways)

    def _downloads(self) -> Iterator[str]:
        for suffix in self.site.downloads:
            name = f"{self.report.period}.{suffix}"
            yield el("a", esc(suffix.upper()), href=name, download=f"{name}")

    def _neighbours(self) -> Iterator[str]:
        """The period before, the one after, and the table of all."""
        same = [item for item in self.site.reports if item.every == self.report.every]
        place = next(n for n, item in enumerate(same) if item.period == self.report.period)
        for step, word in ((1, "上期"), (-1, "下期")):
            if 0 <= place + step < len(same):
                other = same[place + step]
                name = f"{word}：{other.title.render('zh')}"
                yield link(self.here, report_page(other.period), esc(name))
        yield link(self.here, REPORTS, esc("各期"))

    def _remark(self, item: Remark) -> str:
        told = esc(item.told.render("zh"))
        if not item.cases:
            return told
        summary = el("summary", told)
        return el("details", summary, self._cases(item.cases), class_="tousu-cases tousu-sentence")

    def _table(self, item: Table) -> str:
        if not item.rows:
            return el("p", esc(NOTHING))
        head = [told.render("zh") for told in item.head]
        rows = [
            [self._label(row), *(self._number(cell, row) for cell in row.listing)]
            for row in item.rows
        ]
        if item.chart == "bars":
            head.append("图示")
            drawn = [_drawn(row, item.drawn[0]) for row in item.rows]
            rows = [
                [*row, bar(number, max(drawn))] for row, number in zip(rows, drawn, strict=True)
            ]
        note = el("p", esc(item.note.render("zh")), class_="tousu-crumb") if item.note else ""
        drawing = lines(item) if item.chart == "lines" else ""
        name = "tousu-numbers" + (" tousu-barred" if item.chart == "bars" else "")
        return unsearched(drawing, table(head, rows, name), note)

    def _label(self, row: Row) -> str:
        told = esc(row.label.render("zh"))
        if row.policy and (row.policy, row.key) in self.site.rule_pages:
            return link(self.here, rule_page(row.policy, row.key), told)
        if any(cell.period == row.key for cell in row.cells):
            return link(self.here, report_page(row.key), told)
        return told

    def _number(self, cell: Cell, row: Row) -> str:
        """A number that opens its cases, or leads to the report of its own period."""
        told = esc(cell.told.render("zh"))
        if cell.period in self.site.report_periods:
            return link(self.here, report_page(cell.period or ""), told)
        if isinstance(cell.value, str):
            return el("div", told, class_="tousu-word")
        if not cell.cases:
            return told
        summary = el("summary", told)
        listed = self._cases(cell.cases, row.label.render("zh"))
        return el("details", summary, listed, class_="tousu-cases")

    def _cases(self, ids: tuple[str, ...], word: str = "") -> str:
        """Links, each case once; the first so many, and how many more there are."""
        different = list(dict.fromkeys(ids))
        items = list(self._in_register(frozenset(different), word))
        items += [el("li", self._case(name, ids.count(name))) for name in different[:MOST_LISTED]]
        rest = len(different) - MOST_LISTED
        if rest > 0:
            where = "，全部见 XLSX 的“案件”工作表" if "xlsx" in self.site.downloads else ""
            items.append(el("li", esc(f"另有 {rest} 件{where}")))
        return el("ul", *items)

    def _in_register(self, cases: frozenset[str], word: str) -> Iterator[str]:
        """The register narrowed to just these, where one of its filters does that."""
        days = (self.report.first_day, self.report.last_day)
        found = self.narrowing.address(self.here, days, word, cases)
        if found is not None and len(cases) > 1:
            yield el("li", el("a", esc(f"在登记簿中列出这 {len(cases)} 件"), href=found))

    def _case(self, name: str, times: int) -> str:
        case = self.site.by_id.get(name)
        told = esc(name if times == 1 else f"{name}（{times} 项）")
        return el("a", told, href=address(self.here, case.path)) if case else told


def _drawn(row: Row, column: int) -> int:
    value = row.cells[column].value
    return value if isinstance(value, int) else 0
