"""`tousu new`: create a case, with prompts in a terminal and options in a script."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from checker.cli.common import cannot_write, fail, open_instance, refuse_broken
from checker.cli.completing import complete_staff
from checker.cli.creating import Creating
from checker.cli.event_options import event_options
from checker.cli.language import tr
from checker.cli.options import lang_option, root_option
from checker.cli.writing import Desk, Invalid, print_open, refuse
from checker.loading.instance import CASES
from checker.saving import Busy


@click.command(
    "new",
    help=tr(
        "登记一件投诉。在终端里逐项询问；脚本用选项写明。",
        "Create a case: prompts in a terminal, options in a script.",
    ),
)
@click.option("--id", "case_id", help=tr("编号，默认取下一个。", "Its id; the next unless given."))
@click.option("--policy", metavar="ID", help=tr("所依据的制度。", "The policy."))
@click.option("--title", help=tr("标题，一句话。", "A title."))
@click.option("--summary", help=tr("投诉内容。", "What it is about."))
@click.option(
    "--complainant",
    metavar="REF|ref=…,name=…,unit=…",
    help=tr("投诉人：客户编号、遮蔽的姓名、所属单位。", "Customer number, masked name, branch."),
)
@click.option(
    "--accused",
    multiple=True,
    metavar="STAFF|UNIT",
    shell_complete=complete_staff,
    help=tr("被投诉的人员或单位，可重复。", "Whom it is against; may be repeated."),
)
@click.option(
    "--responsible",
    metavar="STAFF|UNIT",
    shell_complete=complete_staff,
    help=tr("投诉责任人或责任单位。", "Who is responsible."),
)
@click.option("--incident", help=tr("同一事件的编号。", "What links the cases of one event."))
@click.option("--previous", multiple=True, help=tr("既往投诉，可重复。", "An earlier case."))
@click.option(
    "--field",
    "field_items",
    multiple=True,
    metavar="NAME=VALUE",
    help=tr("登记栏目，可重复，如 severity=serious。", "A field, such as severity=serious."),
)
@click.option("--at", help=tr("何时接到，默认现在。", "When it came; now unless given."))
@click.option("--by", shell_complete=complete_staff, help=tr("接待人。", "Who received it."))
@event_options
@root_option
@lang_option
def command(root: Path | None, **given: Any) -> None:
    """Create a case and say what is owed next."""
    instance = open_instance(root)
    refuse_broken(instance)
    creating = Creating(Desk.at(instance), given)
    try:
        file = creating.run()
    except Invalid as invalid:
        refuse(invalid)
    except Busy:
        fail("别人正在登记，请稍后再试", "somebody else is writing; try again")
    except OSError as error:
        cannot_write(instance.root / CASES, error)
    click.echo(file)
    print_open(creating.desk, file)
