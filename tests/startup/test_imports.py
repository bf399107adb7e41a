"""What a start imports, by name: a newcomer costs everybody's every commit, so it is looked at.

`make goldens` rewrites the lists. Of other packages only the package is named. The standard library
differs between versions of Python: of it only what is dear is forbidden by name.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CASE = "cases/2025/TS-2025-000001.yml"
LISTED = """
import sys
before = set(sys.modules)
from checker.cli import main
sys.argv = ["tousu", *sys.argv[1:]]
try:
    main()
except SystemExit:
    pass
loaded = {name if name.startswith("checker") else name.split(".")[0] for name in sys.modules}
print("\\n".join(sorted(loaded - before)), file=sys.stderr)
"""


def imports(*args: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", LISTED, *args],
        cwd=ROOT,
        env=os.environ | {"TOUSU_LANG": "en"},
        capture_output=True,
        text=True,
        check=True,
    )
    return [line for line in done.stderr.splitlines() if " " not in line and line.isascii()]


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("help", ("--help",)),
        ("check-one", ("check", CASE)),
        ("check-one-cold", ("check", "--no-cache", CASE)),
    ],
)
def test_a_start_imports_what_is_listed(name, args, golden) -> None:
    if name == "check-one":
        imports(*args)  # the policy is kept from now on
    ours = [
        loaded
        for loaded in imports(*args)
        if loaded not in sys.stdlib_module_names and not loaded.startswith("_")
    ]
    golden(HERE / f"{name}.txt", "\n".join(ours) + "\n")


DEAR = {"pydantic", "pydantic_core", "rich", "jinja2", "mkdocs", "distributed", "yaml"}
DEAR_OF_PYTHON = {
    *("asyncio", "calendar", "concurrent", "difflib", "email", "logging", "multiprocessing"),
    *("pickle", "random", "shutil", "socket", "sqlite3", "subprocess", "tempfile", "zipfile"),
}


def test_a_check_whose_policy_is_kept_loads_nothing_dear() -> None:
    imports("check", CASE)
    loaded = {*imports("check", CASE)}
    assert not (DEAR | DEAR_OF_PYTHON) & loaded
    assert "click" not in loaded
    assert "checker.cli.checking" in loaded
