"""Cases judged before: a spread that judges anew only what could come to something else.

Kept of a case are its file's digest, the signatures of its evidence, what of other cases it was
judged by, the instant it was judged at and the next one at which a verdict turns. The policy, the
program and the question asked are the key of the whole file.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterator
from dataclasses import field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from checker.cache.codec import decoded, encoded
from checker.cache.folder import append_lines, read_lines, write_lines
from checker.cache.keys import Signature, is_old, question_key, signature
from checker.engine import Run
from checker.lazily import dataclass
from checker.outcomes import Outcome, Spread
from checker.related import Link, Relations

WASTE = 2
"""Times as many lines as cases at which the file is written anew."""


@dataclass(frozen=True)
class Kept:
    """One case as it was judged."""

    sign: Signature
    """Of its file, taken before it was read."""
    looked_ns: int
    """When it was read."""
    second: int
    """The `as_of` of its verdicts."""
    evidence: tuple[Signature | None, ...]
    outcome: Any
    """Plain data, decoded when it is asked for."""

    @classmethod
    def read(cls, line: str) -> tuple[str, Kept]:
        """Raises `ValueError`, `TypeError` or `KeyError` for what is none."""
        file, sign, looked_ns, second, evidence, outcome = json.loads(line)
        signs = tuple(None if item is None else _signature(item) for item in evidence)
        return str(file), cls(_signature(sign), int(looked_ns), int(second), signs, outcome)

    def line(self, file: str) -> str:
        parts = (file, self.sign, self.looked_ns, self.second, self.evidence, self.outcome)
        return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


@dataclass
class Remembered:
    """What an earlier run found, for one instance and one question."""

    run: Run
    path: Path
    kept: dict[str, Kept] = field(default_factory=dict)
    lines: int = 0
    """Lines of the file, those that a later one replaces included."""
    damaged: int = 0
    fresh: dict[str, Kept] = field(default_factory=dict)
    began_ns: int = field(default_factory=time.time_ns)

    @cached_property
    def root(self) -> Path:
        """The instance's folder without links."""
        return self.run.instance.root.resolve()

    @classmethod
    def open(cls, run: Run, folder: Path, key: str) -> Remembered:
        """What is kept under a key, the instance's own; other keys have other files."""
        question = f"{key} {question_key(run.options)}"
        name = hashlib.sha256(question.encode()).hexdigest()[:32]
        found = cls(run, folder / name)
        lines, found.damaged = read_lines(found.path)
        for line in lines:
            try:
                file, kept = Kept.read(line)
            except (ValueError, TypeError, KeyError):
                found.damaged += 1
                continue
            found.kept[file] = kept
        found.lines = len(lines)
        return found

    def spread(self, inner: Spread) -> Spread:
        """`inner`, asked only for what is not known."""

        def outcomes(files: list[str], links: list[Link] | None) -> Iterator[Outcome]:
            relations = None if links is None else Relations(links)
            unknown = []
            for file in files:
                outcome = self._recall(file, relations)
                if outcome is None:
                    unknown.append(file)
                else:
                    yield outcome
            signs = {file: signature(self.run.instance.root / file) for file in unknown}
            for outcome in inner(unknown, links) if unknown else ():
                self._keep(outcome, signs.get(outcome.file))
                yield outcome

        return outcomes

    def _recall(self, file: str, relations: Relations | None) -> Outcome | None:
        kept = self.kept.get(file)
        if kept is None or not self._in_time(kept) or not self._same_file(file, kept):
            return None
        outcome: Outcome = decoded(kept.outcome)
        if tuple(map(self._evidence, outcome.evidence)) != kept.evidence:
            return None
        return self._beside_others(outcome, relations)

    def others(self, checked: set[str]) -> list[Link]:
        """The links of the register's cases that are not checked."""
        found = (self._link(file) for file in self.run.all_files if file not in checked)
        return [link for link in found if link is not None]

    def _link(self, file: str) -> Link | None:
        kept = self.kept.get(file)
        if kept is None or not self._in_time(kept) or not self._same_file(file, kept):
            return self.run.link(file)
        link: Link | None = decoded(kept.outcome.get("link"))
        return link

    def _in_time(self, kept: Kept) -> bool:
        """Whether no verdict of the case has turned since, nor what was left out come in."""
        until = kept.outcome.get("until")
        now = self.run.options.second
        return kept.second <= now and (until is None or now < until)

    def _beside_others(self, outcome: Outcome, relations: Relations | None) -> Outcome | None:
        """What is judged by others too waits until they are known, and then must be as it was."""
        link = outcome.link
        if outcome.related is None:
            return outcome
        if relations is None:
            return Outcome(outcome.file, outcome.id, link, awaits=True)
        if link is None:
            return None
        related = relations.asked_of(link.id, link.incident, link.previous)
        return outcome if related == outcome.related else None

    def _same_file(self, file: str, kept: Kept) -> bool:
        """Unchanged by what the file system says, where that can be trusted; else by its bytes."""
        path = self.run.instance.root / file
        sign = signature(path)
        if sign is None:
            return False
        if sign == kept.sign and is_old(sign, kept.looked_ns):
            return True
        try:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError:
            return False
        if digest != kept.outcome["digest"]:
            return False
        self.fresh[file] = self.kept[file] = replace(kept, sign=sign, looked_ns=self.began_ns)
        return True

    def _evidence(self, path: str) -> Signature | None:
        """None, which is never the same as before, where the file may yet change unseen.

        So it may where a link stands on the way: it can come to lead out of the instance.
        """
        whole = self.root / path
        sign = signature(whole) if os.path.realpath(whole) == str(whole) else None
        return sign if sign is not None and is_old(sign, self.began_ns) else None

    def _keep(self, outcome: Outcome, sign: Signature | None) -> None:
        self.kept.pop(outcome.file, None)
        self.fresh.pop(outcome.file, None)
        evidence = tuple(map(self._evidence, outcome.evidence))
        if sign is None or not outcome.digest or outcome.awaits or None in evidence:
            return
        second = self.run.options.second
        kept = Kept(sign, self.began_ns, second, evidence, encoded(outcome))
        self.kept[outcome.file] = self.fresh[outcome.file] = kept

    def save(self) -> None:
        """Write down what is new. Raises `OSError` where the folder cannot be written."""
        if not self.fresh:
            return
        lines = self.lines + len(self.fresh)
        if self.damaged or not self.path.exists() or lines > WASTE * len(self.kept):
            there = set(self.run.all_files)
            kept = ((file, kept) for file, kept in self.kept.items() if file in there)
            write_lines(self.path, (item.line(file) for file, item in kept))
        else:
            append_lines(self.path, (kept.line(file) for file, kept in self.fresh.items()))


def _signature(data: Any) -> Signature:
    size, modified, changed, number = map(int, data)
    return size, modified, changed, number
