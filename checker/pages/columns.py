"""The register's columns and rows: as data for the page's table, and as a table for spreadsheets."""

from __future__ import annotations

from datetime import date
from typing import Any

from checker.exporting import Column, Table
from checker.exporting.table import Kind
from checker.model.policy import Field, Policy
from checker.pages.audience import PublicCase
from checker.pages.view import Site

FIELDS_SHOWN = 2
MOST_FILTERS = 6
_KINDS: dict[str, Kind] = {
    "case": "text", "choice": "text", "text": "text", "date": "date", "count": "integer",
}  # fmt: skip
Shown = dict[str, Any]
_FIRST: tuple[Shown, ...] = (
    {"key": "id", "title": "编号", "kind": "case", "width": 135, "keep": 0},
    {"key": "opened", "title": "立案日期", "kind": "date", "width": 110, "keep": 4},
    {"key": "status", "title": "状态", "kind": "choice", "filter": True, "width": 80, "keep": 1},
)
_LAST: tuple[Shown, ...] = (
    {"key": "unit", "title": "责任单位", "kind": "choice", "filter": True, "width": 130, "keep": 6},
    {"key": "closed", "title": "办结日期", "kind": "date", "width": 110, "hidden": True},
    {"key": "violation", "title": "违规", "kind": "count", "width": 70, "keep": 2},
    {"key": "undetermined", "title": "无法判断", "kind": "count", "width": 85, "keep": 3},
    {"key": "acknowledged", "title": "已确认", "kind": "count", "width": 85},
    {"key": "waived", "title": "已豁免", "kind": "count", "width": 75, "hidden": True},
    {"key": "soon", "title": "7 日内到期", "kind": "count", "width": 105},
    {"key": "due", "title": "最近期限", "kind": "date", "width": 110, "keep": 5},
    {"key": "breaches", "title": "违反的规则", "kind": "text", "width": 200, "hidden": True},
)


def columns(site: Site) -> list[Shown]:
    """The columns from left to right; a `filter` stands above the table."""
    fields = _field_columns(public_fields(site))
    made = [*map(dict, _FIRST), *fields, *map(dict, _LAST), *_policy_columns(site)]
    offered = [it for it in made if it.get("filter") and ("choices" in it or not it.get("hidden"))]
    offered.sort(key=lambda it: "choices" in it)  # status and unit before the policy's own fields
    for column in made:
        if column not in offered[:MOST_FILTERS]:
            column.pop("filter", None)
    return made


def rows(site: Site) -> list[list[Any]]:
    """A row for each case, in the order of the columns."""
    fields = public_fields(site)
    return [_row(site, case, fields) for case in site.cases]


def sheet(site: Site) -> Table:
    """The same as a table for spreadsheets: days as days, numbers as numbers."""
    made = tuple(
        Column(it["key"], it["title"], it["key"], _KINDS[it["kind"]]) for it in columns(site)
    )
    days = [place for place, column in enumerate(made) if column.kind == "date"]
    held = [
        [_day(cell) if place in days else cell for place, cell in enumerate(row)]
        for row in rows(site)
    ]
    return Table(
        id="register", zh="案件登记簿", en="register", columns=made, rows=held, key=("id",)
    )


def _day(cell: Any) -> date | None:
    return date.fromisoformat(cell) if cell else None


def public_fields(site: Site) -> dict[str, Field]:
    """The fields that may be shown, those of revisions in force first."""
    fields: dict[str, Field] = {}
    for policy in site.policies:
        for revision in site.newest_first(policy):
            for name, spec in revision.fields.items():
                if spec.public:
                    fields.setdefault(name, spec)
    return fields


def _field_columns(fields: dict[str, Field]) -> list[Shown]:
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


def _field_column(name: str, spec: Field) -> Shown:
    column: Shown = {"key": f"field.{name}", "title": spec.label, "kind": "text", "width": 120}
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


def _policy_columns(site: Site) -> list[Shown]:
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
