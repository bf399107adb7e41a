"""Every verdict as a row, quiet ones too, and every problem of a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from checker.engine import Result
from checker.exporting.table import Cell, Column, Table
from checker.model.finding import STATUS_WORDS, Diagnostic, Mark
from checker.model.policy import Revision
from checker.model.text import Lang


def findings(result: Result, lang: Lang) -> Table:
    """The table of findings."""
    statuses = {name: word.render(lang) for name, word in STATUS_WORDS.items()}
    columns = (
        Column("case", "案件编号", "case"),
        Column("rule", "规则", "rule"),
        Column("title", "规则名称", "rule title"),
        Column("policy", "制度", "policy"),
        Column("revision", "修订", "revision"),
        Column("kind", "规则种类", "kind"),
        Column("status", "结论", "status", words=statuses),
        Column("reason", "原因", "reason"),
        Column("level", "级别", "level"),
        Column("basis", "依据", "basis", many=True),
        Column("message", "说明", "message"),
        Column("trigger_event", "起算事件", "trigger event"),
        Column("trigger_at", "起算时间", "trigger at"),
        Column("due", "期限", "due"),
        Column("actual_event", "办理事件", "actual event"),
        Column("actual_at", "办理时间", "actual at"),
        Column("subject", "对象", "subject"),
        Column("path", "文件", "path"),
        Column("line", "行", "line", "integer"),
        Column("column", "列", "column", "integer"),
    )
    titles = _titles(result.revisions)
    rows = [_finding(item, lang, titles) for item in result.diagnostics]
    return Table(id="findings", zh="结论", en="findings", columns=columns, rows=rows)


def _titles(revisions: Iterable[Revision]) -> dict[tuple[str, str], str]:
    return {
        (revision.policy, rule.id): rule.title for revision in revisions for rule in revision.rules
    }


def _finding(
    item: Diagnostic, lang: Lang, titles: Mapping[tuple[str, str], str]
) -> tuple[Cell, ...]:
    finding = item.finding
    return (
        item.case, item.rule, titles.get((item.policy or "", item.rule)), item.policy, item.revision,
        item.kind, finding.status, finding.reason, item.level,
        ", ".join(item.basis), finding.message.render(lang),
        *_mark(finding.trigger, item), finding.due.iso(item.zone) if finding.due else None,
        *_mark(finding.actual, item), finding.subject, item.path, item.line, item.column,
    )  # fmt: skip


def _mark(mark: Mark | None, item: Diagnostic) -> tuple[Cell, Cell]:
    return (mark.event, mark.at.iso(item.zone)) if mark else (None, None)
