"""What stands in every file of an instance, read again only where the file system says it may differ.

As git's index has it: a file is as it was while size, times and number are, and its last change was
not so short before it was read that one more would not show. The time of the last change of state
(`ctime`) cannot be set by whoever changes a file, so one put back to its old size and date is seen.
What is looked for afterwards is what stands in the files, never their times.
"""

from __future__ import annotations

import os
from array import array
from hashlib import file_digest, sha256
from stat import S_ISDIR, S_ISREG
from time import time_ns

from checker.cache.place import Damaged, as_bytes, as_text, packed, put, unpacked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

FILE = "standing"
FOLDERS = ("policy", "cases")
"""All that a verdict may rest on; where evidence lies elsewhere nothing is kept."""
NEAR_NS = 3_000_000_000
"""A file changed so shortly before it was looked at may change again without showing it."""
PARTS = 5
WIDTH = 4
"""Numbers of a signature."""
NUL = "\0"
"""Stands in no path."""
BETWEEN = "\0\0"
HEX = 64
"""Digits of a digest."""
NOTHING = "-" * HEX
"""In the place of a folder's."""


class Irregular(Exception):
    """Something is neither a regular file nor a folder, or cannot be read."""


class Standing:
    """Every file as it was found: names, signatures and digests, in the order of finding."""

    is_new = True
    """Whether it is other than what was kept."""
    was_damaged = False
    """Whether what was kept was not as it had been written."""

    def __init__(
        self, names: list[str], signs: array[int], digests: str, young: set[int], whole: str = ""
    ) -> None:
        self.names = names
        """A folder's whole path, then the names of its files, and so on."""
        self.signs = signs
        """`WIDTH` numbers for each name."""
        self.digests = digests
        """Of each name, end to end."""
        self.young = young
        """Places of files that may have changed since without showing it."""
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
            self._by_path = dict(zip(_paths(self.names), _each(self.digests), strict=True))
        return self._by_path

    def known(self, names: list[str], signs: array[int]) -> Iterator[str]:
        """The digest of each of these; empty where it may have changed since it was taken."""
        mine, theirs = _rows(self.signs), _rows(signs)
        digests = _each(self.digests)
        for place in self.young:
            digests[place] = ""
        if names == self.names:
            for old, new, digest in zip(mine, theirs, digests, strict=True):
                yield digest if old == new else ""
            return
        known = dict(zip(zip(_paths(self.names), mine, strict=True), digests, strict=True))
        yield from (known.get(key, "") for key in zip(_paths(names), theirs, strict=True))

    def is_at(self, names: list[str], signs: array[int]) -> bool:
        """Whether these are the files, and as they were by all that the file system says."""
        return names == self.names and signs == self.signs

    def again(self, root: str) -> Standing:
        """What stands there now; itself where that cannot be anything else. Raises `Irregular`."""
        looked_ns = time_ns()
        names, signs = _look(root)
        if self.is_at(names, signs) and not self.young:
            return self
        return _read(names, signs, self, looked_ns)

    def save(self, folder: str) -> None:
        """Keep it. Raises `OSError` where that cannot be."""
        young = " ".join(map(str, sorted(self.young)))
        texts = (self.whole, young, self.digests, NUL.join(self.names))
        put(f"{folder}/{FILE}", packed([*map(as_bytes, texts), self.signs.tobytes()]))


def stand(root: str, folder: str) -> Standing:
    """What stands in the files of an instance now. Raises `Irregular`."""
    looked_ns = time_ns()
    names, signs = _look(root)
    try:
        kept = unpacked(f"{folder}/{FILE}", PARTS)
        old = None if kept is None else _kept(names, signs, kept)
        if old is not None and old.is_at(names, signs) and not old.young:
            return old
        return _read(names, signs, old, looked_ns)
    except (Damaged, ValueError, IndexError):
        found = _read(names, signs, None, looked_ns)
        found.was_damaged = True
        return found


def _kept(names: list[str], signs: array[int], parts: list[memoryview]) -> Standing:
    """What was kept, with the very names given where they are the same."""
    if bytes(parts[3]) != as_bytes(NUL.join(names)):
        names = as_text(parts[3]).split(NUL)
    if bytes(parts[4]) != signs.tobytes():
        signs = array(signs.typecode)
        signs.frombytes(parts[4])
    young = {int(place) for place in as_text(parts[1]).split()}
    found = Standing(names, signs, as_text(parts[2]), young, as_text(parts[0]))
    if (len(found.digests), len(signs)) != (HEX * len(names), WIDTH * len(names)):
        raise ValueError
    found.is_new = False
    return found


def _read(names: list[str], signs: array[int], old: Standing | None, looked_ns: int) -> Standing:
    """The digest of each file, by its bytes where it is not known. Raises `Irregular`."""
    known = [""] * len(names) if old is None else list(old.known(names, signs))
    paths, young = list(_paths(names)), set()
    for place in [place for place, digest in enumerate(known) if not digest]:
        known[place] = _digest(paths[place])
        _, modified, changed, _ = signs[place * WIDTH : (place + 1) * WIDTH]
        if max(modified, changed) + NEAR_NS >= looked_ns:
            young.add(place)
    found = Standing(names, signs, "".join(known), young)
    if old is not None and old.is_at(names, signs) and old.digests == found.digests:
        found = Standing(names, signs, old.digests, young, old.whole)
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
            told = " ".join(map(str, _signature(os.stat(path))))
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


def _look(root: str) -> tuple[list[str], array[int]]:
    """The names and signatures of every file and folder."""
    names: list[str] = []
    signs = array("Q")
    pending = [f"{root}/{name}" for name in FOLDERS]
    try:
        while pending:
            folder = pending.pop()
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            try:
                names.append(folder)
                signs.extend((os.fstat(handle).st_dev, 0, 0, 0))
                for name in os.listdir(handle):
                    of = os.stat(name, dir_fd=handle, follow_symlinks=False)
                    if S_ISREG(of.st_mode):
                        names.append(name)
                        signs.extend(_signature(of))
                    elif S_ISDIR(of.st_mode):
                        pending.append(f"{folder}/{name}")
                    else:
                        raise Irregular
            finally:
                os.close(handle)
    except (OSError, OverflowError) as error:  # a file from before 1970 among them
        raise Irregular from error
    return names, signs


def _paths(names: list[str]) -> Iterator[str]:
    """The whole path of each name."""
    folder = ""
    for name in names:
        if name[:1] == "/":
            folder = name
        yield name if name is folder else f"{folder}/{name}"


def _rows(signs: array[int]) -> list[bytes]:
    """The signatures one by one."""
    raw, size = signs.tobytes(), signs.itemsize * WIDTH
    return [raw[start : start + size] for start in range(0, len(raw), size)]


def _each(digests: str) -> list[str]:
    return [digests[start : start + HEX] for start in range(0, len(digests), HEX)]


def _signature(of: os.stat_result) -> tuple[int, ...]:
    return of.st_size, of.st_mtime_ns, of.st_ctime_ns, of.st_ino
