"""How a verdict came about, and what a rule says: line by line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.document import read_document

EXPLAINED: list[dict[str, Any]] = read_document(
    (Path(__file__).parent / "explained.yml").read_bytes(), "explained.yml"
).data
BASE = {
    "title": "示例",
    "summary": "秘密的内容",
    "complainant": {"ref": "C-1", "name": "秘密**"},
    "responsible": {"unit": "branch-1", "staff": "E1002"},
    "severity": "general",
    "category": "service",
    "source": "self",
}
AS_OF = "2025-11-01"


def write(root: Path, example: dict[str, Any]) -> str:
    year = example.get("year", "2025")
    case = {"id": f"TS-{year}-000099"} | BASE | example.get("fields", {})
    case |= {"events": example["events"]}
    folder = root / "cases" / year
    folder.mkdir(exist_ok=True)
    text = yaml.safe_dump(case, allow_unicode=True, sort_keys=False)
    (folder / f"{case['id']}.yml").write_text(text, encoding="utf-8")
    return str(case["id"])


@pytest.mark.parametrize("example", EXPLAINED, ids=lambda example: example["name"])
def test_a_verdict_line_by_line(root: Path, run, example: dict[str, Any]) -> None:
    case = write(root, example)
    result = run("explain", case, example["rule"], "--as-of", example.get("as_of", AS_OF))
    lines = iter(result.stdout.splitlines())
    assert result.exit_code == 0, result.stderr
    assert [line for line in example["says"] if line not in lines] == [], result.stdout
    assert "秘密" not in result.stdout


@pytest.mark.parametrize("example", EXPLAINED, ids=lambda example: example["name"])
def test_the_same_as_data(root: Path, run, example: dict[str, Any]) -> None:
    case = write(root, example)
    as_of = example.get("as_of", AS_OF)
    result = run("explain", case, "--as-of", as_of, "--format", "json")
    told = json.loads(result.stdout)
    judged = json.loads(
        run(
            "check", f"cases/{case[3:7]}/{case}.yml", "--all", "--format", "json", "--as-of", as_of
        ).stdout
    )
    keys = ("rule", "kind", "status", "reason", "message", "due", "trigger", "actual")
    assert sorted(str([one[key] for key in keys[:-3]]) for one in told["verdicts"]) == sorted(
        str([one[key] for key in keys[:-3]]) for one in judged["findings"]
    )
    assert "秘密" not in result.stdout


def test_days_as_data(root: Path, run) -> None:
    case = write(root, EXPLAINED[0])
    told = json.loads(run("explain", case, "accept-in-time", "--format", "json").stdout)
    (verdict,) = told["verdicts"]
    assert [
        (run["first"], run["last"], run["why"], run["numbers"])
        for run in verdict["periods"][0]["days"]
    ] == [
        ("2025-10-01", "2025-10-08", "off", None),
        ("2025-10-09", "2025-10-10", "counted", [1, 2]),
        ("2025-10-11", "2025-10-11", "make_up", [3, 3]),
    ]
    assert verdict["due"] == "2025-10-11T24:00:00+08:00"


def test_a_whole_case_tells_what_matters_first_and_the_rest_in_a_line(run) -> None:
    result = run("explain", "TS-2025-000001")
    lines = result.stdout.splitlines()
    assert lines[0].startswith("案件 TS-2025-000001（截至 ")
    assert any(line.startswith("不适用的规则 ") for line in lines)
    assert sum(line.startswith("close-in-time ") for line in lines) == 1


def squeezed(text: str) -> list[str]:
    """Lines with one space where there are several."""
    return [" ".join(line.split()) for line in text.splitlines()]


def test_a_rule(run) -> None:
    lines = run("explain", "close-in-time").stdout.splitlines()
    assert lines[0] == "close-in-time 办结时限 [complaint-handling]"
    assert "受理后 30 日内应办结" in lines[1]
    assert "  适用条件：始终适用" in lines
    assert "每次延期 extension.by 30 日" in squeezed("\n".join(lines))
    assert "  规则测试 4 个：" in lines
    assert "    到期没有办结为逾期 [policy/complaint-handling/tests/deadlines.yml]" in lines


def test_a_rule_over_its_revisions(root: Path, run) -> None:
    policy = root / "policy/complaint-handling"
    for path in (policy / "2020-01-01").iterdir():
        text = path.read_text(encoding="utf-8")
        text = text.replace("2020-01-01", "2026-01-01").replace(
            'revision: "2020"', 'revision: "2026"'
        )
        text = text.replace(
            "within: {working_days: 3}", "within: {working_days: 2}\n    when: {severity: general}"
        )
        (policy / "2026-01-01").mkdir(exist_ok=True)
        (policy / "2026-01-01" / path.name).write_text(text, encoding="utf-8")
    lines = squeezed(run("explain", "accept-in-time").stdout)
    assert "2020（2020-01-01） 2026（2026-01-01）" in lines
    assert "* 期限 within 3 个工作日 2 个工作日" in lines
    assert "* 适用条件 when — 严重程度为一般投诉" in lines
    assert "应办事件 to 受理、不予受理 受理、不予受理" in lines
    data = json.loads(run("explain", "accept-in-time", "--format", "json").stdout)
    assert [one["values"]["within"] for one in data["rules"][0]["revisions"]] == [
        "3 个工作日",
        "2 个工作日",
    ]


def test_a_rule_that_a_revision_does_not_have(root: Path, run) -> None:
    policy = root / "policy/complaint-handling"
    for path in (policy / "2020-01-01").iterdir():
        text = path.read_text(encoding="utf-8").replace("2020-01-01", "2026-01-01")
        text = text.replace('revision: "2020"', 'revision: "2026"').replace(
            "id: superior-extends", "id: superior-grants"
        )
        (policy / "2026-01-01").mkdir(exist_ok=True)
        (policy / "2026-01-01" / path.name).write_text(text, encoding="utf-8")
    assert (
        "    2020（2020-01-01）没有这条规则"
        in run("explain", "superior-grants").stdout.splitlines()
    )


@pytest.mark.parametrize("rule", ["required-field", "no-revision-in-force"])
def test_the_tools_own_rules(run, rule: str) -> None:
    assert run("explain", rule).stdout.startswith(f"{rule}：")
    assert run("explain", "TS-2025-000001", "required-field").exit_code == 0


WRONG = {
    "neither": (["accept-in-tim"], "没有名为 accept-in-tim 的案件或规则；是否想写 accept-in-time"),
    "nothing like it": (["zzz"], "没有名为 zzz 的案件或规则"),
    "a case misspelt": (["TS-2025-00001"], "是否想写 TS-2025-00000"),
    "a rule misspelt": (["TS-2025-000001", "accept"], "没有规则 accept"),
    "a rule and more": (["accept-in-time", "x"], "accept-in-time 是规则，其后不能再跟 x"),
    "before it opened": (["TS-2025-000001", "--as-of", "2024-01-01"], "案件 TS-2025-000001 在该时刻尚未立案"),
    "no such day": (["TS-2025-000001", "--as-of", "2024-02-30"], "--as-of 应写成"),
    "a rule that is not of its revision": (
        ["TS-2025-000001", "no-revision-in-force"], "不在管辖案件 TS-2025-000001 的修订里"),
}  # fmt: skip


@pytest.mark.parametrize(("words", "says"), WRONG.values(), ids=WRONG)
def test_slips_are_one_clear_line(run, words: list[str], says: str) -> None:
    result = run("explain", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_name_that_is_both_is_asked_for_again(root: Path, run) -> None:
    text = (root / "cases/2025/TS-2025-000001.yml").read_text(encoding="utf-8")
    text = text.replace("TS-2025-000001", "accept-in-time")
    (root / "cases/2025/accept-in-time.yml").write_text(text, encoding="utf-8")
    result = run("explain", "accept-in-time")
    assert (result.exit_code, "既是案件也是规则" in result.stderr) == (2, True)
    assert run("explain", "accept-in-time", "accept-in-time").exit_code == 0
    assert run("explain", str(root / "cases/2025/accept-in-time.yml")).exit_code == 0


def test_a_case_that_is_invalid(root: Path, run) -> None:
    file = root / "cases/2025/TS-2025-000001.yml"
    file.write_text(file.read_text(encoding="utf-8") + "  - {id: e9}\n", encoding="utf-8")
    result = run("explain", "TS-2025-000001")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "error: 缺少 type [schema]" in result.stderr


def test_english(shell) -> None:
    done = shell("explain", "TS-2025-000001", "accept-in-time", "--lang", "en")
    assert "  clock started: 接到投诉 at 2025-03-10 10:15 (e1)" in done.out.splitlines()
    assert "    2025-03-11 Tue to 2025-03-13 Thu: working day 1 to 3" in done.out.splitlines()
    assert "\x1b" not in done.out
