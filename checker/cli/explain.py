"""`tousu explain`: how a verdict came about, or what a rule says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from checker.cli import case_story, rule_story
from checker.cli.common import fail, open_instance, refuse_broken, refuse_unjudged, run
from checker.cli.completing import complete_case_or_rule, complete_rule
from checker.cli.language import tr
from checker.cli.naming import case_file, case_ids, closest, rule_ids
from checker.cli.options import as_of_option, format_option, lang_option, root_option
from checker.cli.rule_story import rule_tests
from checker.explaining.story import tell_rule
from checker.explaining.verdict import explain_case
from checker.loading.instance import Instance
from checker.loading.placing import FIXED_RULES


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
@format_option(("text", "json"))
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
        refuse_unjudged(item)
    explained = explain_case(result, item, rule)
    if not explained:
        fail(
            f"规则 {rule} 不在管辖案件 {item.id} 的修订里",
            f"rule {rule} is not in the revision that governs {item.id}",
        )
    if format_name == "json":
        _print_json(case_story.as_data(result, item, explained))
    else:
        click.echo(case_story.as_text(result, item, explained, whole=rule is None))


# --- a rule


def _explain_rule(instance: Instance, name: str, format_name: str) -> None:
    if name in FIXED_RULES:
        click.echo(_FIXED[name])
        return
    stories = [
        (story, list(rule_tests(instance, policy.id, name)))
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


def _print_json(data: dict[str, Any]) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))
