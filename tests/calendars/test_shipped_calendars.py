"""The shipped calendars against their own form, the statute's arithmetic and independent libraries.

Reads the YAML files as text and knows nothing of the checker: what is tested here is the data.

What each library knows, and what it does outside of that:

- ``chinesecalendar``: working days 2004-2026; raises for any other year.
- ``holidays`` (China): working days 2001-2026; for other years it answers from the statute alone,
  without a single make-up day, and says nothing. It is asked only for years it has notices for.
- ``exchange_calendars`` (XSHG): trading days 1990-12-03 to 2026-12-31; raises after that.
- ``pandas_market_calendars`` (SSE): closures from lists that end in October 2026; it answers later
  years all the same.

When an update of a library makes ``test_each_library_knows_the_years_we_think`` fail, the library
has learnt a year: correct ``KNOWN``, and see that the year's file is there. A file that is there
before the libraries know its year goes into ``WITHOUT_LIBRARY``.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import chinese_calendar
import exchange_calendars
import holidays
import pandas_market_calendars
import pytest
from plain_yaml import read_yaml

Judge = Callable[[date], bool]

CALENDARS = Path(__file__).parents[2] / "checker" / "calendars"
FILES = sorted((CALENDARS / "CN").glob("*.yml"))

KNOWN = {
    "chinesecalendar": (2004, 2026),
    "holidays": (2001, 2026),
    "exchange_calendars": (1991, 2026),
    "pandas_market_calendars": (1991, 2026),
}
"""First and last full year that a library knows."""

WITHOUT_LIBRARY: dict[int, str] = {}
"""Shipped years that not every library knows yet: who compared the file and the notice, when."""

DISAGREE: dict[tuple[str, date], str] = {}
"""(library, day) on which a library is wrong: the reason, and the notice that settles it.

None from 2007 to 2026.
"""

CLOSED_ON_A_WORKING_WEEKDAY = {
    # 国办发明电〔2023〕7号 only encourages leave on the eve of the Spring Festival; the exchange's
    # arrangement of 2023-12-26 closes from that day.
    date(2024, 2, 9),
}
OPEN_ON_A_DAY_OFF: set[date] = set()

STATUTORY_DAYS = {(2007, 2007): 10, (2008, 2024): 11, (2025, date.max.year): 13}
"""Public holidays a year by 全国年节及纪念日放假办法 as of 1999, of 2007 and 2013, of 2024."""

OFF_MORE_THAN_THE_STATUTE = {
    2007: (2, "worked for on 2006-12-30 and 2006-12-31, in the year before"),
    2011: (-1, "2011-12-31 is worked for a day off in 2012"),
    2012: (1, "the day off that 2011-12-31 was worked for"),
    2015: (1, "2015-09-03, a holiday of that year alone: 国发明电〔2015〕1号"),
    2020: (2, "2020-01-31 off, 2020-02-01 not worked: 国办发明电〔2020〕1号"),
}

DECLARED = {
    2007: 26, 2008: 27, 2009: 27, 2010: 29, 2011: 29, 2012: 27, 2013: 29, 2014: 22, 2015: 26,
    2016: 24, 2017: 24, 2018: 25, 2019: 22, 2020: 30, 2021: 31, 2022: 32, 2023: 26, 2024: 28,
    2025: 28, 2026: 33,
}  # fmt: skip
"""Days off that the notices name, weekends within a holiday included: their 共…天 added up.

