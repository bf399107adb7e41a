"""`tousu new` in scripts: the file it writes, the id it takes, and what it refuses."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.cli.numbering import next_case_id

SAID = ["--by", "E0102", "--at", "2025-09-01T09:00"]
FILE = "cases/2025/TS-2025-000004.yml"


def read(root: Path, file: str = FILE) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((root / file).read_text(encoding="utf-8"))
    return data


def test_the_whole_file(root: Path, run) -> None:
    result = run(
        "new", *SAID, "--title", "费用: 说明不清", "--summary", "第一行\n第二行\n", "--complainant",
        "ref=C-1,name=张**,unit=branch-1", "--accused", "E1003", "--accused", "unit=branch-1,since=2025-09-02",
        "--responsible", "E0102", "--field", "severity=严重投诉", "--field", "category=product",
        "--field", "source=self", "--note", "客户来电", "--incident", "INC-1", "--previous", "TS-2025-000001",
        "--record", "kind=recording,uri=archive:e1.wav",
    )  # fmt: skip
    assert result.exit_code == 0, result.stderr
    assert result.stdout.splitlines()[0] == FILE
    assert (root / FILE).read_text(encoding="utf-8") == (
        "# yaml-language-server: $schema=../../schema/case.schema.json\n"
        "id: TS-2025-000004\n"
        'title: "费用: 说明不清"\n'
        "summary: |\n  第一行\n  第二行\n"
        "complainant: {ref: C-1, name: 张**, unit: branch-1}\n"
        "accused:\n  - {staff: E1003}\n  - {unit: branch-1, since: 2025-09-02}\n"
        "responsible: {unit: service, staff: E0102}\n"
        "incident: INC-1\n"
        "previous: [TS-2025-000001]\n"
        "severity: serious\ncategory: product\nsource: self\n"
        "events:\n"
        "  - id: e1\n    type: received\n    at: 2025-09-01T09:00\n    by: E0102\n    note: 客户来电\n"
        "    records:\n      - {kind: recording, uri: archive:e1.wav}\n"
    )
    assert "register-in-time" in result.stdout


def test_the_least_that_can_be_said(root: Path, run) -> None:
    result = run("new", *SAID)
    assert result.exit_code == 0
    assert sorted(read(root)) == ["events", "id"]
    assert "required-field" in result.stdout


def test_the_year_is_that_of_the_opening(root: Path, run) -> None:
    assert run("new", "--by", "E0102", "--at", "2024-12-31").stdout.startswith(
        "cases/2024/TS-2024-000001.yml"
    )
    assert (root / "cases/2024/TS-2024-000001.yml").is_file()


def test_an_id_of_ones_own(root: Path, run) -> None:
    assert run("new", *SAID, "--id", "X-1").stdout.startswith("cases/2025/X-1.yml\n")
    result = run("new", *SAID, "--id", "x-1")
    assert (result.exit_code, "已有案件 x-1" in result.stderr) == (2, True)


REFUSED = {
    "nobody": (["--at", "2025-09-01"], 2, "--by"),
    "somebody unknown": (["--by", "E9", "--at", "2025-09-01"], 2, "没有人员 E9"),
    "before there was a policy": (["--by", "E0102", "--at", "2019-12-31"], 2, "没有生效的修订"),
    "the future": (["--by", "E0102", "--at", "2150-01-01"], 1, "future-event"),
    "an unknown party": ([*SAID, "--accused", "E10033"], 2, "是否想写 E1003"),
    "an unknown field": ([*SAID, "--field", "severty=general"], 2, "是否想写 severity"),
    "an unknown policy": (
        [*SAID, "--policy", "complaint-handlin"],
        2,
        "是否想写 complaint-handling",
    ),
    "no id": ([*SAID, "--id", "投诉-1"], 2, "只能用英文字母"),
    "an id that leads elsewhere": ([*SAID, "--id", "../x"], 2, "只能用英文字母"),
    "a control character": ([*SAID, "--title", "a\x07"], 2, "控制字符"),
    "an unknown key of the complainant": ([*SAID, "--complainant", "id=110"], 2, "id=110"),
}


@pytest.mark.parametrize(("words", "code", "says"), REFUSED.values(), ids=REFUSED)
def test_slips_write_nothing(root: Path, run, words, code, says) -> None:
    result = run("new", *words)
    assert (result.exit_code, result.stdout) == (code, "")
    assert says in result.stderr
    assert len(list((root / "cases").rglob("*.yml"))) == 3
    assert not [path for path in (root / "cases").rglob(".*") if path.is_file()]


def test_of_several_policies_a_script_must_name_one(root: Path, run) -> None:
    source = root / "policy/complaint-handling"
    shutil.copytree(source, root / "policy/second")
    (root / "policy/second/revisions.lock").unlink(missing_ok=True)
    for file in (root / "policy/second").rglob("*.yml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("policy: complaint-handling", "policy: second"), "utf-8")
    result = run("new", *SAID)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "缺少选项 --policy（可选：complaint-handling、second）" in result.stderr


def test_processes_at_once_take_different_ids(root: Path, environment) -> None:
    words = [sys.executable, "-m", "checker", "new", *SAID]
    running = [
        subprocess.Popen(
            words,
            cwd=root,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(5)
    ]
    said = [process.communicate(timeout=120)[0].decode().splitlines()[0] for process in running]
    assert sorted(said) == [f"cases/2025/TS-2025-00000{number}.yml" for number in range(4, 9)]


@pytest.mark.parametrize(
    ("known", "year", "wanted"),
    [
        ([], 2026, "TS-2026-000001"),
        (["TS-2026-000009"], 2026, "TS-2026-000010"),
        (["TS-2025-000041", "TS-2026-000003"], 2026, "TS-2026-000004"),
        (["TS-2025-000041"], 2026, "TS-2026-000001"),
        (["C2025_07", "C2025_08", "X-2025-1"], 2025, "C2025_09"),
        (["20250007"], 2025, "20250008"),
        (["TS-2026-000002", "ts-2026-000003"], 2026, "TS-2026-000004"),
        (["TS-2026-999999"], 2026, "TS-2026-1000000"),
        (["alpha"], 2026, "TS-2026-000001"),
    ],
)
def test_the_next_id(known: list[str], year: int, wanted: str) -> None:
    assert next_case_id(known, year) == wanted
