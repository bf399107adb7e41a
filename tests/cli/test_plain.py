"""Words that are read without click are read as click reads them; all others are left to it."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.cli import main
from checker.cli.check import command
from checker.cli.plain import MOST_JOBS, wanted_of

ROOT = Path(__file__).parents[2]
VALUES = {
    "--format": ["text", "json", "sarif", "xml", "JSON"],
    "--as-of": ["2026-11-20", "2026-11-20T09:00", "yesterday", "-1", ""],
    "--root": [str(ROOT), str(ROOT / "README.md"), "nowhere", ""],
    "--lang": ["zh", "en", "fr"],
    "--fail-on": ["error", "warning", "note", "never", "always"],
    "--jobs": ["1", "07", "0", "-1", "+2", "２", "1_0", "x", str(MOST_JOBS)],
    "--policy": ["complaint-handling", "-"],
    "--select": ["a,b", "c", "--format"],
    "--ignore": ["a", "b=c"],
}
OTHER = [
    *("--all", "--no-cache", "--", "-", "-h", "--help", "--forma", "--as", "-j1", "--nope"),
    *("--output", "json:x", "--shard=1/2", "--receipt", "--changed-since=HEAD"),
]
OPTION = st.sampled_from(sorted(VALUES)).flatmap(
    lambda name: st.sampled_from(VALUES[name]).flatmap(
        lambda value: st.sampled_from([(f"{name}={value}",), (name, value), (name,)])
    )
)
PATHS = st.sampled_from([str(ROOT / "cases"), str(ROOT / "README.md"), str(ROOT / "a=b"), "", "é"])
WORDS = st.lists(
    st.one_of(
        OPTION,
        OPTION,
        PATHS.map(lambda path: (path,)),
        st.sampled_from(OTHER).map(lambda word: (word,)),
    )
).map(lambda parts: [word for part in parts for word in part])


@given(WORDS)
def test_what_is_read_plainly_click_reads_the_same(words) -> None:
    wanted = wanted_of(["check", *words])
    if wanted is not None:
        with command.make_context("check", list(words)) as context:
            assert asdict(wanted) == context.params


CASE = "cases/2025/TS-2025-000001.yml"


@pytest.mark.parametrize(
    "words",
    [
        ["check", CASE],
        ["check", "cases", CASE, "--lang=en"],
        ["check", "--format", "json", "--as-of", "2026-11-20", "--fail-on=never", CASE],
        ["check", "--jobs", "2", "--select", "a", "--select=b", "--ignore", "c"],
        ["check", "--root", str(ROOT), "--policy", "complaint-handling"],
    ],
)
def test_a_hook_is_plain(words, monkeypatch) -> None:
    monkeypatch.chdir(ROOT)
    assert wanted_of(words) is not None


@pytest.mark.parametrize(
    "words",
    [
        *([], ["due"], ["--lang", "en", "check", CASE], ["check", "--all"], ["check", "--help"]),
        *(["check", "none.yml"], ["check", "--", CASE], ["check", ""], ["check", "--format"]),
        *(["check", "--format", "xml"], ["check", "--fail-on=x"], ["check", "--lang", "fr"]),
        *(["check", "--jobs", "0"], ["check", "--root", CASE], ["check", "--root", "none"]),
        ["check", "--lang", "zh", "--lang", "en"],
    ],
)
def test_what_is_not_plain_or_not_right_is_left_to_click(words, monkeypatch) -> None:
    monkeypatch.chdir(ROOT)
    assert wanted_of(words) is None


def test_streams_that_are_not_utf8_are_left_to_click(monkeypatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), "ascii")
    monkeypatch.setattr("sys.stdout", stream)
    assert wanted_of(["check", str(ROOT / CASE)]) is None


@pytest.mark.parametrize(
    "words",
    [
        *((), ("README.md",), ("--as-of", "once"), ("--policy", "none"), ("cases", "policy")),
        ("--format", "junit", "--lang", "en", "--fail-on", "note", "cases"),
    ],
    ids=" ".join,
)
def test_the_same_is_said_without_click(root, words) -> None:
    """Both ways in processes of their own: `--no-cache` is not read plainly."""
    (root / "README.md").write_text("no case", "utf-8")
    (root / "policy/settings.yml").write_text("as_of: 2026-11-20\n", "utf-8")

    def said(*more: str) -> tuple[int, bytes, bytes]:
        done = subprocess.run(
            [sys.executable, "-m", "checker", "check", *words, *more],
            cwd=root,
            env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=False,
        )
        return done.returncode, done.stdout, done.stderr

    assert wanted_of(["check", "--root", str(root)]) is not None
    assert said() == said("--no-cache")


def test_a_reader_who_leaves_and_a_person_who_stops(root, monkeypatch, capsys) -> None:
    monkeypatch.setattr("sys.argv", ["tousu", "check", "--root", str(root)])
    for trouble, code, told in (
        (KeyboardInterrupt(), 1, "已取消"),
        (EOFError(), 2, "一个进程意外结束，没有检查完"),
        (ZeroDivisionError(), 2, "内部错误（ZeroDivisionError）"),
        (OSError(28, "No space left on device"), 2, "没有完成：No space left on device"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr("checker.cli.checking.check_on_cores", Raising(trouble))
            with pytest.raises(SystemExit) as left:
                main()
        assert left.value.code == code
        assert told in capsys.readouterr().err


class Raising:
    """Stands for a run that comes to nothing."""

    def __init__(self, trouble: BaseException) -> None:
        self.trouble = trouble

    def __call__(self, *_: object, **__: object) -> None:
        raise self.trouble


def test_without_a_standard_error_the_verdict_is_the_same(root) -> None:
    words = [sys.executable, "-m", "checker", "check", "--root", str(root), "--as-of", "2026-11-20"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    codes = [
        subprocess.run(
            ["sh", "-c", f'"$@" {closing}', "sh", *words],
            cwd=root, env=environment, stdout=subprocess.DEVNULL, check=False,
        ).returncode
        for closing in ("2>/dev/null", "2>&-")
    ]  # fmt: skip
    assert codes[0] == codes[1]
    assert codes[0] in (0, 1)
