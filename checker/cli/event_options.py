"""The options by which a script says an event, the same for a first event and for a later one."""

from __future__ import annotations

import click

from checker.cli.completing import complete_unit
from checker.cli.language import tr
from checker.cli.options import Command


def event_options(command: Command) -> Command:
    """`--unit`, `--note` and `--record`."""
    unit = click.option(
        "--unit", shell_complete=complete_unit, help=tr("所代表的单位。", "Unit acted for.")
    )
    note = click.option("--note", "remark", help=tr("备注。", "A note."))
    records = click.option(
        "--record",
        "records",
        multiple=True,
        metavar="KIND=…,PATH=…",
        help=tr(
            "留痕，可重复；path 的摘要自动计算。", "A record; may be repeated; digests are made."
        ),
    )
    return unit(note(records(command)))
