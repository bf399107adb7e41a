"""Side by side with others, in one run: `make bench`, or `compare.py [CASES] [--large] [--rounds N]`.

Every pair is run in turns and its medians are divided. Before a ratio is printed both sides'
results are compared: one that forgets files or findings is not fast but wrong, and is said so.
A limit is printed beside its ratio; nothing fails here, for a noisy machine is no regression.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from corpus import make

ROOT = Path(__file__).parents[1]
BENCH = ROOT / "build" / "bench"
VENV = ROOT / "build" / "bench-venv" / "bin"
NODE = ROOT / "build" / "bench-node"
TOUSU = os.environ.get("TOUSU") or str(Path(sys.executable).parent / "tousu")
SCHEMA = str(ROOT / "schema" / "case.schema.json")
BROKEN = "cases/2026/TS-2026-999999.yml"
CACHED = os.environ | {"XDG_CACHE_HOME": str(BENCH / "cache"), "CI": "1"}


@dataclass
class Did:
    """One run of a command: wall-clock seconds, the most memory of any of its processes, output."""

    seconds: float
    busy: float
    """Seconds of processor time, of all its processes: what a loaded machine does not change much."""
    megabytes: float
    out: bytes
    code: int


def run(*command: str, cwd: Path = ROOT) -> Did:
    began = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=cwd, env=CACHED, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    out = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    busy = used.ru_utime + used.ru_stime
    return Did(seconds, busy, used.ru_maxrss / 1024, out, os.waitstatus_to_exitcode(status))


def pair(
    name: str,
    limit: str,
    ours: Callable[[], Did],
    theirs: Callable[[], Did],
    same: Callable[[Did, Did], bool],
    rounds: int,
) -> None:
    """Run both in turns and print the ratio of their medians, if they agree."""
    a, b = [], []
    for _ in range(rounds):
        a.append(ours())
        b.append(theirs())
        if not same(a[-1], b[-1]):
            print(f"| {name} | {limit} | no ratio: the results differ | | | | |")
            return
    mine, other = (statistics.median(did.seconds for did in side) for side in (a, b))
    busy = statistics.median(did.busy for did in a) / statistics.median(did.busy for did in b)
    memory = max(did.megabytes for did in a)
    print(
        f"| {name} | {limit} | {mine / other:.2f} | {busy:.2f} | {mine:.2f} | {other:.2f} "
        f"| {memory:.0f} |",
        flush=True,
    )


def check(folder: Path, *args: str) -> Did:
    return run(TOUSU, "check", "--root", str(folder), "--format", "json", *args)


def refused(did: Did) -> set[str]:
    """The files that a check finds to be no case."""
    found = json.loads(did.out)["findings"]
    return {item["path"] for item in found if item["status"] == "invalid"}


def cold(folder: Path, *args: str) -> Did:
    return check(folder, "--no-cache", *args)


def peers(folder: Path, files: list[str], rounds: int) -> None:
    """The two schema validators; each must refuse the one broken file and no other."""
    listing = BENCH / "files.txt"
    listing.write_text("\n".join(files), "utf-8")
    broken = str(folder / BROKEN)

    def same(ours: Did, theirs: Did) -> bool:
        told = theirs.out.decode()
        named = {file for file in files if file in told}
        return named == {broken} and refused(ours) == {BROKEN}

    validator = (str(VENV / "check-jsonschema"), "--schemafile", SCHEMA, *files)
    node = ("node", str(ROOT / "benchmarks/refused.mjs"), str(NODE), SCHEMA, str(listing))
    pair("check-jsonschema", "≤ 0.05", lambda: cold(folder), lambda: run(*validator), same, rounds)
    pair("js-yaml and ajv", "≤ 0.5", lambda: cold(folder), lambda: run(*node), same, rounds)


PARSE = """
import sys
from checker.document import Refused, read_document
from pathlib import Path
for file in Path(sys.argv[1]).read_text().split():
    try:
        data = read_document(Path(file).read_bytes(), file).data
        print(data["id"])
    except Refused:
        pass
