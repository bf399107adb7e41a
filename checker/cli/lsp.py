"""`tousu lsp`: the language server for editors, over standard input and output."""

from __future__ import annotations

import time

import click

from checker.cli.common import fail
from checker.cli.language import LANG, tr
from checker.cli.options import lang_option


@click.command(
    "lsp",
    help=tr(
        "编辑器用的语言服务：边写边检查、提示、补全；由编辑器启动。",
        "The language server: checks, hovers, completion while you write. Editors start it.",
    ),
)
@click.option("--stdio", is_flag=True, expose_value=False, hidden=True, help="stdio")
@lang_option
def command() -> None:
    """Serve one editor until it ends."""
    try:
        from checker.lsp.server import make_server
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] not in ("pygls", "lsprotocol"):
            raise
        fail(
            "没有安装语言服务：pip install 'tousu[lsp]'",
            "the language server is not installed: pip install 'tousu[lsp]'",
        )
    make_server(lambda: int(time.time()), LANG).start_io()
