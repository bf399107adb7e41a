"""`tousu policy gap`: our policy held against a regulator's, obligation by obligation."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli.common import fail, open_instance, tell
from checker.cli.language import LANG, told, tr
from checker.cli.options import as_of_option, format_option, lang_option, root_option
from checker.cli.policy.asked import today
from checker.loading.instance import Instance

if TYPE_CHECKING:
    from checker.comparing.obligations import Side

FORMATS = ("text", "markdown", "json")
MOST_YEARS = 10


@click.command(
    "gap",
    help=tr(
        "逐项比较我方制度和监管规则：更宽、相同、更严、缺、不能比较。"
        "OURS、THEIRS 是制度编号、规则包编号（见 policy packs）、制度@修订、修订名、生效日、文件夹，"
        "或 git 里的修订。只按规则写明的 implements 对应。",
        "Hold our policy against a regulator's: laxer, equal, stricter, lacking, not comparable. OURS "
        "and THEIRS: a policy, a pack (policy packs), policy@revision, a label, a day, a folder, or "
        "one in git. Rules are matched by their declared `implements` alone.",
    ),
)
@click.argument("ours", metavar="OURS")
@click.argument("theirs", metavar="THEIRS")
@click.option(
    "--years",
    type=click.IntRange(0, MOST_YEARS),
    default=2,
    show_default=True,
    help=tr(
        "逐日比较前后各几年的起算日。",
        "Try the trigger days of so many years before and after.",
    ),
)
@as_of_option
@format_option(FORMATS)
@root_option
@lang_option
def command(
    ours: str, theirs: str, years: int, as_of: str | None, format_name: str, root: Path | None
) -> None:
    """Say where ours stands; exit 0 whatever it is, 2 where a side cannot be read."""
    from checker.revisions.gap import find_gap
    from checker.revisions.rendering import render_gap

    instance = open_instance(root)
    day = today(as_of, instance)
    sides = _sides((ours, theirs), instance, day)
    gap = find_gap(*sides, day, years)
    click.echo(render_gap(gap, instance.organization, format_name, LANG), nl=False)


def _sides(names: tuple[str, str], instance: Instance, day: date) -> tuple[Side, Side]:
    from checker.revisions.finding import RevisionError
    from checker.revisions.sides import find_side

    try:
        ours, theirs = (find_side(name, instance, day, Path.cwd()) for name in names)
    except RevisionError as error:
        tell(error.problems)
        fail(told(error.sentence), told(error.sentence))
    return ours, theirs
