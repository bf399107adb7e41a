"""Side by side with others, in one run: `make bench`, or `compare.py [CASES] [--large] [--rounds N] [--only ROW…]`.

Every pair is run in turns and its medians are divided. Before a ratio is printed both sides'
results are compared: one that forgets files or findings is not fast but wrong, and is said so.
A limit is printed beside its ratio; nothing fails here, for a noisy machine is no regression.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sys
import time
from pathlib import Path

import cluster
from corpus import make
from running import BENCH, ROOT, TOUSU, Did, check, cold, pair, run

VENV = ROOT / "build" / "bench-venv" / "bin"
NODE = ROOT / "build" / "bench-node"
SCHEMA = str(ROOT / "schema" / "case.schema.json")
OTHERS = re.compile(r"^(incident|previous):", re.MULTILINE)
BROKEN = "cases/2026/TS-2026-999999.yml"


def refused(did: Did) -> set[str]:
    """The files that a check finds to be no case."""
    found = json.loads(did.out)["findings"]
    return {item["path"] for item in found if item["status"] == "invalid"}


def peers(folder: Path, files: list[str], rounds: int) -> None:
    """The two schema validators; each must refuse the one broken file and no other."""
    listing = BENCH / "files.txt"
    broken = str(folder / BROKEN)

    def same(ours: Did, theirs: Did) -> bool:
        told = theirs.out.decode()
        named = {file for file in files if file in told}
        return named == {broken} and refused(ours) == {BROKEN}

    validator = (str(VENV / "check-jsonschema"), "--schemafile", SCHEMA, *files)
    node = ("node", str(ROOT / "benchmarks/refused.mjs"), str(NODE), SCHEMA, str(listing))
    pair("check-jsonschema", "≤ 0.05", lambda: cold(folder), lambda: run(*validator), same, rounds)
    pair("js-yaml and ajv", "≤ 0.5", lambda: cold(folder), lambda: run(*node), same, rounds)


READ = """
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
EVENTS = """
import sys
from pathlib import Path
from yaml._yaml import CParser
for file in Path(sys.argv[1]).read_text().split():
    get = CParser(Path(file).read_bytes()).get_event
    values = [event.value for event in iter(get, None) if type(event).__name__ == "ScalarEvent"]
    print(values[1])
"""


def parser(folder: Path, files: list[str], rounds: int) -> None:
    """Reading and parsing the same bytes: by our reader, and by libyaml with nothing made of it."""
    listing = str(BENCH / "files.txt")

    def same(ours: Did, theirs: Did) -> bool:
        cases = json.loads(ours.out)["summary"]["cases"]
        return cases == len(set(theirs.out.split())) == len(files)

    def beside(name: str, program: str, *args: str) -> None:
        def parse() -> Did:
            return run(sys.executable, "-c", program, listing)

        pair(name, "≤ 1.5", lambda: cold(folder, *args), parse, same, rounds)

    beside("our reader alone, one process each", READ, "--jobs", "1")
    beside("our reader alone in one process, the check as it runs", READ)
    beside("libyaml's events alone in one process, the check as it runs", EVENTS)


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


def hook(folder: Path, files: list[str], rounds: int) -> None:
    """One file that was just changed, its policy kept from an earlier commit.

    It says nothing of other cases: one that does reads them all, unless a whole check was kept.
    """
    alone = next(file for file in files if not OTHERS.search(Path(file).read_text("utf-8")))
    case = Path(alone).relative_to(folder).as_posix()

    def ours() -> Did:
        with (folder / case).open("a", encoding="utf-8") as stream:
            stream.write("# looked at\n")
        return run(TOUSU, "check", case, cwd=folder)

    ours()  # keeps the policy
    time.sleep(4)  # what was written a moment ago is not trusted by its times
    right = run(TOUSU, "check", "--no-cache", case, cwd=folder).out

    def same(ours: Did, theirs: Did) -> bool:
        return ours.out == right and theirs.code == 0

    nothing, lint = (sys.executable, "-c", "pass"), (str(VENV / "yamllint"), "--version")
    rounds *= 5
    pair("one file, against python -c pass", "≤ 10", ours, lambda: run(*nothing), same, rounds)
    pair("one file, against yamllint", "≤ 2", ours, lambda: run(*lint), same, rounds)


def scale(folder: Path, files: list[str], _rounds: int) -> None:
    """Ten times the cases: time and memory; the same on a cluster."""
    larger, cases = BENCH / "larger", len(files) - 1
    fill(larger, cases * 10)

    def same(ours: Did, theirs: Did) -> bool:
        a, b = (json.loads(did.out)["summary"]["cases"] for did in (ours, theirs))
        return (a, b) == (cases * 10 + 1, cases + 1)

    name = f"{cases * 10} cases, against {cases}"
    pair(name, "≤ 12", lambda: cold(larger), lambda: cold(folder), same, 1)
    cluster.compare(larger, cases * 10, 1)


def fill(folder: Path, cases: int) -> list[str]:
    """A register with one broken file, and all its case files."""
    shutil.rmtree(folder, ignore_errors=True)
    make(folder, cases)
    (folder / BROKEN).write_text("id: TS-2026-999999\nevents: none\n", "utf-8")
    return sorted(str(path) for path in folder.glob("cases/2*/*.yml"))


ROWS = {"peers": peers, "parser": parser, "warm": warm, "hook": hook}


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("cases", type=int, nargs="?", default=1000)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--only", nargs="*", choices=ROWS, default=list(ROWS), metavar="ROW")
    arguments.add_argument("--large", action="store_true", help="ten times the cases too")
    asked = arguments.parse_args()
    folder = BENCH / "register"
    files = fill(folder, asked.cases)
    (BENCH / "files.txt").write_text("\n".join(files), "utf-8")
    print(
        f"{len(files)} files, {os.cpu_count()} cores, medians of {asked.rounds} rounds in turns\n"
    )
    print("| against | must be | ratio | of processor time | ours, s | theirs, s | ours, MB |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for name in asked.only:
        ROWS[name](folder, files, asked.rounds)
    if asked.large:
        scale(folder, files, asked.rounds)


if __name__ == "__main__":
    main()
