"""Calendars: the shipped ones, and what an instance adds or corrects under `policy/calendars/`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from checker.calendar import Calendar, CalendarYear
from checker.document import DEFAULT_LIMITS, Document, Limits, read_document
from checker.loading.files import NO_OVERLAY, Overlay, misnamed, read_file
from checker.loading.placing import file_diagnostic
from checker.loading.shapes import closest
from checker.model.finding import Diagnostic, Problems
from checker.model.moment import parse_day
from checker.model.text import say

SHIPPED = Path(__file__).parent.parent / "calendars"
INSTANCE = "policy/calendars"
YAML_ENDINGS = (".yml", ".yaml")
YEAR_KEYS = ("year", "notice", "supplements", "note", "off", "work")
YEAR = re.compile(r"[0-9]{4}")
WHOLE_KEYS = ("base", "make_up_days", "off", "work", "source", "note", "notice")
LIBRARY_KEYS = ("library", "country", "subdivision", "note", "source")


@cache
def _shipped_years(name: str) -> dict[int, tuple[str, dict[str, Any]]]:
    years: dict[int, tuple[str, dict[str, Any]]] = {}
    if not name.strip("."):
        return years
    for path in sorted((SHIPPED / name).glob("[0-9]*.yml")):
        document = read_document(path.read_bytes(), f"{name}/{path.name}", DEFAULT_LIMITS)
        years[int(path.stem)] = (document.file, document.data)
    return years


@cache
def _shipped_whole(name: str) -> dict[str, Any] | None:
    path = SHIPPED / f"{name}.yml"
    if not path.is_file():
        return None
    data: dict[str, Any] = read_document(path.read_bytes(), path.name, DEFAULT_LIMITS).data
    return data


def _files_of(folder: Path) -> Iterator[Path]:
    """The YAML files of a folder and of those in it, whatever the ending's spelling.

    Raises OSError for a folder that cannot be read: what it holds would be passed over.
    """
    entries = list(folder.iterdir()) if folder.is_dir() else []
    below = (path for entry in entries if entry.is_dir() for path in entry.iterdir())
    for path in (*entries, *below):
        if path.suffix.lower() in YAML_ENDINGS and not path.is_dir():
            yield path


class CalendarShelf:
    """All calendars of an instance by name; each is built once, when asked for."""

    def __init__(
        self,
        root: Path | None = None,
        limits: Limits = DEFAULT_LIMITS,
        overlay: Overlay = NO_OVERLAY,
    ) -> None:
        self.problems: list[Diagnostic] = []
        self._own: dict[str, list[Document]] = {}
        self.built: dict[str, Calendar | None] = {}
        self.files: list[Document] = []
        if root is not None:
            self._gather(root, limits, overlay)

    def _gather(self, root: Path, limits: Limits, overlay: Overlay) -> None:
        folder = root / INSTANCE
        for path in sorted(_files_of(folder)):
            file = path.relative_to(root).as_posix()
            if path.suffix != ".yml":
                self.problems.append(misnamed(file))
                continue
            document, problem = read_file(root, file, limits, overlay=overlay)
            if problem is not None:
                self.problems.append(problem)
            elif document is not None:
                name = path.stem if path.parent == folder else path.parent.name
                if self._well_formed(document, is_year=path.parent != folder):
                    self._own.setdefault(name, []).append(document)
                    self.files.append(document)

    def _well_formed(self, document: Document, *, is_year: bool) -> bool:
        problems = Problems(document.file)
        check_calendar(document.data, Path(document.file).stem if is_year else None, problems)
        self.problems += [file_diagnostic(item, document.file, document) for item in problems.items]
        return not problems

    def get(self, name: str) -> Calendar | None:
        """The calendar of a name; None where neither we nor the instance have one."""
        if name not in self.built:
            self.built[name] = None  # a base that names itself ends here
            self.built[name] = self._build(name)
        return self.built[name]

    def _build(self, name: str) -> Calendar | None:
        own = self._own.get(name, [])
        wholes = [document for document in own if "year" not in (document.data or {})]
        library = [document for document in wholes if "library" in document.data]
        if library:
            found = _library_calendar(name, library[0])
            if found is not None:
                _lay_years(found, own)
            return found
        calendar = Calendar(name)
        shipped = _shipped_whole(name)
        if shipped is not None:
            self._lay_whole(calendar, shipped, f"{name}.yml")
        for document in wholes:
            self._lay_whole(calendar, document.data, document.file)
        for year, (source, data) in _shipped_years(name).items():
            calendar.years[year] = _year(source, data, None)
        _lay_years(calendar, own)
        return calendar if calendar.years or calendar.base else None

    def _lay_whole(self, calendar: Calendar, data: dict[str, Any], source: str) -> None:
        """Put a whole calendar's statements on top of what is there."""
        if data.get("base"):
            calendar.base = self.get(data["base"])
        if data.get("make_up_days"):
            calendar.make_up_days = data["make_up_days"] == "true"
        off, work = _days(data, "off"), _days(data, "work")
        calendar.off = (calendar.off - work) | off
        calendar.work = (calendar.work - off) | work
        calendar.source = f"{calendar.source}, {source}" if calendar.source else source


