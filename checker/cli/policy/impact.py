"""`tousu policy impact`: whose verdict the step from one revision to another changes."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from checker.cli.common import (
    EXIT_CANNOT,
    instant,
    note,
    open_instance,
    paths_from_root,
    refuse_broken,
)
from checker.cli.language import LANG, tr
from checker.cli.options import as_of_option, format_option, lang_option, root_option
from checker.cli.policy.revisions import NAMES, both_revisions, of_policy_option

FORMATS = ("text", "markdown", "json")


@click.command(
    "impact",
    help=tr(
        "如果由 B 而不是 A 管辖全部案件，哪些结论会变。",
        "Which verdicts change if B governed every case instead of A.",
    )
    + NAMES,
)
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@click.option(
    "--cases",
    "paths",
    multiple=True,
    type=click.Path(path_type=Path),
    help=tr("只看这些案件文件或文件夹，可重复。", "Only these cases; may be repeated."),
)
@as_of_option
@format_option(FORMATS)
@of_policy_option
@root_option
@lang_option
def command(
    a: str,
    b: str,
    paths: tuple[Path, ...],
    as_of: str | None,
    format_name: str,
    policy: str | None,
    root: Path | None,
) -> None:
    """Judge the register under both and say what differs; exit 0 whatever it is."""
    from checker.engine import Options
    from checker.revisions.impact import impact
    from checker.revisions.rendering import render_impact

    instance = open_instance(root)
    refuse_broken(instance)
    before, after = both_revisions(a, b, instance, policy, judged=True)
    second, clock = instant(as_of, instance)
    named = paths_from_root(paths, instance.root) if paths else None
    found = impact(before, after, instance, Options(second=second, clock=clock, paths=named))
    if found.new.matched == 0:
        note("没有案件可以比较", "there is no case to compare")
        sys.exit(EXIT_CANNOT)
    click.echo(render_impact(found, format_name, LANG), nl=False)
