"""`tousu policy diff`: two revisions side by side: text, rules, deadlines."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import click

from checker.cli.common import open_instance
from checker.cli.language import LANG, tr
from checker.cli.options import lang_option, root_option
from checker.cli.output import format_of, put, require_office
from checker.cli.policy.revisions import NAMES, both_revisions, of_policy_option

FORMATS = ("text", "markdown", "html", "json")
FILES = ("docx",)
NEEDED = {"docx": "docx"}


@click.command(
    "diff",
    help=tr("比较两个修订的条文和规则。", "Compare two revisions: text and rules.") + NAMES,
)
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
@click.option(
    "--format",
    "format_name",
    type=click.Choice((*FORMATS, *FILES)),
    help=tr(
        "格式；默认看 --output 的后缀，否则 text。", "The format; by --output's suffix, else text."
    ),
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False),
    help=tr("写到文件；docx 需要。", "Write to a file; docx wants one."),
)
@of_policy_option
@root_option
@lang_option
def command(
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

    name = format_of(format_name, output, (*FORMATS, *FILES))
    require_office(name, NEEDED)
    instance = open_instance(root)
    before, after = both_revisions(a, b, instance, policy)
    difference = compare_revisions(before, after)
    made = render_difference_file(difference, instance.organization, name, LANG)
    if output is None and name == "text":
        click.echo(_coloured(made.decode()), nl=False)
    else:
        put(made, output, text=name in FORMATS)


def _coloured(text: str) -> str:
    """What went in red and what came in green, where a person looks on; the marks stay."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return text
    text = re.sub(r"\[-.*?-\]", lambda found: click.style(found.group(), fg="red"), text)
    return re.sub(r"\{\+.*?\+\}", lambda found: click.style(found.group(), fg="green"), text)
