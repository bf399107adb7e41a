"""The values of a case's fields, digests and addresses, read by their types."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from checker.conditions import read_number
from checker.loading.governing import KnownField
from checker.loading.readers import Data, Reader, is_blank
from checker.loading.shapes import closest
from checker.model.case import Money
from checker.model.finding import Path, Problems
from checker.model.moment import Moment
from checker.model.organization import Organization
from checker.model.text import listed, say

SHA256 = re.compile(r"[0-9a-fA-F]{64}")
DIGITS = say("用半角数字，不带逗号、空格和单位", "ASCII digits without commas, blanks and units")
LONGEST_COUNT = 15
"""Digits of a number of bytes."""
INTEGER = re.compile(r"-?[0-9]{1,18}")
CURRENCY = re.compile(r"[A-Z]{3}")
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:.+", re.DOTALL)


class FieldReader(Reader):
    """Reads typed values; ids of staff and units are looked up in the organization."""

    def __init__(self, problems: Problems, organization: Organization) -> None:
        super().__init__(problems)
        self.organization = organization
        self.zone = ZoneInfo("UTC")
        """In which a time without an offset is read."""

    def field_value(self, value: Data, field: KnownField, place: Path) -> Any:
        """A field's value by the type of any of the revisions that have it; None where blank."""
        if value is None or value == [] or (isinstance(value, str) and is_blank(value)):
            return None
        if field.type == "choice":
            return self._choice(value, field, place)
        if field.type == "choices":
            return self._choices(value, field, place)
        return self._READERS[field.type](self, value, place)

    def _text(self, value: Data, place: Path) -> str | None:
        if isinstance(value, str):
            return value
        self.wrong(place, "应是一段文字", "text is wanted here")
        return None

    def _choice(self, value: Data, field: KnownField, place: Path) -> str | None:
        if isinstance(value, str) and value in field.choices:
            return value
        close = (
            closest(field.labelled.get(value, value), field.choices)
            if isinstance(value, str)
            else None
        )
        remedy = close or say("可选：{choices}", "one of: {choices}", choices=listed(field.offered))
        self.wrong(place, "不是可选的值", "this is not one of the choices", remedy)
        return None

    def _choices(self, value: Data, field: KnownField, place: Path) -> tuple[str, ...] | None:
        items = self.listing(value, place)
        read = [self._choice(item, field, (*place, index)) for index, item in enumerate(items)]
        return tuple(item for item in read if item is not None) or None

    def _integer(self, value: Data, place: Path) -> Decimal | None:
        return self._number(value, place, whole=True)

    def _number(self, value: Data, place: Path, *, whole: bool = False) -> Decimal | None:
        if isinstance(value, str):
            number = read_number(value)
            if number is not None and (not whole or INTEGER.fullmatch(value)):
                return number
        if whole:
            self.wrong(place, "应是整数", "a whole number is wanted here", DIGITS)
        else:
            zh, en = "应是数字，如 1200.00", "a number such as 1200.00 is wanted here"
            self.wrong(place, zh, en, DIGITS)
        return None

    def _money(self, value: Data, place: Path) -> Money | None:
        if not isinstance(value, dict):
            amount = self._number(value, place)
            return None if amount is None else Money(amount)
        self.known_keys(value, ("amount", "currency"), place)
        if all(item is None for item in value.values()):
            return None
        if not self.required(value, ("amount",), place):
            return None
        amount = self._number(value["amount"], (*place, "amount"))
        currency = value.get("currency")
        if currency is not None and not (
            isinstance(currency, str) and CURRENCY.fullmatch(currency)
        ):
            self.wrong((*place, "currency"), "币种写三个大写字母，如 CNY", "a currency such as CNY")
            return None
        return None if amount is None else Money(amount, currency)

    def _boolean(self, value: Data, place: Path) -> bool | None:
        if value in ("true", "false"):
            return bool(value == "true")
        self.wrong(place, "应是 true 或 false", "true or false is wanted here")
        return None

    def _date(self, value: Data, place: Path) -> date | None:
        return self.day({str(place[-1]): value}, str(place[-1]), place[:-1])

    def _datetime(self, value: Data, place: Path) -> Moment | None:
        return self.moment({str(place[-1]): value}, str(place[-1]), place[:-1], self.zone)

    def _unit(self, value: Data, place: Path) -> str | None:
        name = self.id_text(value, place)
        if name is not None:
            self.unit_known(name, place)
        return name

    def _staff(self, value: Data, place: Path) -> str | None:
        name = self.id_text(value, place, alias=True)
        if name is not None:
            self.staff_known(name, place)
        return name

    def unit_known(self, name: str, place: Path) -> None:
        """A unit of the organization, of any day."""
        if name not in self.organization.units:
            self.unknown(place, say("单位", "unit"), name, self.organization.units)

    def staff_known(self, name: str, place: Path) -> None:
        """A staff member or an alias, of any day."""
        if not self.organization.knows_staff(name):
            self.unknown(place, say("人员", "staff member"), name)

    def staff_on(self, name: str, at: Moment, place: Path) -> None:
        """A person known to the organization on a day."""
        organization = self.organization
        if organization.entry(name, at.day) is not None:
            return
        if not organization.knows_staff(name):
            self.unknown(place, say("人员", "staff member"), name)
        else:
            self.problems.add(
                "unknown-reference",
                place,
                say(
                    "{name} 在 {day} 不在职",
                    "{name} is not on the staff on {day}",
                    name=name,
                    day=at.day,
                ),
                say("核对人员编号和日期", "check the id and the date"),
            )

    def digest(self, entry: dict[str, Data], place: Path) -> str | None:
        """The SHA-256 under `sha256` in small letters; None, with a problem, where it is none."""
        text = self.text(entry, "sha256", place)
        if text is None:
            return None
        if SHA256.fullmatch(text):
            return text.lower()
        self.wrong(
            (*place, "sha256"), "sha256 应是 64 位十六进制", "a sha256 has 64 hexadecimal digits"
        )
        return None

    def byte_count(self, entry: dict[str, Data], place: Path) -> int | None:
        """The number under `bytes`; None, with a problem, where it is no whole number."""
        text = self.text(entry, "bytes", place)
        if text is None:
            return None
        if len(text) <= LONGEST_COUNT and text.isascii() and text.isdigit():
            return int(text)
        self.wrong((*place, "bytes"), "bytes 应是整数", "bytes is a whole number")
        return None

    def uri(self, text: str | None, place: Path) -> str | None:
        """The same text; a problem where it has no scheme, so that it says of nothing where it lies."""
        if text and not URI.fullmatch(text):
            self.wrong(
                (*place, "uri"),
                "uri 应含前缀和冒号，如 archive:2026/03/e1.wav",
                "a uri has a scheme and a colon, such as archive:2026/03/e1.wav",
            )
        return text

    def inner_path(self, text: str | None, place: Path) -> str | None:
        """A path from the instance's root that stays inside it, with forward slashes."""
        if not text:
            return text
        parts = text.split("/")
        if text.startswith("/") or ".." in parts or "\\" in text or ":" in parts[0]:
            self.wrong(
                (*place, "path"),
                "path 应从实例根目录写起，不得越出",
                "a path begins at the instance's root and stays inside",
            )
            return None
        return text

    _READERS: ClassVar[dict[str, Callable[[FieldReader, Data, Path], Any]]] = {
        "integer": _integer,
        "number": _number,
        "money": _money,
        "boolean": _boolean,
        "date": _date,
        "datetime": _datetime,
        "unit": _unit,
        "staff": _staff,
        "text": _text,
    }
    """How a field's text is read by its type; choices are read by what the field offers too."""
