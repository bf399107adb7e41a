"""Files of the cache that grow: each line bears the digest of its own text, so damage shows line by line."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from checker.cache.place import MOST_BYTES, folder_at, put

DIGEST = 16
"""Hexadecimal digits before each line."""


def folder_of(root: Path) -> Path | None:
    """The cache of the instance at `root`; None where it would lie in the instance itself."""
    found = folder_at(str(root))
    return None if found is None else Path(found)


def clear(folder: Path) -> int:
    """Remove a cache; how many bytes it held."""
    import shutil  # noqa: PLC0415 - dear, and rarely used

    files = [path for path in folder.rglob("*") if path.is_file()] if folder.is_dir() else []
    held = sum(path.stat().st_size for path in files)
    shutil.rmtree(folder, ignore_errors=True)
    return held


def read_lines(path: Path) -> tuple[list[str], int]:
    """The whole lines of a file, and how many were damaged; nothing where there is no file."""
    try:
        if path.stat().st_size > MOST_BYTES:
            return [], 1
        raw = path.read_bytes()
    except OSError:
        return [], 0
    found: list[str] = []
    lines = raw.split(b"\n")
    for line in lines[:-1]:
        text = line[DIGEST:]
        if line[:DIGEST] == _digest(text):
            found.append(text.decode("utf-8", "surrogateescape"))
    damaged = len(lines) - 1 - len(found) + (lines[-1] != b"")
    return found, damaged


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Put a file in place of the old one in one step, so that no run ever reads half of it."""
    put(str(path), b"".join(_signed(line) for line in lines))


def append_lines(path: Path, lines: Iterable[str]) -> None:
    """Add lines at the end in one write; of two runs at once both are kept."""
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_NOFOLLOW)
    try:
        os.write(descriptor, b"".join(_signed(line) for line in lines))
    finally:
        os.close(descriptor)


def _signed(line: str) -> bytes:
    text = line.encode("utf-8", "surrogateescape")  # a file's name need not be UTF-8
    return _digest(text) + text + b"\n"


def _digest(text: bytes) -> bytes:
    return hashlib.blake2b(text, digest_size=DIGEST // 2).hexdigest().encode()
