"""A rule over all revisions: values, where each number comes from, and why it changed."""

import json
from pathlib import Path

from click.testing import CliRunner

from checker.cli import cli

REPOSITORY = Path(__file__).parents[2]


def explain(*words: str) -> str:
    done = CliRunner().invoke(cli, ["explain", *words, "--root", str(REPOSITORY)])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_what_changed_and_why() -> None:
    lines = explain("close-general-in-time").splitlines()
    (changed,) = [line for line in lines if line.strip().startswith("* 每次延期")]
    assert changed.split()[-4:] == ["30", "日", "15", "日"]
    (why,) = [line for line in lines if line.strip().startswith("修订理由")]
    assert why.split() == ["修订理由", "—", "一般投诉再延三十日，比本来的期限还长。"]
    (source,) = [line for line in lines if line.strip().startswith("内容出处")]
    assert source.count("银行业保险业消费投诉处理管理办法") == 2


def test_a_reason_for_a_clause_is_none_for_a_rule_that_stayed() -> None:
    text = explain("assist-report-in-time")
    assert "值班延长到 18:00" in text
    assert "修订理由" not in explain("keep-twenty-years")


def test_why_a_rule_is_gone() -> None:
    text = explain("subordinate-does-not-investigate")
    assert "2026（2026-03-01）没有这条规则：并入 accused-does-not-handle。" in text


def test_as_data() -> None:
    data = json.loads(explain("close-general-in-time", "--format", "json"))
    first, second = data["rules"][0]["revisions"]
    assert (first["reason"], second["reason"]) == (None, "一般投诉再延三十日，比本来的期限还长。")
    assert first["source"]["id"] == "banking-insurance-2020"
