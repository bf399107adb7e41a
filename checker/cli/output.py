"""Where a command's data goes: standard output, or files that appear whole or not at all."""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping
from importlib.util import find_spec
from pathlib import Path

from checker.cli.common import cannot_write, fail
from checker.saving import write

STANDARD = "-"
SUFFIXES = {"md": "markdown", "txt": "text"}


def format_of(name: str | None, output: str | None, known: Collection[str]) -> str:
    """The format asked for, else the one that the file's suffix says, else text."""
    suffix = Path(output).suffix.removeprefix(".") if output else ""
    found = name or SUFFIXES.get(suffix, suffix)
    return found if found in known else "text"


def require_office(name: str, needed: Mapping[str, str]) -> None:
    """Exit 2 where the library that a format needs is not installed.

    `needed` holds, by format, libraries that the extra `office` brings.
    """
    if name in needed and find_spec(needed[name]) is None:
        fail(f"{name} 需要另装：pip install 'tousu[office]'", "pip install 'tousu[office]' first")


def put(content: bytes, output: str | None, *, text: bool) -> None:
    """Write to a file, or to standard output where none is named; exits 2 where it cannot be.

    What is no text goes to standard output only where a program reads it.
    """
    if output is not None and output != STANDARD:
        return put_file(Path(output), content)
    if not text and sys.stdout.isatty():
        fail("这种格式不是文字：用 --output 写明文件", "this is no text: name a file with --output")
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    return None


def put_all(files: Mapping[str, bytes], folder: Path) -> None:
    """Several files into one folder, which is made where it is missing."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        cannot_write(folder, error)
    for name, content in files.items():
        put_file(folder / name, content)


def put_file(file: Path, content: bytes) -> None:
    """One file in the place of what was there; exits 2 where it cannot be written."""
    try:
        write(file, content)
    except OSError as error:
        cannot_write(file, error)
