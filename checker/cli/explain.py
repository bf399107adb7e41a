"""`tousu explain`: how a verdict came about, or what a rule says."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from checker.cli import derivation, rule_story
from checker.cli.common import (
    EXIT_FOUND,
    as_of_option,
    fail,
    lang_option,
    open_instance,
    refuse_broken,
    root_option,
    run,
    tell,
)
from checker.cli.completing import complete_case_or_rule, complete_rule
from checker.cli.language import tr
from checker.cli.naming import case_file, case_ids, closest, rule_ids
from checker.cli.rule_story import TestName
from checker.engine import CaseFile, Result
from checker.explaining.story import tell_rule
from checker.explaining.verdict import Explanation, explain_case
from checker.loading.files import read_file
from checker.loading.instance import Instance
from checker.loading.placing import FIXED_RULES
from checker.model.finding import STATUSES


@click.command(
    "explain",
    help=tr(
        "解释结论怎样得出：explain 案件 [规则]；或解释一条规则：explain 规则。",
        "How a verdict came about: explain CASE [RULE]; or what a rule says: explain RULE.",
    ),
)
@click.argument("name", metavar=tr("案件|规则", "CASE|RULE"), shell_complete=complete_case_or_rule)
@click.argument(
    "rule", metavar=tr("[规则]", "[RULE]"), required=False, shell_complete=complete_rule
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json"]),
    default="text",
    help=tr("标准输出的格式。", "Format on standard output."),
)
@as_of_option
@root_option
@lang_option
def command(
    name: str, rule: str | None, format_name: str, as_of: str | None, root: Path | None
) -> None:
    """Explain a case's verdicts, or a rule."""
    instance = open_instance(root)
    refuse_broken(instance)
    file, known = case_file(instance, name), rule_ids(instance)
    if file is not None and (name not in known or rule is not None):
        _explain_case(instance, file, _known(rule, known), as_of, format_name)
    elif name in known and file is None and rule is None:
        _explain_rule(instance, name, format_name)
    else:
        _neither(instance, name, known, both=file is not None, rule=rule)


def _known(rule: str | None, known: list[str]) -> str | None:
    if rule is not None and rule not in known:
        zh, en = closest(rule, known)
        fail(f"没有规则 {rule}{zh}", f"no rule {rule}{en}")
    return rule


def _neither(
    instance: Instance, name: str, known: list[str], *, both: bool, rule: str | None
) -> None:
    if both:
        fail(
            f"{name} 既是案件也是规则：请写成 explain 案件 规则，或用案件文件的路径",
            f"{name} is both a case and a rule: give the case's path, or CASE RULE",
        )
    if name in known:
        fail(f"{name} 是规则，其后不能再跟 {rule}", f"{name} is a rule; {rule} cannot follow it")
    zh, en = closest(name, [*case_ids(instance), *known])
    fail(f"没有名为 {name} 的案件或规则{zh}", f"no case or rule named {name}{en}")


# --- a case


def _explain_case(
    instance: Instance, file: str, rule: str | None, as_of: str | None, format_name: str
) -> None:
    result = run(instance, as_of, paths=(file,))
    item = result.cases[0]
    if item.case is None:
        _not_judged(item)
    explained = explain_case(result, item, rule)
    if not explained:
        fail(
            f"规则 {rule} 不在管辖案件 {item.id} 的修订里",
            f"rule {rule} is not in the revision that governs {item.id}",
        )
    if format_name == "json":
        _print_json(_case_data(result, item, explained))
    else:
        click.echo(_case_text(result, item, explained, whole=rule is None))


def _not_judged(item: CaseFile) -> None:
    """Say why a case has no verdicts, and exit."""
    if item.left_out:
        fail(f"案件 {item.id} 在该时刻尚未立案", f"case {item.id} had not been opened yet")
    tell(item.diagnostics)
    sys.exit(EXIT_FOUND)


def _case_text(result: Result, item: CaseFile, explained: list[Explanation], *, whole: bool) -> str:
    head = tr(
        f"案件 {item.id}（截至 {result.as_of.iso(result.zone)}）",
        f"case {item.id} as of {result.as_of.iso(result.zone)}",
    )
    idle = [one for one in explained if one.verdict.finding.status == "not_applicable"]
    shown = [one for one in explained if one not in idle] if whole else explained
    blocks = [head, *_paragraphs(sorted(shown, key=_rank))]
    if whole and idle:
        lines = [tr(f"不适用的规则 {len(idle)} 条：", f"{len(idle)} rule(s) do not apply:")]
        blocks.append("\n".join([*lines, *(derivation.brief(one) for one in idle)]))
    return "\n\n".join(blocks)


def _rank(one: Explanation) -> int:
    """What needs somebody's attention first; else the policy's own order."""
    return STATUSES.index(one.verdict.finding.status)


def _paragraphs(explained: list[Explanation]) -> Iterator[str]:
    told: set[tuple[str, str | None]] = set()
    for one in explained:
        revision = one.verdict.revision
        key = (one.verdict.rule_id, revision.folder if revision else None)
        yield derivation.as_text(one, again=key in told)
        told.add(key)


def _case_data(result: Result, item: CaseFile, explained: list[Explanation]) -> dict[str, Any]:
    return {
        "version": 1,
        "as_of": result.as_of.iso(result.zone),
        "case": item.id,
        "path": item.file,
        "verdicts": [derivation.as_data(one) for one in explained],
    }


# --- a rule


def _explain_rule(instance: Instance, name: str, format_name: str) -> None:
    if name in FIXED_RULES:
        click.echo(_FIXED[name])
        return
    stories = [
        (story, list(_tests(instance, policy.id, name)))
        for policy in instance.policies.values()
        if (story := tell_rule(policy, name, instance.organization)) is not None
    ]
    if format_name == "json":
        rules = [rule_story.as_data(story, tests) for story, tests in stories]
        _print_json({"version": 1, "rules": rules})
    else:
        click.echo("\n\n".join(rule_story.as_text(story, tests) for story, tests in stories))


_FIXED = {
    "required-field": tr(
        "required-field：制度标明必填的栏目没有填写。由程序自带，不能关闭。",
        "required-field: a field that the policy requires is blank. The tool's own.",
    ),
    "no-revision-in-force": tr(
        "no-revision-in-force：立案当日没有生效的修订，无从判断。由程序自带。",
        "no-revision-in-force: no revision was in force when the case opened. The tool's own.",
    ),
}


def _tests(instance: Instance, policy: str, rule: str) -> Iterator[TestName]:
    folder = instance.root / "policy" / policy / "tests"
    for path in sorted(folder.glob("*.yml")) if folder.is_dir() else ():
        file = path.relative_to(instance.root).as_posix()
        document, _ = read_file(instance.root, file, instance.settings.limits)
        data = document.data if document is not None else None
        tests = data.get("tests") if isinstance(data, dict) else None
        for test in tests if isinstance(tests, list) else ():
            if isinstance(test, dict) and test.get("rule") == rule:
                yield TestName(str(test.get("name") or "—"), file)


def _print_json(data: dict[str, Any]) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))
