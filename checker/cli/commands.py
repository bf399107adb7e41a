"""The commands by name, each imported when it is called: `tousu check` loads nothing it does not use."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from checker import __version__
from checker.cache.answers import Asked
from checker.cli.click_words import speak_chinese
from checker.cli.language import LANG, tr

COMMANDS = {
    "check": "check",
    "explain": "explain",
    "show": "show",
    "new": "new",
    "add": "add",
    "due": "due",
    "report": "report",
    "export": "export",
    "import": "import_",
    "ci": "ci",
    "verify": "verify",
    "manifest": "manifest",
    "audit": "audit",
    "policy": "policy",
    "schema": "schema",
    "site": "site",
    "init": "init",
    "merge": "merge",
    "cache": "cache",
    "completion": "completion",
    "lsp": "lsp",
}
"""Command names to the modules that hold them."""


SUMMARIES = Path(__file__).parent / "summaries.json"


class Modules(click.Group):
    """A group that imports a command's module only when it is asked for.

    `modules` holds the commands' names, in the order of the help, and below `checker.cli` the
    module of each, which calls its command `command`.
    """

    def __init__(self, *args: Any, modules: Mapping[str, str], **given: Any) -> None:
        super().__init__(*args, **given)
        self.modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = self.modules.get(cmd_name)
        if module is None:
            return None
        command: click.Command = import_module(f"checker.cli.{module}").command
        return command


class Commands(Modules):
    """The commands of `tousu` itself, whose list is known without importing any."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands from what was written down of them, without importing any."""
        told = summaries().get(LANG, {})
        if told.keys() != COMMANDS.keys():
            super().format_commands(ctx, formatter)
            return
        limit = formatter.width - 6 - max(map(len, told))  # as click has it
        rows = [(name, click.Command(name, help=told[name])) for name in COMMANDS]
        with formatter.section(tr("命令", "Commands")):
            formatter.write_dl([(name, item.get_short_help_str(limit)) for name, item in rows])


def summaries() -> dict[str, dict[str, str]]:
    """By language what each command says of itself; made by `make goldens` from the commands."""
    told: dict[str, dict[str, str]] = json.loads(SUMMARIES.read_text("utf-8"))
    return told


@click.command(
    cls=Commands,
    modules=COMMANDS,
    help=tr("投诉处理制度即代码：检查案件、解释结论、生成手册。", "Complaint handling as code."),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), expose_value=False, help=tr("语言。", "Language.")
)
@click.version_option(
    __version__,
    prog_name="tousu",
    message="%(prog)s %(version)s",
    help=tr("显示版本。", "Show the version."),
)
def cli() -> None:
    """The `tousu` command."""


if LANG == "zh":
    speak_chinese()


def run(asked: Asked | None) -> None:
    """Run the command line; `asked` is the question it asks, where its answer may be kept."""
    cli(prog_name="tousu", obj=asked)


def _where(error: OSError) -> str:
    from checker.formats.inert import visible

    return "" if error.filename is None else f" ({visible(str(error.filename))})"


def tell_failure(error: BaseException) -> int:
    """Say that the program failed, or was stopped; never a traceback. Returns the exit code."""
    if isinstance(error, KeyboardInterrupt):
        click.echo(tr("\n已取消", "\nAborted!"), err=True)
        return 1
    if (
        isinstance(error, OSError) and error.strerror
    ):  # of the machine: a full disk, a stream closed
        about = f"{error.strerror}{_where(error)}"
        click.echo(tr(f"没有完成：{about}", f"not done: {about}"), err=True)
        return 2
    name = type(error).__name__
    click.echo(
        tr(
            f"内部错误（{name}）：没有检查完。请把所用命令报告给维护者；TOUSU_DEBUG=1 可看详情",
            f"internal error ({name}): not checked. Please report the command; TOUSU_DEBUG=1 tells more",
        ),
        err=True,
    )
    return 2
