"""The values of a case's fields, digests and addresses, read by their types."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from checker.conditions import read_number
from checker.document import INVISIBLE
from checker.loading.readers import Data, Reader
from checker.loading.shapes import closest
from checker.model.case import Money
from checker.model.finding import Path, Problems
from checker.model.moment import Moment
from checker.model.organization import Organization
from checker.model.policy import Field
from checker.model.text import listed, say

SHA256 = re.compile(r"[0-9a-fA-F]{64}")
BYTES = re.compile(r"[0-9]{1,15}")
INTEGER = re.compile(r"-?[0-9]{1,18}")
CURRENCY = re.compile(r"[A-Z]{3}")
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:.+", re.DOTALL)


class FieldReader(Reader):
    """Reads typed values; ids of staff and units are looked up in the organization."""

    def __init__(self, problems: Problems, organization: Organization) -> None:
        super().__init__(problems)
        self.organization = organization

    def field_value(self, value: Data, specs: list[Field], place: Path, zone: ZoneInfo) -> Any:
        """A field's value by the type of any of the revisions that have it; None where blank."""
        if value is None or value == []:
            return None
        if isinstance(value, str) and not INVISIBLE.sub("", value).strip():
            return None
        readers: dict[str, Callable[[], Any]] = {
            "choice": lambda: self._choice(value, specs, place),
            "choices": lambda: self._choices(value, specs, place),
            "integer": lambda: self._number(value, place, whole=True),
            "number": lambda: self._number(value, place, whole=False),
            "money": lambda: self._money(value, place),
            "boolean": lambda: self._boolean(value, place),
            "date": lambda: self.day({str(place[-1]): value}, str(place[-1]), place[:-1]),
            "datetime": lambda: self._datetime(value, place, zone),
            "unit": lambda: self._unit(value, place),
            "staff": lambda: self._staff(value, place),
            "text": lambda: self._text(value, place),
        }
        return readers[specs[0].type]()

    def _text(self, value: Data, place: Path) -> str | None:
        if isinstance(value, str):
            return value
        self.wrong(place, "应是一段文字", "text is wanted here")
        return None

    def _choice(self, value: Data, specs: list[Field], place: Path) -> str | None:
        if any(value == choice.id for spec in specs for choice in spec.choices):
            return str(value)
        known = [name for spec in specs for name in spec.choice_ids()]
        close = closest(value, known) if isinstance(value, str) else None
        remedy = close or say(
            "可选：{choices}", "one of: {choices}", choices=listed(specs[0].choice_ids())
        )
        self.wrong(place, "不是可选的值", "this is not one of the choices", remedy)
        return None

    def _choices(self, value: Data, specs: list[Field], place: Path) -> tuple[str, ...] | None:
        items = self.listing(value, place)
        read = [self._choice(item, specs, (*place, index)) for index, item in enumerate(items)]
        return tuple(item for item in read if item is not None) or None

    def _number(self, value: Data, place: Path, *, whole: bool) -> Decimal | None:
        if isinstance(value, str):
            number = read_number(value)
            if number is not None and (not whole or INTEGER.fullmatch(value)):
                return number
        if whole:
            self.wrong(place, "应是整数", "a whole number is wanted here")
        else:
            self.wrong(place, "应是数字，如 1200.00", "a number such as 1200.00 is wanted here")
        return None

    def _money(self, value: Data, place: Path) -> Money | None:
        if not isinstance(value, dict):
            amount = self._number(value, place, whole=False)
            return None if amount is None else Money(amount)
        self.known_keys(value, ("amount", "currency"), place)
        if all(item is None for item in value.values()):
            return None
        if not self.required(value, ("amount",), place):
            return None
        amount = self._number(value["amount"], (*place, "amount"), whole=False)
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

    def _datetime(self, value: Data, place: Path, zone: ZoneInfo) -> Any:
        return self.moment({str(place[-1]): value}, str(place[-1]), place[:-1], zone)

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
        if not organization.knows_staff(name):
            self.unknown(place, say("人员", "staff member"), name)
        elif organization.entry(name, at.day) is None:
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
        text = self.text(entry, "bytes", place)
        if text is None:
            return None
        if BYTES.fullmatch(text):
            return int(text)
        self.wrong((*place, "bytes"), "bytes 应是整数", "bytes is a whole number")
        return None

    def uri(self, text: str | None, place: Path) -> str | None:
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
