"""`tousu export`: the register in the formats of other programs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from checker.cli.common import EXIT_FOUND, fail, note, open_instance, refuse_broken, run
from checker.cli.completing import complete_staff, complete_unit
from checker.cli.export_tables import ONE_TABLE, Exporting
from checker.cli.language import LANG, told, tr
from checker.cli.options import as_of_option, lang_option, root_option
from checker.cli.output import put
from checker.engine import Result
from checker.exporting import Unholdable
from checker.loading.instance import Instance

FORMATS = ("csv", "xlsx", "parquet", "sqlite", "xes", "ics")


@click.command(
    "export",
    help=tr(
        "把登记簿导出为表格、数据库、事件日志或日历；--template 给出可填写的表格。",
        "The register as tables, a database, an event log, a calendar; --template: a form to fill in.",
    ),
)
@click.option("--format", "format_name", type=click.Choice(FORMATS), help=tr("格式。", "Format."))
@click.option(
    "--output",
    metavar="FILE",
    help=tr(
        "写到哪里；csv 和 parquet 可以是文件夹或 .zip。文字格式不写则到标准输出。",
        "Where to write; for csv and parquet a folder or .zip too. Text goes to standard output.",
    ),
)
@click.option(
    "--table", metavar="NAME", help=tr("csv、parquet：只要这张表。", "csv, parquet: this one.")
)
@click.option(
    "--ids", is_flag=True, help=tr("csv、xlsx：写编号，不写名称。", "csv, xlsx: ids, not words.")
)
@click.option(
    "--template", is_flag=True, help=tr("空的登记表格，供 import。", "An empty form for import.")
)
@click.option(
    "--days", type=click.IntRange(min=0), help=tr("ics：几日之内的。", "ics: within N days.")
)
@click.option(
    "--unit",
    shell_complete=complete_unit,
    help=tr("ics：这个单位及其下级的。", "ics: of this unit."),
)
@click.option(
    "--staff", shell_complete=complete_staff, help=tr("ics：这个人的。", "ics: of this person.")
)
@as_of_option
@root_option
@lang_option
def command(
    format_name: str | None,
    output: str | None,
    table: str | None,
    ids: bool,
    template: bool,
    days: int | None,
    unit: str | None,
    staff: str | None,
    as_of: str | None,
    root: Path | None,
) -> None:
    """Write the register, or the form for new cases."""
    _refuse_nonsense(format_name, template, table, (days, unit, staff))
    instance = open_instance(root)
    refuse_broken(instance)
    if template:
        with _said_plainly():
            return _template(instance, output)
    result = run(instance, as_of)
    with _said_plainly():
        if format_name == "ics":
            _calendar(result, output, days, unit, staff)
        else:
            Exporting(result, output, table, ids).write(str(format_name))
    return _say_invalid(result)


def _refuse_nonsense(
    name: str | None, template: bool, table: str | None, due: tuple[object, ...]
) -> None:
    if (name is None) == (not template):
        fail("写明 --format 或 --template 之一", "one of --format and --template is wanted")
    if table is not None and name not in ONE_TABLE:
        fail("--table 只用于 csv 和 parquet", "--table is for csv and parquet")
    if any(item is not None for item in due) and name != "ics":
        fail("--days、--unit、--staff 只用于 ics", "--days, --unit and --staff are for ics")


EXTRAS = {"pyarrow": "parquet", "xlsxwriter": "office"}
"""The libraries that some formats need, and the extras that bring them."""


@contextmanager
def _said_plainly() -> Iterator[None]:
    """Exit 2 with a sentence for what a format cannot hold, and for a part that is not installed."""
    try:
        yield
    except Unholdable as refused:
        fail(told(refused.sentence), told(refused.sentence))
    except ImportError as error:
        extra = EXTRAS.get(error.name or "")
        if extra is None:
            raise
        fail(
            f"没有安装这种格式所需的部分：pip install 'tousu[{extra}]'",
            f"what this format needs is not installed: pip install 'tousu[{extra}]'",
        )


def _template(instance: Instance, output: str | None) -> None:
    from checker.exporting.template import render

    policies = list(instance.policies.values())
    put(render(policies, instance.organization, LANG), output, text=False)


def _calendar(
    result: Result, output: str | None, days: int | None, unit: str | None, staff: str | None
) -> None:
    from checker.cli.due import select
    from checker.cli.due_calendar import entries
    from checker.exporting import ics

    owed = select(result, days=days, unit=unit, staff=staff)
    second = result.as_of.second
    assert second is not None  # as_of is an instant
    name = tr("投诉待办", "complaints: what is owed")
    made = list(entries(owed, result))
    put(ics.render(made, second, name), output, text=True)
    if undated := len(owed) - len(made):
        note(
            f"注意：{undated} 件事算不出期限，不在日历里；用 tousu due 查看",
            f"note: {undated} things have no due date and are not in it; see tousu due",
        )


def _say_invalid(result: Result) -> None:
    """A file that could not be read is in no table but that of findings: say so, and exit 1."""
    broken = result.summary["invalid"]
    if broken:
        note(
            f"注意：{broken} 个文件有误，其内容没有导出；用 tousu check 查看",
            f"note: {broken} files have a problem and are left out; see tousu check",
        )
        raise click.exceptions.Exit(EXIT_FOUND)
