"""What `policy diff` and `policy impact` share: two revisions, by the names that people give them."""

from __future__ import annotations

from pathlib import Path

import click

from checker.cli.common import fail, tell
from checker.cli.language import told, tr
from checker.cli.policy.asked import require_policy
from checker.loading.instance import Instance
from checker.model.policy import Revision

NAMES = tr(
    "A、B 是修订名、生效日、修订文件夹（可以是草案），或 git 里的修订，"
    "如 HEAD~1:2026-03-01 或 HEAD~1:policy/…/2026-03-01。",
    " A and B: a label, a first day, a revision's folder (a draft will do), or one in git "
    "such as HEAD~1:2026-03-01 or HEAD~1:policy/…/2026-03-01.",
)
of_policy_option = click.option(
    "--policy", metavar="ID", help=tr("修订属于这个制度。", "The revisions are of this policy.")
)


def both_revisions(
    a: str, b: str, instance: Instance, policy: str | None, *, judged: bool = False
) -> tuple[Revision, Revision]:
    """Both revisions, of one policy of the instance; exits 2 where one cannot be read."""
    from checker.revisions.finding import (
        RevisionError,
        find_revision,
        policy_of,
        see_calendars,
    )

    require_policy(instance, policy)
    try:
        before = find_revision(a, instance, policy, Path.cwd())
        after = find_revision(b, instance, policy, Path.cwd())
        policy_of(before, after, instance)
        for revision in (before, after) if judged else ():
            see_calendars(revision, instance)
    except RevisionError as error:
        tell(error.problems or instance.problems)
        fail(told(error.sentence), told(error.sentence))
    return before, after
