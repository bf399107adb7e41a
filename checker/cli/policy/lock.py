"""`tousu policy lock`: freeze the revisions in force, so that a change to them is noticed."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from checker.cli.common import EXIT_CANNOT, EXIT_FOUND, cannot_write, note, open_instance
from checker.cli.language import tr
from checker.cli.options import as_of_option, lang_option, root_option
from checker.cli.policy.asked import policy_option, require_policy, today, told_broken
from checker.policychecks.lock import LockPlan, lockable, plan, write_lock


@click.command(
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
def command(*, force: bool, policy: str | None, as_of: str | None, root: Path | None) -> None:
    """Write the locks, all or none."""
    instance = open_instance(root)
    require_policy(instance, policy)
    chosen = [item for item in instance.loaded if policy in (None, item.id)]
    if any(item.rule != "revision-altered" for item in instance.problems) or not chosen:
        told_broken(instance)
        sys.exit(EXIT_CANNOT)
    day = today(as_of, instance)
    plans = [
        plan(instance.root, item, day, instance.settings.limits)
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
                cannot_write(item.file, error)
        click.echo(
            tr(
                f"{item.file}：共 {len(item.entries)} 条，新增 {len(item.added)}，改写 {len(item.changed)}",
                f"{item.file}: {len(item.entries)} entries, {len(item.added)} new, "
                f"{len(item.changed)} rewritten",
            )
        )
