"""`tousu add` in scripts: what is written, what is refused, and that nothing is half done."""

from __future__ import annotations

import errno
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

CASE = "cases/2025/TS-2025-000001.yml"
WRITTEN = ["--at", "2025-03-20T10:00", "--by", "E1002"]


def case_text(root: Path) -> str:
    return (root / CASE).read_text(encoding="utf-8")


def events(root: Path) -> list[dict[str, object]]:
    return yaml.safe_load(case_text(root))["events"]


def test_the_old_text_is_a_prefix_of_the_new(root: Path, run) -> None:
    before = case_text(root)
    result = run(
        "add", "TS-2025-000001", "corrected", *WRITTEN, "--corrects", "e4", "--note", "日期: 写错"
    )
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[0] == f"{CASE} e8"
    assert case_text(root).startswith(before)
    added = case_text(root)[len(before) :]
    assert added == (
        '  - {id: e8, type: corrected, at: 2025-03-20T10:00, by: E1002, corrects: e4, note: "日期: 写错"}\n'
    )


def test_labels_and_letter_case_are_understood(root: Path, run) -> None:
    assert run("add", "ts-2025-000001", "重新办理", *WRITTEN).exit_code == 0
    assert events(root)[-1]["type"] == "reopened"


def test_the_path_of_a_case_is_understood(root: Path, run) -> None:
    assert run("add", CASE, "reopened", *WRITTEN).exit_code == 0
    assert run("add", str(root / CASE), "reopened", *WRITTEN).exit_code == 0
    assert len(events(root)) == 9


def test_several_lines_stand_in_a_block(root: Path, run) -> None:
    run("add", "TS-2025-000001", "reopened", *WRITTEN, "--note", "一\n- 二\n")
    assert case_text(root).endswith("    note: |\n      一\n      - 二\n")


def test_the_digest_of_a_file_is_made(root: Path, run) -> None:
    folder = root / "cases/evidence/TS-2025-000001"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_bytes(b"evidence")
    record = "kind=document,path=cases/evidence/TS-2025-000001/a.txt,title=信, 一封"
    assert run("add", "TS-2025-000001", "replied", *WRITTEN, "--record", record).exit_code == 0
    assert events(root)[-1]["records"] == [
        {
            "kind": "document",
            "title": "信, 一封",
            "sha256": hashlib.sha256(b"evidence").hexdigest(),
            "bytes": 8,
            "path": "cases/evidence/TS-2025-000001/a.txt",
        }
    ]


def test_an_extension_names_the_one_deadline_it_can_mean(root: Path, run) -> None:
    run("add", "TS-2025-000001", "extended", *WRITTEN)
    assert events(root)[-1]["deadline"] == "close-in-time"


def test_a_designation_names_somebody(root: Path, run) -> None:
    run("add", "TS-2025-000001", "designated", *WRITTEN, "--designee-staff", "E0102")
    assert events(root)[-1]["designee"] == {"staff": "E0102"}


def test_a_reclassification_knows_the_old_value_and_says_what_is_left_to_do(
    root: Path, run
) -> None:
    result = run("add", "TS-2025-000001", "reclassified", *WRITTEN, "--now", "serious")
    assert (events(root)[-1]["was"], events(root)[-1]["now"]) == ("general", "serious")
    assert "severity" in result.stderr


def test_a_blank_field_is_filled_and_a_filled_one_is_not_touched(root: Path, run) -> None:
    text = case_text(root).replace("outcome: explained\n", "")
    (root / CASE).write_text(text, encoding="utf-8")
    assert (
        run("add", "TS-2025-000001", "reopened", *WRITTEN, "--field", "outcome=达成一致").exit_code
        == 0
    )
    assert "outcome: settled\nevents:\n" in case_text(root)
    result = run("add", "TS-2025-000001", "reopened", *WRITTEN, "--field", "outcome=explained")
    assert result.exit_code == 2
    assert len(events(root)) == 8


def test_what_is_owed_is_said(run) -> None:
    result = run("add", "TS-2025-000001", "reopened", *WRITTEN)
    assert "目前没有待办的事" in result.stdout
    result = run("add", "TS-2025-000001", "replied", "--at", "2025-03-21T10:00", "--by", "E0103")
    assert "replier-does-not-follow-up" in result.stdout


