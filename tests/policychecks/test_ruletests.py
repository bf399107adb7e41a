"""Rule tests: what passes, what fails and how it is told, what cannot be read."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.loading.instance import load_instance
from checker.policychecks.ruletests import TestReport, run_instance
from checker.policychecks.testreport import counts, render

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "ruletests.yml").read_text(encoding="utf-8")
)
REPOSITORY = Path(__file__).parents[2]


def told(report: TestReport) -> list[str]:
    return render(report, "text", "zh").splitlines()[:-1]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_report(case, make) -> None:
    report = run_instance(make(case))
    assert told(report) == case.get("says", case.get("problem"))
    assert bool(report.failed) == bool(case.get("says"))
    assert bool(report.problems) == ("problem" in case)


def test_counts_of_the_base(make) -> None:
    report = run_instance(make({}))
    assert counts(report) == {"tests": 10, "runs": 18, "passed": 18, "failed": 0, "wrong": 0}
    assert render(report, "text", "en") == (
        "10 rule test(s), 18 run(s) under their revisions: 18 passed, 0 failed, 0 problem(s)\n"
    )


def test_only_some_rules_and_revisions(make) -> None:
    report = run_instance(make({}), frozenset({"accept-in-time"}), frozenset({"2024"}))
    assert [(run.test.name, run.revision.label) for run in report.runs] == [
        ("三日内受理", "2024"),
        ("第四日受理", "2024"),
    ]


def test_json_and_markdown_tell_the_failure(make) -> None:
    report = run_instance(make(CASES[1]))
    data = json.loads(render(report, "json", "en"))
    assert data["summary"]["failed"] == 2
    failed = [run for run in data["runs"] if not run["passed"]]
    assert (failed[0]["path"], failed[0]["line"]) == ("policy/demo/tests/rules.yml", 8)
    assert failed[0]["found"][0]["due"].startswith("2026-03-05T24:00:00")
    assert "| policy/demo/tests/rules.yml:8 | 三日内受理 |" in render(report, "markdown", "zh")


def test_the_repository_passes() -> None:
    report = run_instance(load_instance(REPOSITORY))
    assert told(report) == []
    assert report.tests > 250
