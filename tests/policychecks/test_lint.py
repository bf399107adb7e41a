"""The lint: small broken policies, and exactly what is said of each."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.loading.instance import load_instance
from checker.loading.placing import FILE_CODES, FIXED_RULES
from checker.model.text import Say
from checker.policychecks.lint import LintReport, lint_instance
from checker.policychecks.lintreport import render

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "lint.yml").read_text(encoding="utf-8")
)
REPOSITORY = Path(__file__).parents[2]


def told(report: LintReport, only: list[str] | None = None) -> list[str]:
    lines = [line for line in render(report, "text", "zh").splitlines() if line[0] != " "]
    return [line for line in lines[:-1] if only is None or line.split("[")[-1][:-1] in only]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_lint(case, make, today) -> None:
    report = lint_instance(make(case), today)
    assert told(report, case.get("only")) == case["says"]


def test_every_sentence_has_english(make, today) -> None:
    for number, case in enumerate(CASES):
        for item in lint_instance(make(case, f"instance-{number}"), today).findings:
            assert english(item.message)
            assert item.remedy is None or english(item.remedy)
            assert item.code not in FIXED_RULES


def english(sentence: Say) -> bool:
    inner = [value for _, value in sentence.values if isinstance(value, Say)]
    return sentence.en.isascii() and all(english(value) for value in inner)


def test_codes_are_no_rule_ids(today) -> None:
    instance = load_instance(REPOSITORY)
    ids = {name for p in instance.policies.values() for r in p.revisions for name in r.rules_by_id}
    codes = {line.split("[")[-1][:-1] for case in CASES for line in case["says"]}
    assert not ids & codes
    assert len(codes - set(FILE_CODES)) > 30


def test_json_and_markdown(make, today) -> None:
    case = next(case for case in CASES if case["name"] == "revisions apart")
    report = lint_instance(make(case), today)
    data = json.loads(render(report, "json", "en"))
    assert data["summary"] == {"error": 0, "warning": 1}
    assert data["findings"] == [
        {
            "code": "revisions-apart",
            "level": "warning",
            "path": "policy/demo/2020-01-01/revision.yml",
            "line": 8,
            "column": 14,
            "message": "no revision is in force from 2023-03-01 until 2024-01-01",
            "remedy": "delete repealed_on unless that is meant",
        }
    ]
    assert "| policy/demo/2020-01-01/revision.yml:8 | warning |" in render(report, "markdown", "zh")


def test_a_file_that_cannot_be_read(make, today) -> None:
    report = lint_instance(make({"add": {"policy/demo/2024-01-01/x.yml": "a: [\n"}}), today)
    assert report.unreadable
    assert not lint_instance(make({}, "sound"), today).unreadable


def test_the_repository_has_no_error(today) -> None:
    report = lint_instance(load_instance(REPOSITORY), today)
    assert [item for item in report.findings if item.level == "error"] == []
