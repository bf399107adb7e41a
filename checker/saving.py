"""Files written so that nothing is lost: one writer at a time, all or nothing.

A lock is held by the operating system for as long as its process lives, so one that is left
behind by a crash never stands in the way.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

PATIENCE = 20.0
"""Seconds for which a writer waits for another."""
PAUSE = 0.02
TRIES = 5


class Busy(Exception):
    """Somebody else kept writing for longer than we wait."""


class Exists(Exception):
    """The file that should be created is there already."""


@contextlib.contextmanager
def locked(target: Path) -> Iterator[None]:
    """Hold the lock that goes with a file, which need not exist.

    Raises `Busy` where another process holds it for too long.
    """
    path = target.with_name(f".{target.name}.lock")
    until = time.monotonic() + PATIENCE
    while (handle := _acquired(path)) is None:
        if time.monotonic() > until:
            raise Busy
        time.sleep(PAUSE)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            path.unlink()
        os.close(handle)


def _acquired(path: Path) -> int | None:
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _hold(handle)
        if os.fstat(handle).st_ino == path.stat().st_ino:
            return handle
    except OSError:
        pass
    os.close(handle)
    return None


if sys.platform == "win32":
    import msvcrt

    def _hold(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _hold(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def change(target: Path, compose: Callable[[bytes], bytes]) -> None:
    """Replace a file by what `compose` makes of its content, under its lock.

    An editor that does not know the lock may save meanwhile: then it is composed again from
    what is there. Raises `Busy` where that does not end; what `compose` raises passes through.
    """
    with locked(target):
        for _ in range(TRIES):
            old = target.read_bytes()
            new = compose(old)
            if old == new:
                return
            draft = _draft(target, new, target.stat().st_mode & 0o777)
            try:
                if digest(target.read_bytes()) == digest(old):
                    draft.replace(target)
                    _sync_folder(target.parent)
                    return
            finally:
                draft.unlink(missing_ok=True)
    raise Busy


def create(target: Path, content: bytes) -> None:
    """Write a file that must not exist yet.

    Raises `Exists` where it does.
    """
    draft = _draft(target, content, 0o666 & ~_umask())
    try:
        os.link(draft, target)
    except FileExistsError:
        raise Exists from None
    except OSError:
        if target.exists():
            raise Exists from None
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    _sync_folder(target.parent)


def write(target: Path, content: bytes, *, lasting: bool = True) -> None:
    """Put a file there whole: whoever reads it sees the old one or the new one.

    What is no plain file, such as a pipe, is written as it is. What can be made again need not
    be `lasting`: it survives a process that is killed, not a power failure, and costs less.
    """
    if target.exists() and not target.is_file():
        target.write_bytes(content)
        return
    draft = _draft(target, content, 0o666 & ~_umask(), lasting=lasting)
    try:
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    if lasting:
        _sync_folder(target.parent)


def _draft(target: Path, content: bytes, mode: int, *, lasting: bool = True) -> Path:
    """The content in a file of its own beside the target, safely on the disk where it must last."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
        stream.flush()
        if lasting:
            os.fsync(stream.fileno())
    draft = Path(name)
    draft.chmod(mode)
    return draft


def _sync_folder(folder: Path) -> None:
    with contextlib.suppress(OSError, AttributeError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def digest(content: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
