"""`tousu verify`: whether the verdicts of a receipt still follow; which rested on a revision."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import NoReturn

import click

from checker.cli.common import (
    EXIT_CANNOT,
    EXIT_FOUND,
    EXIT_OK,
    fail,
    note,
    open_instance,
    refuse_broken,
)
from checker.cli.language import LANG, told, tr
from checker.cli.options import format_option, lang_option, root_option
from checker.formats.inert import visible
from checker.receipts.reading import NoReceipt, read_receipt
from checker.receipts.receipt import Receipt

FORMATS = ("text", "json", "markdown")
PREFIX = re.compile(r"(?:sha256:)?[0-9a-f]{6,64}")


@click.command(
    "verify",
    help=tr(
        "收据里的结论现在是否仍然成立。\n\n退出码：0 都成立，1 有的不成立，2 无法核对。"
        "加 --under，则列出哪些结论依据了某个修订（退出码 1 表示有）。",
        "Whether the verdicts of a receipt still follow. Exit: 0 they do, 1 some do not, 2 cannot "
        "be said. With --under: which verdicts rested on a revision (1 where some did).",
    ),
)
@click.argument(
    "receipts", nargs=-1, required=True, metavar="RECEIPT…", type=click.Path(path_type=Path)
)
@click.option(
    "--under",
    metavar="DIGEST",
    help=tr(
        "修订的摘要（至少前 6 位）：列出依据它的结论。",
        "A revision's digest, its first 6 digits at least: list what rested on it.",
    ),
)
@format_option(FORMATS)
@click.option(
    "--timestamp",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=tr(
        "时间戳机构对这个文件（清单或收据）的答复：验它而不重新判断。要同时给 --authority。",
        "An authority's answer (RFC 3161) over the file, a list or a receipt: verify that, "
        "judge nothing again. Needs --authority.",
    ),
)
@click.option(
    "--authority",
    type=click.Path(path_type=Path),
    metavar="PEM",
    help=tr("所信任机构的根证书。", "The certificates of the authority that is trusted."),
)
@root_option
@lang_option
def command(
    receipts: tuple[Path, ...],
    under: str | None,
    format_name: str,
    timestamp: Path | None,
    authority: Path | None,
    root: Path | None,
) -> None:
    """Ask the receipt's question again, or look into receipts for a revision."""
    if timestamp is not None or authority is not None:
        _stamped(receipts, timestamp, authority)
    read = [(file, _read(file)) for file in receipts]
    if under is not None:
        _under(read, under, format_name)
    if len(read) != 1:
        fail("一次核对一份收据", "one receipt is verified at a time")
    _verify(read[0][1], format_name, root)


def _read(file: Path) -> Receipt:
    try:
        return read_receipt(file)
    except NoReceipt as error:
        fail(
            f"{visible(str(file))}：{told(error.sentence)}",
            f"{visible(str(file))}: {told(error.sentence)}",
        )


def _stamped(files: tuple[Path, ...], answer: Path | None, authority: Path | None) -> NoReturn:
    from checker.cli.stamped import told_stamp
    from checker.receipts.timestamps import verified

    if answer is None or authority is None or len(files) != 1:
        fail(
            "验时间戳要一个文件、--timestamp 和 --authority",
            "a timestamp needs one file, --timestamp and --authority",
        )
    try:
        stamp = verified(*(_bytes(file) for file in (files[0], answer, authority)))
    except NoReceipt as error:
        fail(told(error.sentence), told(error.sentence))
    except ImportError:
        fail(
            "没有安装验时间戳所需的部分：pip install 'tousu[timestamps]'",
            "verifying timestamps is not installed: pip install 'tousu[timestamps]'",
        )
    click.echo(told_stamp(stamp).render(LANG))
    sys.exit(EXIT_OK if stamp.state == "fits" else EXIT_FOUND)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except (OSError, ValueError):
        fail(f"读不了 {visible(str(file))}", f"cannot read {visible(str(file))}")


def _verify(then: Receipt, format_name: str, root: Path | None) -> None:
    from checker.cli.verified import render_difference
    from checker.receipts.asking import ask_again
    from checker.receipts.comparing import compare

    instance = open_instance(root)
    refuse_broken(instance)
    try:
        now = ask_again(then, instance, os.cpu_count() or 1)
    except NoReceipt as error:
        fail(told(error.sentence), told(error.sentence))
    if not now.inputs.cases:
        fail("没有任何案件", "there is no case")
    difference = compare(then, now)
    click.echo(render_difference(difference, format_name, LANG), nl=False)
    sys.exit(EXIT_OK if difference.follows else EXIT_FOUND)


def _under(read: list[tuple[Path, Receipt]], digest: str, format_name: str) -> None:
    from checker.cli.verified import render_under
    from checker.receipts.resting import revisions_with, verdicts_under

    if not PREFIX.fullmatch(digest):
        fail("--under 应是摘要的前 6 位以上", "--under is a digest, its first 6 digits at least")
    if not any(revisions_with(receipt, digest) for _, receipt in read):
        note("没有一份收据里有这个修订", "no receipt knows this revision")
        sys.exit(EXIT_CANNOT)
    found = [
        (visible(str(file)), path, item)
        for file, receipt in read
        for path, item in verdicts_under(receipt, digest)
    ]
    click.echo(render_under(found, format_name, LANG), nl=False)
    sys.exit(EXIT_FOUND if found else EXIT_OK)
