"""A crash at every point of a write leaves the old file or the new one, never half, and nothing lost.

The child counts what it asks of the file system (Python's audit events) and dies without a word just before the n-th,
or right after it where that empties a file; n runs from the first to the last. A second test kills from outside, at
moments that nobody chose.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from checker.cli import cli
from checker.cli.site.folders import fill
from checker.saving import change

ROOT = Path(__file__).parents[2]
CASE = "cases/2026/TS-2026-000012.yml"
DIED = 77
ASKED = ("os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
KILLS = 40

COMMANDS = {
    "add": ["add", "TS-2026-000012", "corrected", "--by", "E1203", "--at", "2026-05-06T10:00",
            "--corrects", "e2", "--note", "更正登记时间"],
    "new": ["new", "--by", "E1203", "--at", "2026-05-06T10:00", "--title", "测试", "--unit", "gz-tianhe"],
    "schema": ["schema"],
    "lock": ["policy", "lock", "--force", "--as-of", "2026-11-20"],
    "output": ["check", "--output", "json:report.json"],
    "import": ["import", "--csv", "log.csv", "--map", "map.yml"],
}  # fmt: skip

LOG = "c,a,t,r\n5,received,2026-11-02T10:15,E1003\n6,received,2026-11-02T11:15,E1003\n"
MAP = "{case: c, activity: a, time: t, resource: r, case_id: 'CRM-{id}', timezone: Asia/Shanghai}\n"


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    root = tmp_path / "register"
    for name in ("policy", "schema"):
        shutil.copytree(ROOT / name, root / name)
    (root / CASE).parent.mkdir(parents=True)
    shutil.copy(ROOT / CASE, root / CASE)
    (root / "report.json").write_text("{}\n")
    (root / "schema/case.schema.json").write_text("{}\n")
    (root / "log.csv").write_text(LOG)
    (root / "map.yml").write_text(MAP)
    return root


def contents(root: Path) -> dict[str, bytes]:
    """Every file but drafts and locks, which begin with a dot."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


def crashed(root: Path, command: list[str], point: int) -> bool:
    """Run a command in a child that dies at the n-th thing it asks of the file system."""
    return died(root, lambda: cli(command, standalone_mode=False), point)


def died(root: Path, act: Callable[[], object], point: int) -> bool:
    child = os.fork()
    if child == 0:
        _die_at(point)
        os.chdir(root)
        for stream in (1, 2):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
        try:
            act()
        except BaseException:
            os._exit(2)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in (0, 2, DIED)
    return code == DIED


def _die_at(point: int) -> None:
    left = point

    def watch(event: str, args: tuple[object, ...]) -> None:
        nonlocal left
        writes = event == "open" and isinstance(args[2], int) and bool(args[2] & WRITING)
        if (writes and args[0] != os.devnull) or event in ASKED:
            left -= 1
            if left == 0:
                if writes and args[2] & os.O_TRUNC and isinstance(args[0], str | os.PathLike):
                    # what a crash right after it leaves: a file begun anew, and empty
                    Path(args[0]).open("wb").close()
                os._exit(DIED)

    sys.addaudithook(watch)


def outcomes(root: Path, command: list[str]) -> Iterator[dict[str, bytes]]:
    """The files after a crash at each point, in copies of the instance; last the finished ones."""
    point, dead = 0, True
    while dead:
        point += 1
        copy = root.with_name(f"crash-{point}")
        shutil.copytree(root, copy)
        dead = crashed(copy, command, point)
        yield contents(copy)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_crash_at_any_point_leaves_old_files_or_new_ones(instance: Path, name: str) -> None:
    if name == "lock":
        (instance / "policy/complaint-handling/revisions.lock").unlink()
    old = contents(instance)
    *crashes, new = outcomes(instance, COMMANDS[name])
    assert new != old, "the command did nothing; this test tests nothing"
    assert len(crashes) >= 2
    for found in crashes:
        assert set(old) <= set(found) | (set(old) - set(new)), "a file is lost"
        for path, content in found.items():
            assert content in (old.get(path), new.get(path)), f"{path} is half written"


def test_a_check_after_a_crash_at_any_point_of_another_says_the_same(
    instance: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """What is kept between runs is whole or passed over."""
    kept = instance.with_name("kept")
    monkeypatch.setenv("XDG_CACHE_HOME", str(kept))
    check = ["check", "--format", "json", "--root", str(instance)]

    def said() -> str:
        with pytest.raises(SystemExit):
            cli(check)
        return capfd.readouterr().out

    want = said()
    shutil.rmtree(kept)
    point = 1
    while crashed(instance, check, point):
        assert said() == want, point
        shutil.rmtree(kept)
        point += 1
    assert point > 2, "nothing was kept; this test tests nothing"


def test_a_site_whose_build_crashes_has_whole_pages_and_the_next_build_is_right(
    tmp_path: Path,
) -> None:
    old = {"a.html": b"old" * 9_000, "cases/b.html": b"same", "gone.html": b"x"}
    new = {"a.html": b"new" * 9_000, "cases/b.html": b"same", "c/d.html": b"y" * 9_000}
    site, point = tmp_path / "site", 1
    fill(site, old)
    while died(tmp_path, lambda: fill(site, new), point):
        for path, content in contents(site).items():
            assert content in (old.get(path), new.get(path)), f"{path} is half written"
        assert set(old) & set(new) <= set(contents(site)), "a page is lost"
        fill(site, old)
        point += 1
    assert contents(site) == new
    assert point > 3
    assert not list(site.rglob(".*")), "drafts of a crash are left"


def test_kills_from_outside_leave_whole_files(tmp_path: Path) -> None:
    target = tmp_path / "case.yml"
    target.write_bytes(b"0\n" * 20_000)
    code = (
        "import sys, pathlib; from checker.saving import change\n"
        "while True:\n"
        "    change(pathlib.Path(sys.argv[1]), lambda old: b'%d\\n' % (int(old.split()[0]) + 1) * 20000)\n"
    )
    chance = random.Random(20260318)
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    for _ in range(KILLS // 10):
        writer = subprocess.Popen([sys.executable, "-c", code, str(target)], env=environment)
        for _ in range(10):
            time.sleep(chance.uniform(0.0, 0.03))
            os.kill(writer.pid, signal.SIGSTOP)
            lines = target.read_bytes().split()
            assert len(lines) == 20_000
            assert len(set(lines)) == 1
            os.kill(writer.pid, signal.SIGCONT)
        writer.kill()
        writer.wait()
        lines = target.read_bytes().split()
        assert (len(lines), len(set(lines))) == (20_000, 1)
    change(target, lambda old: old)
