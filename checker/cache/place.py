"""Where the cache lies, and files in it that are whole or not there; nothing else is loaded for it.

One folder for each instance, under the user's cache folder (`XDG_CACHE_HOME`, else `~/.cache`).
"""

from __future__ import annotations

import os
from hashlib import sha256

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

LINE = b"\n"
DIGEST = 32
"""Hexadecimal digits before a packed file."""
MOST_BYTES = 256 * 1024 * 1024
"""Of one file; one that grows beyond is begun anew, or not read."""
MOST_FILES = 12
"""Of one folder; the longest unused go first."""


class Damaged(Exception):
    """A file is not as it was written."""


def home() -> str:
    """The folder of all caches of this user."""
    given = os.environ.get("XDG_CACHE_HOME", "")
    base = given if given.startswith("/") else os.path.expanduser("~/.cache")
    return f"{base}/tousu"


def folder_at(root: str) -> str | None:
    """The cache of the instance at `root`; None where it would lie in the instance itself.

    What lies in the instance comes with a branch, and a branch must not bring its verdicts along.
    """
    real = os.path.realpath(root)
    folder = f"{home()}/{sha256(os.fsencode(real)).hexdigest()[:32]}"
    if not os.path.isabs(folder):
        return None
    return None if os.path.commonpath((os.path.realpath(folder), real)) == real else folder


def digest_of(raw: bytes | memoryview) -> str:
    """What tells damage."""
    return sha256(raw).hexdigest()[:DIGEST]


def packed(parts: Sequence[bytes | memoryview]) -> bytes:
    """Several texts as one that shows every damage: its digest, their lengths, themselves."""
    lengths = as_bytes(" ".join(str(len(part)) for part in parts)) + LINE
    digest = sha256(lengths)
    for part in parts:
        digest.update(part)
    return b"".join((as_bytes(digest.hexdigest()[:DIGEST]), LINE, lengths, *parts))


def unpacked(path: str, count: int) -> list[memoryview] | None:
    """The texts of a file, uncopied; None where there is none.

    Raises `Damaged` for anything but `count` texts as they were packed.
    """
    try:
        with open(path, "rb") as stream:
            if os.fstat(stream.fileno()).st_size > MOST_BYTES:
                raise Damaged
            raw = stream.read()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise Damaged from error
    view = memoryview(raw)
    if raw[: DIGEST + 1] != as_bytes(digest_of(view[DIGEST + 1 :])) + LINE:
        raise Damaged
    start = raw.index(LINE, DIGEST + 1) + 1
    parts = []
    for length in raw[DIGEST + 1 : start].split():
        parts.append(view[start : start + int(length)])
        start += int(length)
    if len(parts) != count:
        raise Damaged
    return parts


def as_bytes(text: str) -> bytes:
    """A text as it is kept; a file's name need not be UTF-8."""
    return text.encode("utf-8", "surrogateescape")


def as_text(raw: bytes | memoryview) -> str:
    """A text that was kept."""
    return str(raw, "utf-8", "surrogateescape")


def put(path: str, raw: bytes) -> None:
    """Put a file in place of the old one in one step, so that no run ever reads half of it.

    Raises `OSError` where that cannot be.
    """
    folder = os.path.dirname(path)
    os.makedirs(folder, mode=0o700, exist_ok=True)
    draft = f"{folder}/.new-{os.getpid()}-{os.urandom(8).hex()}"
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(raw)
        os.replace(draft, path)
    except BaseException:
        os.unlink(draft)
        raise
    bound(folder)


def bound(folder: str) -> None:
    """Remove what was longest unused, beyond so many files."""
    with os.scandir(folder) as entries:
        files = [entry for entry in entries if entry.is_file() and not entry.name.startswith(".")]
    if len(files) > MOST_FILES:
        files.sort(key=lambda entry: entry.stat().st_mtime_ns, reverse=True)
        for entry in files[MOST_FILES:]:
            os.unlink(entry.path)
