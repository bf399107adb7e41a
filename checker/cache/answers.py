"""The whole answer to a question asked before: given again while nothing that it rests on is another.

Asked and answered without loading the checker. What is kept with an answer is compared word for word:
the arguments, the environment, the program and what it runs on; and what stands in every file.
"""

from __future__ import annotations

import os
import sys
from hashlib import sha256
from time import time_ns

from checker.cache.place import Damaged, as_bytes, as_text, folder_at, packed, put, unpacked
from checker.cache.standing import BETWEEN, NUL, Irregular, is_young, signed, stand
from checker.loading.roots import repository_above, root_above

FOLDER = "answers"
PARTS = 6
MOST_BYTES = 64 * 1024 * 1024
"""Of one answer; a longer one is not kept."""
AROUND = ("TOUSU", "_TOUSU", "PYTHON", "TZ")
"""Variables of the environment that begin so are part of the question."""
AS_OF = NUL
"""Stands in a kept answer for the instant of the clock; nothing that is printed holds it."""


class Answer:
    """What a run said, and its exit code."""

    def __init__(
        self,
        code: int,
        out: bytes | memoryview,
        err: str,
        turns: tuple[int, int, str] | None = None,
    ) -> None:
        self.code = code
        self.out = out
        self.err = err
        self.turns = turns
        """Of one that the clock decides: since when, until when it holds, and its time zone."""

    @classmethod
    def read(cls, numbers: str, out: bytes | memoryview, err: str) -> Answer:
        """Raises `ValueError` for what is none."""
        code, *turns = numbers.split()
        if not turns:
            return cls(int(code), out, err)
        since, until, zone = turns
        return cls(int(code), out, err, (int(since), int(until), zone))

    def numbers(self) -> str:
        """Its exit code, and what decides whether it holds."""
        return " ".join(map(str, (self.code, *(self.turns or ()))))

    def at(self, now: int) -> Answer | None:
        """The answer at an instant; None where it may be another."""
        if self.turns is None:
            return self
        since, until, zone = self.turns
        if not since <= now < until:
            return None
        from datetime import datetime  # noqa: PLC0415 - dear, and for the clock alone
        from zoneinfo import ZoneInfo  # noqa: PLC0415

        told = datetime.fromtimestamp(now, ZoneInfo(zone)).isoformat()
        out = bytes(self.out).replace(as_bytes(AS_OF), as_bytes(told))
        return Answer(self.code, out, self.err.replace(AS_OF, told))


class Asked:
    """A check of a whole register as it was asked for, and what stood in the files by then."""

    def __init__(self, words: list[str], root: str, folder: str) -> None:
        """Raises `Irregular`."""
        around = sorted(item for item in os.environ.items() if item[0].startswith(AROUND))
        runs_on = (sys.version, sys.flags, sys.path, os.geteuid())
        self.words = repr((words, around, runs_on, root, repository_above(root)))
        self.root = root
        self.folder = folder
        self.path = f"{folder}/{FOLDER}/{sha256(as_bytes(self.words)).hexdigest()[:32]}"
        self.began_ns = time_ns()
        self.standing = stand(root, folder)
        self.damaged = int(self.standing.was_damaged)
        """Files of the cache that were not as they had been written."""

    def answer(self, now: int) -> Answer | None:
        """What was answered to the same question, where it holds at an instant."""
        try:
            texts = unpacked(self.path, PARTS)
            if texts is None or self.damaged:  # what is damaged is told, and judged anew
                return None
            words, program, whole, numbers, err = map(as_text, texts[:-1])
            if (words, whole) != (self.words, self.standing.whole) or not _is_same(program):
                return None
            found = Answer.read(numbers, texts[-1], err).at(now)
        except (Damaged, ValueError):
            self.damaged += 1
            return None
        self._used()
        return found

    def _used(self) -> None:
        """What was used is not among the first to go; what was read need not be read again."""
        try:
            os.utime(self.path)
            if self.standing.is_new:
                self.standing.save(self.folder)
        except OSError:  # a folder that cannot be written makes no answer wrong
            pass

    def keep(self, answer: Answer, program: list[str], judged: list[tuple[str, str]]) -> bool:
        """Keep an answer if all that it rests on stood still while it was found; whether it did.

        `program` are the paths that the program is made of, `judged` the case files with the digests
        of the bytes that were judged. Raises `OSError` where the cache cannot be written.
        """
        before, made_of = self.standing, signed(program)
        try:
            after = before.again(self.root)
        except Irregular:
            return False
        there = after.by_path()
        if (
            not before.is_at(after.names, after.signs)
            or after.digests != before.digests
            or any(there.get(f"{self.root}/{file}") != digest for file, digest in judged)
            or any(is_young(line, self.began_ns) for line in made_of)
            or len(answer.out) > MOST_BYTES
        ):
            return False
        after.save(self.folder)
        told = (self.words, BETWEEN.join(made_of), after.whole, answer.numbers(), answer.err)
        put(self.path, packed([*map(as_bytes, told), answer.out]))
        return True


def ask(words: list[str], given: str) -> Asked | None:
    """The question that a check of a whole register asks, where its answer may be kept.

    `words` must say all by themselves; `given` is the instance, empty where it is looked for.
    """
    if os.name != "posix":  # elsewhere `ctime` is another time
        return None
    try:
        root = os.path.realpath(given) if given else root_above(os.getcwd())
        folder = None if root is None else folder_at(root)
        return None if root is None or folder is None else Asked(words, root, folder)
    except (OSError, Irregular):
        return None


def _is_same(program: str) -> bool:
    """Whether the program and what it runs on are as they were."""
    lines = program.split(BETWEEN)
    return signed([line.partition(NUL)[0] for line in lines]) == lines
