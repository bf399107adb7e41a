"""The templates for forges: what they say is what the command knows, and none runs what a branch brings."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from checker import __version__
from checker.cli import cli

ROOT = Path(__file__).parents[2]
TEMPLATES = ["ci/github.yml", "ci/gitea.yml", "ci/gitlab.yml", "action.yml"]
EXPRESSION = re.compile(r"\$\{\{")


def read(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text("utf-8"))


def commands(name: str) -> list[str]:
    """Every shell text of a template."""
    data = read(name)
    if name == "action.yml":
        return [step["run"] for step in data["runs"]["steps"]]
    if "jobs" in data:
        steps = [step for job in data["jobs"].values() for step in job["steps"]]
        return [step["run"] for step in steps if "run" in step]
    jobs = [job for job in data.values() if isinstance(job, dict)]
    return [
        line for job in jobs for key in ("before_script", "script") for line in job.get(key, [])
    ]


def calls(name: str) -> list[list[str]]:
    """The words of every call of `tousu`."""
    lines = [line for text in commands(name) for line in text.splitlines()]
    words = [shlex.split(line) for line in lines if "/tousu " in f"/{line}" or 'tousu" ' in line]
    return [
        found[place + 1 :]
        for found in words
        for place, word in enumerate(found)
        if Path(word).name == "tousu"
    ]


def options(command: str) -> set[str]:
    found = cli.get_command(click.Context(cli), command)
    assert found is not None
    return {name for item in found.params for name in item.opts}


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_gate_and_the_daily_run_are_one_command(name: str) -> None:
    runs = [words for words in calls(name) if words[0] == "ci"]
    assert any("--base" in words for words in runs)
    assert any("--base" not in words for words in runs)
    for words in runs:
        assert {word for word in words if word.startswith("--")} <= options("ci")


@pytest.mark.parametrize("name", TEMPLATES[:3])
def test_other_commands_exist(name: str) -> None:
    for words in calls(name):
        assert words[0] in cli.list_commands(click.Context(cli))


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_name_chosen_by_a_branch_is_never_shell_text(name: str) -> None:
    for text in commands(name):
        assert not EXPRESSION.search(text)
        unquoted = re.sub(r'"[^"]*"', "", text)
        assert "$" not in unquoted.replace("${", "")


@pytest.mark.parametrize("name", TEMPLATES[:3])
def test_full_history_and_a_pinned_program(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert "fetch-depth: 0" in text or 'GIT_DEPTH: "0"' in text
    assert f"tousu=={__version__}" in text
    assert "pip install -e" not in text
    assert "pip install ." not in text


@pytest.mark.parametrize("name", TEMPLATES[:2])
def test_the_workflow_of_the_protected_branch_runs(name: str) -> None:
    events = read(name)[True]  # YAML 1.1 takes `on` for true
    assert set(events) == {"pull_request_target", "schedule"}
    for job in read(name)["jobs"].values():
        for step in job["steps"]:
            assert "ref" not in step.get("with", {}), "the branch itself is never checked out"


def test_the_action_installs_itself_and_not_the_branch() -> None:
    text = commands("action.yml")[0]
    assert '"$GITHUB_ACTION_PATH"' in text
    assert "GITHUB_WORKSPACE" not in text


def test_the_starter_has_the_same_workflow() -> None:
    starter = ROOT / "checker/starter/dot-github/workflows/tousu.yml"
    assert starter.read_text("utf-8") == (ROOT / "ci/github.yml").read_text("utf-8")
