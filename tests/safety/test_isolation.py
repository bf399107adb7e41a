"""Files planted in an instance or in the working folder are never imported and never run."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOUSU = str(Path(sys.executable).with_name("tousu"))
PLANTED = (
    "yaml", "click", "pydantic", "json", "dataclasses", "zoneinfo", "jsonschema", "checker",
    "conftest", "sitecustomize", "usercustomize", "rich", "tzdata",
)  # fmt: skip
DOORS = {"the command": [TOUSU], "the module": [sys.executable, "-m", "checker"]}


@pytest.fixture(scope="module")
def trapped(tmp_path_factory):
    """An instance with a trap under every name that an import could take for its own."""
    root = tmp_path_factory.mktemp("trapped")
    for name in ("policy", "cases"):
        shutil.copytree(ROOT / name, root / name)
    for folder in (root, root / "cases", root / "cases/2026", root / "policy"):
        for name in PLANTED:
            trap = f"open({str(root / 'SPRUNG')!r}, 'a').write('{name} ')\nimport os\nos._exit(0)\n"
            (folder / f"{name}.py").write_text(trap)
        (folder / "pyproject.toml").write_text(
            "[tool.pytest.ini_options]\naddopts = '-p conftest'\n"
        )
        (folder / "tox.ini").write_text("[pytest]\n")
        (folder / ".env").write_text("PYTHONPATH=.\n")
    case = root / "cases/2026/TS-2026-000012.yml"
    case.write_text(
        case.read_text("utf-8").replace("severity: general", "severity: enormous"), "utf-8"
    )
    return root


@pytest.mark.parametrize("folder", ["", "cases/2026"])
@pytest.mark.parametrize("door", DOORS)
def test_nothing_planted_runs_and_the_defect_is_still_red(trapped, door, folder):
    if door == "the module" and (trapped / folder / "checker.py").is_file():
        # python -m looks for the module itself in the working folder before any line of ours runs
        (trapped / folder / "checker.py").unlink()
    run = subprocess.run(
        [*DOORS[door], "check", "cases/2026/TS-2026-000012.yml", "--root", str(trapped)],
        cwd=trapped / folder,
        env={key: value for key, value in os.environ.items() if key != "PYTHONPATH"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert not (trapped / "SPRUNG").exists()
    assert run.returncode == 1, run.stderr
    assert "TS-2026-000012.yml" in run.stdout
