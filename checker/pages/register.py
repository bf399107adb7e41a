"""案件登记簿: a table of all cases as data for a script, and a plain list where none runs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.model.finding import Status
from checker.pages.audience import PublicCase
from checker.pages.columns import columns, rows
from checker.pages.html import el, esc, link, script_json, unsearched
from checker.pages.labels import STATUSES
from checker.pages.page import Page, heading
from checker.pages.places import REGISTER
from checker.pages.view import Site
from checker.personal_data import masked_text

DATA = "assets/register.js"
REGISTER_FILE = "register"
"""What the downloads are called, without a suffix."""
LISTED: tuple[Status, ...] = ("violation", "undetermined")
"""What the plain list counts of a case."""
MOST_LISTED = 1000
"""Cases in the plain list; the table has all."""
SCRIPTS = (
    "assets/vendor/tabulator.min.js",
    DATA,
    "assets/workbook.js",
    "assets/register-keys.js",
    "assets/register-print.js",
    "assets/register-table.js",
)


def page(site: Site) -> Page:
    """The register's page; the table is built by its script from `register.js`."""
    parts = (
        heading(1, "案件登记簿", "register"),
        el("div", el("div", class_="tousu-filters"), el("div", id="tousu-register")),
        el("noscript", _plain(site)),
        _invalid(site),
    )
    return Page(
        path=REGISTER,
        title="案件登记簿",
        parts=parts,
        hide=("navigation", "toc"),
        scripts=SCRIPTS,
    )


def data(site: Site) -> dict[str, str]:
    """The script that holds the register; fetching is not allowed on `file://`."""
    value = {"as_of": site.as_of, "columns": columns(site), "rows": rows(site)}
    return {DATA: f"window.TOUSU_REGISTER={script_json(value)};\n"}


def _plain(site: Site) -> str:
    items = [el("li", _line(case)) for case in site.cases[:MOST_LISTED]]
    rest = len(site.cases) - len(items)
    more = el("p", esc(f"另有 {rest} 件没有列出。")) if rest > 0 else ""
    return unsearched(el("ul", *items), more)


def _line(case: PublicCase) -> str:
    told = [case.opened.day.isoformat(), case.status, case.unit or ""]
    told += [f"{STATUSES[it]} {case.count(it)}" for it in LISTED if case.count(it)]
    return link(REGISTER, case.path, esc(case.id)) + esc("　" + "　".join(filter(None, told)))


def _invalid(site: Site) -> str:
    """Files that could not be read: only where and which code; their text is not to be trusted."""
    items = list(invalid_files(site))
    if not items:
        return ""
    return unsearched(
        el("p", el("strong", esc(f"有误或无从判断的文件 {len(items)} 个："))),
        el("ul", *(el("li", item) for item in items)),
    )


def invalid_files(site: Site) -> Iterator[str]:
    """Each file that could not be judged, or under no revision, with the codes that say why."""
    shapes = {shape(item.file) for item in site.result.cases if item.id in site.by_id}
    for item in site.result.cases:
        if item.id not in site.by_id and (item.diagnostics or item.case is not None):
            known = site.internal or shape(item.file) in shapes
            name = masked_text(item.file) if known else "（文件名不公开）"
            codes = "、".join(sorted({diagnostic.rule for diagnostic in item.diagnostics}))
            first = min((diagnostic.line for diagnostic in item.diagnostics), default=1)
            yield esc(f"{name}　第 {first} 行起　{codes or '编号含个人信息'}")


def shape(file: str) -> str:
    """A name with every digit as 0: a file is named where it is like those of cases shown."""
    return re.sub(r"[0-9]", "0", file)
