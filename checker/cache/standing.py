"""What stands in every file of an instance, read again only where the file system says it may differ.

As git's index has it: a file is as it was while size, times and number are, and its last change was
not so short before it was read that one more would not show. The time of the last change of state
(`ctime`) cannot be set by whoever changes a file, so one put back to its old size and date is seen.
What is looked for afterwards is what stands in the files, never their times.
"""

from __future__ import annotations

import os
from hashlib import file_digest, sha256
from stat import S_ISDIR, S_ISREG
from time import time_ns

from checker.cache.place import Damaged, as_bytes, as_text, packed, put, unpacked

FILE = "standing"
FOLDERS = ("policy", "cases")
"""All that a verdict may rest on; where evidence lies elsewhere nothing is kept."""
NEAR_NS = 3_000_000_000
"""A file changed so shortly before it was looked at may change again without showing it."""
PARTS = 4
NUL = "\0"
"""Stands in no path: parts it from its signature."""
BETWEEN = "\0\0"
HEX = 64
"""Digits of a digest."""
NOTHING = "-" * HEX
"""In the place of a folder's."""


class Irregular(Exception):
    """Something is neither a regular file nor a folder, or cannot be read."""


class Standing:
    """Every file as it was found: lines of path and signature, and the digest of each, end to end."""

    is_new = True
    """Whether it is other than what was kept."""
    was_damaged = False
    """Whether what was kept was not as it had been written."""

    def __init__(self, lines: list[str], digests: str, young: set[str], whole: str = "") -> None:
        self.lines = lines
        self.digests = digests
        self.young = young
        """Lines of files that may have changed since without showing it."""
        self._whole = whole
        self._by_path: dict[str, str] = {}

    @property
    def whole(self) -> str:
        """The digest of every path and of what stands there, in whatever order they were found."""
        if not self._whole:
            told = sorted(f"{path}{NUL}{digest}" for path, digest in self.by_path().items())
            self._whole = sha256(as_bytes(BETWEEN.join(told))).hexdigest()
        return self._whole

    def by_path(self) -> dict[str, str]:
        """The SHA-256 of every file's bytes, by its whole path."""
        if not self._by_path:
            pairs = self.by_line().items()
            self._by_path = {line[: line.index(NUL)]: digest for line, digest in pairs}
        return self._by_path

    def by_line(self) -> dict[str, str]:
        """The same by the lines."""
        each = range(0, len(self.digests), HEX)
        digests = (self.digests[start : start + HEX] for start in each)
        return dict(zip(self.lines, digests, strict=True))

    def save(self, folder: str) -> None:
        """Keep it. Raises `OSError` where that cannot be."""
        young = [str(place) for place, line in enumerate(self.lines) if line in self.young]
        texts = (self.whole, " ".join(young), self.digests, BETWEEN.join(self.lines))
        put(f"{folder}/{FILE}", packed(list(map(as_bytes, texts))))


def stand(root: str, folder: str) -> Standing:
    """What stands in the files of an instance now. Raises `Irregular`."""
    looked_ns = time_ns()
    lines = _listed(root)
    old = None
    try:
        kept = unpacked(f"{folder}/{FILE}", PARTS)
        if kept is not None:
            old = _kept(lines, kept)
            if old.lines is lines and not old.young:
                return old
        found = _read(lines, old, looked_ns)
    except (Damaged, ValueError, IndexError):
        found = _read(lines, None, looked_ns)
        found.was_damaged = True
    return found


def _kept(lines: list[str], parts: list[memoryview]) -> Standing:
    """What was kept, with the very lines given where they are the same."""
    if bytes(parts[3]) != as_bytes(BETWEEN.join(lines)):
        lines = as_text(parts[3]).split(BETWEEN)
    young = {lines[int(place)] for place in as_text(parts[1]).split()}
    found = Standing(lines, as_text(parts[2]), young, as_text(parts[0]))
    if len(found.digests) != HEX * len(lines):
        raise ValueError
    found.is_new = False
    return found


def _read(lines: list[str], old: Standing | None, looked_ns: int) -> Standing:
    """The digest of each file, by its bytes where it is not known. Raises `Irregular`."""
    known = {} if old is None else old.by_line()
    for line in old.young if old is not None else ():
        del known[line]
    unknown = [line for line in lines if line not in known]
    known |= {line: _digest(line[: line.index(NUL)]) for line in unknown}
    young = {line for line in unknown if is_young(line, looked_ns)}
    digests = "".join([known[line] for line in lines])
    if old is None or old.lines is not lines or old.digests != digests:
        return Standing(lines, digests, young)
    found = Standing(lines, digests, young, old.whole)
    found.is_new = young != old.young
    return found


def holds(path: str) -> bool:
    """Whether a path from the root can lead to nothing but what is looked at."""
    first, *rest = path.split("/")
    return first in FOLDERS and ".." not in rest


def is_young(line: str, looked_ns: int) -> bool:
    """Whether a file was changed so late that its signature says nothing yet."""
    of = line[line.rindex(NUL) :].split()
    return len(of) > 1 and max(int(of[1]), int(of[2])) + NEAR_NS >= looked_ns


def signed(paths: list[str]) -> list[str]:
    """A line for each file or folder, as above; links are followed, and what is missing says so."""
    lines = []
    for path in paths:
        try:
            told = _signature(os.stat(path))
        except OSError:
            told = "-"
        lines.append(f"{path}{NUL}{told}")
    return lines


def _digest(path: str) -> str:
    try:
        if os.path.isdir(path):
            return NOTHING
        with open(path, "rb") as stream:
            return file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise Irregular from error


def _listed(root: str) -> list[str]:
    """A line for every file and folder: its path, and its signature."""
    lines: list[str] = []
    pending = [f"{root}/{name}" for name in FOLDERS]
    try:
        while pending:
            folder = pending.pop()
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            try:
                lines.append(f"{folder}{NUL}{os.fstat(handle).st_dev}")
                for name in os.listdir(handle):
                    of = os.stat(name, dir_fd=handle, follow_symlinks=False)
                    if S_ISREG(of.st_mode):
                        lines.append(f"{folder}/{name}{NUL}{_signature(of)}")
                    elif S_ISDIR(of.st_mode):
                        pending.append(f"{folder}/{name}")
                    else:
                        raise Irregular
            finally:
                os.close(handle)
    except OSError as error:
        raise Irregular from error
    return lines


def _signature(of: os.stat_result) -> str:
    return f"{of.st_size} {of.st_mtime_ns} {of.st_ctime_ns} {of.st_ino}"
