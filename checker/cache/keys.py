"""What verdicts rest on beside the case: the program, the policy folder, the question asked."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import zoneinfo
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from checker import __version__
from checker.cache import standing
from checker.engine import Options

CODE = Path(__file__).parents[1]
Signature = tuple[int, int, int, int]
"""Size, times of change of content and of state in nanoseconds, number: as git tells files."""


def signature(path: str | os.PathLike[str]) -> Signature | None:
    """What tells that a plain file was not touched; None for anything else."""
    try:
        found = os.lstat(path)
    except OSError:
        return None
    if not stat.S_ISREG(found.st_mode):
        return None
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def is_old(sign: Signature, written_ns: int) -> bool:
    """Whether a signature taken by then can be trusted alone."""
    return max(sign[1], sign[2]) + standing.NEAR_NS < written_ns


def program_key() -> str:
    """The program and what it runs on: its own files, Python, what is installed, time zones."""
    digest = hashlib.sha256(f"{__version__}\n{sys.version}\n".encode())
    for path in sorted(_files(CODE, (".py", ".yml"))):
        digest.update(f"{path}\n{signature(path)}\n".encode())
    places = [*sys.path, *zoneinfo.TZPATH, *(f"{place}/tzdata.zi" for place in zoneinfo.TZPATH)]
    for place in places:
        try:
            digest.update(f"{place}\n{os.stat(place).st_mtime_ns}\n".encode())  # noqa: PTH116
        except OSError:
            continue
    return digest.hexdigest()


@cache
def program_paths() -> list[str]:
    """All that the program is made of and runs on: files and folders, what is installed, time zones."""
    zones = [*zoneinfo.TZPATH, *(f"{place}/tzdata.zi" for place in zoneinfo.TZPATH)]
    return [*sorted(_below(str(CODE))), *sys.path, *zones]


def policy_key(root: Path) -> str | None:
    """The digest of every file below `policy/`; None where one is no plain file."""
    digest = hashlib.sha256(os.fsencode(root.resolve()))
    for path in sorted(_files(root / "policy", ("",))):
        if signature(path) is None:
            return None
        try:
            raw = Path(path).read_bytes()
        except OSError:
            return None
        digest.update(os.fsencode(path) + b"\0" + str(len(raw)).encode() + b"\0" + raw)
    return digest.hexdigest()


def question_key(options: Options) -> str:
    """What of the options decides what a case comes to; `as_of` and paths are asked case by case."""
    asked = (
        sorted(options.select),
        sorted(options.ignore),
        options.policy,
        options.everything,
        options.clock,
    )
    return repr(asked)


def _files(folder: Path, endings: tuple[str, ...]) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    yield from _files(Path(entry.path), endings)
            elif entry.name.endswith(endings):
                yield entry.path


def _below(folder: str) -> Iterator[str]:
    """A folder, whose own signature tells of files that come and go, and all in it."""
    yield folder
    with os.scandir(folder) as entries:
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                yield entry.path
            elif entry.name != "__pycache__":
                yield from _below(entry.path)
