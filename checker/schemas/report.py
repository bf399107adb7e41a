"""The schema of a period report under `cases/reports/`."""

from __future__ import annotations

from checker.loading.reports import KEYS
from checker.rules.periodic_report import PERIOD
from checker.schemas.parts import Schema, document, identifier, mapping, moment, text, titled


def report_schema() -> Schema:
    """A report: which period, when it was issued, by whom."""
    digest = {"type": ["string", "number", "null"], "pattern": "^[0-9a-fA-F]{64}$"}
    period = {"type": ["string", "integer"], "pattern": f"^{PERIOD.pattern}$"}
    keys = {
        "period": titled(period, "期间", "2026-02、2026-Q1 或 2026，与文件名相同"),
        "issued": moment("出具时间", absent=False),
        "by": identifier("出具人", "工号或别名", alias=True, absent=False),
        "sha256": titled(digest, "报告文件的摘要"),
        "note": text("备注"),
        "title": text("标题"),
    }
    assert tuple(keys) == KEYS
    body = mapping(keys, required=("period", "issued", "by"))
    return document("定期报告", "cases/reports/<文种>/[<单位>/]<期间>.yml", body)
