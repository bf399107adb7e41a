"""`tousu show`: timeline and obligations of one case in the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from checker.cli.case_head import Head
from checker.cli.case_tables import obligations, timeline
from checker.cli.common import open_instance, refuse_broken, refuse_unjudged, run
from checker.cli.completing import complete_case
from checker.cli.language import tr
from checker.cli.naming import require_case
from checker.cli.options import as_of_option, lang_option, root_option
from checker.cli.tables import heading
from checker.engine import CaseFile, Result
from checker.model.case import Case


@click.command(
    "show",
    help=tr("一件投诉的经过和各项义务。", "Timeline and obligations of one case."),
)
@click.argument("case", metavar=tr("案件", "CASE"), shell_complete=complete_case)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help=tr("也列出不适用的规则。", "Also list rules that do not apply."),
)
@as_of_option
@root_option
@lang_option
def command(case: str, as_of: str | None, root: Path | None, *, everything: bool) -> None:
    """Show one case."""
    instance = open_instance(root)
    refuse_broken(instance)
    result = run(instance, as_of, paths=(require_case(instance, case),))
    item = result.cases[0]
    if item.case is None:
        refuse_unjudged(item)
    else:
        click.echo("\n\n".join(_parts(result, item, item.case, everything=everything)))


def _parts(result: Result, item: CaseFile, case: Case, *, everything: bool) -> Iterator[str]:
    assert item.read is not None  # a case that was judged was read
    governed = item.read.governed
    yield Head(result, case, governed).text()
    yield heading(tr("经过", "timeline")) + "\n" + timeline(case, governed)
    for one in governed:
        of = f" {one.policy.id}" if len(governed) > 1 else ""
        told = obligations(item.verdicts, one.policy, everything=everything)
        yield heading(tr("义务", "obligations") + of) + "\n" + told
