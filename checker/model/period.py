"""Periods as a policy writes them: one unit and a whole number, or several to choose from."""

from __future__ import annotations

from dataclasses import field
from typing import Annotated, Any, ClassVar, Literal

from checker.lazily import dataclass
from checker.model.scalars import CONFIG, Reads, WrongValue, whole_number
from checker.model.text import Say, joined, say

Unit = Literal["hours", "working_days", "trading_days", "calendar_days", "weeks", "months", "years"]
UNITS: tuple[Unit, ...] = Unit.__args__  # type: ignore[attr-defined]
ROLLED: frozenset[str] = frozenset({"calendar_days", "weeks", "months", "years"})
"""Units whose last day moves to the next working day (Civil Code of the PRC, Art. 203)."""

_NAMES: dict[str, tuple[str, str]] = {
    "hours": ("{n} 小时", "{n} hour(s)"),
    "working_days": ("{n} 个工作日", "{n} working day(s)"),
    "trading_days": ("{n} 个交易日", "{n} trading day(s)"),
    "calendar_days": ("{n} 日", "{n} calendar day(s)"),
    "weeks": ("{n} 周", "{n} week(s)"),
    "months": ("{n} 个月", "{n} month(s)"),
    "years": ("{n} 年", "{n} year(s)"),
}


def _number(highest: int) -> Reads:
    return Reads(whole_number(0, highest), '{"type": "integer", "minimum": 0}')


@dataclass(frozen=True, kw_only=True)
class Duration:
    """One whole number of one unit; nothing is counted twice and nothing in fractions."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG
    hours: Annotated[int | None, _number(90_000)] = None
    """Hours of 3600 seconds from the trigger's instant; never moved to a working day."""
    working_days: Annotated[int | None, _number(3_000)] = None
    """Working days after the trigger's day, make-up working days included."""
    trading_days: Annotated[int | None, _number(3_000)] = None
    """Days on which the exchange trades, after the trigger's day."""
    calendar_days: Annotated[int | None, _number(36_600)] = None
    """Days of the calendar after the trigger's day."""
    weeks: Annotated[int | None, _number(5_200)] = None
    """Weeks of seven calendar days."""
    months: Annotated[int | None, _number(1_200)] = None
    """Months: the same day number, or that month's last day (Civil Code Art. 202)."""
    years: Annotated[int | None, _number(100)] = None
    """Years: the same day, or the last of that month."""

    unit: Unit = field(init=False, repr=False, compare=False)
    number: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        given = [name for name in UNITS if getattr(self, name) is not None]
        if len(given) != 1:
            raise WrongValue(
                say("期间只写一个单位，如 working_days: 3", "a period has exactly one unit")
            )
        self._settle(given[0])

    def _settle(self, unit: Unit) -> None:
        object.__setattr__(self, "unit", unit)
        object.__setattr__(self, "number", getattr(self, unit))

    @property
    def same_day(self) -> bool:
        """Whether it ends with the day on which it begins."""
        return self.number == 0 and self.unit != "hours"

    def describe(self) -> Say:
        """The period in words: 3 个工作日; a period of no days is the day itself."""
        if self.same_day:
            return say("当日", "the same day")
        return say(*_NAMES[self.unit], n=self.number)


@dataclass(frozen=True, kw_only=True)
class Within(Duration):
    """A period, or the latest or earliest of several, each counted by itself."""

    latest: tuple[Duration, ...] | None = None
    """The end of the longest of these periods."""
    earliest: tuple[Duration, ...] | None = None
    """The end of the shortest of these periods."""

    def __post_init__(self) -> None:
        names = (*UNITS, "latest", "earliest")
        given = [name for name in names if getattr(self, name) is not None]
        if len(given) != 1 or () in (self.latest, self.earliest):
            raise WrongValue(
                say(
                    "期限只写一个单位，或 latest、earliest 之一",
                    "a period has exactly one unit, or one of latest and earliest",
                )
            )
        if self.latest is None and self.earliest is None:
            self._settle(given[0])  # type: ignore[arg-type]

    @property
    def parts(self) -> tuple[Duration, ...]:
        """The periods it is made of; one where it is plain."""
        return self.latest or self.earliest or (self,)

    def describe(self) -> Say:
        if not self.latest and not self.earliest:
            return Duration.describe(self)
        several = joined([part.describe() for part in self.parts], "、", ", ")
        if self.latest:
            return say("{several}中最晚者", "the latest of {several}", several=several)
        return say("{several}中最早者", "the earliest of {several}", several=several)
