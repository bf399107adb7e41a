"""The JSON of a check: every key always, null where it does not apply, sorted, the same bytes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from checker.cli import cli
from tests.judging.test_judging import build

KEYS = {
    "case", "rule", "policy", "revision", "kind", "status", "reason", "level", "basis", "message",
    "remedy", "path", "line", "column", "trigger", "due", "actual",
}  # fmt: skip
SUMMARY = (
    "cases invalid violation undetermined due_soon pending met acknowledged waived not_applicable"
)
CASES = [
    {"events": ["received 2026-03-02T10:15", "done 2026-03-04T09:00"]},
    {"events": ["received 2026-03-02T10:15", "strange 2026-03-04T09:00"]},
    {"events": ["received 2026-03-02", "other 2026-03-03", "done 2026-03-04T09:00+09:00"]},
    {"events": ["received 2026-03-19T10:15"]},
    {"id": "B-1", "events": ["received 2025-12-30", "done 2025-12-31"]},
]
RULES = [
    {"id": "zz", "within": {"working_days": "1"}, "remedy": "补办"},
    {"id": "aa", "within": {"hours": "24"}},
    {"id": "mm", "within": {"calendar_days": "9"}, "from": "accepted"},
]


def run(root: Path, *arguments: str) -> str:
    result = CliRunner().invoke(
        cli,
        [
            "check",
            "--root",
            str(root),
            "--format",
            "json",
            "--as-of",
            "2026-03-20T09:00",
            *arguments,
        ],
    )
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.stdout


@pytest.fixture
def data(tmp_path: Path) -> dict[str, Any]:
    build(tmp_path, {"cases": CASES, "rules": RULES})
    found: dict[str, Any] = json.loads(run(tmp_path, "--all"))
    return found


def test_top(data: dict[str, Any]) -> None:
    assert data["version"] == 1
    assert data["as_of"] == "2026-03-20T09:00:00+08:00"
    (policy,) = data["policies"]
    assert policy["policy"] == "p"
    assert policy["revision"] == "1"
    assert policy["effective"] == "2000-01-01"
    assert policy["digest"].startswith("sha256:")
    assert len(policy["digest"]) == len("sha256:") + 64


def test_summary_counts_findings(data: dict[str, Any]) -> None:
    summary = data["summary"]
    for name in SUMMARY.split():
        assert isinstance(summary[name], int), name
    assert summary["cases"] == 5
    assert summary["invalid"] == 1
    for status in SUMMARY.split()[2:]:
        told = [item for item in data["findings"] if item["status"] == status]
        assert len(told) == summary[status], status


def test_every_key_is_always_there(data: dict[str, Any]) -> None:
    for item in data["findings"]:
        assert set(item) >= KEYS


def test_a_late_one_in_full(data: dict[str, Any]) -> None:
    found = next(i for i in data["findings"] if i["case"] == "C-1" and i["rule"] == "zz")
    told = {key: found[key] for key in KEYS - {"message"}}
    assert told == {
        "case": "C-1", "rule": "zz", "policy": "p", "revision": "1", "kind": "deadline",
        "status": "violation", "reason": "late", "level": "error", "basis": ["1"],
        "remedy": "补办", "path": "cases/2026/C-1.yml", "line": 9, "column": 7,
        "trigger": {"event": "e1", "at": "2026-03-02T10:15:00+08:00"},
        "due": "2026-03-03T24:00:00+08:00",
        "actual": {"event": "e2", "at": "2026-03-04T09:00:00+08:00"},
    }  # fmt: skip
    assert "2026-03-03" in found["message"]


def test_a_broken_file_in_full(data: dict[str, Any]) -> None:
    (found,) = [item for item in data["findings"] if item["status"] == "invalid"]
    assert found["rule"] == "unknown-reference"
    assert found["kind"] == "file"
    assert found["level"] == "error"
    assert found["case"] == "C-2"
    assert (found["line"], found["column"]) == (8, 9)
    for key in ("reason", "trigger", "due", "actual", "policy", "revision"):
        assert found[key] is None, key


def test_offsets_are_the_policy_s(data: dict[str, Any]) -> None:
    found = next(i for i in data["findings"] if i["case"] == "C-3" and i["rule"] == "zz")
    assert found["actual"] == {"event": "e3", "at": "2026-03-04T08:00:00+08:00"}
    assert found["trigger"] == {"event": "e1", "at": "2026-03-02"}


def test_sorted_by_path_line_rule(data: dict[str, Any]) -> None:
    keys = [(item["path"], item["line"], item["rule"]) for item in data["findings"]]
    assert keys == sorted(keys)


def test_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    build(tmp_path, {"cases": CASES, "rules": RULES})
    assert run(tmp_path, "--all") == run(tmp_path, "--all")


def test_without_all_the_quiet_ones_are_counted_only(tmp_path: Path) -> None:
    build(tmp_path, {"cases": CASES, "rules": RULES})
    short, whole = json.loads(run(tmp_path)), json.loads(run(tmp_path, "--all"))
    assert short["summary"] == whole["summary"]
    assert {item["status"] for item in short["findings"]} == {
        "violation",
        "undetermined",
        "invalid",
    }


def test_a_case_by_its_path(tmp_path: Path) -> None:
    build(tmp_path, {"cases": CASES, "rules": RULES})
    found = json.loads(run(tmp_path, str(tmp_path / "cases" / "2026" / "C-1.yml")))
    assert found["summary"]["cases"] == 1
    assert {item["case"] for item in found["findings"]} == {"C-1"}
