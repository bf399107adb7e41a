"""Patterns of personal data in free text: where a number is one, and how to mask it.

A number counts only as a whole run of digits and, where its kind has one, with a valid check
digit (GB 11643 for identity numbers, Luhn for cards, GB 32100 for credit codes); a securities
account only after a word that calls it one. Full-width forms, invisible characters and single
separators do not hide it. Area codes never decide: they change, and a leak that is missed is the
costly error.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from checker.document import INVISIBLE
from checker.lazily import dataclass

DIGITS = re.compile("[0-9]+")
FOREIGN = re.compile(r"(?![0-9])\d")
"""A digit of another script."""
SEPARATORS = frozenset(" \t-_./·—–‐‑‒−、,，\u3000\u00a0")
TELLTALE = re.compile(
    r"[\d@\uff20\ufe6b\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209f\u2150-\u2189"
    r"\u2460-\u24ff\u2776-\u2793\u3250-\u33ff\U0001f100-\U0001f10a]"
)
"""What every pattern has: a digit in any form, or an at sign."""
CARD_SEPARATORS = frozenset(" -")
EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:[.。][A-Za-z0-9-]{1,63})+")
CREDIT_CODE = re.compile(r"(?<![0-9A-Z])[0-9A-HJ-NPQRTUWXY]{18}(?![0-9A-Z])")
ACCOUNT = re.compile(
    r"(?:(?:资金|股东|证券|信用|交易|基金)[账帐][户号](?:号码|号|代码)?|股东(?:代码|卡号?)|一码通(?:[账帐]户)?(?:号码|号)?)"
    r"[^0-9A-Za-z*\n]{0,4}([A-Za-z]?[0-9](?:[ -]?[0-9]){7,11})(?![0-9])"
)
"""A securities account has no check digit: it is told by the word before it."""
MOBILE = re.compile(r"1[3-9][0-9]{9}")
CARD = re.compile(r"[0-9]{16,19}")
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"
IDENTITY = re.compile(r"[1-9][0-9]{16}[0-9X]")
OLD_IDENTITY = re.compile(r"[1-9][0-9]{14}")
CENTURIES = frozenset({"18", "19", "20", "21"})
"""Of birth, nobody alive being older; asked first, for it is cheap and rules out most numbers."""
DOUBLED = {str(digit): sum(divmod(2 * digit, 10)) for digit in range(10)}
"""Luhn: the digit sum of twice a digit."""
CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
ID_DIGITS = 17
"""Of an identity number, before its check digit."""
SHORTEST, LONGEST = 11, 19
"""Digits of a mobile number, and of the longest card: what is shorter or longer is none."""
PATTERNS = ("cn-id", "cn-mobile", "bank-card", "email", "cn-uscc", "cn-account")


@dataclass(frozen=True)
class Sighting:
    """Personal data seen: its pattern, and itself with the middle masked."""

    pattern: str
    masked: str


def sightings(text: str, patterns: frozenset[str]) -> list[Sighting]:
    """The personal data in a text, in the order of patterns; never the raw value."""
    if TELLTALE.search(text) is None:
        return []
    found: dict[tuple[str, str | int], Sighting] = {}
    for item in _seen(_plain(text), patterns):
        found.setdefault(
            (item.pattern, item.raw or item.start), Sighting(item.pattern, item.masked)
        )
    return list(found.values())


def masked_text(text: str, patterns: frozenset[str] = frozenset(PATTERNS)) -> str:
    """The text with the middle of all personal data starred; as it is where it has none.

    Where something is starred, full-width forms become plain ones and invisible characters go.
    """
    if TELLTALE.search(text) is None:
        return text
    plain = _plain(text)
    seen = sorted(_seen(plain, patterns), key=lambda item: (item.start, -item.end))
    parts, end = [], 0
    for item in seen:
        if item.start >= end:
            parts += [plain[end : item.start], item.masked]
        elif item.end > end:  # two in one run of digits: nothing of the second is shown
            parts.append("*" * (item.end - end))
        end = max(end, item.end)
    return "".join([*parts, plain[end:]]) if seen else text


def _plain(text: str) -> str:
    plain = INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return FOREIGN.sub(lambda found: str(unicodedata.digit(found[0])), plain)


@dataclass(frozen=True)
class _Seen:
    """A sighting and where it stands."""

    pattern: str
    masked: str
    start: int
    end: int
    raw: str | None = None
    """A number without its separators: the same one is one sighting wherever it stands again."""


def _seen(plain: str, patterns: frozenset[str]) -> list[_Seen]:
    found: list[_Seen] = []
    if "email" in patterns:
        found += [
            _Seen("email", _mask_email(m.group()), m.start(), m.end())
            for m in EMAIL.finditer(plain)
        ]
    if "cn-uscc" in patterns:
        found += [
            _Seen("cn-uscc", _mask(m.group()), m.start(), m.end())
            for m in CREDIT_CODE.finditer(plain)
            if is_credit_code(m.group())
        ]
    if "cn-account" in patterns:
        found += [
            _Seen("cn-account", _mask(m.group(1)), m.start(1), m.end(1))
            for m in ACCOUNT.finditer(plain)
        ]
    numbers = patterns & {"cn-id", "cn-mobile", "bank-card"}
    return found + (list(_numbers(plain, numbers)) if numbers else [])


@dataclass(frozen=True)
class _Group:
    """A run of digits, and the single separator that joins it to the next one."""

    digits: str
    joint: str | None
    plus: bool
    start: int
    end: int
    check: int | None
    """Where an X ends that follows, and may be the check digit of an identity number."""


def _numbers(text: str, patterns: frozenset[str]) -> Iterator[_Seen]:
    if sum(map(text.count, "0123456789")) < SHORTEST:
        return
    groups, taken = _groups(text), 0
    for start, first in enumerate(groups):
        joined, joints = "", set[str]()
        for place in range(start, len(groups)):
            group = groups[place]
            joined += group.digits
            if len(joined) > LONGEST:
                break
            if len(joined) >= SHORTEST and group.end > taken:
                for pattern, number, end in _sorts(joined, first, group, joints):
                    if pattern in patterns:
                        yield _Seen(pattern, _mask(number), first.start, end, number)
                        taken = max(taken, end if end > group.end else 0)
            if group.joint is None:
                break
            joints.add(group.joint)


def _sorts(
    joined: str, first: _Group, last: _Group, joints: set[str]
) -> Iterator[tuple[str, str, int]]:
    """What the digits of some groups are: pattern, number, end; with an X behind them first.

    What lies in a number that ends with its X is no number of its own.
    """
    if last.check and len(joined) == ID_DIGITS and is_identity_number(joined + "X"):
        yield "cn-id", joined + "X", last.check
    number = _without_country(joined, first.plus)
    for pattern in _kinds(number, joints):
        yield pattern, number, last.end


def _groups(text: str) -> list[_Group]:
    matches = list(DIGITS.finditer(text))
    groups = []
    for place, match in enumerate(matches):
        following = matches[place + 1] if place + 1 < len(matches) else None
        between = text[match.end() : following.start()] if following else ""
        joint = between if between in SEPARATORS else None
        plus = match.start() > 0 and text[match.start() - 1] == "+"
        check = _check_end(text, match.end()) if not joint else None
        groups.append(_Group(match.group(), joint, plus, match.start(), match.end(), check))
    return groups


def _check_end(text: str, end: int) -> int | None:
    """Where an X behind digits ends, if one stands there or behind a single separator."""
    place = end + (text[end : end + 1] in SEPARATORS)
    return place + 1 if text[place : place + 1] in ("X", "x") else None


def _kinds(number: str, joints: set[str]) -> list[str]:
    """What a number is; its length is asked first, for it rules out most."""
    match len(number):
        case 11:
            return ["cn-mobile"] if MOBILE.fullmatch(number) else []
        case 15:
            return ["cn-id"] if is_identity_number(number) else []
        case 16 | 17 | 18 | 19:
            kinds = ["cn-id"] if is_identity_number(number) else []
            card = is_card(number) and _card_like(number, joints)
            return [*kinds, "bank-card"] if card else kinds
    return []


def _without_country(number: str, plus: bool) -> str:
    """A mobile number without its country code; every other number as it is."""
    code = "0086" if number.startswith("0086") else "86" if plus else ""
    if not code:
        return number
    rest = number.removeprefix(code)
    return rest if MOBILE.fullmatch(rest) else number


def _card_like(number: str, joints: set[str]) -> bool:
    """Whether groups joined to this number are one: dates or amounts side by side pass Luhn too."""
    plain = len(joints) == 1 and joints <= CARD_SEPARATORS
    return not joints or (plain and not number.startswith(("19", "20")))


def is_identity_number(number: str) -> bool:
    """An identity number: 18 digits with a valid check digit, or 15 with a real birth date."""
    if len(number) == len(ID_WEIGHTS) + 1:
        if number[6:8] not in CENTURIES or not IDENTITY.fullmatch(number):
            return False
        total = sum(
            int(digit) * weight for digit, weight in zip(number[:17], ID_WEIGHTS, strict=True)
        )
        return ID_CHECKS[total % 11] == number[17] and _is_day(number[6:14])
    if OLD_IDENTITY.fullmatch(number):
        return _is_day("19" + number[6:12])
    return False


def _is_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


def is_card(number: str) -> bool:
    """16 to 19 digits that pass the Luhn check."""
    if not CARD.fullmatch(number) or not number.strip("0"):
        return False
    plain, doubled = number[-1::-2], number[-2::-2]
    return (sum(map(int, plain)) + sum(map(DOUBLED.__getitem__, doubled))) % 10 == 0


def is_credit_code(code: str) -> bool:
    """A unified social credit code with a valid check character (GB 32100)."""
    if len(code) != len(CREDIT_WEIGHTS) + 1 or code.isdigit():
        return False
    total = sum(
        CREDIT_ALPHABET.index(char) * weight
        for char, weight in zip(code[:17], CREDIT_WEIGHTS, strict=True)
    )
    return CREDIT_ALPHABET[(31 - total % 31) % 31] == code[17]


def _mask(number: str) -> str:
    """The first three and the last two characters, the rest starred."""
    return number[:3] + "*" * (len(number) - 5) + number[-2:]


def _mask_email(address: str) -> str:
    name, _, domain = address.partition("@")
    return f"{name[0]}***@{domain[0]}***"
