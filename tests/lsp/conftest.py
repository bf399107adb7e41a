"""A fresh instance and an editor on it; one editor for a module, as people keep theirs open."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from checker.cli import cli

from .editor import Editor

Start = Callable[..., Editor]
AS_OF = "as_of: 2025-08-29\n"


def environment() -> dict[str, str]:
    """A quiet environment in which the package of this checkout is found."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}
    return kept | {"PYTHONPATH": str(Path(__file__).parents[2]), "LC_ALL": "C.UTF-8"}


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance that stands still at a day; copied, never changed."""
    folder = tmp_path_factory.mktemp("fresh") / "instance"
    result = CliRunner().invoke(cli, ["init", str(folder)], prog_name="tousu")
    assert result.exit_code == 0, result.output
    (folder / "policy/settings.yml").write_text(AS_OF, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def root(fresh: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The module's own instance, in a folder with a space and Chinese in its name."""
    return Path(shutil.copytree(fresh, tmp_path_factory.mktemp("lsp") / "投诉 案卷"))


@pytest.fixture(scope="module")
def editor(root: Path) -> Iterator[Editor]:
    """An editor on the instance; when it ends the server does, without having logged an error."""
    found = Editor(environment(), root)
    yield found
    assert found.logged == []
    assert found.stop() == 0


@pytest.fixture
def start() -> Iterator[Start]:
    """Start an editor of the test's own."""
    started: list[Editor] = []

    def begin(*folders: Path, **more: Any) -> Editor:
        started.append(Editor(environment(), *folders, **more))
        return started[-1]

    yield begin
    for one in started:
        assert one.logged == []
        assert one.stop() == 0


@pytest.fixture
def own(fresh: Path, tmp_path: Path) -> Path:
    """An instance of the test's own."""
    return Path(shutil.copytree(fresh, tmp_path / "own"))
