"""`tousu check`: judge cases; the gate of CI."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from checker.cache.answers import Asked
from checker.cli.checking import Wanted, check
from checker.cli.language import tr
from checker.cli.options import as_of_option, lang_option, root_option
from checker.cli.result_options import fail_on_option, format_options, receipt_option


@click.command(
    "check",
    help=tr(
        "检查案件（默认全部）。退出码：0 没有问题，1 有，2 无法检查。",
        "Check cases, all unless named. Exit: 0 nothing counts, 1 something does, 2 not checked.",
    ),
)
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@format_options
@fail_on_option
@receipt_option
@as_of_option
@click.option(
    "--select", multiple=True, metavar="RULE", help=tr("只看这些规则。", "Only these rules.")
)
@click.option(
    "--ignore", multiple=True, metavar="RULE", help=tr("不看这些规则。", "Without these rules.")
)
@click.option(
    "--changed-since",
    metavar="REV",
    help=tr(
        "只检查自某个提交以来结论可能有变的案件。",
        "Only the cases whose verdict can differ since a commit.",
    ),
)
@click.option("--policy", metavar="ID", help=tr("只按这个制度检查。", "Only under this policy."))
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="N",
    help=tr("用几个进程；默认为处理器数。", "How many processes; one a core unless given."),
)
@click.option(
    "--no-cache",
    is_flag=True,
    help=tr("不用也不留缓存，全部重新判断。", "Judge everything anew and keep nothing."),
)
@click.option(
    "--shard",
    metavar="I/N",
    help=tr(
        "只检查 N 份中的第 I 份，再用 tousu merge 合并。", "Only share I of N; see tousu merge."
    ),
)
@click.option(
    "--workers",
    metavar="tcp://…",
    help=tr("在这个 Dask 集群上检查。", "Check on this Dask cluster."),
)
@root_option
@lang_option
def command(**given: Any) -> None:
    """Check cases and exit as the gate does."""
    check(Wanted(**given), click.get_current_context().find_object(Asked))