A holiday over the New Year counts day by day in the years that it touches. Only this sees a missing
weekend day, which changes no verdict but leaves the file short of its notice.
"""


def read(path: Path) -> dict[str, Any]:
    """Read a file with every scalar as text."""
    data = read_yaml(path)
    assert isinstance(data, dict)
    return data


def days(data: dict[str, Any], key: str) -> list[date]:
    return [date.fromisoformat(text) for text in data.get(key, [])]


CN = {int(path.stem): read(path) for path in FILES}
XSHG = read(CALENDARS / "XSHG.yml")
CN_OFF = {day for data in CN.values() for day in days(data, "off")}
CN_WORK = {day for data in CN.values() for day in days(data, "work")}
XSHG_OFF, XSHG_WORK = set(days(XSHG, "off")), set(days(XSHG, "work"))
FIRST, LAST = min(CN), max(CN)


def all_days(first: int, last: int) -> list[date]:
    start = date(first, 1, 1)
    return [start + timedelta(n) for n in range((date(last, 12, 31) - start).days + 1)]


def is_weekday(day: date) -> bool:
    return day.weekday() < 5


def is_working_day(day: date) -> bool:
    assert day.year in CN, f"no file for {day.year}"
    return day in CN_WORK or (is_weekday(day) and day not in CN_OFF)


def is_trading_day(day: date) -> bool:
    """The rule that XSHG.yml states: CN without its make-up days, then the exchange's own days."""
    return day in XSHG_WORK or (is_weekday(day) and is_working_day(day) and day not in XSHG_OFF)


with_pandas_as_it_is = pytest.mark.filterwarnings("ignore:Series.values returning")
"""exchange_calendars 4.13 uses what pandas 3.1 deprecates."""


# The form of the files


def test_no_year_is_missing() -> None:
    assert list(CN) == list(range(FIRST, LAST + 1))
    assert FIRST <= 2010
    assert LAST >= 2026


@pytest.mark.parametrize("path", [*FILES, CALENDARS / "XSHG.yml"], ids=lambda path: path.stem)
def test_text_is_plain(path: Path) -> None:
    raw = path.read_bytes()
    assert b"\r" not in raw
    assert b"\t" not in raw
    assert raw.endswith(b"\n")
    assert raw.startswith(b"# ")
    body = [line for line in raw.decode().splitlines() if not line.startswith("#")]
    assert not [line for line in body if re.search(r"""(^|\s)[&*!|>{\["']|\s#|\s$""", line)]


@pytest.mark.parametrize("year", CN)
def test_keys(year: int) -> None:
    data = CN[year]
    assert set(data) - {"supplements"} == {"year", "notice", "off", "work"}
    assert data["year"] == str(year)
    notices = [data["notice"], *data.get("supplements", [])]
    for notice in notices:
        extra = "note" if notice is data["notice"] else "days"
        keys = set(notice) - {extra, "date"}
        assert keys == {"number", "title", "address"}
        assert re.fullmatch(r"国(办)?发明电〔20\d\d〕[1-9]\d*号", notice["number"])
        assert re.match(r"国务院(办公厅)?关于.+通知$", notice["title"])
        assert re.match(r"https://www\.gov\.cn/zhengce/", notice["address"])
        if "date" in notice:
            assert f"〔{date.fromisoformat(notice['date']).year}〕" in notice["number"]
        elif notice is data["notice"]:
            assert "未能核实" in notice["note"], "a date that is left out is accounted for"
    assert notices[0]["title"] == f"国务院办公厅关于{year}年部分节假日安排的通知"


@pytest.mark.parametrize("year", CN)
def test_days_are_sorted_unique_and_of_their_year(year: int) -> None:
    data = CN[year]
    lists = [days(data, "off"), days(data, "work")]
    lists += [days(supplement, "days") for supplement in data.get("supplements", [])]
    for found in lists:
        assert found == sorted(set(found))
        assert {day.year for day in found} == {year}


@pytest.mark.parametrize("year", CN)
def test_off_and_work(year: int) -> None:
    off, work = set(days(CN[year], "off")), set(days(CN[year], "work"))
    assert not off & work
    assert not [day for day in work if is_weekday(day)], "a make-up day is a Saturday or Sunday"
    for supplement in CN[year].get("supplements", []):
        assert set(days(supplement, "days")) <= off | work


def test_exchange_file() -> None:
    assert set(XSHG) <= {"base", "make_up_days", "off", "work", "source"}
    assert (XSHG["base"], XSHG["make_up_days"]) == ("CN", "false")
    for key in ("off", "work"):
        assert days(XSHG, key) == sorted(set(days(XSHG, key)))
    assert not XSHG_OFF & XSHG_WORK
    # it says nothing that CN says already
    assert all(is_weekday(day) and is_working_day(day) for day in XSHG_OFF)
    assert not [day for day in XSHG_WORK if is_weekday(day) and is_working_day(day)]


