"""案件登记簿: a table of all cases as data for a script, and a plain list where none runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from checker.model.policy import Field, Policy
from checker.pages.audience import PublicCase
from checker.pages.html import el, esc, link, script_json
from checker.pages.page import Page, heading
from checker.pages.places import REGISTER
from checker.pages.view import Site
from checker.personal_data import masked_text

DATA = "assets/register.js"
MOST_LISTED = 1000
"""Cases in the plain list; the table has all."""
FIELDS_SHOWN = 2
SCRIPTS = ("assets/vendor/tabulator.min.js", DATA, "assets/workbook.js", "assets/register-table.js")

Column = dict[str, Any]
_FIRST: tuple[Column, ...] = (
    {"key": "id", "title": "编号", "kind": "case", "width": 150, "keep": 0},
    {"key": "opened", "title": "立案日期", "kind": "date", "width": 110, "keep": 3},
    {"key": "status", "title": "状态", "kind": "choice", "filter": True, "width": 90, "keep": 1},
)
_LAST: tuple[Column, ...] = (
    {"key": "unit", "title": "责任单位", "kind": "choice", "filter": True, "width": 130, "keep": 5},
    {"key": "closed", "title": "办结日期", "kind": "date", "width": 110, "hidden": True},
    {"key": "violation", "title": "违规", "kind": "count", "width": 75, "keep": 2},
    {"key": "undetermined", "title": "无法判断", "kind": "count", "width": 75, "hidden": True},
    {"key": "acknowledged", "title": "已确认", "kind": "count", "width": 85},
    {"key": "waived", "title": "已豁免", "kind": "count", "width": 75, "hidden": True},
    {"key": "soon", "title": "7 日内到期", "kind": "count", "width": 105},
    {"key": "due", "title": "最近期限", "kind": "date", "width": 110, "keep": 4},
    {"key": "breaches", "title": "违反的规则", "kind": "text", "width": 200, "hidden": True},
)
_INTERNAL: tuple[Column, ...] = (
    {"key": "title", "title": "标题", "kind": "text", "width": 200, "keep": 6},
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
    fields = public_fields(site)
    columns = [*_FIRST, *_field_columns(fields), *_LAST, *_policy_columns(site)]
    rows = [_row(site, case, fields) for case in site.cases]
    value = {"as_of": site.as_of, "columns": columns, "rows": rows}
    return {DATA: f"window.TOUSU_REGISTER={script_json(value)};\n"}


def public_fields(site: Site) -> dict[str, Field]:
    """The fields that may be shown, those of revisions in force first."""
    fields: dict[str, Field] = {}
    for policy in site.policies:
        for revision in site.newest_first(policy):
            for name, spec in revision.fields.items():
                if spec.public:
                    fields.setdefault(name, spec)
    return fields


def _field_columns(fields: dict[str, Field]) -> list[Column]:
    """Every public field; the first ones that are always filled are shown, the others on call."""
    columns, shown = [], 0
    for name, spec in fields.items():
        column = _field_column(name, spec)
        if spec.type == "choice" and spec.required is True and shown < FIELDS_SHOWN:
            shown += 1
        else:
            column["hidden"] = True
        columns.append(column)
    return columns


def _field_column(name: str, spec: Field) -> Column:
    column: Column = {"key": f"field.{name}", "title": spec.label, "kind": "text", "width": 120}
    if spec.type == "choice":
        column |= {"kind": "choice", "filter": True}
        column["choices"] = [choice.label for choice in spec.choices]
    return column


def _row(site: Site, case: PublicCase, fields: dict[str, Field]) -> list[Any]:
    soon = site.due_soon([case])
    owed = [
        item.due for item in case.verdicts if item.status in ("pending", "due_soon") and item.due
    ]
    nearest = min(owed, key=lambda due: due.second).day.isoformat() if owed else ""
    breached = dict.fromkeys(v.title for v in case.verdicts if v.status == "violation")
    return [
        case.id,
        case.opened.day.isoformat(),
        case.status,
        *(case.value(name) for name in fields),
        case.unit or "",
        case.closed.day.isoformat() if case.closed else "",
        case.count("violation"),
        case.count("undetermined"),
        case.count("acknowledged"),
        case.count("waived"),
        len(soon),
        nearest,
        "、".join(breached),
        *(_breaches(case, policy.id) for policy in _several(site)),
    ]


def _several(site: Site) -> tuple[Policy, ...]:
    """The policies, where there are several to show side by side."""
    return site.policies if len(site.policies) > 1 else ()


def _policy_columns(site: Site) -> list[Column]:
    """The breaches of each policy beside each other; blank where a case is not checked by it."""
    titles = [site.current(policy).head.title.split("（")[0] for policy in _several(site)]
    return [
        {"key": f"violation.{policy.id}", "title": f"违规：{title}", "kind": "text", "width": 130}
        for policy, title in zip(_several(site), titles, strict=True)
    ]


def _breaches(case: PublicCase, policy: str) -> str:
    if all(revision.policy != policy for revision in case.revisions):
        return ""
    found = [item for item in case.verdicts if item.policy == policy]
    return str(sum(item.status == "violation" for item in found))


def _plain(site: Site) -> str:
    items = [el("li", _line(case)) for case in site.cases[:MOST_LISTED]]
    rest = len(site.cases) - len(items)
    more = el("p", esc(f"另有 {rest} 件没有列出。")) if rest > 0 else ""
    return el("div", el("ul", *items), more, data_search_exclude="true")


def _line(case: PublicCase) -> str:
    told = [case.opened.day.isoformat(), case.status, case.unit or ""]
    if breaches := case.count("violation"):
        told.append(f"违规 {breaches}")
    return link(REGISTER, case.path, esc(case.id)) + esc("　" + "　".join(filter(None, told)))


def _invalid(site: Site) -> str:
    """Files that could not be read: only where and which code; their text is not to be trusted."""
    items = list(invalid_files(site))
    if not items:
        return ""
    return el(
        "div",
        el("p", el("strong", esc(f"有误或无从判断的文件 {len(items)} 个："))),
        el("ul", *(el("li", item) for item in items)),
        data_search_exclude="true",
    )


def invalid_files(site: Site) -> Iterator[str]:
    """Each file that could not be judged, or under no revision, with the codes that say why."""
    shapes = {_shape(item.file) for item in site.result.cases if item.id in site.by_id}
    for item in site.result.cases:
        if item.id not in site.by_id and (item.diagnostics or item.case is not None):
            known = site.internal or _shape(item.file) in shapes
            name = masked_text(item.file) if known else "（文件名不公开）"
            codes = "、".join(sorted({diagnostic.rule for diagnostic in item.diagnostics}))
            first = min((diagnostic.line for diagnostic in item.diagnostics), default=1)
            yield esc(f"{name}　第 {first} 行起　{codes or '编号含个人信息'}")


def _shape(file: str) -> str:
    """A name with every digit as 0: a file is named where it is like those of cases shown."""
    return re.sub(r"[0-9]", "0", file)