def _lay_years(calendar: Calendar, own: list[Document]) -> None:
    """Put the instance's years, or its corrections of some, on top of what is there."""
    for document in own:
        if "year" in document.data:
            number = int(document.data["year"])
            year = _year(document.file, document.data, calendar.years.get(number))
            calendar.years[number] = year
            calendar.off -= year.work
            calendar.work -= year.off


def check_calendar(data: Any, year: str | None, problems: Problems) -> None:
    """Check a calendar file's form; `year` is the name of a year's file."""
    if not isinstance(data, dict):
        problems.add("schema", (), say("日历应写成“键: 值”", "a calendar has keys and values"))
        return
    known = YEAR_KEYS if year else (LIBRARY_KEYS if "library" in data else WHOLE_KEYS)
    for key in data:
        if key not in known:
            message = say("不认识的键 {key}", "unknown key {key}", key=key)
            problems.add("unknown-key", (key,), message, closest(key, known), key=True)
    if year and (data.get("year") != year or not YEAR.fullmatch(year)):
        problems.add(
            "misplaced-file",
            ("year",),
            say("年份与文件名不一致", "the year is not the file's name"),
        )
    if not year and "library" not in data and not data.get("base"):
        problems.add("schema", (), say("缺少 base", "base is missing"))
    _check_scalars(data, problems)
    if "library" in data and (data["library"] != "holidays" or not data.get("country")):
        problems.add(
            "schema",
            ("library",),
            say("应写 library: holidays 和 country", "library: holidays and a country are wanted"),
        )
    for key in ("off", "work"):
        _check_days(data.get(key), key, year, problems)
    if not problems and _days(data, "off") & _days(data, "work"):
        message = say("同一天既在 off 又在 work", "a day is both in off and in work")
        problems.add("schema", ("work",), message)


def _check_scalars(data: dict[str, Any], problems: Problems) -> None:
    """What the program reads of a calendar beside its days has the form it relies on."""
    for key in ("base", "country", "subdivision"):
        if not isinstance(data.get(key), str | None):
            problems.add("schema", (key,), say("应是一个文字值", "a text is wanted"))
    if data.get("make_up_days") not in (None, "true", "false"):
        problems.add(
            "schema", ("make_up_days",), say("应写 true 或 false", "true or false is wanted")
        )
    if isinstance(data.get("notice"), list):
        problems.add("schema", ("notice",), say("应写成“键: 值”", "keys and values are wanted"))
    supplements = data.get("supplements") or []
    if not isinstance(supplements, list):
        supplements = [supplements]
    for index, item in enumerate(supplements):
        if not isinstance(item, dict):
            where = ("supplements", index)
            problems.add("schema", where, say("应写成“键: 值”", "keys and values are wanted"))
        else:
            _check_days(item.get("days"), "supplements", None, problems)


def _check_days(days: Any, key: str, year: str | None, problems: Problems) -> None:
    if days is None:
        return
    if not isinstance(days, list):
        problems.add("schema", (key,), say("应是日期列表", "a list of dates is wanted"))
        return
    for index, text in enumerate(days):
        day = parse_day(text) if isinstance(text, str) else None
        if day is None or (year is not None and str(day.year) != year):
            problems.add(
                "bad-time",
                (key, index),
                say("应是当年的 YYYY-MM-DD 日期", "a date of that year, YYYY-MM-DD"),
            )


def _days(data: dict[str, Any], key: str) -> frozenset[date]:
    days = (parse_day(text) for text in data.get(key) or ())
    return frozenset(day for day in days if day is not None)


def _year(source: str, data: dict[str, Any], earlier: CalendarYear | None) -> CalendarYear:
    """A year's facts; an instance's own file corrects the shipped one day by day."""
    off, work = _days(data, "off"), _days(data, "work")
    notices = _notices(data)
    if earlier is None:
        return CalendarYear(source, off, work, notices)
    return CalendarYear(
        f"{earlier.source}, {source}",
        (earlier.off - work) | off,
        (earlier.work - off) | work,
        earlier.notices | notices,
    )


def _notices(data: dict[str, Any]) -> dict[date | None, str]:
    """Which notice stands behind a day; under None the year's own."""
    notices: dict[date | None, str] = {None: _notice(data.get("notice"))}
    for supplement in data.get("supplements") or ():
        for text in supplement.get("days") or ():
            day = parse_day(text)
            if day is not None:
                notices[day] = _notice(supplement)
    return notices


def _notice(data: Any) -> str:
    if not isinstance(data, dict):
        return data or ""
    return " ".join(data[key] for key in ("number", "title") if isinstance(data.get(key), str))


def _library_calendar(name: str, document: Document) -> Calendar | None:
    """A maintained library's country; None where the extra is not installed."""
    data = document.data
    try:
        import holidays  # noqa: PLC0415 - an extra, slow to import
    except ImportError:
        return None
    try:
        days = holidays.country_holidays(data["country"], subdiv=data.get("subdivision"))
    except NotImplementedError:
        return None
    return Calendar(name, source=document.file, oracle=days.is_working_day)
