"""`tousu import`: cases from a spreadsheet or an event log, all or nothing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from checker.cli.common import EXIT_FOUND, fail, note, open_instance, refuse_broken
from checker.cli.import_sources import from_log, from_workbook
from checker.cli.language import LANG, told, tr
from checker.cli.naming import case_ids
from checker.cli.numbering import next_case_id
from checker.cli.options import lang_option, root_option
from checker.cli.writing import Desk
from checker.formats.inert import visible
from checker.importing import Rows, Trouble, Unreadable
from checker.importing.making import Register, make_cases
from checker.loading.instance import CASES, Instance
from checker.saving import Busy, Exists, create, locked

MOST_TOLD = 200
"""Lines of defects that are printed; a column of wrong cells need not fill the screen."""


@click.command(
    "import",
    help=tr(
        "从表格（tousu export --template）或事件日志登记案件；有一处不对就一件也不写入。",
        "Cases from a spreadsheet (export --template) or an event log; all or nothing.",
    ),
)
@click.argument(
    "workbook", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--xes",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=tr("XES 事件日志。", "An XES event log."),
)
@click.option(
    "--csv",
    "csv_log",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=tr("CSV 事件日志，一行一个事件。", "A CSV event log, a row an event."),
)
@click.option(
    "--map",
    "map_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=tr("对应表：日志里的名称在这里叫什么。", "The map: what the log's names mean here."),
)
@click.option(
    "--dry-run", is_flag=True, help=tr("只给出将写入的内容。", "Only print what would be written.")
)
@root_option
@lang_option
def command(
    workbook: Path | None,
    xes: Path | None,
    csv_log: Path | None,
    map_file: Path | None,
    dry_run: bool,
    root: Path | None,
) -> None:
    """Make cases of what is elsewhere."""
    given = [file for file in (workbook, xes, csv_log) if file is not None]
    if len(given) != 1:
        fail(
            "写明一个表格，或 --xes、--csv 之一", "name one spreadsheet, or one of --xes and --csv"
        )
    if (map_file is None) != (workbook is not None):
        fail(
            "--xes 和 --csv 要有 --map，表格不要",
            "--xes and --csv need --map, a spreadsheet does not",
        )
    instance = open_instance(root)
    refuse_broken(instance)
    trouble = Trouble(given[0].name)
    try:
        content = given[0].read_bytes()
        if map_file is None:
            rows = from_workbook(content, instance, trouble)
        else:
            rows = from_log(content, map_file, instance, trouble, is_xes=xes is not None)
    except Unreadable as refused:
        fail(
            f"{given[0].name}：{told(refused.sentence)}",
            f"{given[0].name}: {told(refused.sentence)}",
        )
    except OSError as error:
        fail(f"读不了文件：{error.strerror}", f"cannot read the file: {error.strerror}")
    _import(rows, instance, trouble, dry_run=dry_run)


def _import(rows: Rows, instance: Instance, trouble: Trouble, *, dry_run: bool) -> None:
    desk = Desk.at(instance)
    folder = instance.root / CASES
    folder.mkdir(exist_ok=True)
    try:
        with locked(folder / "new"):
            ids = tuple(case_ids(instance))
            limits = instance.settings.limits
            register = Register(instance.root, desk.world, limits, ids, next_case_id)
            files = make_cases(rows, register, trouble)
            for line in trouble.remarks(LANG):
                click.echo(visible(line), err=True)
            if trouble.wrong:
                _refuse(trouble)
            if not files:
                fail("里面没有任何案件", "there are no cases in it")
            if dry_run:
                return _show(files)
            _write_all(files, instance.root)
    except Busy:
        fail("别人正在登记，请稍后再试", "somebody else is writing; try again")
    for file in files:
        click.echo(file)
    return note(f"登记了 {len(files)} 件", f"{len(files)} cases were written")


def _refuse(trouble: Trouble) -> NoReturn:
    lines = trouble.lines(LANG)
    for line in lines[:MOST_TOLD]:
        click.echo(visible(line), err=True)
    if len(lines) > MOST_TOLD:
        note(f"… 另有 {len(lines) - MOST_TOLD} 行", f"… and {len(lines) - MOST_TOLD} more lines")
    number = len(trouble.wrong)
    note(f"{number} 处不对，没有写入任何内容", f"{number} defects; nothing was written")
    sys.exit(EXIT_FOUND)


def _show(files: dict[str, bytes]) -> None:
    for file, content in files.items():
        click.echo(f"# {file}")
        click.echo(content.decode())
    note(f"将登记 {len(files)} 件，没有写入", f"{len(files)} cases would be written")


def _write_all(files: dict[str, bytes], root: Path) -> None:
    """Every file or none: what was written is taken away again where one cannot be."""
    written: list[Path] = []
    try:
        for file, content in files.items():
            target = root / file
            target.parent.mkdir(parents=True, exist_ok=True)
            create(target, content)
            written.append(target)
    except (OSError, Exists) as error:
        for target in written:
            target.unlink(missing_ok=True)
        if isinstance(error, Exists):
            fail(
                "有一件刚被别人登记，没有写入任何内容",
                "one was just written by somebody else; nothing written",
            )
        fail(
            f"写不了：{error.strerror}；没有写入任何内容",
            f"cannot write: {error.strerror}; nothing was written",
        )
