"""The versions of one case file read: the newest parsed, the older ones derived where that is sure.

Most steps only add entries. Where an older file is the newer one without some whole lines, and
those lines are whole entries at the end or in the middle of a list, its data is the newer data
without those entries; so a case of many versions is parsed once. That holds by the block structure
of YAML alone: nothing at the column of a list's dash can belong to the entry before it, unless a
quoted text or a flow collection runs over lines. A file with such a text is parsed each time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from checker.document import Limits, Refused, read_document
from checker.model.trail import Version

KEY = re.compile(rb"^(?![#\s-])[^\n]*", re.MULTILINE)
"""A line at the first column that is neither comment nor entry."""
PLAIN_KEY = re.compile(rb"([A-Za-z0-9_-]+):(?=[ \n])")
DASH = re.compile(rb"^( *)-(?: |$)", re.MULTILINE)
ODD = (b'"', b"'")
PAIRS = ((b"{", b"}"), (b"[", b"]"))


def read_versions(
    blobs: Sequence[str], contents: Mapping[str, bytes], file: str, limits: Limits
) -> dict[str, Version]:
    """Versions by blob; `blobs` in the order of the history, oldest first."""
    versions: dict[str, Version] = {}
    newer: str | None = None
    plain = False
    for blob in reversed(blobs):
        if blob in versions:
            newer = None
            continue
        data = None
        if newer is not None and plain:
            data = without_lines(contents[newer], versions[newer].data, contents[blob], limits)
        if data is None:
            data = parsed(contents[blob], file, limits)
            plain = data is not None and line_by_line(contents[blob])
        versions[blob] = Version(data)
        newer = blob
    return versions


def parsed(content: bytes, file: str, limits: Limits) -> dict[str, Any] | None:
    """The data of one version; None where it cannot be read as a mapping."""
    try:
        data = read_document(content, file, limits).data
    except Refused:
        return None
    return data if isinstance(data, dict) else None


def line_by_line(content: bytes) -> bool:
    """Whether no quoted text and no flow collection can run over lines."""
    if b"\\" in content or b"\t" in content or b"\r" in content:
        return False
    pairs = [(a, b) for a, b in PAIRS if a in content or b in content]
    odd = [mark for mark in ODD if mark in content]
    if not pairs and not odd:
        return True
    return all(
        all(line.count(a) == line.count(b) for a, b in pairs)
        and not any(line.count(mark) % 2 for mark in odd)
        for line in content.split(b"\n")
    )


def without_lines(
    newer: bytes, data: dict[str, Any] | None, older: bytes, limits: Limits
) -> dict[str, Any] | None:
    """The data of `older`, if it is `newer` without some whole entries; None where that is unsure.

    `newer` is known to be `line_by_line`, and `data` is what it says.
    """
    extra = len(newer) - len(older)
    if data is None or extra <= 0 or not older.endswith(b"\n") or len(newer) > limits.file_bytes:
        return None
    start = older.rfind(b"\n", 0, _alike(newer, older)) + 1
    if newer[start + extra :] != older[start:]:
        return None
    return _without(newer, data, start, start + extra)


def _alike(a: bytes, b: bytes) -> int:
    """How many bytes two texts have in common at their beginning."""
    low, high = 0, min(len(a), len(b))
    if a[:high] == b[:high]:
        return high
    while low < high:
        middle = (low + high + 1) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _without(text: bytes, data: dict[str, Any], start: int, end: int) -> dict[str, Any] | None:
    """The data without the lines from `start` to `end`; None where they are not whole."""
    keys = [found.start() for found in KEY.finditer(text)]
    if start in keys:
        return _without_keys(text, data, [key for key in keys if start <= key < end], end, keys)
    before = [key for key in keys if key < start]
    if not before:
        return None
    last = keys[len(before)] if len(before) < len(keys) else len(text)
    body = text.find(b"\n", before[-1]) + 1
    name = _name(text, before[-1])
    entries = data.get(name)
    if text[before[-1] : body].rstrip() != name.encode() + b":" or not isinstance(entries, list):
        return None
    places = _dashes(text, body, last)
    if len(places) != len(entries) or start not in places[1:] or end not in (*places, last):
        return None
    first = places.index(start)
    beyond = len(places) if end == last else places.index(end)
    return {**data, name: entries[:first] + entries[beyond:]}


def _without_keys(
    text: bytes, data: dict[str, Any], dropped: list[int], end: int, keys: list[int]
) -> dict[str, Any] | None:
    """The data without whole top-level keys."""
    names = {_name(text, key) for key in dropped}
    if (end != len(text) and end not in keys) or not names <= data.keys():
        return None
    return {key: value for key, value in data.items() if key not in names}


def _name(text: bytes, start: int) -> str:
    """The key of a line; empty where it is not plainly one."""
    found = PLAIN_KEY.match(text, start)
    return found[1].decode() if found is not None else ""


def _dashes(text: bytes, start: int, end: int) -> list[int]:
    """Where the entries of a list begin, by the column of its first dash."""
    first = DASH.search(text, start, end)
    if first is None:
        return []
    entry = re.compile(b"^" + first[1] + b"-(?: |$)", re.MULTILINE)
    return [found.start() for found in entry.finditer(text, start, end)]
