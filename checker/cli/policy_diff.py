"""`tousu policy diff` and `tousu policy impact`: two revisions, and what the step does."""

from __future__ import annotations

import os
import re
import sys
from importlib.util import find_spec
from pathlib import Path

import click

from checker.cli.common import (
    EXIT_CANNOT,
    as_of_option,
    fail,
    instant,
    lang_option,
    note,
    open_instance,
    paths_from_root,
    refuse_broken,
    root_option,
)
from checker.cli.language import LANG, told, tr
from checker.cli.output import put
from checker.loading.instance import Instance
from checker.model.policy import Revision

DIFF_FORMATS = ("text", "markdown", "html", "json")
DIFF_FILES = ("docx",)
NEEDED = {"docx": "docx"}
SUFFIXES = {"md": "markdown", "txt": "text"}
IMPACT_FORMATS = ("text", "markdown", "json")
NAMES = tr(
    "A、B 是修订名、生效日、修订文件夹（可以是草案），或 git 里的修订，"
    "如 HEAD~1:2026-03-01 或 HEAD~1:policy/…/2026-03-01。",
    " A and B: a label, a first day, a revision's folder (a draft will do), or one in git "
    "such as HEAD~1:2026-03-01 or HEAD~1:policy/…/2026-03-01.",
)
FORMAT_HELP = tr("标准输出的格式。", "Format on standard output.")
policy_option = click.option(
    "--policy", metavar="ID", help=tr("修订属于这个制度。", "The revisions are of this policy.")
)


@click.command(
    "diff",
    help=tr("比较两个修订的条文和规则。", "Compare two revisions: text and rules.") + NAMES,
)
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@click.option(
    "--format",
    "format_name",
    type=click.Choice((*DIFF_FORMATS, *DIFF_FILES)),
    help=tr(
        "格式；默认看 --output 的后缀，否则 text。", "The format; by --output's suffix, else text."
    ),
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False),
    help=tr("写到文件；docx 需要。", "Write to a file; docx wants one."),
)
@policy_option
@root_option
@lang_option
def DIFF(  # noqa: N802 - a constant to those who register it
    a: str,
    b: str,
    format_name: str | None,
    output: str | None,
    policy: str | None,
    root: Path | None,
) -> None:
    """Say what leads from one revision to the other; exit 0 whatever it is."""
    from checker.comparing.difference import compare_revisions
    from checker.revisions.rendering import render_difference_file

    name = _format(format_name, output)
    instance = open_instance(root)
    before, after = _both(a, b, instance, policy)
    difference = compare_revisions(before, after)
    made = render_difference_file(difference, instance.organization, name, LANG)
    if output is None and name == "text":
        click.echo(_coloured(made.decode()), nl=False)
    else:
        put(made, output, text=name in DIFF_FORMATS)


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
@click.option(
    "--format", "format_name", type=click.Choice(IMPACT_FORMATS), default="text", help=FORMAT_HELP
)
@policy_option
@root_option
@lang_option
def IMPACT(  # noqa: N802 - a constant to those who register it
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
    before, after = _both(a, b, instance, policy, judged=True)
    second, clock = instant(as_of, instance)
    named = paths_from_root(paths, instance.root) if paths else None
    found = impact(before, after, instance, Options(second=second, clock=clock, paths=named))
    if found.new.matched == 0:
        note("没有案件可以比较", "there is no case to compare")
        sys.exit(EXIT_CANNOT)
    click.echo(render_impact(found, format_name, LANG), nl=False)


def _format(name: str | None, output: str | None) -> str:
    """The format asked for, else the one that the file's suffix says."""
    suffix = Path(output).suffix.removeprefix(".") if output else ""
    found = name or SUFFIXES.get(suffix, suffix)
    if found not in (*DIFF_FORMATS, *DIFF_FILES):
        found = "text"
    if found in NEEDED and find_spec(NEEDED[found]) is None:
        fail(f"{found} 需要另装：pip install 'tousu[office]'", "pip install 'tousu[office]' first")
    return found


def _coloured(text: str) -> str:
    """What went in red and what came in green, where a person looks on; the marks stay."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return text
    text = re.sub(r"\[-.*?-\]", lambda found: click.style(found.group(), fg="red"), text)
    return re.sub(r"\{\+.*?\+\}", lambda found: click.style(found.group(), fg="green"), text)


def _both(
    a: str, b: str, instance: Instance, policy: str | None, *, judged: bool = False
) -> tuple[Revision, Revision]:
    """Both revisions, of one policy of the instance; exits 2 where one cannot be read."""
    from checker.revisions.finding import (
        RevisionError,
        find_revision,
        policy_of,
        see_calendars,
    )

    if policy is not None and policy not in {item.id for item in instance.loaded}:
        fail(f"没有制度 {policy}", f"no policy {policy}")
    try:
        before = find_revision(a, instance, policy, Path.cwd())
        after = find_revision(b, instance, policy, Path.cwd())
        policy_of(before, after, instance)
        for revision in (before, after) if judged else ():
            see_calendars(revision, instance)
    except RevisionError as error:
        _tell_problems(error, instance)
        fail(told(error.sentence), told(error.sentence))
    return before, after


def _tell_problems(error: object, instance: Instance) -> None:
    """What is wrong with the files of the revision, or with those of the instance."""
    from checker.formats.text import render_diagnostic

    problems = getattr(error, "problems", None) or instance.problems
    for diagnostic in problems:
        click.echo(render_diagnostic(diagnostic, LANG), err=True)
