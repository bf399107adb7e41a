"""`tousu due`: what is owed next, and by whom."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from checker.cli.common import (
    EXIT_FOUND,
    as_of_option,
    lang_option,
    open_instance,
    refuse_broken,
    root_option,
    run,
)
from checker.cli.completing import complete_staff, complete_unit
from checker.cli.language import LANG, told, tr
from checker.cli.naming import require_staff, require_unit
from checker.cli.tables import STYLES, Cell, table
from checker.engine import Result
from checker.formats.saying import STATUS_WORDS
from checker.formats.text import render_diagnostic
from checker.model.case import Case
from checker.model.finding import Finding
from checker.model.organization import Organization
from checker.verdicts import Verdict

KINDS = ("deadline", "periodic-report")
OPEN = frozenset({"pending", "due_soon", "undetermined"})
OVERDUE = frozenset({"violation", "waived"})
DAY = 86_400


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing that is still to be done, and whose it is."""

    verdict: Verdict
    zone: ZoneInfo
    case: str | None
    unit: str | None
    staff: str | None

    @property
    def finding(self) -> Finding:
        return self.verdict.finding

    @property
    def order(self) -> tuple[bool, int, str, str]:
        due = self.finding.due
        return (due is None, due.second if due else 0, self.case or "", self.verdict.rule_id)


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
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json"]),
    default="text",
    help=tr("标准输出的格式。", "Format on standard output."),
)
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
    return [
        one
        for one in sorted(owed_things(result), key=lambda one: one.order)
        if _within(one, result, days) and _of(one, unit, staff, organization)
    ]


def owed_things(result: Result) -> Iterator[Owed]:
    """Every open deadline of a case, and every report that is still owed."""
    for item in result.cases:
        for verdict in item.verdicts if item.case is not None else ():
            if _is_open(verdict) and item.case is not None:
                unit, staff = _responsible(item.case, result)
                yield Owed(verdict, _zone(verdict, result), item.id, unit, staff)
    for verdict in result.register:
        unpublished = verdict.finding.place == ()
        if verdict.kind in KINDS and unpublished and verdict.finding.status in OPEN | OVERDUE:
            yield Owed(verdict, _zone(verdict, result), None, _subject(verdict, result), None)


def _is_open(verdict: Verdict) -> bool:
    """Whether a deadline still waits for its target, in time or not."""
    finding = verdict.finding
    if verdict.kind not in KINDS or finding.actual is not None:
        return False
    return finding.status in OPEN or finding.status in OVERDUE


def _zone(verdict: Verdict, result: Result) -> ZoneInfo:
    return verdict.revision.zone if verdict.revision else result.zone


def _responsible(case: Case, result: Result) -> tuple[str | None, str | None]:
    """Who answers for a case: its responsible party; a person's unit where none is named."""
    organization, party = result.instance.organization, case.responsible
    staff = (organization.resolve(party.staff) or party.staff) if party.staff else None
    unit = party.unit or (organization.unit_of(staff, result.as_of.day) if staff else None)
    return unit, staff


def _subject(verdict: Verdict, result: Result) -> str | None:
    """The unit that a report is owed by, where each owes one."""
    words = (verdict.finding.subject or "").replace("/", " ").split()
    return next((word for word in words if word in result.instance.organization.units), None)


def _within(one: Owed, result: Result, days: int | None) -> bool:
    if days is None:
        return True
    due, as_of = one.finding.due, result.as_of
    if due is None or as_of.second is None:
        return False
    return (due.day - as_of.day).days <= days


def _of(one: Owed, unit: str | None, staff: str | None, organization: Organization) -> bool:
    if unit is not None and not (one.unit and organization.is_within(one.unit, unit)):
        return False
    return staff is None or bool(one.staff and organization.same_person(one.staff, staff))


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
        for diagnostic in item.diagnostics:
            click.echo(render_diagnostic(diagnostic, LANG), err=True)
    if broken:
        raise click.exceptions.Exit(EXIT_FOUND)
