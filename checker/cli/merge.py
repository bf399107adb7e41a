"""`tousu merge`: the reports of all shares as the report of the whole run."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from checker.cli.common import EXIT_CANNOT, EXIT_FOUND, EXIT_OK, fail, note
from checker.cli.language import tr
from checker.cli.options import lang_option
from checker.cli.result_options import fail_on_option
from checker.formats.json import text_of
from checker.model.finding import counts
from checker.shards import CannotMerge, merged


@click.command(
    "merge",
    help=tr(
        "合并 tousu check --shard 的各份结果；字节与退出码同不分片时一样。",
        "Merge the reports of tousu check --shard: bytes and exit code of the whole run.",
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@fail_on_option
@lang_option
def command(files: tuple[Path, ...], fail_on: str) -> None:
    """Merge shards and exit as the gate does."""
    parts = [_read(file) for file in files]
    try:
        whole = merged(parts)
    except CannotMerge as error:
        fail(error.sentence.render("zh"), error.sentence.render("en"))
    except (KeyError, TypeError, ValueError, AttributeError):
        fail("分片的结果已损坏", "the report of a shard is damaged")
    click.echo(text_of(whole), nl=False)
    if not sum(part["shard"]["files"] for part in parts):
        note("没有任何案件", "there is no case")
        sys.exit(EXIT_CANNOT)
    found = any(counts(item["status"], item["level"], fail_on) for item in whole["findings"])
    sys.exit(EXIT_FOUND if found else EXIT_OK)


def _read(file: Path) -> dict[str, Any]:
    try:
        data = json.loads(file.read_text("utf-8"))
    except OSError as error:
        fail(f"读不了 {file}：{error.strerror}", f"cannot read {file}: {error.strerror}")
    except ValueError:
        fail(f"{file} 不是分片的结果", f"{file} is not the report of a shard")
    if not isinstance(data, dict):
        fail(f"{file} 不是分片的结果", f"{file} is not the report of a shard")
    return data
