"""Reading the bytes of an instance's files: regular files inside it, nothing else."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from stat import S_ISREG
from types import MappingProxyType

from checker.document import Document, Limits, Refused, read_document
from checker.loading.placing import file_diagnostic
from checker.model.finding import Diagnostic, Problem
from checker.model.text import say

Overlay = Mapping[str, bytes]
"""What stands in place of files, by path from the root: texts that an editor has not saved."""
NO_OVERLAY: Overlay = MappingProxyType({})


def read_file(
    root: Path,
    file: str,
    limits: Limits,
    *,
    case: str | None = None,
    overlay: Overlay = NO_OVERLAY,
    only: Callable[[bytes], bool] | None = None,
) -> tuple[Document | None, Diagnostic | None]:
    """Read `file`, a path from `root` with slashes: a document, or the problem instead.

    With `only`, neither for a file whose bytes are not wanted.
    """
    try:
        raw = overlay[file] if file in overlay else _bytes(f"{root}/{file}", limits)
        if only is not None and not only(raw):
            return None, None
        document = read_document(raw, file, limits)
    except Refused as refused:
        return None, file_diagnostic(refused.problem, file, None, case)
    except OSError:
        problem = Problem(
            "encoding",
            say("文件读不出来", "the file cannot be read"),
            remedy=say("检查文件权限，须是普通文件", "check permissions; it must be a plain file"),
            at=(1, 1),
        )
        return None, file_diagnostic(problem, file, None, case)
    return document, None


def _bytes(path: str, limits: Limits) -> bytes:
    """At most one byte more than allowed, so that a giant file is never read whole."""
    try:
        state = os.lstat(path)
    except ValueError:  # no file has such a name
        raise OSError(path) from None
    if not S_ISREG(state.st_mode):
        raise OSError(path)
    most = limits.file_bytes + 1
    # room for all that is allowed is dear to make, and hardly a file needs it
    room = min(state.st_size + 1, most)
    with open(path, "rb", buffering=0) as stream:  # noqa: PTH123 - a path of its own is dear
        raw = stream.read(room)
        while len(raw) != state.st_size and len(raw) < most:  # it has grown, or was given in parts
            more = stream.read(most - len(raw))
            if not more:
                break
            raw += more
        return raw


def misnamed(file: str) -> Diagnostic:
    """A part, or a calendar, that would be passed over in silence: its rules or days would never count."""
    problem = Problem(
        "misplaced-file",
        say("文件名应以 .yml 结尾", "the file's name must end in .yml"),
        remedy=say("改名为 .yml", "rename it to .yml"),
    )
    return file_diagnostic(problem, file, None)