@pytest.mark.parametrize("year", CN)
def test_every_declared_day_is_listed(year: int) -> None:
    assert len(CN[year]["off"]) == DECLARED[year]


# The statute: weekdays off are statutory days, or worked for on a weekend


@pytest.mark.parametrize("year", CN)
def test_days_off_are_the_statutory_ones_or_made_up_for(year: int) -> None:
    statutory = next(n for (first, last), n in STATUTORY_DAYS.items() if first <= year <= last)
    more, _reason = OFF_MORE_THAN_THE_STATUTE.get(year, (0, ""))
    weekdays_off = sum(is_weekday(day) for day in days(CN[year], "off"))
    assert weekdays_off - len(days(CN[year], "work")) == statutory + more


# The libraries


@with_pandas_as_it_is
def test_each_library_knows_the_years_we_think() -> None:
    first, last = KNOWN["chinesecalendar"]
    for year in (first, last):
        chinese_calendar.is_workday(date(year, 6, 3))
    for year in (first - 1, last + 1):
        with pytest.raises(NotImplementedError):
            chinese_calendar.is_workday(date(year, 6, 3))

    first, last = KNOWN["holidays"]
    china = holidays.country_holidays("CN", years=range(1990, 2100))
    with_make_up_days = {day.year for day in china.weekend_workdays}
    assert (min(with_make_up_days), max(with_make_up_days)) == (first, last)

    _, last = KNOWN["exchange_calendars"]
    exchange_calendars.get_calendar("XSHG", start=f"{last}-01-01", end=f"{last}-12-31")
    with pytest.raises(ValueError, match="only recorded to the year"):
        exchange_calendars.get_calendar("XSHG", start=f"{last}-01-01", end=f"{last + 1}-12-31")

    closures = [day.date() for day in pandas_market_calendars.get_calendar("SSE").adhoc_holidays]
    assert (min(closures).year, max(closures).year) == KNOWN["pandas_market_calendars"]


def test_every_shipped_year_is_known_to_every_library_or_listed() -> None:
    for year in CN:
        unknown = [name for name, (first, last) in KNOWN.items() if not first <= year <= last]
        assert bool(unknown) == (year in WITHOUT_LIBRARY), (year, unknown)
    assert set(WITHOUT_LIBRARY) <= set(CN)


def years_of(library: str) -> tuple[int, int]:
    first, last = KNOWN[library]
    return max(first, FIRST), min(last, LAST)


def assert_same(library: str, ours: Judge, theirs: Judge) -> None:
    differing = {day for day in all_days(*years_of(library)) if ours(day) != theirs(day)}
    assert differing == {day for name, day in DISAGREE if name == library}


def test_working_days_agree_with_chinesecalendar() -> None:
    assert_same("chinesecalendar", is_working_day, chinese_calendar.is_workday)


def test_working_days_agree_with_holidays() -> None:
    first, last = years_of("holidays")
    china = holidays.country_holidays("CN", years=range(first, last + 1))
    assert_same("holidays", is_working_day, china.is_working_day)


@with_pandas_as_it_is
def test_trading_days_agree_with_exchange_calendars() -> None:
    first, last = years_of("exchange_calendars")
    shanghai = exchange_calendars.get_calendar("XSHG", start=f"{first}-01-01", end=f"{last}-12-31")
    sessions = {session.date() for session in shanghai.sessions}
    assert_same("exchange_calendars", is_trading_day, sessions.__contains__)


def test_trading_days_agree_with_pandas_market_calendars() -> None:
    first, last = years_of("pandas_market_calendars")
    shanghai = pandas_market_calendars.get_calendar("SSE")
    sessions = {day.date() for day in shanghai.valid_days(f"{first}-01-01", f"{last}-12-31")}
    assert_same("pandas_market_calendars", is_trading_day, sessions.__contains__)


