"""`tousu report PERIOD`: the monthly, quarterly or annual analysis of the register."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from checker.cli.common import EXIT_FOUND, fail, note, open_instance, refuse_broken, run
from checker.cli.language import LANG, tr
from checker.cli.options import as_of_option, lang_option, root_option
from checker.cli.output import format_of, put, require_office
from checker.formats.report import BINARY, FORMATS
from checker.model.text import Lang
from checker.reporting import Report, ReportPeriod, gather
from checker.reporting import report as make_report

OWN_TEMPLATE = Path("site") / "forms" / "analysis-report.docx"
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
    help=tr("写到文件；不写就到标准输出。", "Write to a file; standard output unless given."),
)
@click.option(
    "--cases",
    is_flag=True,
    help=tr("text 格式也列出每个数字的案件。", "List the cases of each number in text too."),
)
@click.option(
    "--template",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=tr(
        "docx 用这个 Word 模板；默认是实例的 site/forms/analysis-report.docx，没有就用自带的。",
        "The Word template of docx; the instance's site/forms/analysis-report.docx, else ours.",
    ),
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
    file = str(output) if output else None
    name = format_of(format_name, file, FORMATS)
    require_office(name, NEEDED)
    instance = open_instance(root)
    refuse_broken(instance)
    found = make_report(gather(run(instance, as_of)), wanted)
    made = _made(found, name, template or own_template(instance.root), cases=cases)
    put(made, file, text=name not in BINARY)
    if output is not None or name != "text":
        for notice in found.notices:
            note(f"注意：{notice.render('zh')}", f"note: {notice.render('en')}")
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


def _made(report: Report, name: str, template: Path | None, *, cases: bool) -> bytes:
    if name == "text":
        from checker.formats.report.text import render as as_text

        return as_text(report, LANG, cases=cases)
    if name == "docx":
        return in_word(report, template)
    from checker.formats.report import render

    return render(report, name, LANG)


def own_template(root: Path) -> Path | None:
    """The template that the firm made its own."""
    path = root / OWN_TEMPLATE
    return path if path.is_file() else None


def in_word(report: Report, template: Path | None, lang: Lang = LANG) -> bytes:
    """A firm's own template may be anything; what its engine says of it is not passed on."""
    from checker.formats.report.docx import TEMPLATE
    from checker.formats.report.docx import render as as_docx

    try:
        return as_docx(report, lang, template or TEMPLATE)
    except Exception:
        fail(
            "用不了这个 Word 模板：它不是 .docx，或其中的标记不对",
            "that Word template cannot be used",
        )
