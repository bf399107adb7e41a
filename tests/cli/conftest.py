"""An instance made by `tousu init`, and the command run in it as a shell would."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from checker.cli import cli

Run = Callable[..., Result]
Shell = Callable[..., "Finished"]


@dataclass(frozen=True)
class Finished:
    """What a process left behind."""

    code: int
    out: str
    err: str


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh instance; copied for each test, never changed."""
    folder = tmp_path_factory.mktemp("made") / "instance"
    result = CliRunner().invoke(cli, ["init", str(folder)], prog_name="tousu")
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    """An instance of the test's own."""
    return Path(shutil.copytree(made, tmp_path / "instance"))


@pytest.fixture
def run(root: Path) -> Run:
    """Run a command in the instance, in this process; no traceback may come out."""

    def invoke(*words: str, **more: object) -> Result:
        result = CliRunner().invoke(
            cli, [words[0], *words[1:], "--root", str(root)], prog_name="tousu", **more
        )
        assert result.exception is None or isinstance(result.exception, SystemExit), result
        return result

    return invoke


@pytest.fixture
def shell(root: Path) -> Shell:
    """Run a command in the instance, in a process of its own."""

    def finished(*words: str, stdin: str = "", **environment: str) -> Finished:
        done = subprocess.run(
            [sys.executable, "-m", "checker", *words],
            cwd=root,
            input=stdin.encode(),
            capture_output=True,
            timeout=60,
            check=False,
            env=environment_of(**environment),
        )
        return Finished(done.returncode, done.stdout.decode(), done.stderr.decode())

    return finished


def environment_of(**more: str) -> dict[str, str]:
    """A quiet environment in which the package of this checkout is found."""
    repository = str(Path(__file__).parents[2])
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}
    return kept | {"PYTHONPATH": repository, "LC_ALL": "C.UTF-8"} | more


@pytest.fixture
def environment() -> dict[str, str]:
    return environment_of()


@pytest.fixture
def run_anywhere() -> Run:
    """Run a command that needs no instance, in this process."""
    return lambda *words: CliRunner().invoke(cli, list(words), prog_name="tousu")
