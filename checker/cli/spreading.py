"""What `check` does with shares and clusters."""

from __future__ import annotations

from checker.cli.common import echo, fail
from checker.cli.language import LANG
from checker.engine import Options, Result
from checker.loading.instance import Instance


def share_of(text: str | None, format_name: str, *, more: bool) -> tuple[int, int] | None:
    """The share that is asked for; exits 2 where it is none, or where more than JSON is wanted."""
    if text is None:
        return None
    from checker.shards import read_share

    if format_name != "json" or more:
        fail("--shard 只用于 --format json", "--shard goes with --format json alone")
    share = read_share(text)
    if share is None:
        fail("--shard 应写成 2/8", "--shard is I/N, such as 2/8")
    return share


def put_share(result: Result, options: Options) -> None:
    """The report of a share, which says so, to standard output."""
    from checker.formats.json import as_data, text_of
    from checker.shards import mark

    data = as_data(result, LANG)
    mark(data, result, options, LANG)
    echo(text_of(data), nl=False)


def on_cluster(instance: Instance, options: Options, address: str) -> Result:
    """Check on a cluster; exits 2 where it gives no whole result."""
    from checker.cluster import NoCluster, check_on_cluster

    try:
        return check_on_cluster(instance, options, address)
    except NoCluster as error:
        fail(error.sentence.render("zh"), error.sentence.render("en"))
