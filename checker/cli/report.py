"""`tousu report PERIOD`: the monthly, quarterly or annual analysis of the register."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

import click

from checker.cli.common import (
    EXIT_FOUND,
    as_of_option,
    fail,
    lang_option,
    note,
    open_instance,
    refuse_broken,
    root_option,
    run,
)
from checker.cli.language import LANG, tr
from checker.formats.report import BINARY, FORMATS
from checker.reporting import Report, ReportPeriod, gather
from checker.reporting import report as make_report

NEEDED = {"docx": "docxtpl", "xlsx": "xlsxwriter"}


@click.command(
    "report",
    help=tr(
        "一个月（2026-02）、一季（2026-Q1）或一年（2026）的投诉分析。每个数字都能查到它的案件。",
        "The analysis of a month (2026-02), a quarter (2026-Q1) or a year (2026); "
        "every number leads to its cases.",
    ),
)
@click.argument("period", metavar=tr("期间", "PERIOD"))
@click.option(
    "--format",
    "format_name",
    type=click.Choice(list(FORMATS)),
    help=tr("格式；默认看 --output 的后缀，否则 text。", "By --output's suffix, else text."),
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help=tr("写到文件；docx、xlsx 必须写明。", "Write to a file; docx and xlsx need one."),
)
@click.option(
    "--cases",
    is_flag=True,
    help=tr("text 格式也列出每个数字的案件。", "List the cases of each number in text too."),
)
@click.option(
    "--template",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=tr("docx 用这个 Word 模板。", "The Word template of docx."),
)
@as_of_option
@root_option
@lang_option
def command(
    period: str,
    format_name: str | None,
    output: Path | None,
    template: Path | None,
    as_of: str | None,
    root: Path | None,
    *,
    cases: bool,
) -> None:
    """Print or write one report."""
    wanted = _period(period)
    name = _format(format_name, output)
    instance = open_instance(root)
    refuse_broken(instance)
    found = make_report(gather(run(instance, as_of)), wanted)
    made = _made(found, name, template, cases=cases)
    if output is None:
        click.echo(made.decode(), nl=False)
    else:
        _write(output, made)
    for notice in found.notices:
        note(notice.render("zh"), notice.render("en"))
    if found.unread:
        sys.exit(EXIT_FOUND)


def _period(text: str) -> ReportPeriod:
    period = ReportPeriod.read(text)
    if period is None:
        fail(
            "期间应写成 2026-02（月）、2026-Q1（季）或 2026（年）",
            "a period is 2026-02 (month), 2026-Q1 (quarter) or 2026 (year)",
        )
    return period


def _format(name: str | None, output: Path | None) -> str:
    """The format asked for, else the one that the file's suffix says."""
    suffix = output.suffix.removeprefix(".") if output else ""
    found = name or {"md": "markdown", "txt": "text"}.get(suffix, suffix)
    if found not in FORMATS:
        found = "text"
    if found in BINARY and output is None:
        fail(f"{found} 要用 --output 写到文件", f"{found} needs --output FILE")
    if found in NEEDED and find_spec(NEEDED[found]) is None:
        fail(f"{found} 需要另装：pip install 'tousu[office]'", "pip install 'tousu[office]' first")
    return found


def _made(report: Report, name: str, template: Path | None, *, cases: bool) -> bytes:
    if name == "text":
        from checker.formats.report.text import render as as_text

        return as_text(report, LANG, cases=cases)
    if name == "docx" and template is not None:
        return _from_template(report, template)
    from checker.formats.report import render

    return render(report, name, LANG)


def _from_template(report: Report, template: Path) -> bytes:
    """A firm's own template may be anything; what its engine says of it is not passed on."""
    from checker.formats.report.docx import render as as_docx

    try:
        return as_docx(report, LANG, template)
    except Exception:
        fail(
            "用不了这个 Word 模板：它不是 .docx，或其中的标记不对",
            "that Word template cannot be used",
        )


def _write(path: Path, made: bytes) -> None:
    try:
        path.write_bytes(made)
    except OSError as error:
        fail(f"写不了文件：{error.strerror}", f"the file cannot be written: {error.strerror}")
