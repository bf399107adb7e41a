"""`tousu site`: the handbook and the register as a static site."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from checker.cli.common import cannot_write, note
from checker.cli.completing import complete_case
from checker.cli.language import tr
from checker.cli.options import as_of_option, lang_option, root_option

if TYPE_CHECKING:
    from checker.cli.site.building import Order

PORT = 8000


@click.group("site", help=tr("生成手册和登记簿网站。", "The handbook and register as a site."))
@lang_option
def command() -> None:
    """Build or serve the site."""


def _build_options(function: click.decorators.FC) -> click.decorators.FC:
    for option in (_output, _audience, _forms, _no_pdf, as_of_option, root_option, lang_option):
        function = option(function)
    return function


_output = click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help=tr(
        "写到哪里；默认是实例的 build 文件夹，网站在其中的 site。",
        "Where to write; the instance's build folder unless given, the site in its site.",
    ),
)
_forms = click.option(
    "--forms",
    is_flag=True,
    help=tr(
        "每件案件的登记表另做 DOCX 和 PDF，每件几秒；网页版总是有的。",
        "Also each case's form as DOCX and PDF, some seconds each; the page is always there.",
    ),
)
_no_pdf = click.option(
    "--no-pdf",
    is_flag=True,
    help=tr("不做手册的 PDF。", "No PDF of the handbook."),
)
_audience = click.option(
    "--audience",
    type=click.Choice(["public", "internal"]),
    default="public",
    show_default=True,
    help=tr(
        "给谁看：public 只有允许公开的内容；internal 还有姓名、内容、备注，疑似号码遮蔽。",
        "Who reads it: public holds what may be published; internal also names and texts, masked.",
    ),
)


@command.command("build", help=tr("生成网站。", "Build the site."))
@_build_options
def build(**given: Any) -> None:
    """Build the site once."""
    from checker.cli.site.building import build_site

    folder = build_site(_order(**given))
    note(f"网站在 {folder}", f"the site is in {folder}")


@command.command("serve", help=tr("生成并在本机提供网站，有改动时重做。", "Build, serve, rebuild."))
@click.option("--port", type=int, default=PORT, show_default=True, help=tr("端口。", "Port."))
@_build_options
def serve(port: int, **given: Any) -> None:
    """Build, serve on this machine, and build again when something changed."""
    from checker.cli.site.serving import serve_site

    serve_site(_order(**given), port)


def _order(
    root: Path | None,
    output: Path | None,
    as_of: str | None,
    *,
    audience: str,
    forms: bool,
    no_pdf: bool,
) -> Order:
    """What is to be built, from the options of a command."""
    from checker.cli.site.building import Order

    internal = audience == "internal"
    return Order(root, output, as_of, internal=internal, forms=forms, booklets=not no_pdf)


@command.command("form", help=tr("一件案件的客户投诉登记表。", "One case's registration form."))
@click.argument("case", metavar=tr("案件", "CASE"), shell_complete=complete_case)
@click.option(
    "--format",
    "shape",
    type=click.Choice(["html", "docx", "pdf"]),
    default="html",
    show_default=True,
    help=tr("形式。", "Its shape."),
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help=tr("写到哪个文件；默认写到标准输出。", "The file; standard output unless given."),
)
@_audience
@as_of_option
@root_option
@lang_option
def form(
    case: str, shape: str, output: Path | None, audience: str, as_of: str | None, root: Path | None
) -> None:
    """Make one case's form."""
    from checker.cli.site.single import make_form

    made = make_form(case, shape, as_of, root, internal=audience == "internal")
    if output is None:
        sys.stdout.buffer.write(made)
    else:
        _save(output, made)


def _save(path: Path, content: bytes) -> None:
    from checker.saving import write

    try:
        write(path, content)
    except OSError as error:
        cannot_write(path, error)
