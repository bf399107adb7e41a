"""Small readers of plain data that add a problem instead of raising one.

Used for cases, reports and the organization, whose every value needs a code of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from checker.document import INVISIBLE
from checker.loading.shapes import closest
from checker.model.finding import Path, Problems
from checker.model.moment import Moment, parse_day, parse_moment
from checker.model.scalars import is_alias, is_id
from checker.model.text import Say, say

Data = Any
NUMBERS = frozenset({"cn-id", "cn-mobile", "bank-card"})
LONGEST = 64
"""Characters of a key or id that a message repeats."""
TIME_REMEDY = say(
    "写成 2026-03-02、2026-03-02T10:15 或带时区的 2026-03-02T10:15+08:00，数字和冒号用半角",
    "write 2026-03-02, 2026-03-02T10:15, or with an offset 2026-03-02T10:15+08:00, in ASCII",
)

ENGLISH = say("键写英文", "keys are English words")


class Reader:
    """Reads parts of one file; what does not fit is a problem at its path."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems

    def wrong(self, place: Path, zh: str, en: str, remedy: Say | None = None) -> None:
        """A defect of the code `schema` at a path."""
        self.problems.add("schema", place, say(zh, en), remedy)

    def mapping(self, data: Data, place: Path) -> dict[str, Data] | None:
        """The data as keys and values; None, with a problem, where it is anything else."""
        if isinstance(data, dict):
            return data
        self.wrong(place, "应写成“键: 值”", "keys and values are wanted here")
        return None

    def listing(self, data: Data, place: Path) -> list[Data]:
        """The data as a list, empty where there is none; empty, with a problem, where it is no list."""
        if data is None:
            return []
        if isinstance(data, list):
            return data
        zh, en = "应是列表，每项以 - 开头", "a list is wanted, each entry begins with -"
        self.wrong(place, zh, en, say("一行写得下的，写成 [甲, 乙]", "in one line: [a, b]"))
        return []

    def entries(self, data: Data, place: Path) -> list[tuple[int, dict[str, Data]]]:
        """The entries of a list of mappings, with their positions."""
        if data is None:
            return []
        items = list(enumerate(self.listing(data, place)))
        odd = [index for index, item in items if not isinstance(item, dict)]
        for index in odd:
            self.mapping(items[index][1], (*place, index))
        return [item for item in items if item[0] not in odd] if odd else items

    def known_keys(self, data: dict[str, Data], known: Collection[str], place: Path = ()) -> None:
        """A problem for each key that is not known, with the closest known one."""
        if data.keys() <= frozenset(known):
            return
        for key in (key for key in data if key not in known):
            self.problems.add(
                "unknown-key",
                (*place, key),
                say("不认识的键 {key}", "unknown key {key}", key=_told(key)),
                closest(key, known) or (None if key.isascii() else ENGLISH),
                key=True,
            )

    def required(self, data: dict[str, Data], keys: Iterable[str], place: Path) -> bool:
        """Whether all these keys have a value; a problem for each that has none.

        An empty mapping is a value, an empty text or list is none.
        """
        if all(map(data.get, keys)):
            return True
        missing = [key for key in keys if not data.get(key) and data.get(key) != {}]
        for key in missing:
            where = (*place, key) if key in data else place
            self.wrong(where, f"缺少 {key}", f"{key} is missing")
        return not missing

    def text(self, data: dict[str, Data], key: str, place: Path) -> str | None:
        """The text under a key; None where there is none, and with a problem where it is no text."""
        value = data.get(key)
        if value is None or isinstance(value, str):
            return value
        self.wrong((*place, key), "应是一段文字", "text is wanted here")
        return None

    def id(
        self, data: dict[str, Data], key: str, place: Path, *, alias: bool = False
    ) -> str | None:
        """The id under a key, as `id_text` reads it; None where the key has no value."""
        value = data.get(key)
        if value is None:
            return None
        if isinstance(value, str) and (is_alias if alias else is_id)(value):
            return value  # by far the most: asked first, without making a path for a problem
        value = self.text(data, key, place)
        if not value:
            return None
        return self.id_text(value, (*place, key), alias=alias)

    def id_text(self, value: Data, place: Path, *, alias: bool = False) -> str | None:
        """A value that is an id, or with `alias` the id or an alias of a person; else None, with a problem."""
        if isinstance(value, str) and (is_alias if alias else is_id)(value):
            return value
        self.wrong(
            place,
            "编号只能用英文字母、数字和 - _ .",
            "an id has only ASCII letters, digits, - _ .",
            say(
                "写编号，不写姓名或名称；再看有没有全角字符、空格或看不见的字符",
                "the id, not a name; look for full-width or invisible characters",
            ),
        )
        return None

    def ids(self, data: dict[str, Data], key: str, place: Path) -> tuple[str, ...]:
        """One id or a list of them."""
        value = data.get(key)
        if value is None:
            return ()
        items = value if isinstance(value, list) else [value]
        whole = (*place, key)
        places = [(*whole, n) if isinstance(value, list) else whole for n in range(len(items))]
        read = (self.id_text(item, where) for item, where in zip(items, places, strict=True))
        return tuple(name for name in read if name is not None)

    def moment(self, data: dict[str, Data], key: str, place: Path, zone: ZoneInfo) -> Moment | None:
        """The day or instant under a key, on its day in `zone`; None, with `bad-time`, where it is none."""
        value = data.get(key)
        if value is None:
            return None
        moment = parse_moment(value, zone) if isinstance(value, str) else None
        if moment is None:
            self.bad_time((*place, key))
        return moment

    def day(self, data: dict[str, Data], key: str, place: Path) -> date | None:
        """The day under a key, without a time; None, with `bad-time`, where it is none."""
        value = data.get(key)
        if value is None:
            return None
        day = parse_day(value) if isinstance(value, str) else None
        if day is None:
            self.problems.add(
                "bad-time",
                (*place, key),
                say("不是日期", "not a date"),
                say("写成 2026-03-02，数字用半角", "write 2026-03-02, in ASCII"),
            )
        return day

    def bad_time(self, place: Path) -> None:
        """Say that what stands there is neither a day nor an instant."""
        self.problems.add("bad-time", place, say("时间的写法不对", "not a time"), TIME_REMEDY)

    def unknown(self, place: Path, what: Say, name: str, known: Iterable[str] = ()) -> None:
        """An id that resolves to nothing."""
        self.problems.add(
            "unknown-reference",
            place,
            say("没有{what} {name}", "no {what} {name}", what=what, name=_told(name)),
            closest(name, known),
        )


def _told(name: str) -> str:
    """A key or id as printed: what is no id may be free text, and is not repeated; a number of a person is masked."""
    from checker.personal_data import masked_text  # noqa: PLC0415 - a sound file needs none

    return masked_text(name, NUMBERS) if is_alias(name) and len(name) <= LONGEST else "…"


def is_blank(text: str) -> bool:
    """Whether there is nothing in a text that can be read: invisible characters are nothing."""
    return not (text if text.isascii() else INVISIBLE.sub("", text)).strip()
