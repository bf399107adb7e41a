"""`new` and `add` at a terminal: questions on the terminal, data on standard output."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

pty = pytest.importorskip("pty")
Talk = Callable[..., tuple[int, str, str]]


@pytest.fixture
def talk(root: Path, environment: dict[str, str]) -> Talk:
    """Run a command whose questions are answered at a terminal: code, standard output, screen."""

    def talked(words: list[str], answers: list[str]) -> tuple[int, str, str]:
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            [sys.executable, "-m", "checker", *words],
            cwd=root,
            env=environment,
            stdin=theirs,
            stdout=subprocess.PIPE,
            stderr=theirs,
        )
        os.close(theirs)
        os.write(ours, "".join(f"{answer}\n" for answer in answers).encode())
        try:
            out, _ = process.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            pytest.fail(f"it still asks: {_all(ours)}")
        screen = _all(ours)
        os.close(ours)
        return process.returncode, out.decode(), screen

    return talked


def _all(handle: int) -> str:
    read = b""
    while True:
        try:
            part = os.read(handle, 4096)
        except OSError:
            return read.decode(errors="replace")
        if not part:
            return read.decode(errors="replace")
        read += part


def test_a_case_is_asked_for(root: Path, talk: Talk) -> None:
    answers = [
        "2025-09-01T09:00",
        "E9",
        "E0102",
        "费用",
        "说明: 不清",
        "C-9",
        "E1003",
        "branch-1",
        "2",
        "产品",
        "self",
    ]
    code, out, screen = talk(["new"], answers)
    assert code == 0, screen
    assert out.splitlines()[0] == "cases/2025/TS-2025-000004.yml"
    assert "没有这个人员" in screen
    assert "一般投诉 (general)" in screen
    case = yaml.safe_load((root / "cases/2025/TS-2025-000004.yml").read_text(encoding="utf-8"))
    assert case == {
        "id": "TS-2025-000004",
        "title": "费用",
        "summary": "说明: 不清",
        "complainant": {"ref": "C-9"},
        "accused": [{"staff": "E1003"}],
        "responsible": {"unit": "branch-1"},
        "severity": "serious",
        "category": "product",
        "source": "self",
        "events": [{"id": "e1", "type": "received", "at": "2025-09-01T09:00", "by": "E0102"}],
    }


def test_what_may_be_blank_is_left_out(root: Path, talk: Talk) -> None:
    code, _, screen = talk(["new"], ["2025-09-01T09:00", "E0102", *[""] * 8])
    assert code == 0, screen
    case = yaml.safe_load((root / "cases/2025/TS-2025-000004.yml").read_text(encoding="utf-8"))
    assert sorted(case) == ["events", "id"]


def test_an_event_is_asked_for(root: Path, talk: Talk) -> None:
    code, out, screen = talk(
        ["add", "TS-2025-000001"], ["昨天", "2025-03-20T10:00", "重新办理", "E0102", "客户又来"]
    )
    assert code == 0, screen
    assert out.splitlines()[0] == "cases/2025/TS-2025-000001.yml e8"
    assert "写成 2026-03-02" in screen
    case = yaml.safe_load((root / "cases/2025/TS-2025-000001.yml").read_text(encoding="utf-8"))
    assert case["events"][-1] == {
        "id": "e8",
        "type": "reopened",
        "at": "2025-03-20T10:00",
        "by": "E0102",
        "note": "客户又来",
    }


def test_only_what_is_missing_is_asked_for(root: Path, talk: Talk) -> None:
    words = ["add", "TS-2025-000001", "corrected", "--at", "2025-03-20"]
    code, _, screen = talk(words, ["E0102", "e4"])
    assert code == 0, screen
    text = (root / "cases/2025/TS-2025-000001.yml").read_text(encoding="utf-8")
    assert text.endswith("- {id: e8, type: corrected, at: 2025-03-20, by: E0102, corrects: e4}\n")


def test_a_field_that_becomes_required_is_asked_for(root: Path, talk: Talk) -> None:
    file = root / "cases/2025/TS-2025-000001.yml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("outcome: explained\n", ""), encoding="utf-8"
    )
    words = ["add", "TS-2025-000001", "closed", "--at", "2025-03-20", "--by", "E0102"]
    code, _, screen = talk(words, ["1"])
    assert code == 0, screen
    assert "outcome: settled\nevents:" in file.read_text(encoding="utf-8")


def test_giving_up_writes_nothing(root: Path, talk: Talk) -> None:
    before = (root / "cases/2025/TS-2025-000001.yml").read_bytes()
    code, out, screen = talk(["add", "TS-2025-000001", "replied", "--at", "2025-03-20"], ["\x04"])
    assert (code, out) == (1, "")
    assert "已取消" in screen
    assert (root / "cases/2025/TS-2025-000001.yml").read_bytes() == before
