"""A Dask cluster of two says what one process says, or nothing."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from shutil import copytree

import pytest

from checker import cluster
from checker.cluster import Asked, NoCluster, check_on_cluster
from checker.engine import Options, Run, check_by
from checker.formats.json import render
from checker.loading.instance import load_instance

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def instance():
    return load_instance(ROOT)


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Two worker processes on this machine."""
    monkeypatch.setattr(cluster, "PATIENCE_SECONDS", 15)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from distributed import LocalCluster  # noqa: PLC0415 - dear, and optional

        with LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
        ) as local:
            yield local.scheduler_address


def options(instance) -> Options:
    return Options(second=instance.instant("2026-11-20"), clock=False)


def test_the_report_is_the_same(instance, address, monkeypatch) -> None:
    monkeypatch.setattr(cluster, "CHUNK", 9)
    asked = options(instance)
    run = Run(instance, asked)
    there = check_on_cluster(instance, asked, address)
    assert render(there, "zh") == render(check_by(run, run.outcomes), "zh")

    real = cluster._digest
    changed = run.files[40]
    monkeypatch.setattr(
        cluster, "_digest", lambda path: "" if str(path).endswith(changed) else real(path)
    )
    with pytest.raises(NoCluster):  # the workers saw another file than is here
        check_on_cluster(instance, asked, address)
    monkeypatch.setattr(cluster, "_digest", real)
    monkeypatch.setattr(cluster, "_inputs", lambda root: "another program or policy")
    with pytest.raises(NoCluster):
        check_on_cluster(instance, asked, address)


def test_workers_that_die_give_no_result(instance, address, monkeypatch) -> None:
    monkeypatch.setattr(cluster, "_share", _die)
    with pytest.raises(NoCluster):
        check_on_cluster(instance, options(instance), address)


def _die(*args: object) -> None:
    os._exit(9)


@pytest.mark.parametrize("nowhere", ["tcp://127.0.0.1:1", "nonsense://x", "tcp://"])
def test_a_cluster_that_is_not_there(instance, nowhere, monkeypatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE_SECONDS", 1)
    with pytest.raises(NoCluster):
        check_on_cluster(instance, options(instance), nowhere)


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """An instance that a test may change."""
    for name in ("policy", "cases"):
        copytree(ROOT / name, tmp_path / name)
    return tmp_path


def asked_of(root: Path) -> Asked:
    instance = load_instance(root)
    return Asked(root, cluster._inputs(root), options(instance), None)


def test_a_worker_says_of_all_it_read_which_bytes_they_were(here) -> None:
    files = load_instance(here).case_files()
    (here / files[0]).write_bytes(b"\xff no text")  # no document, yet it was read
    outcomes, seen = cluster._share(asked_of(here), files)
    kept = {path for item in outcomes for path in item.evidence}
    assert kept
    assert seen == {
        file: sha256((here / file).read_bytes()).hexdigest() for file in {*files, *kept}
    }


def test_a_worker_does_not_judge_by_another_policy(here) -> None:
    asked = asked_of(here)
    files = load_instance(here).case_files()[:1]
    settings = here / "policy" / "settings.yml"
    before = settings.read_bytes()
    settings.write_bytes(before + b"# another\n")
    assert cluster._share(asked, files) is None
    settings.write_bytes(before)
    assert cluster._share(asked, files) is not None  # a refusal is not remembered


def test_a_worker_does_not_take_files_for_the_program_that_it_runs(tmp_path, monkeypatch) -> None:
    """Its modules are loaded once; what stands on the disk later is not what judges."""
    (tmp_path / "rule.py").write_text("old")
    monkeypatch.setattr(cluster, "CODE", tmp_path)
    program = cache(cluster._program.__wrapped__)
    began = program()
    (tmp_path / "rule.py").write_text("new")
    assert program() == began
    assert cluster._program.__wrapped__() != began
