"""A copy of the sample register, and a cache of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.cache.keys import policy_key
from checker.cache.memory import open_remembering
from checker.cache.standing import NEAR_NS
from checker.engine import Options, Result, Run, check_by
from checker.formats.json import render
from checker.loading.instance import Instance, load_instance

ROOT = Path(__file__).parents[2]
LONG_AGO = 1_700_000_000


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's cache folder; what was written a moment ago counts as old enough to trust."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("checker.cache.standing.NEAR_NS", -NEAR_NS)
    return tmp_path / "cache"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A register of twenty cases, those that know of each other among them."""
    for folder in ("policy", "cases/evidence", "cases/reports"):
        shutil.copytree(ROOT / folder, tmp_path / "register" / folder)
    chosen = sorted(ROOT.glob("cases/2*/*.yml"))
    related = [path for path in chosen if "incident: INC" in path.read_text("utf-8")]
    for path in sorted({*chosen[::9], *chosen[-6:], *related}):
        target = tmp_path / "register" / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    return tmp_path / "register"


Judge = Callable[..., tuple[Result, int]]


@pytest.fixture
def judge(root: Path) -> Judge:
    """Judge with the cache; how many cases were judged anew. Always the same as without it."""

    read: dict[str | None, Instance] = {}

    def plainly() -> Instance:
        """The instance as it is without a cache; read again where any of its files changed."""
        key = policy_key(root)
        if key not in read:
            read[key] = load_instance(root)
        return read[key]

    def run(second: int, *, clock: bool = False, paths: tuple[str, ...] | None = None):
        options = Options(second=second, clock=clock, paths=paths)
        instance, memory = open_remembering(root)
        anew: list[str] = []

        def spread(files, links):
            for outcome in Run(instance, options).outcomes(files, links):
                anew.extend([] if outcome.awaits else [outcome.file])
                yield outcome

        run_now = Run(instance, options)
        with_cache = memory.check(run_now, spread) if memory else check_by(run_now, spread)
        plain = Run(plainly(), options)
        assert render(with_cache, "zh") == render(check_by(plain, plain.outcomes), "zh")
        return with_cache, len(anew)

    return run


def touch_back(path: Path) -> None:
    """Give a file an old time of change, as a tool might that wants to hide one."""
    os.utime(path, (LONG_AGO, LONG_AGO))
