"""A repository that git builds for each test, and the gate run in it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from checker.cli import cli
from tests.gate.world import AS_OF, FILES, Repo


@dataclass(frozen=True)
class Said:
    """What the gate said."""

    code: int
    findings: list[dict[str, Any]]
    out: str
    err: str

    def of(self, rule: str, status: str = "violation") -> list[str]:
        """Where a rule found something."""
        return [
            f"{item['path']} {item['reason'] or ''}".strip()
            for item in self.findings
            if item["rule"] == rule and item["status"] == status
        ]

    @property
    def stops(self) -> set[tuple[str, str | None]]:
        """Rules and reasons of what counts."""
        against = ("violation", "undetermined", "invalid")
        return {
            (item["rule"], item["reason"]) for item in self.findings if item["status"] in against
        }

    @property
    def remarks(self) -> set[str]:
        return {item["rule"] for item in self.findings if item["kind"] == "gate"}


Gate = Callable[..., Said]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sound register, committed on `main`; copied for each test, never changed."""
    repo = Repo(tmp_path_factory.mktemp("made") / "repo")
    repo.commit(dict(FILES))
    return repo.root


@pytest.fixture
def repo(made: Path, tmp_path: Path) -> Repo:
    """A repository of the test's own."""
    return Repo.at(Path(shutil.copytree(made, tmp_path / "repo", symlinks=True)))


@pytest.fixture
def gate(repo: Repo) -> Gate:
    """Run `tousu ci` in the repository; the JSON of what it found."""

    def run(*words: str, as_of: str | None = AS_OF, root: Path | None = None) -> Said:
        dated = ["--as-of", as_of] if as_of else []
        command = ["ci", *words, *dated, "--format", "json", "--root", str(root or repo.root)]
        result = CliRunner().invoke(cli, command, prog_name="tousu")
        assert result.exception is None or isinstance(result.exception, SystemExit), result
        found = json.loads(result.stdout)["findings"] if result.stdout else []
        return Said(result.exit_code, found, result.stdout, result.stderr)

    return run
