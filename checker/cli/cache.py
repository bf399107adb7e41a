"""`tousu cache`: what earlier checks have kept."""

from __future__ import annotations

from pathlib import Path

import click

from checker.cache.folder import clear, folder_of
from checker.cli.common import opened
from checker.cli.language import tr
from checker.cli.options import lang_option, root_option


@click.group("cache", help=tr("检查结果的缓存。", "The cache of what was judged."))
@lang_option
def command() -> None:
    """The cache of one instance."""


@command.command("clear", help=tr("删除本实例的缓存。", "Remove what is kept of this instance."))
@root_option
@lang_option
def clear_command(root: Path | None) -> None:
    """Remove the instance's cache; the next check judges everything anew."""
    folder = opened(root, folder_of)
    held = clear(folder) if folder is not None else 0
    click.echo(tr(f"已删除 {held} 字节", f"removed {held} bytes"))
