"""A new instance works at once, today and at any later day."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from checker.cli import cli


def test_everything_is_green_at_once(shell) -> None:
    for words in (["check"], ["policy", "lint"], ["policy", "test"], ["schema", "--check"]):
        done = shell(*words)
        assert done.code == 0, done.out + done.err


@pytest.mark.parametrize("as_of", ["2025-09-01", "2027-01-01", "2031-06-01", "2190-01-01"])
def test_it_stays_green(run, as_of: str) -> None:
    result = run("check", "--as-of", as_of)
    assert result.exit_code == 0, result.output


def test_every_rule_of_the_starter_has_something_to_say(run) -> None:
    result = run("check", "--all", "--format", "json")
    statuses: dict[str, set[str]] = {}
    for finding in json.loads(result.stdout)["findings"]:
        statuses.setdefault(finding["rule"], set()).add(finding["status"])
    assert {rule for rule, found in statuses.items() if "met" not in found} == set()


def test_hidden_files_are_there(root: Path) -> None:
    for file in (
        ".gitignore",
        ".gitattributes",
        ".vscode/settings.json",
        ".github/workflows/tousu.yml",
    ):
        assert (root / file).is_file()
    assert not list(root.rglob("dot-*"))


def test_the_settings_of_the_editor_name_schemas_that_exist(root: Path) -> None:
    settings = json.loads((root / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    for file in settings["yaml.schemas"]:
        assert (root / file).is_file()


def test_every_schema_named_in_a_file_is_there(root: Path) -> None:
    for path in root.rglob("*.yml"):
        first = path.read_text(encoding="utf-8").splitlines()[0]
        if "$schema=" in first:
            assert (path.parent / first.split("$schema=")[1]).resolve().is_file(), path


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("mine")
    result = CliRunner().invoke(cli, ["init", str(tmp_path)], prog_name="tousu")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "不是空的" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("mine")
    result = CliRunner().invoke(cli, ["init", str(tmp_path / "x")], prog_name="tousu")
    assert result.exit_code == 2


def test_an_empty_repository_is_empty_enough(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    result = CliRunner().invoke(cli, ["init", str(tmp_path)], prog_name="tousu")
    assert result.exit_code == 0
    assert (tmp_path / "README.md").is_file()
