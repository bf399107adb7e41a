"""A revision merged before its day: which open cases it will touch is said, no exit code changes."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from checker.cli import cli

BASE = Path(__file__).parent / "base"


@pytest.fixture
def merged(tmp_path: Path) -> Path:
    """The instance with a revision of 2025 merged in 2024."""
    root = shutil.copytree(BASE, tmp_path / "instance")
    shutil.copytree(root / "policy/demo/2024-01-01", root / "policy/demo/2025-01-01")
    file = root / "policy/demo/2025-01-01/revision.yml"
    text = file.read_text(encoding="utf-8").replace("2024-01-01", "2025-01-01")
    file.write_text(text.replace('revision: "2024"', 'revision: "2025"'), encoding="utf-8")
    return root


def applying(root: Path, to: str) -> None:
    file = root / "policy/demo/2025-01-01/revision.yml"
    lines = [
        line
        for line in file.read_text(encoding="utf-8").splitlines()
        if not line.startswith("applies_to")
    ]
    file.write_text("\n".join([*lines, f"applies_to: {to}", ""]), encoding="utf-8")


def check(root: Path, as_of: str, *words: str):
    where = ["--root", str(root), "--as-of", as_of]
    return CliRunner().invoke(cli, ["check", *words, *where])


def test_the_open_cases_that_it_will_touch(merged: Path) -> None:
    applying(merged, "open_cases")
    done = check(merged, "2024-03-13")
    (told,) = [line for line in done.stderr.splitlines() if "修订 2025" in line]
    assert "自 2025-01-01 起施行（还有 294 天）" in told
    assert "D-4" in told
    before = check(BASE, "2024-03-13")
    assert (done.exit_code, done.stdout) == (before.exit_code, before.stdout)


def test_new_cases_alone(merged: Path) -> None:
    applying(merged, "new_cases")
    told = check(merged, "2024-03-13").stderr
    assert "只适用于当日及以后立案的投诉" in told
    assert "D-4" not in told


def test_nothing_is_said_once_it_is_in_force(merged: Path) -> None:
    applying(merged, "open_cases")
    assert "修订 2025" not in check(merged, "2025-01-01").stderr
    assert "修订 2025" in check(merged, "2024-12-31").stderr


def test_the_lint_says_it_too(merged: Path) -> None:
    applying(merged, "open_cases")
    words = ["policy", "lint", "--root", str(merged), "--as-of", "2024-03-13"]
    assert "D-4" in CliRunner().invoke(cli, words).stderr
