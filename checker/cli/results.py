"""What `check` and `ci` share: where results are written, and what counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from checker.cli.common import echo, fail, note
from checker.cli.language import LANG
from checker.engine import Result
from checker.formats import FORMATS, WITHOUT_AS_OF, render
from checker.model.finding import Diagnostic, counts
from checker.placement import is_shown

Target = tuple[str, Path]
"""A format and a file."""


def targets_of(outputs: Iterable[str]) -> list[Target]:
    """The formats and files of `--output`; exits 2 where one cannot be read."""
    return [_target(text) for text in outputs]


def put_result(result: Result, format_name: str, targets: Iterable[Target]) -> str:
    """A result to standard output, and to the files asked for; exits 2 where one cannot be written.

    Returns what went to standard output.
    """
    text = render(result, format_name, LANG)
    echo(text, nl=False)
    say_as_of(result, format_name)
    for name, file in targets:
        from checker.cli.output import put_file

        put_file(file, render(result, name, LANG).encode())
    return text


def say_as_of(result: Result, format_name: str) -> None:
    """The sums and the instant, on standard error, where the format itself does not have them."""
    if format_name in WITHOUT_AS_OF:
        from checker.formats.saying import summary

        note(summary(result, "zh"), summary(result, "en"))


def shown(result: Result, *, everything: bool) -> Result:
    """The result without the quiet findings that nobody asked to see."""
    if everything:
        return result
    items = [item for item in result.diagnostics if is_shown(item.finding)]
    return replace(result, diagnostics=items)


def stops(items: Iterable[Diagnostic], fail_on: str) -> bool:
    """Whether something counts against the gate from the level `fail_on` up."""
    return any(counts(item.status, item.level, fail_on) for item in items)


def _target(text: str) -> tuple[str, Path]:
    name, _, file = text.partition(":")
    if name not in FORMATS or not file:
        fail(
            "--output 应写成 格式:文件，如 json:out.json",
            "--output is FORMAT:FILE, such as json:out.json",
        )
    return name, Path(file)
