"""A small sound instance, and its copies with parts of the text replaced."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checker.loading.instance import Instance, load_instance

BASE = Path(__file__).parent / "base"
Make = Callable[[dict[str, Any]], Instance]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Make an instance from a case of the data files: `replace`, `add` and `remove` by path."""

    def made(case: dict[str, Any]) -> Instance:
        root = tmp_path / "instance"
        shutil.copytree(BASE, root)
        for file, changes in case.get("replace", {}).items():
            for old, new in changes:
                text = (root / file).read_text(encoding="utf-8")
                assert text.count(old) >= 1, f"{old!r} is not in {file}"
                (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        for file, text in case.get("add", {}).items():
            (root / file).parent.mkdir(parents=True, exist_ok=True)
            with (root / file).open("a", encoding="utf-8") as stream:
                stream.write(text)
        for file in case.get("remove", []):
            (root / file).unlink()
        return load_instance(root)

    return made
