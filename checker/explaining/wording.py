"""The days of a period in words, the same in the terminal and on a page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from checker.explaining.days import DayRun, PeriodSteps
from checker.model.finding import Due
from checker.model.text import Say, joined, plain, say

WEEKDAYS = ("一二三四五六日", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))
SATURDAY = 5
UNITS = {
    "working_days": say("个工作日", "working day"),
    "trading_days": say("个交易日", "trading day"),
    "calendar_days": say("日", "day"),
    "weeks": say("日", "day"),
}
DAY = say("日", "day")


def period_said(steps: PeriodSteps, zone: ZoneInfo, *, several: bool) -> Iterator[Say]:
    """One period day by day, what moved it, and where it ends if that is not said elsewhere."""
    yield from (run_said(run) for run in steps.runs)
    yield from steps.changes
    if several or not steps.sure:
        yield joined([_ends(steps), plain(due_text(steps.due, zone))], "", "")


def _ends(steps: PeriodSteps) -> Say:
    if steps.standing:
        return say("若没有停止，止于 ", "had it not stopped, it would end ")
    return say("止于 ", "ends ") if steps.sure else say("最早止于 ", "at the earliest ")


def due_text(due: Due, zone: ZoneInfo) -> str:
    """An end, a whole day's as its midnight."""
    return f"{due.day} 24:00" if due.whole_day else due.short(zone)


def run_said(run: DayRun) -> Say:
    """One line for days in a row that are alike."""
    days = _day(run.first)
    if run.last != run.first:
        days = say("{a} 至 {b}", "{a} to {b}", a=days, b=_day(run.last))
    return say("{days}：{why}", "{days}: {why}", days=days, why=_why(run))


def _day(day: date) -> Say:
    zh, en = WEEKDAYS[0][day.weekday()], WEEKDAYS[1][day.weekday()]
    return say(f"{{day}} 周{zh}", f"{{day}} {en}", day=day)


def _why(run: DayRun) -> Say:
    off = plain(run.notice) if run.notice else _ordinary(run)
    match run.why:
        case "off":
            return say("不计，{off}", "does not count: {off}", off=off)
        case "day_off":
            return say("最后一日遇休息日，{off}", "the last day is a day off: {off}", off=off)
        case "paused":
            return say("不计，停止计算", "does not count: the clock stands")
        case "rolled":
            return say("顺延到这一日", "the last day moves here")
        case "shifted":
            return say("按月、年找到的对应日", "the same day of that month")
        case "unknown":
            return say(
                "{n}（没有该年日历，暂按计入）",
                "{n} (no calendar for that year; taken to count)",
                n=_number(run),
            )
        case "make_up":
            return say(
                "{n}（调休上班，{notice}）",
                "{n} (make-up day: {notice})",
                n=_number(run),
                notice=run.notice,
            )
        case _:
            return _number(run)


def _ordinary(run: DayRun) -> Say:
    weekend = run.first.weekday() >= SATURDAY and run.last.weekday() >= SATURDAY
    return say("周末", "weekend") if weekend else say("休息日", "a day off")


def _number(run: DayRun) -> Say:
    if run.numbers is None:
        return say("计入", "counts")
    first, last = run.numbers
    if last == 0:
        return say("最后一日", "the last day")
    numbers = (
        plain(f"{first}") if first == last else say("{a} 至 {b}", "{a} to {b}", a=first, b=last)
    )
    added = say("延长的", "of the extension, ") if run.extended else say("", "")
    return say(
        "{added}第 {n} {unit}",
        "{added}{unit} {n}",
        added=added,
        n=numbers,
        unit=UNITS.get(run.unit, DAY),
    )