"""


def parser(folder: Path, files: list[str], rounds: int) -> None:
    """Reading and parsing the same bytes, in one process each."""
    listing = str(BENCH / "files.txt")

    def same(ours: Did, theirs: Did) -> bool:
        cases = json.loads(ours.out)["summary"]["cases"]
        return cases == len(set(theirs.out.split())) == len(files)

    def parse() -> Did:
        return run(sys.executable, "-c", PARSE, listing)

    one = "parser alone (one process each)"
    pair(one, "≤ 1.5", lambda: cold(folder, "--jobs", "1"), parse, same, rounds)


def warm(folder: Path, files: list[str], rounds: int) -> None:
    """Nothing changed, and one case changed; always the bytes of a check without a cache."""
    for command in (("init", "-q", "."), ("add", "-A")):
        run("git", *command, cwd=folder)
    check(folder)  # fills the cache
    time.sleep(4)  # what was written a moment ago is not trusted by its times
    check(folder)
    plain = cold(folder).out

    def listed() -> Did:
        git = run("git", "ls-files", "-s", "--", "cases/2*", cwd=folder)
        start = run(TOUSU, "--version")
        return Did(5 * git.seconds + start.seconds, 5 * git.busy + start.busy, 0, git.out, 0)

    def same(ours: Did, theirs: Did) -> bool:
        return ours.out == plain and len(theirs.out.splitlines()) == len(files)

    name = "warm, against 5 × git ls-files -s and a start"
    pair(name, "≤ 1", lambda: check(folder), listed, same, rounds)
    touched = folder / "cases/2025/TS-2025-000001.yml"

    def changed() -> Did:
        with touched.open("a", encoding="utf-8") as stream:
            stream.write("# looked at\n")
        return check(folder)

    def agree(ours: Did, theirs: Did) -> bool:
        return ours.out == theirs.out == plain

    pair("one case changed, against warm", "≤ 1.3", changed, lambda: check(folder), agree, rounds)


def hook(rounds: int) -> None:
    """One file of the sample register, its policy kept from an earlier commit."""
    case = "cases/2025/TS-2025-000001.yml"
    run(TOUSU, "check", case)
    right = run(TOUSU, "check", "--no-cache", case).out

    def same(ours: Did, theirs: Did) -> bool:
        return ours.out == right and theirs.code == 0

    def ours() -> Did:
        return run(TOUSU, "check", case)

    nothing, lint = (sys.executable, "-c", "pass"), (str(VENV / "yamllint"), "--version")
    pair("one file, against python -c pass", "≤ 10", ours, lambda: run(*nothing), same, rounds)
    if Path(lint[0]).exists():
        pair("one file, against yamllint", "≤ 2", ours, lambda: run(*lint), same, rounds)


def scale(folder: Path, cases: int) -> None:
    """Ten times the cases: time and memory."""
    larger = BENCH / "larger"
    fill(larger, cases * 10)

    def same(ours: Did, theirs: Did) -> bool:
        a, b = (json.loads(did.out)["summary"]["cases"] for did in (ours, theirs))
        return (a, b) == (cases * 10 + 1, cases + 1)

    name = f"{cases * 10} cases, against {cases}"
    pair(name, "≤ 12", lambda: cold(larger), lambda: cold(folder), same, 1)


def fill(folder: Path, cases: int) -> list[str]:
    """A register with one broken file, and all its case files."""
    shutil.rmtree(folder, ignore_errors=True)
    make(folder, cases)
    (folder / BROKEN).write_text("id: TS-2026-999999\nevents: none\n", "utf-8")
    return sorted(str(path) for path in folder.glob("cases/2*/*.yml"))


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("cases", type=int, nargs="?", default=1000)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--large", action="store_true", help="ten times the cases too")
    asked = arguments.parse_args()
    folder = BENCH / "register"
    files = fill(folder, asked.cases)
    print(
        f"{len(files)} files, {os.cpu_count()} cores, medians of {asked.rounds} rounds in turns\n"
    )
    print("| against | must be | ratio | of processor time | ours, s | theirs, s | ours, MB |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    peers(folder, files, asked.rounds)
    parser(folder, files, asked.rounds)
    warm(folder, files, asked.rounds)
    hook(asked.rounds)
    if asked.large:
        scale(folder, asked.cases)


if __name__ == "__main__":
    main()
