"""What stands between brackets in one line of a plain document."""

from __future__ import annotations

from checker.document.grammar import FLAT, ITEM, NAME, PAIR
from checker.document.values import Data


class NotPlain(Exception):
    """Something of the text is outside the grammar."""


def inline(text: str, deeper: int) -> Data:
    """A mapping or list written as `{…}` or `[…]`, of so many levels at most; most have one.

    Raises `NotPlain`, as where a key stands twice.
    """
    if FLAT.fullmatch(text) is None:
        data, end = _node(text, 0, deeper)
        if end != len(text):
            raise NotPlain
        return data
    if deeper < 1:
        raise NotPlain
    if text[0] == "[":
        return [_item(item) for item in ITEM.findall(text)]
    pairs: list[tuple[str, str]] = PAIR.findall(text)
    items: dict[str, Data] = dict(pairs)
    if len(items) != len(pairs):
        raise NotPlain
    if "null" in text or '"' in text or "'" in text:
        return {key: _item(item) for key, item in pairs}
    return items


def _item(text: str) -> str | None:
    if text[0] in "'\"":
        return text[1:-1]
    return text if text != "null" else None


def _node(text: str, at: int, deeper: int) -> tuple[Data, int]:
    """What begins at an offset, and where it ends."""
    item = ITEM.match(text, at)
    if item is not None:
        return _item(item[0]), item.end()
    sign = text[at : at + 1]
    if deeper < 1 or not sign or sign not in "{[":
        raise NotPlain
    if text[at + 1 : at + 2] == CLOSING[sign]:
        return ({} if sign == "{" else []), at + 2
    return _mapping(text, at, deeper) if sign == "{" else _list(text, at, deeper)


def _mapping(text: str, at: int, deeper: int) -> tuple[Data, int]:
    items: dict[str, Data] = {}
    while True:
        name = NAME.match(text, at + 1)
        if name is None or name[1] in items:
            raise NotPlain
        items[name[1]], at = _node(text, name.end(), deeper - 1)
        if text[at : at + 1] == "}":
            return items, at + 1
        at = _comma(text, at)


def _list(text: str, at: int, deeper: int) -> tuple[Data, int]:
    items: list[Data] = []
    while True:
        item, at = _node(text, at + 1, deeper - 1)
        items.append(item)
        if text[at : at + 1] == "]":
            return items, at + 1
        at = _comma(text, at)


def _comma(text: str, at: int) -> int:
    """Where the blank behind a comma stands."""
    if text[at : at + 2] != ", ":
        raise NotPlain
    return at + 1


CLOSING = {"{": "}", "[": "]"}
