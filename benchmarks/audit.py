"""`tousu audit` over 10,000 cases of five versions each, beside git reading the same blobs.

`python benchmarks/audit.py [CASES]` builds the repository with `git fast-import`, then takes turns
and prints medians and the ratio. Every version but the last has fewer events; in half of the cases
fields are filled in on the way too, so that no single insertion tells the versions apart.

The aim is twice the wall clock of the reading. What was seen last stands in docs/audit.md.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from corpus import make

VERSIONS = 5
A_COMMIT = 100
"""Files that one commit changes."""
ROUNDS = 3
TOUSU = Path(sys.executable).with_name("tousu")
LATER = re.compile(r"^(nature|outcome|satisfaction|corrective_action): .*\n", re.MULTILINE)
START = 1_600_000_000


def versions(text: str, *, fields: bool) -> list[str]:
    """A case as it grew: some more events each time; what stands below them comes last."""
    head, mark, rest = text.partition("\nevents:\n")
    below = re.search(r"^\S", rest, re.MULTILINE)
    body, tail = (rest[: below.start()], rest[below.start() :]) if below else (rest, "")
    items = re.split(r"^(?=  - )", body, flags=re.MULTILINE)
    first, items = items[0], items[1:]
    early = LATER.sub("", head + "\n").rstrip("\n") if fields else head
    cut = [max(1, len(items) * part // VERSIONS) for part in range(1, VERSIONS)]
    grown = [early + mark + first + "".join(items[:count]) for count in cut]
    return [*grown, head + mark + first + "".join(items) + tail]


def stream(folder: Path) -> Iterator[bytes]:
    """What `git fast-import` reads: the policy first, then every version of every case."""
    yield b"reset refs/heads/main\n"
    policy = [path for path in sorted((folder / "policy").rglob("*")) if path.is_file()]
    yield from commit(0, [(path.relative_to(folder), path.read_text("utf-8")) for path in policy])
    paths = sorted((folder / "cases").glob("2*/*.yml"))
    histories = [
        (path.relative_to(folder), versions(path.read_text("utf-8"), fields=number % 2 == 0))
        for number, path in enumerate(paths)
    ]
    number = 0
    for version in range(VERSIONS):
        for start in range(0, len(histories), A_COMMIT):
            number += 1
            some = histories[start : start + A_COMMIT]
            yield from commit(number, [(path, texts[version]) for path, texts in some])


def commit(number: int, files: list[tuple[Path, str]]) -> Iterator[bytes]:
    yield b"commit refs/heads/main\n"
    yield f"committer registrar <registrar@x.example> {START + number * 60} +0800\n".encode()
    yield b"data 0\n"
    for path, text in files:
        raw = text.encode()
        yield f"M 100644 inline {path.as_posix()}\ndata {len(raw)}\n".encode() + raw + b"\n"


def build(top: Path, cases: int) -> list[str]:
    """The repository, checked out, and the ids of all blobs of cases."""
    make(top / "made", cases)
    repository = top / "r"
    git(top, "init", "--quiet", str(repository))
    subprocess.run(
        ["git", "fast-import", "--quiet"],
        cwd=repository,
        input=b"".join(stream(top / "made")),
        check=True,
    )
    git(repository, "repack", "-a", "-d", "--quiet")
    git(repository, "symbolic-ref", "HEAD", "refs/heads/main")
    git(repository, "checkout", "--quiet", "--force", "main")
    listed = git(repository, "rev-list", "--objects", "main", "--", "cases").splitlines()
    return [line.split()[0] for line in listed if line.endswith(".yml")]


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=True)
    return done.stdout.decode()


class Taken(NamedTuple):
    """Seconds of one whole command with all its processes."""

    cpu: float
    wall: float


def taken(command: list[str], folder: Path, stdin: bytes = b"") -> Taken:
    """What a command costs; what it writes goes nowhere.

    Others on the machine lengthen the wall clock of whoever uses two cores more than that of
    whoever uses one: read it beside the processor time.
    """
    before, began = os.times(), time.perf_counter()
    with Path(os.devnull).open("wb") as nowhere:
        subprocess.run(command, cwd=folder, input=stdin, stdout=nowhere, stderr=nowhere, check=True)
    wall, after = time.perf_counter() - began, os.times()
    user = after.children_user - before.children_user
    return Taken(user + after.children_system - before.children_system, wall)


def median(rounds: list[Taken]) -> Taken:
    return Taken(*map(statistics.median, zip(*rounds, strict=True)))


def main() -> None:
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    audit = [str(TOUSU), "audit", "--fail-on", "never"]
    with tempfile.TemporaryDirectory() as folder:
        top = Path(folder)
        ids = build(top, cases)
        asked = "".join(f"{name}\n" for name in ids).encode()
        sides = {
            "git cat-file --batch": (["git", "cat-file", "--batch"], asked),
            "tousu audit": (audit, b""),
            "  on one core": ([*audit, "--jobs", "1"], b""),
        }
        rounds = [
            {name: taken(command, top / "r", stdin) for name, (command, stdin) in sides.items()}
            for _ in range(ROUNDS)
        ]
    print(f"{cases} cases, {len(ids)} blobs; medians of {ROUNDS} turns, {os.cpu_count()} cores")
    medians = {name: median([turn[name] for turn in rounds]) for name in sides}
    base = next(iter(medians.values()))
    for name, (cpu, wall) in medians.items():
        ratios = f"{cpu / base.cpu:5.2f} x {wall / base.wall:5.2f} x"
        print(f"{name:22} cpu {cpu:6.2f} s  wall {wall:6.2f} s  {ratios}")


if __name__ == "__main__":
    main()
