"""A small sound instance, and its copies with parts of the text replaced."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checker.document import DEFAULT_LIMITS
from checker.loading.instance import Instance, load_instance
from checker.policychecks.lock import plan, write_lock

TODAY = date(2026, 11, 20)
BASE = Path(__file__).parent / "base"
Make = Callable[..., Instance]


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Make an instance from a case of the data files: `replace`, `add` and `remove` by path."""

    def made(case: dict[str, Any], folder: str = "instance") -> Instance:
        root = tmp_path / folder
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
        if case.get("lock", True):
            frozen(root)
        return load_instance(root)

    return made


def frozen(root: Path) -> None:
    """Write the locks that stand on the day of the tests, where the policies are sound."""
    instance = load_instance(root)
    for item in instance.loaded:
        if item.policy is not None and item.policy.locked is None:
            write_lock(root, plan(root, item, TODAY, DEFAULT_LIMITS))
