"""One case in the terminal, and what is owed next."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

pty = pytest.importorskip("pty")
OPEN = """\
id: TS-2025-000010
title: 未办结的
responsible: {unit: branch-1, staff: E1002}
severity: general
category: service
source: self
accused: [{staff: E1003}]
events:
  - {id: e1, type: received, at: 2025-08-04T09:00, by: E1002}
  - {id: e2, type: registered, at: 2025-08-04T09:30, by: E1002}
"""


@pytest.fixture
def with_open(root: Path) -> Path:
    text = OPEN.replace("TS-2025-000010", "TS-2025-000011").replace(
        "branch-1, staff: E1002", "service"
    )
    accepted = "  - {id: e3, type: accepted, at: 2025-08-05T09:00, by: E1002}\n"
    (root / "cases/2025/TS-2025-000010.yml").write_text(OPEN, encoding="utf-8")
    (root / "cases/2025/TS-2025-000011.yml").write_text(text + accepted, encoding="utf-8")
    return root


def owed(run, *words: str) -> list[tuple[str, str, str]]:
    result = run("due", "--format", "json", "--as-of", "2025-08-06", *words)
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)["owed"]
    return [(one["case"], one["rule"], (one["due"] or "")[:10]) for one in found]


ACCEPT = ("TS-2025-000010", "accept-in-time", "2025-08-07")
CLOSE = ("TS-2025-000011", "close-in-time", "2025-09-04")


@pytest.mark.usefixtures("with_open")
@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ([], [ACCEPT, CLOSE]),
        (["--days", "0"], []),
        (["--days", "1"], [ACCEPT]),
        (["--days", "29"], [ACCEPT, CLOSE]),
        (["--unit", "branch-1"], [ACCEPT]),
        (["--unit", "service"], [CLOSE]),
        (["--unit", "head-office"], [ACCEPT, CLOSE]),
        (["--staff", "E1002"], [ACCEPT]),
        (["--staff", "E1001"], []),
    ],
)
def test_what_is_owed(run, words, wanted) -> None:
    assert owed(run, *words) == wanted


@pytest.mark.usefixtures("with_open")
def test_what_is_overdue_comes_first(run) -> None:
    result = run("due", "--as-of", "2025-08-20")
    lines = [line.split() for line in result.stdout.splitlines()]
    assert [line[:6] for line in lines[1:]] == [
        ["2025-08-07", "逾期", "TS-2025-000010", "accept-in-time", "branch-1", "E1002"],
        ["2025-09-04", "待办", "TS-2025-000011", "close-in-time", "service", "—"],
    ]


@pytest.mark.parametrize(
    ("as_of", "status"), [("2026-12-30", "pending"), ("2027-02-20", "undetermined")]
)
def test_what_may_be_due_by_then_is_listed_although_its_day_is_not_known(root, run, as_of, status):
    text = OPEN.replace("2025-08-04", "2026-12-04").replace("2025", "2026")
    accepted = "  - {id: e3, type: accepted, at: 2026-12-04T10:00, by: E1002}\n"
    (root / "cases/2026").mkdir()
    (root / "cases/2026/TS-2026-000010.yml").write_text(text + accepted, encoding="utf-8")
    result = run("due", "--format", "json", "--as-of", as_of, "--days", "0")
    found = [(one["rule"], one["status"], one["due"]) for one in json.loads(result.stdout)["owed"]]
    assert found == [("close-in-time", status, None)]
    suspended = "  - {id: e4, type: suspended, at: 2026-12-07T10:00, by: E1002}\n"
    with (root / "cases/2026/TS-2026-000010.yml").open("a", encoding="utf-8") as file:
        file.write(suspended)
    result = run("due", "--format", "json", "--as-of", as_of, "--days", "0")
    assert json.loads(result.stdout)["owed"] == [], "a clock that stands falls due on no day"


def test_nothing_is_owed(run) -> None:
    assert run("due").stdout == "没有待办的事\n"


def test_an_owed_report_is_named(root: Path, run) -> None:
    (root / "policy/complaint-handling/revisions.lock").unlink()
    rules = root / "policy/complaint-handling/2020-01-01/rules.yml"
    report = """
  - id: monthly-report
    kind: periodic-report
    title: 月报
    basis: ["5"]
    every: month
    document: monthly
    within: {working_days: 10}
    first: 2025-06
    for_each: {unit_type: branch}
