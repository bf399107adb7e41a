"""periodic-report: the register owes a document for every period.

Why: a report that nobody demands on a day is not written.

Judged once for the whole register, not for a case: one finding for every ended period.

Fires:
    rule: {every: month, document: analysis, within: {calendar_days: 10}, first: 2026-01}
    events: [received 2026-01-05 E3]
    as_of: 2026-02-11
Does not:
    rule: {every: month, document: analysis, within: {calendar_days: 10}, first: 2026-01}
    events: [received 2026-01-05 E3]
    as_of: 2026-02-10

See also: deadline, for a single case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, ClassVar, Literal

from checker.lazily import dataclass
from checker.model.finding import Due, Finding
from checker.model.moment import Moment
from checker.model.period import ROLLED, Within
from checker.model.scalars import CONFIG, Id, Text, UnitTypes, WrongValue
from checker.model.text import Say, plain, say
from checker.periods import Calendars, Clock, Limit, combined_due, covers, past, why_unsaid
from checker.rules.base import Rule, Words

Every = Literal["month", "quarter", "year"]
MONTHS = {"month": 1, "quarter": 3, "year": 12}
NOT_CERTAIN = say("尚不能确定", "not certain yet")
TOO_EARLY = say(
    "出具时期间尚未结束，不是整个期间的报告",
    "issued before the period had ended: no report of the whole of it",
)
PERIOD = re.compile(r"([0-9]{4})(?:-(Q[1-4]|0[1-9]|1[0-2]))?")
EVERY = {"month": ("每月", "month"), "quarter": ("每季度", "quarter"), "year": ("每年", "year")}


@dataclass(frozen=True, kw_only=True)
class ForEach:
    """Who owes one each."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG
    unit_type: UnitTypes
    """Every unit of this type."""


@dataclass(frozen=True)
class Period:
    """A month, a quarter or a year: its name, and its last day."""

    name: str
    first_day: date
    last_day: date


@dataclass(frozen=True, kw_only=True)
class Issued:
    """A report as found: when it was issued, and where."""

    at: Moment
    file: str
    by: str | None = None


@dataclass(frozen=True, kw_only=True)
class PeriodicReport(Rule):
    """A document is issued within a period after every month, quarter or year."""

    scope: ClassVar[Literal["case", "register", "audit"]] = "register"
    waivable_by_default: ClassVar[bool] = False

    kind: Literal["periodic-report"]
    """periodic-report"""
    every: Every
    """How often."""
    document: Id
    """The folder under `cases/reports/`."""
    within: Within
    """Counted from the period's last day."""
    first: Text
    """The first period owed: 2025-01, 2025-Q1, 2025."""
    for_each: ForEach | None = None
    """One for every unit of a type; one for the register unless given."""

    def __post_init__(self) -> None:
        period = read_period(self.first)
        if period is None or period[0] != self.every:
            raise WrongValue(
                say("first 应与 every 一致，如 2025-01", "first must fit every, such as 2025-01")
            )

    def periods(self, as_of: date) -> Iterator[Period]:
        """The periods that ended before the day `as_of`, from the first one owed."""
        found = read_period(self.first)
        first_day = found[1] if found else date.max
        while True:
            following = _months_on(first_day, MONTHS[self.every])
            last_day = following - timedelta(days=1)
            if last_day >= as_of:
                return
            yield Period(_name(first_day, self.every), first_day, last_day)
            first_day = following

    def judge(
        self, period: Period, issued: Issued | None, calendars: Calendars, as_of: Moment
    ) -> Finding:
        """The finding for one ended period; the caller says what it is about and where.

        What was issued before the period's last day is no answer, as with any deadline.
        """
        clock = Clock(Moment(period.last_day), calendars)
        limits = [clock.limit(part) for part in self.within.parts]
        due = combined_due(self.within, limits)
        trigger = Moment(period.last_day)
        early = issued is not None and issued.at.day < period.last_day
        if issued is not None and not early:
            in_time = covers(self.within, limits, issued.at, trigger)
            status, reason = _done(in_time, limits)
        else:
            over = past(self.within, limits, as_of.second or 0)
            status, reason = _open(over, limits)
        return Finding(
            status=status,  # type: ignore[arg-type]
            reason=reason,
            message=self._message(period, issued, due, calendars),
            place=("issued",) if issued else (),
            due=due,
            anchor=trigger,
            calendars=self._sources(limits, calendars, period),
            notes=(TOO_EARLY,) if early else (),
        )

    def _message(
        self, period: Period, issued: Issued | None, due: Due | None, calendars: Calendars
    ) -> Say:
        told = plain(due.short(calendars.zone)) if due else NOT_CERTAIN
        if issued is None:
            return say(
                "{period} 的{title}尚未出具，期限 {due}",
                "{title} for {period} is not published, due {due}",
                period=period.name,
                title=self.title,
                due=told,
            )
        return say(
            "{period} 的{title}于 {at} 出具，期限 {due}",
            "{title} for {period} published {at}, due {due}",
            period=period.name,
            title=self.title,
            at=issued.at.short(calendars.zone),
            due=told,
        )

    def _sources(
        self, limits: list[Limit], calendars: Calendars, period: Period
    ) -> tuple[str, ...]:
        names: dict[str, None] = {}
        for part, limit in zip(self.within.parts, limits, strict=True):
            if part.unit in ("working_days", "trading_days") or part.unit in ROLLED:
                first = period.last_day
                if part.unit in ROLLED:
                    first = Clock(Moment(first), calendars).unrolled(part)
                names |= dict.fromkeys(calendars.of(part.unit).sources(first, limit.low.day))
        return tuple(names)

    def describe(self, words: Words) -> Say:
        return say(
            "{every}结束后 {period}内出具{who}{title}",
            "{title}{who} within {period} of the end of every {every}",
            every=say(*EVERY[self.every]),
            period=self.within.describe(),
            title=self.title,
            who=self._who(words),
        )

    def _who(self, words: Words) -> Say:
        if self.for_each is None:
            return say("", "")
        types = words.labels(self.for_each.unit_type)
        return say("（每个{types}各一份）", " (each {types})", types=types)


def _open(over: bool | None, limits: list[Limit]) -> tuple[str, str | None]:
    if over:
        return "violation", "not_published"
    if over is None:
        return "undetermined", why_unsaid(limits)
    unknown = any(limit.high is None for limit in limits)
    return "pending", "calendar_unknown" if unknown else None


def _done(in_time: bool | None, limits: list[Limit]) -> tuple[str, str | None]:
    if in_time is None:
        return "undetermined", why_unsaid(limits)
    return ("met", None) if in_time else ("violation", "not_published")


def read_period(text: str) -> tuple[Every, date] | None:
    """`2025-01`, `2025-Q1` or `2025` as its kind and first day; None for anything else."""
    match = PERIOD.fullmatch(text)
    if match is None or int(match.group(1)) == 0:
        return None
    year, part = int(match.group(1)), match.group(2)
    if part is None:
        return "year", date(year, 1, 1)
    if part.startswith("Q"):
        return "quarter", date(year, int(part[1]) * 3 - 2, 1)
    return "month", date(year, int(part), 1)


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _name(first_day: date, every: Every) -> str:
    if every == "year":
        return f"{first_day.year:04d}"
    if every == "quarter":
        return f"{first_day.year:04d}-Q{(first_day.month + 2) // 3}"
    return f"{first_day.year:04d}-{first_day.month:02d}"
