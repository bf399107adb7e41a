"""An explanation of a verdict as text for people and as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.cli.language import LANG, told, tr
from checker.cli.tables import STYLES, styled
from checker.explaining.clauses import ClauseText, Source
from checker.explaining.days import DayRun, PeriodSteps
from checker.explaining.verdict import Explanation
from checker.explaining.wording import due_text, period_said
from checker.model.finding import STATUS_WORDS


def as_text(item: Explanation, *, again: bool = False) -> str:
    """A paragraph: the verdict, then what led to it, then what it rests on.

    `again` leaves out what an earlier paragraph on the same rule has said.
    """
    finding = item.verdict.finding
    lines = [_head(item), f"  {told(finding.message)}"]
    if item.described is not None and not again:
        lines.append(tr("  规则：", "  rule: ") + told(item.described))
    if item.when is not None and not again:
        lines.append(tr("  适用条件：", "  when: ") + told(item.when))
        lines += [f"    {told(fact)}" for fact in item.facts]
    lines += _deadline_lines(item)
    if item.looked_at:
        lines.append(tr("  查看了：", "  looked at:"))
        lines += [f"    {told(text)}" for text in item.looked_at]
    lines += [tr("  注意：", "  note: ") + told(text) for text in finding.notes]
    lines += [] if again else _grounds(item)
    return "\n".join(lines)


def brief(item: Explanation) -> str:
    """One line for a rule that does not apply."""
    title = f" {item.title}" if item.title else ""
    return f"  {item.verdict.rule_id}{title}{tr('：', ': ')}{told(item.verdict.finding.message)}"


def _head(item: Explanation) -> str:
    finding = item.verdict.finding
    word = told(STATUS_WORDS[finding.status])
    reason = f"（{finding.reason}）" if finding.reason else ""
    reason = reason if LANG == "zh" else reason.replace("（", " (").replace("）", ")")
    name = " ".join(part for part in (item.verdict.rule_id, item.title) if part)
    revision = item.verdict.revision
    under = f" [{revision.policy} {revision.label}]" if revision else ""
    status = styled(f"{word}{reason}", STYLES[finding.status])
    return styled(name, "bold") + under + tr("：", ": ") + status


def _deadline_lines(item: Explanation) -> Iterator[str]:
    if item.trigger is None:
        return
    trigger = item.verdict.finding.trigger
    event = f" ({trigger.event})" if trigger else ""
    yield tr("  起算：", "  clock started: ") + told(item.trigger) + event
    if item.start is not None:
        yield f"  {told(item.start)}"
    for steps in item.periods:
        yield from _period_lines(steps, item)
    if item.due is not None:
        yield tr("  期限：", "  due: ") + due_text(item.due, item.zone)
    elif item.periods:
        yield tr("  期限：尚不能确定", "  due: not certain")
    if item.actual is not None:
        at = item.actual.at.short(item.zone)
        yield tr("  实际：", "  actual: ") + f"{at} {item.actual_label} ({item.actual.event})"


def _period_lines(steps: PeriodSteps, item: Explanation) -> Iterator[str]:
    yield tr("  逐日计算 ", "  counting ") + told(steps.period) + tr("：", ":")
    several = len(item.periods) > 1
    yield from (f"    {told(line)}" for line in period_said(steps, item.zone, several=several))


def _grounds(item: Explanation) -> Iterator[str]:
    if item.clauses:
        yield tr("  依据：", "  basis:")
        for clause in item.clauses:
            yield from _clause_lines(clause)
    if item.source is not None:
        yield tr("  出处：", "  provenance: ") + source_text(item.source)
    if item.rationale:
        yield tr("  理由：", "  rationale: ") + item.rationale
    if item.remedy:
        yield tr("  处理：", "  remedy: ") + item.remedy
    if item.calendars:
        yield tr("  日历：", "  calendars: ") + tr("、", ", ").join(item.calendars)


def _clause_lines(clause: ClauseText) -> Iterator[str]:
    lines = clause.text.splitlines() or [""]
    yield f"    {clause.label} {lines[0]}".rstrip()
    yield from (f"      {line}" for line in lines[1:])


def source_text(source: Source) -> str:
    """Where a number comes from, with its note."""
    note = tr(f"（{source.note}）", f" ({source.note})") if source.note else ""
    return f"{source.title}{note}"


def as_data(item: Explanation) -> dict[str, Any]:
    """The same as plain data; every key always there, null where it does not apply."""
    verdict, finding = item.verdict, item.verdict.finding
    return {
        "rule": verdict.rule_id,
        "kind": verdict.kind,
        "title": item.title,
        "policy": verdict.policy,
        "revision": verdict.revision.label if verdict.revision else None,
        "status": finding.status,
        "reason": finding.reason,
        "message": told(finding.message),
        "described": _said(item.described),
        "when": _said(item.when),
        "facts": [told(fact) for fact in item.facts],
        "trigger": _mark(item, "trigger"),
        "start": _said(item.start),
        "periods": [_period_data(steps, item) for steps in item.periods],
        "due": item.due.iso(item.zone) if item.due else None,
        "actual": _mark(item, "actual"),
        "looked_at": [told(text) for text in item.looked_at],
        "notes": [told(text) for text in finding.notes],
        "basis": [clause_data(clause) for clause in item.clauses],
        "provenance": source_data(item.source),
        "rationale": item.rationale,
        "remedy": item.remedy,
        "calendars": list(item.calendars),
    }


def _said(text: Any) -> str | None:
    return told(text) if text is not None else None


def _mark(item: Explanation, name: str) -> dict[str, str] | None:
    mark = getattr(item.verdict.finding, name)
    return {"event": mark.event, "at": mark.at.iso(item.zone)} if mark else None


def _period_data(steps: PeriodSteps, item: Explanation) -> dict[str, Any]:
    return {
        "period": told(steps.period),
        "days": [_run_data(run) for run in steps.runs],
        "changes": [told(change) for change in steps.changes],
        "due": steps.due.iso(item.zone),
        "sure": steps.sure,
        "standing": steps.standing,
    }


def _run_data(run: DayRun) -> dict[str, Any]:
    return {
        "first": run.first.isoformat(),
        "last": run.last.isoformat(),
        "why": run.why,
        "unit": run.unit,
        "numbers": list(run.numbers) if run.numbers else None,
        "extended": run.extended,
        "notice": run.notice or None,
    }


def clause_data(clause: ClauseText) -> dict[str, str]:
    """A clause as plain data."""
    return {"id": clause.id, "label": clause.label, "text": clause.text}


def source_data(source: Source | None) -> dict[str, str | None] | None:
    """A provenance as plain data."""
    if source is None:
        return None
    return {
        "id": source.id,
        "kind": source.kind,
        "title": source.title,
        "note": source.note,
    }
