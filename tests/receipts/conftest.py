"""A small register in a folder of its own, and the command run in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from checker.cli import cli
from tests.gate.world import write_world

Run = Callable[..., Result]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_world(tmp_path / "register")
    return tmp_path / "register"


@pytest.fixture
def run(root: Path) -> Run:
    def invoke(*words: str) -> Result:
        result = CliRunner().invoke(cli, [*words, "--root", str(root)], prog_name="tousu")
        assert result.exception is None or isinstance(result.exception, SystemExit), result
        return result

    return invoke
