"""What a start imports, by name: a newcomer costs everybody's every commit, so it is looked at.

`make goldens` rewrites the lists. Of other packages only the package is named, of the standard
library what bare Python has not loaded; both differ between versions of Python and are listed apart.
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
ours = {name for name in loaded - before if name not in sys.stdlib_module_names}
print("\\n".join(sorted(ours)), file=sys.stderr)
"""


def imports(*args: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", LISTED, *args],
        cwd=ROOT,
        env=os.environ | {"TOUSU_LANG": "en"},
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line for line in done.stderr.splitlines() if " " not in line and line.isascii()]
    return "\n".join(line for line in lines if not line.startswith("_")) + "\n"


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
    golden(HERE / f"{name}.txt", imports(*args))


def test_a_check_whose_policy_is_kept_loads_neither_pydantic_nor_rich() -> None:
    imports("check", CASE)
    loaded = imports("check", CASE).split()
    assert not {"pydantic", "pydantic_core", "rich", "jinja2", "mkdocs", "distributed"} & {*loaded}
    assert "checker.cli.check" in loaded
