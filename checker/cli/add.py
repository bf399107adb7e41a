"""`tousu add`: append an event to a case; the rest of the file stays byte for byte."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from checker.cli.adding import Adding
from checker.cli.common import cannot_write, fail, open_instance, refuse_broken
from checker.cli.completing import (
    complete_case,
    complete_event,
    complete_rule,
    complete_staff,
    complete_unit,
)
from checker.cli.event_options import event_options
from checker.cli.language import tr
from checker.cli.naming import require_case
from checker.cli.options import lang_option, root_option
from checker.cli.writing import Desk, Invalid, print_open, refuse
from checker.editing.inserting import AlreadyFilled, CannotInsert
from checker.saving import Busy


@click.command(
    "add",
    help=tr(
        "给案件加一个事件。在终端里逐项询问；脚本用选项写明。其余内容一字不动。",
        "Append an event to a case: prompts in a terminal, options in a script.",
    ),
)
@click.argument("case", metavar=tr("案件", "CASE"), shell_complete=complete_case)
@click.argument("event", metavar=tr("事件", "EVENT"), required=False, shell_complete=complete_event)
@click.option("--at", help=tr("何时，默认现在。", "When; now unless given."))
@click.option("--by", shell_complete=complete_staff, help=tr("经办人。", "Who did it."))
@event_options
@click.option(
    "--deadline",
    shell_complete=complete_rule,
    help=tr("延长哪条时限。", "The deadline it extends."),
)
@click.option(
    "--designee-staff", shell_complete=complete_staff, help=tr("指定给何人。", "Who is named.")
)
@click.option(
    "--designee-unit",
    shell_complete=complete_unit,
    help=tr("指定给何单位。", "Which unit is named."),
)
@click.option("--corrects", help=tr("更正哪个事件。", "The event it corrects."))
@click.option("--was", help=tr("原来的值。", "The value before."))
@click.option("--now", help=tr("现在的值。", "The value after."))
@click.option("--id", "event_id", help=tr("事件编号，默认顺延。", "Its id; the next unless given."))
@click.option(
    "--field",
    "field_items",
    multiple=True,
    metavar="NAME=VALUE",
    help=tr("同时填写还空着的栏目，可重复。", "Fill a blank field too; may be repeated."),
)
@root_option
@lang_option
def command(case: str, event: str | None, root: Path | None, **given: Any) -> None:
    """Append an event and say what is owed next."""
    instance = open_instance(root)
    refuse_broken(instance)
    desk = Desk.at(instance)
    adding = Adding(desk, require_case(instance, case), given)
    try:
        adding.run(event)
    except Invalid as invalid:
        refuse(invalid)
    except AlreadyFilled as filled:
        fail(
            f"{filled.name} 已有别的值：请直接修改案件文件",
            f"{filled.name} has another value: edit the case file",
        )
    except CannotInsert:
        fail(
            f"找不到能安全插入的位置：请直接编辑 {adding.file}",
            f"no safe place to insert: edit {adding.file}",
        )
    except Busy:
        fail("别人正在写这个案件，请稍后再试", "somebody else is writing; try again")
    except OSError as error:
        cannot_write(instance.root / adding.file, error)
    click.echo(f"{adding.file} {adding.event_id}")
    print_open(desk, adding.file)
