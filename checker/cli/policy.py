"""`tousu policy`: what a policy is asked of itself, before any case is."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import NoReturn
from zoneinfo import ZoneInfo

import click

from checker.cli.coming import tell_coming
from checker.cli.common import (
    EXIT_CANNOT,
    EXIT_FOUND,
    EXIT_OK,
    as_of_option,
    fail,
    instant,
    lang_option,
    note,
    open_instance,
    root_option,
    run,
)
from checker.cli.language import LANG, tr
from checker.cli.policy_diff import DIFF, IMPACT
from checker.cli.policy_gap import GAP
from checker.cli.policy_packs import ADOPT, PACKS
from checker.formats.text import render_diagnostic
from checker.loading.instance import Instance
from checker.model.moment import at_second
from checker.model.policy import Revision
from checker.policychecks.lock import LockPlan, lockable, plan, write_lock
from checker.policychecks.printing import FORMATS

format_option = click.option(
    "--format",
    "format_name",
    type=click.Choice(list(FORMATS)),
    default="text",
    help=tr("标准输出的格式。", "Format on standard output."),
)
policy_option = click.option(
    "--policy", metavar="ID", help=tr("只看这个制度。", "Only this policy.")
)


@click.group(
    "policy",
    help=tr("检查制度本身：规则测试、制度检查、覆盖表、冻结。", "Check the policy itself."),
)
def command() -> None:
    """The group of commands on policies."""


command.add_command(DIFF)
command.add_command(IMPACT)
command.add_command(GAP)
command.add_command(PACKS)
command.add_command(ADOPT)


@command.command(
    "test",
    help=tr(
        "运行规则测试；--mutate 看测试能不能发现规则被改动。"
        "退出码：0 全部通过，1 有失败或没有发现的改动，2 测试读不了。",
        "Run the rule tests; --mutate asks whether they notice a changed rule. Exit: 0 all pass, 1 one "
        "fails or a change goes unnoticed, 2 tests cannot be read.",
    ),
)
@click.option(
    "--rule", "rules", multiple=True, metavar="ID", help=tr("只测这些规则。", "Only these rules.")
)
@click.option(
    "--revision",
    "revisions",
    multiple=True,
    metavar="LABEL",
    help=tr("只在这些修订下测。", "Only under these revisions."),
)
@click.option(
    "--mutate",
    is_flag=True,
    help=tr(
        "逐处改动规则的参数，列出没有任何测试发现的改动。",
        "Change the rules' parameters one by one; list the changes that no test notices.",
    ),
)
@policy_option
@format_option
@root_option
@lang_option
def test_command(
    rules: tuple[str, ...],
    revisions: tuple[str, ...],
    policy: str | None,
    format_name: str,
    root: Path | None,
    *,
    mutate: bool,
) -> None:
    """Run rule tests and exit by their outcome."""
    from checker.policychecks.ruletests import run_instance
    from checker.policychecks.testreport import render

    instance = open_instance(root)
    _known_policy(instance, policy)
    _known(instance, rules, revisions)
    broken = _told_broken(instance)
    report = run_instance(instance, frozenset(rules), frozenset(revisions), policy)
    if mutate and report.runs and not (broken or report.failed or report.problems):
        _mutate(instance, rules, revisions, policy, format_name)
    click.echo(render(report, format_name, LANG), nl=False)
    if not report.runs and not report.problems:
        note("没有运行任何规则测试", "no rule test was run")
    if broken or report.problems or not report.runs:
        sys.exit(EXIT_CANNOT)
    sys.exit(EXIT_FOUND if report.failed else EXIT_OK)


def _mutate(
    instance: Instance,
    rules: tuple[str, ...],
    revisions: tuple[str, ...],
    policy: str | None,
    format_name: str,
) -> NoReturn:
    """Ask the tests, all of which pass, whether they notice changes; exit by that."""
    from checker.policychecks.survey import survey
    from checker.policychecks.surveyreport import render

    def asked(rule: str, revision: Revision) -> bool:
        chosen = not revisions or revision.label in revisions
        return chosen and (not rules or rule in rules)

    found = survey(instance, asked, policy)
    click.echo(render(found, format_name, LANG), nl=False)
    sys.exit(EXIT_FOUND if found.survivors else EXIT_OK)


def _known_policy(instance: Instance, policy: str | None) -> None:
    if policy is not None and policy not in {item.id for item in instance.loaded}:
        fail(f"没有制度 {policy}", f"no policy {policy}")


def _known(instance: Instance, rules: tuple[str, ...], revisions: tuple[str, ...]) -> None:
    """Refuse names that nobody knows: a typo must not test less."""
    known = [item for policy in instance.policies.values() for item in policy.revisions]
    labels = {revision.label for revision in known}
    ids = {name for revision in known for name in revision.rules_by_id} | {"required-field"}
    for name in rules if known else ():
        if name not in ids:
            fail(f"没有规则 {name}", f"no rule {name}")
    for label in revisions if known else ():
        if label not in labels:
            fail(f"没有修订 {label}", f"no revision {label}")


def _told_broken(instance: Instance) -> bool:
    """Say what is wrong with policies, organization or calendars; whether anything is."""
    for diagnostic in instance.problems:
        click.echo(render_diagnostic(diagnostic, LANG), err=True)
    return bool(instance.problems)


@command.command(
    "lint",
    help=tr(
        "检查制度的写法。退出码：0 没有错误，1 有错误，2 文件读不了。",
        "Lint the policy. Exit: 0 no error, 1 errors, 2 a file cannot be read.",
    ),
)
@policy_option
@as_of_option
@format_option
@root_option
@lang_option
def lint_command(
    policy: str | None, as_of: str | None, format_name: str, root: Path | None
) -> None:
    """Lint and exit by the gravest finding."""
    from checker.policychecks.lint import lint_instance
    from checker.policychecks.lintreport import render

    instance = open_instance(root)
    _known_policy(instance, policy)
    second, clock = instant(as_of, instance)
    report = lint_instance(instance, _day(second, instance), policy)
    click.echo(render(report, format_name, LANG), nl=False)
    tell_coming(instance, second, clock=clock)
    if report.unreadable:
        sys.exit(EXIT_CANNOT)
    sys.exit(EXIT_FOUND if report.count("error") else EXIT_OK)


def _today(as_of: str | None, instance: Instance) -> date:
    """The day of `as_of`, or of the clock, where the first policy is at home."""
    second, _ = instant(as_of, instance)
    return _day(second, instance)


def _day(second: int, instance: Instance) -> date:
    zones = [policy.zone for policy in instance.policies.values()]
    return at_second(second, zones[0] if zones else ZoneInfo("UTC")).day


@command.command(
    "coverage",
    help=tr(
        "覆盖表：条款、规则、测试、案件。退出码：0 已列出，2 读不了。",
        "The matrix of clauses, rules, tests, cases. Exit: 0 shown, 2 not readable.",
    ),
)
@click.option(
    "--revision",
    "revisions",
    multiple=True,
    metavar="LABEL",
    help=tr("只看这些修订。", "Only these."),
)
@policy_option
@as_of_option
@format_option
@root_option
@lang_option
def coverage_command(
    revisions: tuple[str, ...],
    policy: str | None,
    as_of: str | None,
    format_name: str,
    root: Path | None,
) -> None:
    """Print what answers for each clause."""
    from checker.policychecks.coverage import cover
    from checker.policychecks.coveragereport import render

    instance = open_instance(root)
    _known_policy(instance, policy)
    _known(instance, (), revisions)
    broken = _told_broken(instance)
    result = run(instance, as_of, policy=policy)
    covers = [
        item
        for item in cover(instance, result, policy)
        if not revisions or item.revision.label in revisions
    ]
    click.echo(render(covers, result.as_of, format_name, LANG), nl=False)
    sys.exit(EXIT_CANNOT if broken or not covers else EXIT_OK)


@command.command(
    "lock",
    help=tr(
        "冻结已经生效的修订。退出码：0 已冻结，1 会改动已有的条目，2 制度读不了。",
        "Freeze the revisions in force. Exit: 0 frozen, 1 an entry would change, 2 not readable.",
    ),
)
@click.option(
    "--force",
    is_flag=True,
    help=tr(
        "改写已经冻结的条目；历史将对不上。", "Rewrite frozen entries; history will not match."
    ),
)
@policy_option
@as_of_option
@root_option
@lang_option
def lock_command(*, force: bool, policy: str | None, as_of: str | None, root: Path | None) -> None:
    """Write the locks, all or none."""
    instance = open_instance(root)
    _known_policy(instance, policy)
    chosen = [item for item in instance.loaded if policy in (None, item.id)]
    if any(item.rule != "revision-altered" for item in instance.problems) or not chosen:
        _told_broken(instance)
        sys.exit(EXIT_CANNOT)
    today = _today(as_of, instance)
    plans = [
        plan(instance.root, item, today, instance.settings.limits)
        for item in chosen
        if lockable(item)
    ]
    if any(item.changed for item in plans):
        _told_changed(plans, force=force)
        if not force:
            sys.exit(EXIT_FOUND)
    _write_locks(instance.root, plans)


def _told_changed(plans: list[LockPlan], *, force: bool) -> None:
    """Name every frozen entry that would change, on standard error."""
    for item in plans:
        for day in item.changed:
            note(
                f"{item.file}：{day} 起生效的修订已经冻结，内容却变了或不见了",
                f"{item.file}: the revision of {day} is frozen, but was altered or is gone",
            )
    if force:
        note(
            "警告：正在强行改写已冻结的条目；此前按原文作出的结论不再有据可查，请在提交说明中写明理由",
            "WARNING: rewriting frozen entries; verdicts given under the old text lose their ground. "
            "Say why in the commit",
        )
    else:
        note(
            "没有写入。还原修订，或新建修订；确要改写，用 --force",
            "nothing was written. Restore it or add a revision; --force rewrites it",
        )


def _write_locks(root: Path, plans: list[LockPlan]) -> None:
    for item in plans:
        if item.added or item.changed:
            try:
                write_lock(root, item)
            except OSError as error:
                fail(
                    f"写不了 {item.file}：{error.strerror}",
                    f"cannot write {item.file}: {error.strerror}",
                )
        click.echo(
            tr(
                f"{item.file}：共 {len(item.entries)} 条，新增 {len(item.added)}，改写 {len(item.changed)}",
                f"{item.file}: {len(item.entries)} entries, {len(item.added)} new, "
                f"{len(item.changed)} rewritten",
            )
        )
