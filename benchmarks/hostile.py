"""What hostile files cost: processor seconds and peak memory of `tousu check` on each entry of the tests' catalogue.

`python benchmarks/hostile.py` prints a line for each file, the dearest first, and the greatest of both. The bounds that
are promised (SECURITY.md) are 2 s and 300 MB for a file.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests/files")]
from test_hostile import CASE, CATALOGUE, EACH, HEAD, PAUSED, PRIVACY  # noqa: E402 - found from here

RULES = f"rules:\n  - {PRIVACY}\n  - {PAUSED}\n  - {EACH}\n"
TOUSU = Path(sys.executable).with_name("tousu")


def cost(root: Path) -> tuple[float, float, int]:
    """Processor seconds, megabytes at the peak, exit code."""
    command = [TOUSU, "check", "--root", root, "--as-of", "2026-03-31"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, process.returncode


def main() -> None:
    rows = []
    for name, (text, _) in {"an ordinary file": ("", None), **CATALOGUE}.items():
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "instance"
            shutil.copytree(ROOT / "tests/files/world", root)
            head = root / HEAD
            head.write_text(head.read_text("utf-8").replace("rules:\n", RULES, 1), "utf-8")
            if text:
                (root / CASE).write_bytes(text if isinstance(text, bytes) else text.encode())
            rows.append((*cost(root), name))
    for seconds, megabytes, code, name in sorted(rows, reverse=True):
        print(f"{seconds:6.2f} s {megabytes:6.0f} MB  exit {code}  {name}")
    print(
        f"most: {max(row[0] for row in rows):.2f} s, {max(row[1] for row in rows):.0f} MB, of {len(CATALOGUE)} files"
    )


main()
