"""趋势: the periods before this one, as a line each."""

from __future__ import annotations

from dataclasses import replace

from checker.model.text import Say, plain, say
from checker.reporting.counts import Counts, ids, subjects
from checker.reporting.numbers import Row, Section, Table, count, rate

LONGEST = {"month": 13, "quarter": 9, "year": 6}
"""So many periods with this one: a month's own name a year before is the first."""


def section(now: Counts) -> Section:
    """Received, closed, open and broken, from the first period that the register knows."""
    first = now.register.first_day
    periods = [now.period.back(n) for n in reversed(range(LONGEST[now.period.every]))]
    known = [period for period in periods if first is not None and period.last_day >= first]
    rows = tuple(_row(now, now.of_period(period)) for period in known)
    head = [say("期间", "period"), say("接收", "received"), say("办结", "closed")]
    head += [say("期末在办", "open at end"), say("违规（项）", "breaches")]
    head += [say("到期的时限（项）", "deadlines run out"), say("按时的占到期的", "kept in time")]
    table = Table(
        id="trend",
        title=say("历期比较", "Period by period"),
        head=tuple(head),
        rows=rows,
        chart="lines",
        drawn=(0, 1, 2),
        note=say(
            "登记簿中第一件投诉以前的期间不列。", "Periods before the first complaint are left out."
        ),
    )
    return Section(id="trend", title=say("趋势", "Trend"), tables=(table,))


def _row(now: Counts, of: Counts) -> Row:
    kept = [one.subject for one in of.due if one.status == "met"]
    cells = (
        count(ids(of.received)),
        count(case.id for _, case in of.closed),
        count(ids(of.open_end)),
        count(subjects(of.breaches)),
        count(subjects(of.due)),
        rate(kept, subjects(of.due)),
    )
    told = tuple(
        cell if of.period == now.period else replace(cell, period=of.period.name) for cell in cells
    )
    return Row(key=of.period.name, label=_name(of), cells=told)


def _name(of: Counts) -> Say:
    """The period; one that still runs says so, for its numbers are those of a part."""
    if of.end < of.period.last_day:
        return say("{name}（未结束）", "{name} (not over)", name=of.period.name)
    return plain(of.period.name)
