"""The contents of files as git holds them: one `git cat-file --batch` for all."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import IO, Self

from checker.history.git import Git, NoHistory
from checker.model.text import say

AT_ONCE = 400
"""Requests sent before the answers are read; so many ids always fit into a pipe."""


class Blobs:
    """Reads blobs by id; a context manager, as a process stands behind it."""

    def __init__(self, git: Git) -> None:
        self._git = git
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self._process = self._git.open("cat-file", "--batch")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for pipe in self._pipes():
            pipe.close()
        if self._process is not None:
            self._process.terminate()
            self._process.wait()

    def read(self, blob: str) -> bytes:
        """One blob's bytes, never changed by a filter."""
        return next(self.read_all([blob]))

    def read_all(self, blobs: Sequence[str]) -> Iterator[bytes]:
        """The bytes of many blobs, in the order asked.

        Raises `NoHistory` where one is missing or is no blob.
        """
        for start in range(0, len(blobs), AT_ONCE):
            asked = blobs[start : start + AT_ONCE]
            self._ask(asked)
            for _ in asked:
                yield _answer(self._pipes()[1])

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        assert self._process is not None  # inside `with`
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        return self._process.stdin, self._process.stdout

    def _ask(self, blobs: Sequence[str]) -> None:
        stdin, _ = self._pipes()
        try:
            stdin.write("".join(f"{blob}\n" for blob in blobs).encode())
            stdin.flush()
        except OSError:
            raise missing() from None


def streamed(git: Git, blobs: Sequence[str]) -> Iterator[bytes]:
    """The bytes of many blobs all asked for beforehand, in that order: git never waits for us.

    Raises `NoHistory` where one is missing or is no blob.
    """
    with tempfile.TemporaryFile() as asked:
        asked.write("".join(f"{blob}\n" for blob in blobs).encode())
        asked.seek(0)
        with git.open("cat-file", "--batch", "--buffer", stdin=asked) as process:
            assert process.stdout is not None  # a pipe
            for _ in blobs:
                yield _answer(process.stdout)


def _answer(stdout: IO[bytes]) -> bytes:
    match stdout.readline().split():
        case [_, b"blob", size]:
            body = stdout.read(int(size) + 1)
            if len(body) == int(size) + 1:
                return body[:-1]
    raise missing()


def missing() -> NoHistory:
    """What is raised where an object is not there."""
    return NoHistory(
        say("仓库缺少对象，读不出历史", "the repository lacks objects: history cannot be read")
    )
