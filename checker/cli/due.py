"""`tousu due`: what is owed next, and by whom."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from checker.cli.common import EXIT_FOUND, open_instance, refuse_broken, run, tell
from checker.cli.completing import complete_staff, complete_unit
from checker.cli.language import told, tr
from checker.cli.naming import require_staff, require_unit
from checker.cli.options import as_of_option, format_option, lang_option, root_option
from checker.cli.tables import STYLES, Cell, table
from checker.engine import Result
from checker.model.finding import STATUS_WORDS, Finding
from checker.reporting import due
from checker.reporting.due import Owed


@click.command(
    "due",
    help=tr(
        "接下来要办的事：按期限先后，写明由谁办；逾期的在前。",
        "What is owed next and by whom, overdue first.",
    ),
)
@click.option(
    "--days", type=click.IntRange(min=0), help=tr("几日之内到期的。", "Due within N days.")
)
@click.option(
    "--unit",
    shell_complete=complete_unit,
    help=tr("这个单位及其下级的。", "Of this unit and below."),
)
@click.option("--staff", shell_complete=complete_staff, help=tr("这个人的。", "Of this person."))
@format_option(("text", "json"))
@as_of_option
@root_option
@lang_option
def command(
    days: int | None,
    unit: str | None,
    staff: str | None,
    format_name: str,
    as_of: str | None,
    root: Path | None,
) -> None:
    """List what is owed."""
    instance = open_instance(root)
    refuse_broken(instance)
    result = run(instance, as_of)
    owed = select(result, days=days, unit=unit, staff=staff)
    click.echo(_as_json(result, owed) if format_name == "json" else _as_text(owed))
    _say_invalid(result)


def select(result: Result, *, days: int | None, unit: str | None, staff: str | None) -> list[Owed]:
    """What is owed within some days, of a unit and below, of a person; exits 2 for unknown ones."""
    organization = result.instance.organization
    unit = require_unit(organization, unit) if unit else None
    staff = require_staff(organization, staff) if staff else None
    return due.select(result, days=days, unit=unit, staff=staff)


# --- printing


def _as_text(owed: list[Owed]) -> str:
    if not owed:
        return tr("没有待办的事", "nothing is owed")
    headers = [tr("期限", "due"), tr("状态", "status"), tr("案件", "case"), tr("规则", "rule")]
    headers += [tr("单位", "unit"), tr("责任人", "staff"), tr("说明", "what")]
    return table(headers, [_row(one) for one in owed])


def _row(one: Owed) -> list[Cell]:
    finding = one.finding
    due = finding.due.short(one.zone) if finding.due else "—"
    status = (_word(finding), STYLES[finding.status])
    case = one.case or finding.subject or "—"
    what = told(finding.message)
    return [due, status, case, one.verdict.rule_id, one.unit or "—", one.staff or "—", what]


def _word(finding: Finding) -> str:
    if finding.status == "violation":
        return tr("逾期", "overdue")
    if finding.reason == "paused":
        return tr("中止", "paused")
    return told(STATUS_WORDS[finding.status])


def _as_json(result: Result, owed: list[Owed]) -> str:
    data = {
        "version": 1,
        "as_of": result.as_of.iso(result.zone),
        "owed": [_data(one) for one in owed],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _data(one: Owed) -> dict[str, Any]:
    finding, verdict = one.finding, one.verdict
    return {
        "due": finding.due.iso(one.zone) if finding.due else None,
        "status": finding.status,
        "reason": finding.reason,
        "case": one.case,
        "subject": finding.subject,
        "rule": verdict.rule_id,
        "policy": verdict.policy,
        "unit": one.unit,
        "staff": one.staff,
        "message": told(finding.message),
    }


def _say_invalid(result: Result) -> None:
    """Cases that could not be judged may owe something too: say so, and exit 1."""
    broken = [item for item in result.cases if item.case is None and not item.left_out]
    for item in broken:
        tell(item.diagnostics)
    if broken:
        raise click.exceptions.Exit(EXIT_FOUND)
