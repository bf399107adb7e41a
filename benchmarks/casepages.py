"""What case pages cost the site: `casepages.py FOLDER [CASES]`, whole builds with and without them.

Each build is a process of its own with a folder of its own, so nothing is kept from another. The
one without case pages is the same command with the press that stamps them left idle; reading,
judging, every other page and the downloads are in both.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from corpus import make

BUILD = "from checker.cli import main; main()"
IDLE = "from checker.cli.site import building; building.Press.all = lambda self, cases: {}; "
AS_OF = "2026-11-20"


def build(code: str, register: Path, output: Path) -> tuple[float, float]:
    """Seconds by the clock and of processors, those of the processes that it started too."""
    output.mkdir()
    command = [sys.executable, "-c", code, "site", "build", "--root", register]
    began, before = time.monotonic(), os.times()
    done = [*command, "--output", output, "--as-of", AS_OF, "--no-pdf"]
    subprocess.run(done, check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    spent = (after.children_user - before.children_user) + (
        after.children_system - before.children_system
    )
    return time.monotonic() - began, spent


def main(folder: Path, cases: int = 5000) -> None:
    make(folder / "register", cases)
    told = {}
    for name, code in (("without", IDLE + BUILD), ("with", BUILD)):
        told[name] = build(code, folder / "register", folder / name)
        pages = len(list((folder / name / "site" / "cases").rglob("*.html")))
        print(
            f"{name:8} {told[name][0]:7.1f} s {told[name][1]:7.1f} s of processors, {pages} case pages"
        )
    ratios = [a / b for a, b in zip(told["with"], told["without"], strict=True)]
    print(f"ratio    {ratios[0]:7.2f}   {ratios[1]:7.2f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
