"""Receipts on disk: which commit was judged, the file written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from checker.engine import Options, Result

if TYPE_CHECKING:
    from checker.receipts.receipt import Source


def write_receipt(file: Path, result: Result, options: Options, source: Source | None) -> None:
    """Write what the verdicts rest on; exits 2 where the file cannot be written."""
    from checker.cli.output import put_file
    from checker.receipts.making import receipt_of, text_of

    put_file(file, text_of(receipt_of(result, options, source)).encode())


def source_of(root: Path) -> Source | None:
    """The commit that is checked out, and whether the instance is as it has it; None without git."""
    from checker.history.git import NoHistory, started
    from checker.history.repository import repository_of
    from checker.receipts.receipt import Source

    try:
        commit = repository_of(root).commit("HEAD")
        settings = ("-c", "core.fsmonitor=false", "-c", "core.quotePath=false")
        asked = ("status", "--porcelain", "-z", "--ignored", "--untracked-files=all")
        paths = ("policy", "cases", "schema")
        told = started(["git", *settings, "-C", str(root), *asked, "--", *paths], root, None)
    except NoHistory:
        return None
    return Source(commit=commit, clean=told.returncode == 0 and not told.stdout)
