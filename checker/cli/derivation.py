"""An explanation of a verdict as text for people and as data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from checker.cli.language import LANG, told, tr
from checker.cli.tables import STYLES, styled
from checker.explaining.clauses import ClauseText, Source
from checker.explaining.days import DayRun, PeriodSteps
from checker.explaining.verdict import Explanation
from checker.formats.saying import STATUS_WORDS
from checker.model.finding import Due

WEEKDAYS = ("一二三四五六日", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))
UNITS = {
    "working_days": ("个工作日", "working day"),
    "trading_days": ("个交易日", "trading day"),
    "calendar_days": ("日", "day"),
    "weeks": ("日", "day"),
}


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
        yield tr("  期限：", "  due: ") + _due(item.due, item)
    elif item.periods:
        yield tr("  期限：尚不能确定", "  due: not certain")
    if item.actual is not None:
        at = item.actual.at.short(item.zone)
        yield tr("  实际：", "  actual: ") + f"{at} {item.actual_label} ({item.actual.event})"


def _period_lines(steps: PeriodSteps, item: Explanation) -> Iterator[str]:
    yield tr("  逐日计算 ", "  counting ") + told(steps.period) + tr("：", ":")
    yield from (f"    {run_text(run)}" for run in steps.runs)
    yield from (f"    {told(change)}" for change in steps.changes)
    if len(item.periods) > 1 or not steps.sure:
        yield "    " + _ends(steps) + _due(steps.due, item)


def _ends(steps: PeriodSteps) -> str:
    if steps.standing:
        return tr("若没有停止，止于 ", "had it not stopped, it would end ")
    return tr("止于 ", "ends ") if steps.sure else tr("最早止于 ", "at the earliest ")


def _due(due: Due, item: Explanation) -> str:
    return f"{due.day} 24:00" if due.whole_day else due.short(item.zone)


def run_text(run: DayRun) -> str:
    """One line for days in a row that are alike."""
    days = _day(run.first)
    if run.last != run.first:
        days += tr(" 至 ", " to ") + _day(run.last)
    return f"{days}{tr('：', ': ')}{_why(run)}"


def _day(day: date) -> str:
    if LANG == "zh":
        return f"{day} 周{WEEKDAYS[0][day.weekday()]}"
    return f"{day} {WEEKDAYS[1][day.weekday()]}"


def _why(run: DayRun) -> str:
    match run.why:
        case "off":
            return tr("不计，", "does not count: ") + (run.notice or _ordinary(run))
        case "day_off":
            last = tr("最后一日遇休息日，", "the last day is a day off: ")
            return last + (run.notice or _ordinary(run))
        case "paused":
            return tr("不计，停止计算", "does not count: the clock stands")
        case "rolled":
            return tr("顺延到这一日", "the last day moves here")
        case "shifted":
            return tr("按月、年找到的对应日", "the same day of that month")
        case "unknown":
            unsure = tr("没有该年日历，暂按计入", "no calendar for that year; taken to count")
            return f"{_number(run)}{tr('（', ' (')}{unsure}{tr('）', ')')}"
        case "make_up":
            work = tr("调休上班，", "make-up day: ")
            return f"{_number(run)}{tr('（', ' (')}{work}{run.notice}{tr('）', ')')}"
        case _:
            return _number(run)


def _ordinary(run: DayRun) -> str:
    weekend = run.first.weekday() >= WEEKEND and run.last.weekday() >= WEEKEND
    return tr("周末", "weekend") if weekend else tr("休息日", "a day off")


WEEKEND = 5


def _number(run: DayRun) -> str:
    zh, en = UNITS.get(run.unit, ("日", "day"))
    if run.numbers is None:
        return tr("计入", "counts")
    first, last = run.numbers
    if last == 0:
        return tr("最后一日", "the last day")
    numbers = f"{first}" if first == last else tr(f"{first} 至 {last}", f"{first} to {last}")
    added = tr("延长的", "of the extension, ") if run.extended else ""
    return added + tr(f"第 {numbers} {zh}", f"{en} {numbers}")


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
