"""The hooks under both runners, from the files that people copy; nothing is installed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.gate.world import FILES, LATE, OPEN, Repo, write

ROOT = Path(__file__).parents[2]
RUNNERS = ["pre-commit", "prek"]
REPORT = "cases/reports/analysis/2026-02.yml"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    made = Repo(tmp_path / "repo")
    hooks = (ROOT / "ci/pre-commit-local.yaml").read_text("utf-8")
    made.commit(
        {**FILES, "policy/settings.yml": "as_of: 2026-03-20\n", ".pre-commit-config.yaml": hooks}
    )
    return made


def run(runner: str, repo: Repo, *words: str) -> subprocess.CompletedProcess[str]:
    """A runner of this environment, its own folders inside the test's."""
    folder = Path(sys.executable).parent
    environment = {
        "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(repo.root.parent),
        "PRE_COMMIT_HOME": str(repo.root.parent / "pre-commit"),
        "PREK_HOME": str(repo.root.parent / "prek"),
        "GIT_CONFIG_GLOBAL": os.devnull,
        "NO_COLOR": "1",
        "LC_ALL": "C.UTF-8",
    }
    command = [str(folder / runner), *words]
    return subprocess.run(
        command, cwd=repo.root, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("runner", RUNNERS)
def test_changed_cases_and_the_register(runner: str, repo: Repo) -> None:
    write(
        repo.root,
        {"cases/2026/C-2.yml": OPEN + "title: 延迟\n", REPORT: FILES[REPORT] + "# seen\n"},
    )
    repo.git("add", "-A")
    done = run(runner, repo, "run")
    assert done.returncode == 0, done.stdout + done.stderr
    write(repo.root, {"cases/2026/C-3.yml": LATE})
    repo.git("add", "-A")
    done = run(runner, repo, "run")
    assert done.returncode == 1
    assert done.stdout.count("[accept-in-time]") == 2, "by the one hook and the other"


@pytest.mark.parametrize("runner", RUNNERS)
def test_a_report_alone_is_no_case(runner: str, repo: Repo) -> None:
    write(repo.root, {REPORT: FILES[REPORT] + "# seen\n"})
    repo.git("add", "-A")
    done = run(runner, repo, "run", "tousu-check")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("runner", RUNNERS)
def test_a_policy_change_is_seen_by_the_register(runner: str, repo: Repo) -> None:
    file = "policy/house/2025-01-01/revision.yml"
    write(repo.root, {file: FILES[file].replace("working_days: 1}", "hours: 1}")})
    repo.git("add", "-A")
    done = run(runner, repo, "run")
    assert done.returncode == 1
    assert "[accept-in-time]" in done.stdout


@pytest.mark.parametrize("runner", RUNNERS)
def test_the_manifest_is_sound(runner: str, repo: Repo) -> None:
    done = run(runner, repo, "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"))
    assert done.returncode == 0, done.stdout + done.stderr


def test_both_forms_say_the_same() -> None:
    manifest = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    local = yaml.safe_load((ROOT / "ci/pre-commit-local.yaml").read_text("utf-8"))
    (only,) = local["repos"]
    kept = [
        {key: value for key, value in hook.items() if key != "description"} for hook in manifest
    ]
    assert kept == [{**hook, "language": "python"} for hook in only["hooks"]]
    assert manifest[0]["files"] == r"^cases/.*\.ya?ml$"