BEFORE = ["--at", "2025-03-20T10:00"]
REFUSED = {
    "no case": (["TS-2025-000009", "replied", *WRITTEN], 2, "TS-2025-00000"),
    "no event type": (["TS-2025-000001", "replyed", *WRITTEN], 2, "是否想写 replied"),
    "nobody": (["TS-2025-000001", "replied", *BEFORE, "--by", "E9999"], 2, "没有人员 E9999"),
    "no unit": (["TS-2025-000001", "replied", *WRITTEN, "--unit", "branch-9"], 2, "branch-1"),
    "who is not said": (["TS-2025-000001", "replied", *BEFORE], 2, "--by"),
    "what is not said": (["TS-2025-000001", *WRITTEN], 2, "缺少选项"),
    "no time": (["TS-2025-000001", "replied", "--at", "昨天", "--by", "E1002"], 2, "2026-03-02"),
    "no field": (["TS-2025-000001", "replied", *WRITTEN, "--field", "outcom=x"], 2, "是否想写 outcome"),
    "no choice": (["TS-2025-000001", "replied", *WRITTEN, "--field", "outcome=x"], 2, "settled"),
    "no such key of a record": (["TS-2025-000001", "replied", *WRITTEN, "--record", "knd=x"], 2, "kind"),
    "no evidence": (["TS-2025-000001", "replied", *WRITTEN, "--record", "kind=document,path=a.txt"], 2, "a.txt"),
    "no correction of nothing": (["TS-2025-000001", "corrected", *WRITTEN], 2, "--corrects"),
    "a control character": (["TS-2025-000001", "replied", *WRITTEN, "--note", "a\x1bb"], 2, "控制字符"),
    "the future": (["TS-2025-000001", "replied", "--at", "2150-01-01", "--by", "E1002"], 1, "future-event"),
    "a kind that is none": (
        ["TS-2025-000001", "replied", *WRITTEN, "--record", "kind=film,uri=a:b"], 1, "unknown-reference"),
    "an id that is taken": (["TS-2025-000001", "replied", *WRITTEN, "--id", "e1"], 1, "duplicate-id"),
    "a rule that is none": (["TS-2025-000001", "extended", *WRITTEN, "--deadline", "x"], 1, "unknown-reference"),
    "an opening in another year": (
        ["TS-2025-000001", "received", "--at", "2024-12-31", "--by", "E1002"], 1, "misplaced-file"),
}  # fmt: skip


@pytest.mark.parametrize(("words", "code", "says"), REFUSED.values(), ids=REFUSED)
def test_slips_write_nothing(root: Path, run, words, code, says) -> None:
    before = (root / CASE).read_bytes()
    result = run("add", *words)
    assert (result.exit_code, result.stdout) == (code, "")
    assert says in result.stderr
    assert (root / CASE).read_bytes() == before
    assert sorted(path.name for path in (root / CASE).parent.iterdir()) == [
        f"TS-2025-00000{n}.yml" for n in (1, 2, 3)
    ]


def test_evidence_outside_the_instance_is_refused(root: Path, run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    record = f"kind=document,path={tmp_path / 'a.txt'}"
    result = run("add", "TS-2025-000001", "replied", *WRITTEN, "--record", record)
    assert (result.exit_code, "不在实例里" in result.stderr) == (2, True)


def test_an_invalid_case_is_not_added_to(root: Path, run) -> None:
    (root / CASE).write_text(
        case_text(root).replace("severity: general", "severity: huge"), encoding="utf-8"
    )
    before = (root / CASE).read_bytes()
    result = run("add", "TS-2025-000001", "replied", *WRITTEN)
    assert (result.exit_code, (root / CASE).read_bytes()) == (1, before)
    assert f"{CASE}:9:11: error:" in result.stderr


def test_processes_at_once_lose_nothing(root: Path, environment) -> None:
    words = [sys.executable, "-m", "checker", "add", "TS-2025-000001", "reopened", *WRITTEN]
    running = [
        subprocess.Popen(
            [*words, "--note", f"第 {number} 次"],
            cwd=root,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for number in range(6)
    ]
    outcomes = [(process.communicate(timeout=120), process.returncode) for process in running]
    assert [code for _, code in outcomes] == [0] * 6, outcomes
    assert [event["id"] for event in events(root)] == [f"e{number}" for number in range(1, 14)]
    assert {event.get("note") for event in events(root)[7:]} == {f"第 {n} 次" for n in range(6)}


def test_a_folder_without_leave_is_said(run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr("checker.saving._draft", refuse)
    result = run("add", "TS-2025-000001", "reopened", *WRITTEN)
    assert (result.exit_code, "写不了" in result.stderr) == (2, True)


def test_english(shell) -> None:
    done = shell("add", "TS-2025-000001", "replyed", *WRITTEN, "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert done.err == "error: no event type replyed; did you mean replied\n"
