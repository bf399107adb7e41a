"""An answer in pieces, a text for each finding: what is put right where few cases changed.

Kept beside the answer and looked at only where that no longer holds.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from typing import Any

from checker.cache.answers import Asked
from checker.cache.keys import program_paths
from checker.cache.place import Damaged, as_bytes, as_text, packed, put, unpacked
from checker.cache.standing import BETWEEN, HEX, NUL, holds, signed
from checker.lazily import dataclass
from checker.model.finding import Diagnostic
from checker.outcomes import Outcome

FOLDER = "pieces"
PARTS = 8
Mark = tuple[str, str, str]
"""Path, status and level of a finding."""
MOST = 50
"""Cases that may have changed; of more, the whole is judged."""


@dataclass
class Pieces:
    """What a run of the whole register came to, file by file and finding by finding."""

    about: dict[str, Any]
    """`summary`, `links`, and from `since` until before `until` where the clock decides."""
    stood: dict[str, str]
    """The digest of everything by then, by path."""
    marks: list[Mark]
    """Of each finding, in the order of the report."""
    files: list[str]
    """The case files, sorted."""
    records: list[str]
    """What each came to but for its findings."""
    texts: list[bytes]
    """The findings as the report has them, in UTF-8: most of them are only handed on."""

    @classmethod
    def kept(cls, asked: Asked) -> Pieces | None:
        """Those of the same question, if any."""
        try:
            parts = unpacked(_path(asked), PARTS)
            if parts is None or as_text(parts[0]) != f"{asked.words}{NUL}{_program()}":
                return None
            about, paths, digests, files, records, marks = map(as_text, parts[1:-1])
            each = (digests[start : start + HEX] for start in range(0, len(digests), HEX))
            stood = dict(zip(paths.split(NUL), each, strict=True))
            told = [_mark(text) for text in _listed(marks)]
            texts = bytes(parts[-1]).split(as_bytes(NUL)) if parts[-1] else []
            found = cls(json.loads(about), stood, told, _listed(files), _listed(records), texts)
        except (Damaged, ValueError):
            return None
        whole = len(found.files) == len(found.records) and len(told) == len(found.texts)
        return found if whole else None

    def save(self, asked: Asked) -> None:
        """Keep them. Raises `OSError` where that cannot be."""
        marks = (" ".join(mark) for mark in self.marks)
        parts = (
            f"{asked.words}{NUL}{_program()}",
            json.dumps(self.about),
            NUL.join(self.stood),
            "".join(self.stood.values()),
            *map(NUL.join, (self.files, self.records, marks)),
        )
        texts = as_bytes(NUL).join(self.texts)
        put(_path(asked), packed([*map(as_bytes, parts), texts]))

    def changed(self, asked: Asked) -> list[str] | None:
        """The case files that are other than they were; None where more than a few of them is."""
        now, start = asked.standing.by_path(), len(asked.root) + 1
        if now.keys() != self.stood.keys():
            return None
        changed = [path[start:] for path, digest in now.items() if digest != self.stood[path]]
        known = all(self._place(file) is not None for file in changed)
        return changed if known and len(changed) <= MOST else None

    def _place(self, file: str) -> int | None:
        place = bisect_left(self.files, file)
        return place if self.files[place : place + 1] == [file] else None

    def put_right(self, outcome: Outcome, texts: list[bytes]) -> bool:
        """Take another outcome of one file, with its findings; False where others hang on it."""
        place = self._place(outcome.file)
        assert place is not None
        old, new = json.loads(self.records[place]), record_of(outcome)
        if old["link"] != new["link"] or old["id"] != new["id"] or not stands_alone(outcome):
            return False
        self.records[place] = json.dumps(new)
        summary = Counter(self.about["summary"])
        summary.update(new["counts"])
        summary.subtract(old["counts"])
        self.about["summary"] = {name: summary[name] for name in self.about["summary"]}
        marks = marks_of(outcome.diagnostics)
        first = bisect_left(self.marks, outcome.file, key=lambda mark: mark[0])
        last = bisect_right(self.marks, outcome.file, key=lambda mark: mark[0])
        self.marks[first:last], self.texts[first:last] = marks, texts
        return len(marks) == len(texts)


def record_of(outcome: Outcome) -> dict[str, Any]:
    """What is kept of a file beside its findings: what others see of it, what it adds to the sums."""
    link = outcome.link
    counts = Counter(outcome.statuses)
    counts["cases"] = int(outcome.is_judged or outcome.is_invalid)
    counts["invalid"] = int(outcome.is_invalid)
    counts["left_out"] = outcome.left_out
    told = None if link is None else [link.id, link.incident, link.ref, list(link.previous)]
    return {"id": outcome.id, "link": told, "counts": counts}


def marks_of(items: Iterable[Diagnostic]) -> list[Mark]:
    """Path, status and level of findings."""
    return [(item.path, item.status, item.level) for item in items]


def stands_alone(outcome: Outcome) -> bool:
    """Whether all that it says and rests on lies where it is looked for."""
    apart = any(item.path != outcome.file for item in outcome.diagnostics)
    return not apart and all(map(holds, outcome.evidence))


def _path(asked: Asked) -> str:
    folder, _, name = asked.path.rpartition("/")
    return f"{folder.rpartition('/')[0]}/{FOLDER}/{name}"


def _program() -> str:
    return BETWEEN.join(signed(program_paths()))


def _mark(text: str) -> Mark:
    path, status, level = text.rsplit(" ", 2)
    return path, status, level


def _listed(text: str) -> list[str]:
    return text.split(NUL) if text else []