def test_where_the_exchange_and_the_country_part() -> None:
    whole = all_days(FIRST, LAST)
    assert {d for d in whole if is_weekday(d) and is_working_day(d) and not is_trading_day(d)} == (
        CLOSED_ON_A_WORKING_WEEKDAY
    )
    assert {d for d in whole if is_trading_day(d) and not is_working_day(d)} == OPEN_ON_A_DAY_OFF
    assert not [d for d in whole if is_trading_day(d) and not is_weekday(d)]


# Golden facts, from the notices


@pytest.mark.parametrize(
    ("year", "working", "trading"), [(2024, 251, 242), (2025, 248, 243), (2026, 248, 242)]
)
def test_days_a_year(year: int, working: int, trading: int) -> None:
    whole = all_days(year, year)
    assert sum(map(is_working_day, whole)) == working
    assert sum(map(is_trading_day, whole)) == trading


@pytest.mark.parametrize(
    ("year", "made_up"),
    [
        (2025, ["01-26", "02-08", "04-27", "09-28", "10-11"]),
        (2026, ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]),
    ],
)
def test_make_up_days(year: int, made_up: list[str]) -> None:
    assert CN[year]["work"] == [f"{year}-{day}" for day in made_up]


@pytest.mark.parametrize(
    ("day", "working", "trading"),
    [
        ("2007-12-31", False, False),  # by the notice for 2008
        ("2011-12-31", True, False),  # by the notice for 2012, a Saturday
        ("2014-01-30", True, True),  # the eve of the Spring Festival: no holiday then
        ("2015-09-03", False, False),  # 国发明电〔2015〕1号
        ("2015-09-04", False, False),
        ("2015-09-06", True, False),
        ("2018-12-29", True, False),  # by the notice for 2019
        ("2018-12-31", False, False),
        ("2019-04-28", True, False),  # 国办发明电〔2019〕3号
        ("2019-05-02", False, False),
        ("2019-05-03", False, False),
        ("2019-05-05", True, False),
        ("2020-01-31", False, False),  # 国办发明电〔2020〕1号
        ("2020-02-01", False, False),  # a make-up day until then
        ("2020-02-03", True, True),
        ("2022-12-31", False, False),
        ("2023-01-02", False, False),
        ("2024-02-09", True, False),  # leave encouraged, no holiday; the exchange closed
        ("2025-01-28", False, False),  # the eve of the Spring Festival, a holiday again from 2025
        ("2026-01-04", True, False),
    ],
)
def test_days_worth_remembering(day: str, working: bool, trading: bool) -> None:
    on = date.fromisoformat(day)
    assert (is_working_day(on), is_trading_day(on)) == (working, trading)


def nth_after(start: date, count: int, counts: Judge) -> date:
    day = start
    while count:
        day += timedelta(1)
        count -= counts(day)
    return day


@pytest.mark.parametrize(
    ("received", "count", "working", "trading"),
    [
        ("2025-12-31", 1, "2026-01-04", "2026-01-05"),
        ("2026-02-13", 1, "2026-02-14", "2026-02-24"),
        ("2026-02-13", 3, "2026-02-25", "2026-02-26"),
        ("2026-04-30", 3, "2026-05-08", "2026-05-08"),
        ("2026-09-18", 1, "2026-09-20", "2026-09-21"),
        ("2026-09-30", 5, "2026-10-13", "2026-10-14"),
    ],
)
def test_counting(received: str, count: int, working: str, trading: str) -> None:
    start = date.fromisoformat(received)
    assert nth_after(start, count, is_working_day).isoformat() == working
    assert nth_after(start, count, is_trading_day).isoformat() == trading


@pytest.mark.parametrize(
    ("received", "count", "last"),
    [
        ("2026-02-13", 3, "2026-02-24"),
        ("2026-04-30", 3, "2026-05-06"),
        ("2026-02-02", 15, "2026-02-24"),
        ("2026-08-03", 60, "2026-10-08"),
        ("2025-12-03", 60, "2026-02-02"),
        ("2026-09-18", 15, "2026-10-08"),
    ],
)
def test_last_calendar_day_rolls_to_a_working_day(received: str, count: int, last: str) -> None:
    raw = date.fromisoformat(received) + timedelta(count)
    assert nth_after(raw - timedelta(1), 1, is_working_day).isoformat() == last
