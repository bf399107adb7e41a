"""One whole process after the other, timed; and pairs of them, in turns, as one row of a table."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
BENCH = ROOT / "build" / "bench"
TOUSU = os.environ.get("TOUSU") or str(Path(sys.executable).parent / "tousu")
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


def cold(folder: Path, *args: str) -> Did:
    return check(folder, "--no-cache", *args)
