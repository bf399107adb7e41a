"""Writers at once lose nothing, and a crash leaves nothing half done."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from checker import saving
from checker.saving import Busy, Exists, change, create, locked

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="modes and signals of POSIX")


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def test_many_writers_lose_nothing(tmp_path: Path) -> None:
    target = tmp_path / "case.yml"
    target.write_bytes(b"")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: change(target, lambda old: old + b"%d\n" % n), range(60)))
    assert sorted(map(int, target.read_text().split())) == list(range(60))
    assert leftovers(tmp_path) == []


def test_a_lock_that_a_crash_left_does_not_stand_in_the_way(tmp_path: Path) -> None:
    target = tmp_path / "case.yml"
    target.write_bytes(b"old")
    code = (
        "import os, pathlib, sys; from checker.saving import locked\n"
        "with locked(pathlib.Path(sys.argv[1])): os._exit(9)"
    )
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run([sys.executable, "-c", code, str(target)], env=environment, check=False)
    assert done.returncode == 9
    assert leftovers(tmp_path) == [".case.yml.lock"]
    change(target, lambda old: old + b" new")
    assert target.read_bytes() == b"old new"
    assert leftovers(tmp_path) == []


def test_a_held_lock_is_waited_for_and_given_up(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(saving, "PATIENCE", 0.1)
    target = tmp_path / "case.yml"
    target.write_bytes(b"old")
    with locked(target), pytest.raises(Busy):
        change(target, lambda old: old + b"!")
    assert target.read_bytes() == b"old"


def test_an_editor_that_saves_meanwhile_loses_nothing(tmp_path: Path) -> None:
    target = tmp_path / "case.yml"
    target.write_bytes(b"old")
    calls = []

    def compose(old: bytes) -> bytes:
        calls.append(old)
        if len(calls) == 1:
            target.write_bytes(b"edited")
        return old + b" new"

    change(target, compose)
    assert target.read_bytes() == b"edited new"
    assert calls == [b"old", b"edited"]


def test_an_editor_that_never_stops_is_given_way(tmp_path: Path) -> None:
    target = tmp_path / "case.yml"
    target.write_bytes(b"0")

    def compose(old: bytes) -> bytes:
        target.write_bytes(old + b"e")
        return old + b"n"

    with pytest.raises(Busy):
        change(target, compose)
    assert b"n" not in target.read_bytes()
    assert leftovers(tmp_path) == []


def test_a_failure_leaves_all_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "case.yml"
    target.write_bytes(b"old")

    def compose(old: bytes) -> bytes:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change(target, compose)
    assert target.read_bytes() == b"old"
    assert leftovers(tmp_path) == []


@POSIX
def test_the_mode_of_a_file_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "case.yml"
    target.write_bytes(b"old")
    target.chmod(0o640)
    change(target, lambda old: old + b"!")
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_new_file_never_takes_anothers_place(tmp_path: Path) -> None:
    target = tmp_path / "case.yml"
    create(target, b"mine")
    with pytest.raises(Exists):
        create(target, b"theirs")
    assert target.read_bytes() == b"mine"
    assert leftovers(tmp_path) == []
