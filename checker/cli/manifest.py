"""`tousu manifest`: the digests of everything that counts, in the form that `sha256sum -c` reads."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from checker.cli.common import EXIT_CANNOT, EXIT_OK, fail, note, open_instance
from checker.cli.language import tr
from checker.cli.options import format_option, lang_option, root_option
from checker.formats.inert import dumps, visible
from checker.loading.instance import Instance
from checker.receipts.files import (
    Evidence,
    Measured,
    evidence_of,
    measure,
    measure_inside,
    policy_files,
    schema_files,
)

FORMATS = ("text", "json", "markdown")
Rows = list[tuple[str, str, Measured]]
"""Kind, path, what was measured."""


@click.command(
    "manifest",
    help=tr(
        "列出制度、案件、报告和证据的摘要；默认格式可用 sha256sum -c 核对。",
        "The digests of policy, cases, reports and evidence; sha256sum -c checks the default format.",
    ),
)
@format_option(FORMATS)
@click.option(
    "--timestamp-query",
    "query_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help=tr(
        "另写一个时间戳请求（RFC 3161），由您寄给时间戳机构；这里不联网。",
        "Also write a query for a timestamp (RFC 3161) over the list; sending it is up to you.",
    ),
)
@root_option
@lang_option
def command(format_name: str, query_file: Path | None, root: Path | None) -> None:
    """List every digest; exit 2 where a file that should be there cannot be read."""
    instance = open_instance(root)
    evidence = evidence_of(instance)
    rows, missing = _measured(instance, evidence)
    elsewhere = [item for item in evidence if item.path is None]
    content = _RENDER[format_name](rows, elsewhere).encode()
    if query_file is not None:
        _ask(query_file, content)
    click.echo(content, nl=False)
    for path in missing:
        note(f"读不出来：{visible(path)}", f"cannot be read: {visible(path)}")
    sys.exit(EXIT_CANNOT if missing or not rows else EXIT_OK)


def _ask(file: Path, content: bytes) -> None:
    """Write the query for what goes to standard output, byte for byte."""
    from checker.receipts.timestamps import query
    from checker.saving import write

    try:
        write(file, query(content))
    except OSError:
        fail(f"写不了 {visible(str(file))}", f"cannot write {visible(str(file))}")


def _measured(instance: Instance, evidence: list[Evidence]) -> tuple[Rows, list[str]]:
    """Each file once, by kind and path; and those that cannot be read."""
    root = instance.root
    named = sorted({item.path for item in evidence if item.path is not None})
    files = [("policy", path) for path in policy_files(root)]
    files += [("schema", path) for path in schema_files(root)]
    files += [("case", path) for path in instance.case_files()]
    files += [("report", path) for path in instance.report_files()]
    files += [("evidence", path) for path in named]
    rows: Rows = []
    missing = []
    for kind, path in files:
        found = measure_inside(root, path) if kind == "evidence" else measure(root / path)
        if found is None:
            missing.append(path)
        else:
            rows.append((kind, path, found))
    return rows, missing


def _text(rows: Rows, elsewhere: list[Evidence]) -> str:
    """Lines of `sha256sum`; what lies elsewhere as comments, which it passes over."""
    lines = [_sum_line(found.sha256, path) for _, path, found in rows]
    lines += [f"# {item.sha256 or '-'}  {visible(item.uri or '')}" for item in elsewhere]
    return "".join(f"{line}\n" for line in lines)


def _sum_line(sha256: str, path: str) -> str:
    r"""As `sha256sum` writes it: a backslash before a line whose name has escapes."""
    escaped = path.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    return f"{'' if escaped == path else chr(92)}{sha256}  {escaped}"


def _json(rows: Rows, elsewhere: list[Evidence]) -> str:
    data: dict[str, Any] = {
        "version": 1,
        "files": [
            {"kind": kind, "path": path, "sha256": found.sha256, "bytes": found.size}
            for kind, path, found in rows
        ],
        "elsewhere": [
            {"case": item.case, "event": item.event, "uri": item.uri, "sha256": item.sha256,
             "bytes": item.size}
            for item in elsewhere
        ],
    }  # fmt: skip
    return dumps(data, indent=2) + "\n"


def _markdown(rows: Rows, elsewhere: list[Evidence]) -> str:
    from checker.formats.markup import inert

    head = tr("| 类别 | 文件 | sha256 | 字节 |", "| kind | file | sha256 | bytes |")
    lines = [head, "| --- | --- | --- | --- |"]
    lines += [
        f"| {kind} | {inert(path)} | {found.sha256} | {found.size} |" for kind, path, found in rows
    ]
    lines += [
        f"| uri | {inert(item.uri or '')} | {inert(item.sha256 or '—')} | {inert(item.size or '—')} |"
        for item in elsewhere
    ]
    return "\n".join(lines) + "\n"


_RENDER = {"text": _text, "json": _json, "markdown": _markdown}
