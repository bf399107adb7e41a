"""总体情况: what came, what was closed, what is open, beside the period and the year before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from checker.model.text import Say, plain, say
from checker.reporting.counts import Counts, ids, subjects
from checker.reporting.numbers import NONE, Cell, Row, Section, Table, count, difference, rank, rate

Measure = Callable[[Counts], Cell]


def section(now: Counts) -> Section:
    """Headline numbers in three periods, then how cases were closed."""
    return Section(
        id="overview", title=say("总体情况", "Overview"), tables=(_headline(now), _ways(now))
    )


def _headline(now: Counts) -> Table:
    before = now.of_period(now.period.back())
    last_year = now.of_period(now.period.year_before)
    head = [say("项目", "what"), say("本期", "this period")]
    head += [_named("上期", "previous", before), say("比上期", "change")]
    others = [before]
    if last_year is not before:  # the year before a year is the period before it
        head.append(_named("上年同期", "year before", last_year))
        others.append(last_year)
    return Table(
        id="headline",
        title=say("收案、办结和违规", "Received, closed, broken"),
        head=tuple(head),
        rows=tuple(_row(key, label, measure, now, others) for key, label, measure in MEASURES),
        note=say(
            "期初在办 + 接收 + 重新办理 − 办结 = 期末在办。第一件投诉之前的期间没有数字。",
            "Open at start + received + reopened − closed = open at end. "
            "A period before the first complaint has no numbers.",
        ),
    )


def _named(zh: str, en: str, of: Counts) -> Say:
    return say(f"{zh}（{{name}}）", f"{en} ({{name}})", name=of.period.name)


def _row(key: str, label: Say, measure: Measure, now: Counts, others: list[Counts]) -> Row:
    mine = _measured(measure, now)
    before, *older = (replace(_measured(measure, one), period=one.period.name) for one in others)
    return Row(key=key, label=label, cells=(mine, before, difference(mine, before), *older))


def _measured(measure: Measure, of: Counts) -> Cell:
    """Nothing is said of a period before the register begins."""
    first = of.register.first_day
    if of.period.last_day < (first or of.period.first_day):
        return Cell(NONE)
    return measure(of)


MEASURES: tuple[tuple[str, Say, Measure], ...] = (
    ("open_start", say("期初在办", "open at start"), lambda of: count(ids(of.open_start))),
    ("received", say("接收", "received"), lambda of: count(ids(of.received))),
    ("reopened", say("重新办理", "reopened"), lambda of: count(ids(of.reopened))),
    ("closed", say("办结", "closed"), lambda of: count(case.id for _, case in of.closed)),
    ("open_end", say("期末在办", "open at end"), lambda of: count(ids(of.open_end))),
    (
        "overdue_end",
        say("期末逾期未办的事项", "overdue at end"),
        lambda of: count(subjects(of.overdue_end)),
    ),
    (
        "closing_days",
        say("办结用时的中位数（日历日）", "median calendar days to closing"),
        lambda of: rank(of.closing_days, 50),
    ),
    ("repeats", say("重复投诉", "repeat complaints"), lambda of: count(ids(of.repeats))),
    (
        "grouped",
        say("同一事件有多人投诉的", "sharing an incident with others"),
        lambda of: count(ids(of.grouped)),
    ),
    ("breaches", say("违规（项）", "breaches"), lambda of: count(subjects(of.breaches))),
    (
        "acknowledged",
        say("其中已确认", "of these acknowledged"),
        lambda of: count(subjects(of.of("acknowledged"))),
    ),
    ("waived", say("豁免的（项）", "waived"), lambda of: count(subjects(of.of("waived")))),
    (
        "undetermined",
        say("无法判断（项）", "undetermined"),
        lambda of: count(subjects(of.of("undetermined"))),
    ),
    ("due", say("到期的时限（项）", "deadlines run out"), lambda of: count(subjects(of.due))),
    (
        "kept",
        say("按时的占到期的", "of these kept in time"),
        lambda of: rate(subjects(one for one in of.due if one.status == "met"), subjects(of.due)),
    ),
)


def _ways(now: Counts) -> Table:
    """Closings by the type of event that closed."""
    types = sorted({spell.ended_by or "" for spell, _ in now.closed})
    base = [case.id for _, case in now.closed]
    rows = []
    for name in types:
        part = [case.id for spell, case in now.closed if spell.ended_by == name]
        label = plain(now.register.event(name, now.end))
        rows.append(Row(key=name, label=label, cells=(count(part), rate(part, base))))
    return Table(
        id="closed-by",
        title=say("办结的方式", "How cases were closed"),
        head=(say("方式", "by"), say("件数", "closings"), say("占办结", "share")),
        rows=tuple(rows),
        note=say("占比以本期办结 {n} 件为基数。", "Shares are of the {n} closings.", n=len(base)),
    )
