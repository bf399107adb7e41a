"""`tousu policy …`: exit codes, and that data and remarks go where they belong."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from checker.cli.policy import command

TESTS = "policy/demo/tests/rules.yml"
RULES = "policy/demo/2024-01-01/revision.yml"


def append(file: Path, text: str) -> None:
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


def run(root, *arguments: str) -> Result:
    return CliRunner().invoke(command, [arguments[0], "--root", str(root), *arguments[1:]])


@pytest.mark.parametrize(
    ("case", "code"),
    [
        ({}, 0),
        ({"replace": {TESTS: [["reason: late", "reason: overdue"]]}}, 1),
        ({"replace": {TESTS: [["reason: late", "reasons: late"]]}}, 2),
        ({"replace": {RULES: [["from: received", "from: recieved"]]}}, 2),
        ({"remove": [TESTS]}, 2),
    ],
)
def test_exit_of_test(make, case, code) -> None:
    assert run(make(case).root, "test").exit_code == code


@pytest.mark.parametrize(
    ("case", "code"),
    [
        ({}, 0),
        ({"add": {"policy/settings.yml": "as_of: 2026-11-20\n"}}, 0),
        ({"lock": False}, 1),
        ({"replace": {RULES: [["from: received", "from: recieved"]]}}, 1),
        ({"add": {"policy/organization.yml": "units: [\n"}}, 2),
    ],
)
def test_exit_of_lint(make, case, code) -> None:
    assert run(make(case).root, "lint", "--as-of", "2026-11-20").exit_code == code


def test_names_that_nobody_knows_are_refused(make) -> None:
    root = make({}).root
    for arguments in (("--rule", "x"), ("--revision", "x"), ("--policy", "x")):
        result = run(root, "test", *arguments)
        assert (result.exit_code, result.stdout) == (2, "")


def test_coverage_as_data(make) -> None:
    result = run(make({}).root, "coverage", "--as-of", "2026-11-20", "--format", "json")
    assert result.exit_code == 0
    assert [item["revision"] for item in json.loads(result.stdout)["revisions"]] == ["2020", "2024"]


def test_lock_refuses_until_forced(make) -> None:
    root = make({"lock": False}).root
    lock = root / "policy/demo/revisions.lock"
    assert run(root, "lock", "--as-of", "2026-11-20").exit_code == 0
    frozen = lock.read_text(encoding="utf-8")
    append(root / RULES, "# altered\n")
    refused = run(root, "lock", "--as-of", "2026-11-20")
    assert refused.exit_code == 1
    assert "2024-01-01 起生效的修订已经冻结" in refused.stderr
    assert lock.read_text(encoding="utf-8") == frozen
    forced = run(root, "lock", "--as-of", "2026-11-20", "--force")
    assert forced.exit_code == 0
    assert "警告：正在强行改写" in forced.stderr
    assert "改写 1" in forced.stdout
    assert lock.read_text(encoding="utf-8") != frozen
    assert run(root, "lint", "--as-of", "2026-11-20").exit_code == 0


def test_lock_of_an_invalid_policy(make) -> None:
    root = make({"lock": False, "replace": {RULES: [["from: received", "from: recieved"]]}}).root
    assert run(root, "lock", "--as-of", "2026-11-20").exit_code == 2
    assert not (root / "policy/demo/revisions.lock").exists()
