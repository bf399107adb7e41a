"""`tousu init`: a new instance that works at once, from the plain files of the starter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from checker.cli.common import cannot_write, fail, note
from checker.cli.language import tr
from checker.cli.options import lang_option
from checker.cli.schema import write_schemas
from checker.loading.instance import Instance, load_instance
from checker.policychecks.lock import plan, write_lock
from checker.saving import write

STARTER = Path(__file__).parent.parent / "starter"
DOT = "dot-"
"""Hidden files are kept under this name in the package, so that they hide nothing there."""


@click.command(
    "init",
    help=tr(
        "新建一个可以马上使用的实例：示例制度、组织、案件。文件夹须是空的。",
        "Make a new instance that works at once. The folder must be empty.",
    ),
)
@click.argument("folder", metavar=tr("文件夹", "DIR"), type=click.Path(path_type=Path))
@lang_option
def command(folder: Path) -> None:
    """Make an instance in an empty folder."""
    _refuse_full(folder)
    try:
        for source, target in _files():
            _copy(source, folder / target)
        instance = load_instance(folder.resolve())
        _freeze(instance)
    except OSError as error:
        cannot_write(folder, error)
    write_schemas(instance)
    click.echo(folder)
    note(
        "已建好。先读 README.md，再运行 tousu check",
        "Done. Read README.md first, then run tousu check",
    )


def _refuse_full(folder: Path) -> None:
    """Exit 2 where something is there already; an empty git repository counts as empty."""
    if not folder.exists():
        return
    if not folder.is_dir():
        fail(f"{folder} 不是文件夹", f"{folder} is not a folder")
    try:
        full = any(item.name != ".git" for item in folder.iterdir())
    except OSError as error:
        fail(f"读不了 {folder}：{error.strerror}", f"cannot read {folder}: {error.strerror}")
    if full:
        fail(f"{folder} 不是空的", f"{folder} is not empty")


def _files() -> Iterator[tuple[Path, Path]]:
    """The starter's files, and where each goes."""
    for path in sorted(STARTER.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            parts = path.relative_to(STARTER).parts
            yield path, Path(*(_shown(part) for part in parts))


def _shown(name: str) -> str:
    return "." + name.removeprefix(DOT) if name.startswith(DOT) else name


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    write(target, source.read_bytes())


def _freeze(instance: Instance) -> None:
    """Lock the revisions in force, so that a change to them is noticed from the first day."""
    for loaded in instance.loaded:
        day = datetime.now(ZoneInfo("UTC")).date()
        write_lock(instance.root, plan(instance.root, loaded, day, instance.settings.limits))