"""
    rules.write_text(rules.read_text(encoding="utf-8") + report, encoding="utf-8")
    result = run("due", "--as-of", "2025-07-10", "--unit", "branch-1")
    assert result.stdout.splitlines()[1].split()[:5] == [
        "2025-07-14", "待办", "branch-1/2025-06", "monthly-report", "branch-1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--unit", "branch-2"], "是否想写 branch-1"),
        (["--staff", "E1"], "没有人员 E1"),
        (["--days", "-1"], "-1"),
    ],
)
def test_slips(run, words, says) -> None:
    result = run("due", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr


def test_an_invalid_case_may_owe_something_too(root: Path, run) -> None:
    (root / "cases/2025/TS-2025-000010.yml").write_text("id: [", encoding="utf-8")
    result = run("due")
    assert (result.exit_code, "yaml-syntax" in result.stderr) == (1, True)


# --- show


@pytest.mark.usefixtures("with_open")
def test_a_case_is_shown(run) -> None:
    result = run("show", "TS-2025-000010", "--as-of", "2025-08-20")
    assert result.exit_code == 0
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert lines[0] == "TS-2025-000010 未办结的"
    for wanted in (
        "状态 已登记",
        "被投诉人 E1003",
        "责任单位/人 第一营业部 E1002",
        "严重程度 一般投诉",
        "e1 2025-08-04 09:00 接到投诉 E1002",
        "accept-in-time 违规 2025-08-07 尚未受理或不予受理，期限 2025-08-07（3 个工作日）已过",
    ):
        assert wanted in lines
    assert not [line for line in lines if line.startswith("close-in-time")]
    shown = run("show", "TS-2025-000010", "--as-of", "2025-08-20", "--all")
    assert "close-in-time" in shown.stdout


def test_a_case_of_two_policies_shows_the_obligations_of_each(root: Path, run) -> None:
    ours = root / "policy/complaint-handling"
    theirs = root / "policy/regulator"
    theirs.mkdir()
    shutil.copytree(ours / "2020-01-01", theirs / "2020-01-01")
    (theirs / "2020-01-01/rules.yml").write_text(
        """rules:
  - {id: answer-soon, kind: deadline, title: 及时答复, basis: ["5"], from: received, to: replied, within: {hours: 1}}
""",
        encoding="utf-8",
    )
    events = theirs / "2020-01-01/events.yml"
    text = events.read_text(encoding="utf-8").replace("status: 待受理", "status: 新来")
    events.write_text(text.replace("status: 已登记", "status: 新来"), encoding="utf-8")
    head = theirs / "2020-01-01/revision.yml"
    text = head.read_text(encoding="utf-8").replace(
        "policy: complaint-handling", "policy: regulator"
    )
    head.write_text(text.replace("Asia/Shanghai", "Asia/Tokyo"), encoding="utf-8")
    case = OPEN.replace("title:", "policy: [complaint-handling, regulator]\ntitle:")
    (root / "cases/2025/TS-2025-000010.yml").write_text(case, encoding="utf-8")
    result = run("show", "TS-2025-000010", "--as-of", "2025-08-20")
    assert result.exit_code == 0, result.stderr
    ours_told, theirs_told = result.stdout.split("义务 complaint-handling")[1].split(
        "义务 regulator"
    )
    assert "accept-in-time" in ours_told
    assert "answer-soon" not in ours_told
    assert "accept-in-time" not in theirs_told
    assert "尚未答复客户，期限 2025-08-04 11:00（1 小时）已过" in theirs_told
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert "状态 已登记、新来" in lines
    assert any(
        line.startswith("依据 complaint-handling ") and "、regulator " in line for line in lines
    )


def test_columns_line_up_in_chinese(run) -> None:
    lines = run("show", "TS-2025-000001").stdout.splitlines()
    head = next(line for line in lines if line.startswith("编号"))
    row = next(line for line in lines if line.startswith("e1 "))
    for title, value in (
        ("时间", "2025-03-10"),
        ("事件", "接到投诉"),
        ("经办", "E1002"),
        ("留痕", "书面材料"),
    ):
        assert cell_len(head[: head.index(title)]) == cell_len(row[: row.index(value)])


def test_piped_it_is_plain_and_never_wrapped(root: Path, run) -> None:
    file = root / "cases/2025/TS-2025-000001.yml"
    text = file.read_text(encoding="utf-8").replace("客户当面提出", "很长的备注" * 60)
    file.write_text(text, encoding="utf-8")
    out = run("show", "TS-2025-000001").stdout
    assert "很长的备注" * 60 in out
    assert "\x1b" not in out
    assert not [line for line in out.splitlines() if line != line.rstrip()]


def test_marks_of_the_library_are_text(root: Path, run) -> None:
    file = root / "cases/2025/TS-2025-000001.yml"
    text = file.read_text(encoding="utf-8").replace("客户当面提出", '"[red]红[/red] :smile:"')
    file.write_text(text, encoding="utf-8")
    assert "[red]红[/red] :smile:" in run("show", "TS-2025-000001").stdout


def screen(root: Path, environment: dict[str, str], *words: str) -> str:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "checker", *words],
        cwd=root, env=environment | {"TERM": "xterm-256color"}, stdin=subprocess.DEVNULL,
        stdout=theirs, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    read = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:
            break
        if not part:
            break
        read += part
    os.close(ours)
    assert process.wait(timeout=60) == 0
    return read.decode()


def test_colours_in_a_terminal_and_not_with_no_color(root: Path, environment) -> None:
    assert "\x1b[" in screen(root, environment, "show", "TS-2025-000001")
    assert "\x1b[" not in screen(root, environment | {"NO_COLOR": "1"}, "show", "TS-2025-000001")


def test_english(shell) -> None:
    done = shell("show", "TS-2025-000001", "--lang", "en")
    assert done.code == 0
    assert "timeline" in done.out
    assert "obligations" in done.out
