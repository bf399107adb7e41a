"""Plain data written as YAML text that reads back the same, whatever people typed.

Pure. Each scalar is written plain where that is safe, several lines as a block, all else quoted;
what was written is read again before it is believed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from checker.document import REFUSED, Refused, read_document

Entry = Mapping[str, Any]
"""Keys to text, lists of text, or further entries; what is None is left out."""

WIDEST = 110
LEADING = frozenset("-?:,[]{}#&*!|>'\"%@`=~ \t")
QUOTED = frozenset({"null", "yes", "no", "on", "off", "y", "n", "<<"})
"""Words that other readers of YAML take for something else."""


class Unwritable(Exception):
    """A text that no case file may hold: control characters, or no UTF-8 at all."""


def clean(text: str) -> str:
    """A text with plain line ends.

    Raises `Unwritable` where it holds what a case file must not.
    """
    text = text.replace("\r\n", "\n")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Unwritable from None
    if REFUSED.search(text) is not None:
        raise Unwritable
    return text


def plain_data(entry: Any) -> Any:
    """The data as the checker will read it back."""
    if isinstance(entry, Mapping):
        return {key: plain_data(value) for key, value in entry.items() if value is not None}
    if isinstance(entry, list | tuple):
        return [plain_data(item) for item in entry]
    return entry


def scalar(text: str, *, flow: bool = False) -> str:
    """A text on one line."""
    if _plain(text, flow=flow):
        return text
    return json.dumps(text, ensure_ascii=False)


def _plain(text: str, *, flow: bool) -> bool:
    if not text or text != text.strip() or text[0] in LEADING or text.casefold() in QUOTED:
        return False
    if any(mark in text for mark in (": ", " #", "\n", "\t")) or text.endswith(":"):
        return False
    if flow and any(mark in text for mark in ",[]{}"):
        return False
    return _reads_as(f"[{text}]" if flow else text, [text] if flow else text)


def _reads_as(written: str, wanted: Any) -> bool:
    try:
        document = read_document(f"k: {written}\n".encode(), "")
    except Refused:
        return False
    return bool(document.data == {"k": wanted})


def flow(value: Any) -> str:
    """A value on one line: `{kind: document, path: …}`, `[a, b]`."""
    if isinstance(value, Mapping):
        parts = [f"{key}: {flow(item)}" for key, item in value.items() if item is not None]
        return "{" + ", ".join(parts) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return scalar(value, flow=True)


def fits_one_line(entry: Entry) -> bool:
    """Whether an entry is short and simple enough to stand on one line."""
    lists = any(isinstance(value, list) and value for value in entry.values())
    broken = any(isinstance(value, str) and "\n" in value for value in entry.values())
    return not lists and not broken and len(flow(entry)) <= WIDEST


def block(entry: Entry, indent: int = 0) -> list[str]:
    """An entry as lines, each indented, without line ends."""
    lines: list[str] = []
    for key, value in entry.items():
        if value is not None:
            lines += _key(key, value, indent)
    return lines


def _key(key: str, value: Any, indent: int) -> list[str]:
    pad = " " * indent
    if isinstance(value, str) and "\n" in value:
        literal = _literal(value, indent + 2)
        if literal is not None:
            return [f"{pad}{key}: {literal[0]}", *literal[1:]]
    if isinstance(value, list) and value and isinstance(value[0], Mapping):
        return [f"{pad}{key}:", *(f"{pad}  - {flow(item)}" for item in value)]
    written = scalar(value) if isinstance(value, str) else flow(value)
    return [f"{pad}{key}: {written}"]


def _literal(text: str, indent: int) -> list[str] | None:
    """A block of lines; None where only quotes keep the text as it is."""
    body = text.removesuffix("\n")
    if not body.strip() or body[0] in " \t\n" or body.endswith("\n"):
        return None
    header = "|" if text.endswith("\n") else "|-"
    pad = " " * indent
    return [header, *(pad + line if line else "" for line in body.split("\n"))]


def item(entry: Entry, indent: int, *, one_line: bool) -> list[str]:
    """An entry of a list as lines: `- {…}` where it fits, else a key on each line."""
    dash = " " * indent + "- "
    if one_line and fits_one_line(entry):
        return [dash + flow(entry)]
    first, *rest = block(entry, indent + 2)
    return [dash + first.lstrip(), *rest]
