"""However many processes judge, in whatever order, with whatever they forget: one report to the byte."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from checker import parallel
from checker.engine import Options, Run, check_by, check_instance
from checker.formats import FORMATS, render
from checker.loading.instance import Instance, load_instance

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Instance:
    """The sample register with an id that stands twice, in files far from each other."""
    root = tmp_path_factory.mktemp("register")
    for folder in ("policy", "cases"):
        shutil.copytree(ROOT / folder, root / folder)
    twin = (root / "cases/2026/TS-2026-000040.yml").read_text("utf-8")
    (root / "cases/2025/TS-2025-000999.yml").write_text(twin, "utf-8")
    return load_instance(root)


def options(instance: Instance, day: str, *, everything: bool = False) -> Options:
    held = instance.instant(day)
    assert held is not None
    return Options(second=held, clock=False, everything=everything)


@pytest.mark.parametrize("day", ["2026-11-20", "2025-09-10", "2025-02-01"])
@pytest.mark.parametrize("everything", [True, False])
def test_what_is_only_counted_is_counted_right(
    register: Instance, day: str, everything: bool
) -> None:
    asked = options(register, day, everything=everything)
    kept = check_instance(register, asked)
    run = Run(register, asked)
    brief = check_by(run, run.outcomes)
    for name in FORMATS:
        assert render(brief, name, "zh") == render(kept, name, "zh")
    assert not brief.cases
    assert brief.matched == kept.matched == 101


@pytest.mark.parametrize("jobs", [2, 3])
def test_the_report_does_not_depend_on_the_number_of_processes(
    register: Instance, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallel, "WORTH_IT", 1)
    monkeypatch.setattr(parallel, "CHUNK", 7)
    asked = options(register, "2026-11-20")
    alone = check_instance(register, asked)
    together = parallel.check_on_cores(register, asked, jobs)
    assert [render(together, name, "zh") for name in FORMATS] == [
        render(alone, name, "zh") for name in FORMATS
    ]


def test_the_report_does_not_depend_on_the_order_of_files(register: Instance) -> None:
    run = Run(register, options(register, "2026-11-20"))
    backwards = check_by(run, lambda files, links: run.outcomes(files[::-1], links))
    assert render(backwards, "json", "zh") == render(check_by(run, run.outcomes), "json", "zh")


def test_a_process_that_dies_leaves_no_result(
    register: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parallel, "WORTH_IT", 1)
    monkeypatch.setattr(parallel, "_share", _die)
    with pytest.raises(EOFError):
        parallel.check_on_cores(register, options(register, "2026-11-20"), 2)


def _die(files: list[str]) -> None:
    os._exit(9)
