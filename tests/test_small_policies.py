"""What `check` needs of a policy, and no more; a broken policy does not take a sound one down."""

from __future__ import annotations

from pathlib import Path

from checker.cli.common import run
from checker.engine import Result
from checker.loading.instance import load_instance

ORGANIZATION = """
units: [{id: hq, name: HQ, type: head}]
staff: [{id: E1, name: One, unit: hq}]
"""
SMALLEST = """
format: 1
policy: p
revision: first
title: t
effective_from: 2020-01-01
timezone: Asia/Shanghai
calendar: CN
fields: {tier: {type: choice, choices: [{id: low}, {id: high}]}}
events: {received: {opens: true}, done: {closes: true}}
chapters: [{id: c, articles: [{id: a1, text: In time.}]}]
rules:
  - {id: done-in-time, kind: deadline, basis: [a1], from: received, to: done, within: {working_days: 1}}
"""
BROKEN = SMALLEST.replace("policy: p", "policy: q").replace("to: done", "to: dun")
EVENTS = """
tier: high
events:
  - {id: e1, type: received, at: 2026-03-02, by: E1}
  - {id: e2, type: done, at: 2026-03-04, by: E1}
"""


def checked(root: Path, policies: dict[str, str], case: str) -> Result:
    for name, text in policies.items():
        folder = root / "policy" / name / "2020-01-01"
        folder.mkdir(parents=True)
        (folder / "revision.yml").write_text(text, encoding="utf-8")
    (root / "policy/organization.yml").write_text(ORGANIZATION, encoding="utf-8")
    file = root / "cases/2026/C-1.yml"
    file.parent.mkdir(parents=True)
    file.write_text(case, encoding="utf-8")
    return run(load_instance(root), "2026-04-01", everything=False)


def test_labels_and_titles_are_the_lint_s_matter(tmp_path: Path) -> None:
    result = checked(tmp_path, {"p": SMALLEST}, f"id: C-1{EVENTS}")
    assert not result.broken
    assert [(item.rule, item.finding.reason) for item in result.diagnostics] == [
        ("done-in-time", "late")
    ]


def test_a_case_of_two_policies_is_judged_under_the_sound_one(tmp_path: Path) -> None:
    broken = BROKEN.replace("{received:", "{gift: {}, received:").replace("tier:", "grade:")
    case = f"id: C-1\npolicy: [p, q]\ngrade: low{EVENTS}"
    case += "  - {id: e3, type: gift, at: 2026-03-05, by: E1}\n"
    result = checked(tmp_path, {"p": SMALLEST, "q": broken}, case)
    assert result.broken
    assert [(item.path, item.rule) for item in result.diagnostics] == [
        ("cases/2026/C-1.yml", "done-in-time"),
        ("policy/q/2020-01-01/revision.yml", "policy-invalid"),
    ]


def test_a_policy_named_twice_judges_once(tmp_path: Path) -> None:
    result = checked(tmp_path, {"p": SMALLEST}, f"id: C-1\npolicy: [p, p]{EVENTS}")
    assert [item.rule for item in result.diagnostics] == ["done-in-time"]


def test_a_field_to_which_two_policies_give_different_types(tmp_path: Path) -> None:
    other = SMALLEST.replace("policy: p", "policy: q").replace(
        "type: choice, choices: [{id: low}, {id: high}]", "type: text"
    )
    result = checked(tmp_path, {"p": SMALLEST, "q": other}, f"id: C-1\npolicy: [p, q]{EVENTS}")
    assert [(item.rule, item.line) for item in result.diagnostics] == [("schema", 3)]
