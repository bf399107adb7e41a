"""The README's example is what the checker says."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from checker.cli.common import run
from checker.formats.text import render_diagnostic
from checker.loading.instance import load_instance

ROOT = Path(__file__).parent.parent
HEAD = """# yaml-language-server: $schema=../../schema/case.schema.json
id: TS-2026-000123
title: 手机端下单延迟
severity: serious
"""


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_example_says_what_the_checker_says(name: str, tmp_path: Path) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    events = re.search(r"```yaml\n(events:\n.*?)```", text, re.DOTALL)
    said = re.search(r"```\n(cases/2026/TS-2026-000123.*?)```", text, re.DOTALL)
    assert events is not None
    assert said is not None
    shutil.copytree(ROOT / "policy", tmp_path / "policy")
    (tmp_path / "cases/2026").mkdir(parents=True)
    case = tmp_path / "cases/2026/TS-2026-000123.yml"
    case.write_text(HEAD + events.group(1), encoding="utf-8")
    result = run(load_instance(tmp_path), "2026-03-05")
    found = [item for item in result.diagnostics if item.rule == "accept-promptly"]
    assert [render_diagnostic(item, "zh") + "\n" for item in found] == [said.group(1)]


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_rule_shown_is_the_policy_s(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    shown = re.search(r"```yaml\n(- id: accept-promptly\n.*?)```", text, re.DOTALL)
    assert shown is not None
    policy = ROOT / "policy/complaint-handling/2026-03-01/rules-time-limits.yml"
    lines = {line.strip() for line in policy.read_text(encoding="utf-8").splitlines()}
    assert [line for line in shown.group(1).splitlines() if line.strip() not in lines] == []
