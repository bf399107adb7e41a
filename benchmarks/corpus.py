"""Make a register of any size from the repository's own made-up cases: `corpus.py FOLDER CASES`.

Deterministic. The cases are copied round after round; each round has ids, incidents, customer
numbers, digests and times of day of its own, so that no two files share their text and nothing is
quick only because it was seen before. What cases say of each other stays within a round.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import sys
from datetime import datetime, timedelta
from pathlib import Path

SOURCE = Path(__file__).parents[1]
CASE_ID = re.compile(r"\bTS-(\d{4})-(\d{6})\b")
PATH = re.compile(r"\bpath: ")
TIME = re.compile(r"\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}\b")
DIGEST = re.compile(r"\b[0-9a-f]{64}\b")
REF = re.compile(r"\bC-(\d{7})\b")
INCIDENT = re.compile(r"\bINC-(\d{4})-(\d{3})\b")
ROUND = 1000
"""Ids of one round: the samples' own numbers are smaller."""
SHIFTS = 47
"""Minutes by which rounds differ, less than an hour."""


def make(folder: Path, cases: int, source: Path = SOURCE) -> None:
    """Write an instance with so many cases; evidence and reports are those of the samples."""
    shutil.copytree(source / "policy", folder / "policy")
    for name in ("evidence", "reports"):
        shutil.copytree(source / "cases" / name, folder / "cases" / name)
    kept = {hashlib.sha256(path.read_bytes()).hexdigest() for path in evidence(source)}
    samples = [path.read_text("utf-8") for path in sorted(source.glob("cases/2*/*.yml"))]
    for number in range(cases):
        text = again(samples[number % len(samples)], number // len(samples), kept)
        year, serial = CASE_ID.search(text).groups()
        target = folder / "cases" / year / f"TS-{year}-{serial}.yml"
        target.parent.mkdir(exist_ok=True)
        target.write_text(text, "utf-8")


def evidence(source: Path) -> list[Path]:
    """The evidence kept in an instance."""
    return [path for path in (source / "cases/evidence").rglob("*") if path.is_file()]


def again(text: str, turn: int, kept: set[str]) -> str:
    """A sample in one of its rounds; the first round is the sample itself."""
    return "\n".join(_line(line, turn, kept) for line in text.split("\n")) if turn else text


def _line(line: str, turn: int, kept: set[str]) -> str:
    """One line moved to a round; evidence in the instance stays what and where it is."""
    if PATH.search(line):
        return line
    line = CASE_ID.sub(lambda m: f"TS-{m[1]}-{int(m[2]) + ROUND * turn:06}", line)
    line = INCIDENT.sub(lambda m: f"INC-{m[1]}-{m[2]}-{turn}", line)
    line = REF.sub(lambda m: f"C-{(int(m[1]) + 7919 * turn) % 10**7:07}", line)
    line = TIME.sub(lambda m: _later(m[0], turn), line)
    return DIGEST.sub(lambda m: m[0] if m[0] in kept else _other(m[0], turn), line)


def _other(digest: str, turn: int) -> str:
    return hashlib.sha256(f"{digest}{turn}".encode()).hexdigest()


def _later(text: str, turn: int) -> str:
    moved = datetime.fromisoformat(text) + timedelta(minutes=turn % SHIFTS)
    return moved.isoformat(timespec="minutes")


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
