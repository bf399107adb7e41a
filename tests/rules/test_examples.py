"""The examples in every rule kind's docstring: one fires, one does not."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from checker.cli.common import run
from checker.document import read_document
from checker.loading.instance import load_instance
from checker.rules import RULE_KINDS

JUDGED_BY_AUDIT = {"retention", "history"}
ORGANIZATION = """
units:
  - {id: hq, name: 总部, type: headquarters, head: E1}
  - {id: b1, name: 一部, type: branch, parent: hq, head: E2}
staff:
  - {id: E1, name: 甲某, unit: hq}
  - {id: E2, name: 乙某, unit: b1, aliases: [b@example.com]}
  - {id: E3, name: 丙某, unit: b1, roles: [intake]}
"""
REVISION = """
format: 1
policy: p
revision: "1"
title: 示例
effective_from: 2020-01-01
timezone: Asia/Shanghai
calendar: CN
currency: CNY
fields:
  severity:
    label: 严重程度
    type: choice
    ordered: true
    choices: [{id: general, label: 一般}, {id: serious, label: 严重}, {id: major, label: 重大}]
events:
  received: {label: 接收, status: 待受理, opens: true}
  accepted: {label: 受理}
  declined: {label: 不予受理, closes: true}
  planned: {label: 拟订方案}
  approved: {label: 批准方案}
  replied: {label: 答复}
  closed: {label: 办结, closes: true}
records:
  recording: {label: 录音}
rules:
"""
EXAMPLE = re.compile(r"^(Fires|Does not):\n((?:    .*\n)+)", re.MULTILINE)


def examples() -> list[tuple[str, str, dict]]:
    found = []
    for kind in RULE_KINDS:
        module = importlib.import_module(f"checker.rules.{kind.replace('-', '_')}")
        for verdict, text in EXAMPLE.findall(module.__doc__ or ""):
            block = re.sub(r"^    ", "", text, flags=re.MULTILINE)
            found.append((kind, verdict, read_document(block.encode(), kind).data))
    return found


def flow(value: object) -> str:
    """Plain data as YAML in flow style."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    return f'"{value}"'


def event(index: int, text: str) -> dict:
    kind, at, by, *records = text.split()
    data = {"id": f"e{index}", "type": kind, "at": at, "by": by}
    if records:
        data["records"] = [{"kind": name, "uri": f"archive:{name}"} for name in records]
    return data


def test_every_kind_has_both_examples() -> None:
    kinds = {(kind, verdict) for kind, verdict, _ in examples()}
    wanted = {(kind, verdict) for kind in RULE_KINDS for verdict in ("Fires", "Does not")}
    assert wanted - kinds == {
        (kind, verdict) for kind in JUDGED_BY_AUDIT for verdict in ("Fires", "Does not")
    }


@pytest.mark.parametrize(
    ("kind", "verdict", "example"),
    [pytest.param(*item, id=f"{item[0]}-{item[1]}") for item in examples()],
)
def test_example(kind: str, verdict: str, example: dict, tmp_path: Path) -> None:
    rule = {"id": "the-rule", "kind": kind, "title": "示例", "basis": ["1"], **example["rule"]}
    revision = tmp_path / "policy/p/2020-01-01/revision.yml"
    revision.parent.mkdir(parents=True)
    revision.write_text(REVISION + f"  - {flow(rule)}\n", encoding="utf-8")
    (tmp_path / "policy/organization.yml").write_text(ORGANIZATION, encoding="utf-8")
    events = [event(index, text) for index, text in enumerate(example["events"])]
    case = {"id": "T-1", **example.get("case", {}), "events": events}
    file = tmp_path / "cases/2026/T-1.yml"
    file.parent.mkdir(parents=True)
    file.write_text("\n".join(f"{key}: {flow(item)}" for key, item in case.items()), "utf-8")
    result = run(load_instance(tmp_path), example.get("as_of", "2026-04-01"))
    assert not result.instance.problems
    statuses = {item.status for item in result.diagnostics if item.rule == "the-rule"}
    assert statuses, [item.finding.message.render() for item in result.diagnostics]
    assert ("violation" in statuses) == (verdict == "Fires")
