"""Tables and colours for people: right widths for Chinese, plain where nobody watches.

Colour only in a terminal, and never with NO_COLOR; piped, no line is wrapped or cut.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

UNWRAPPED = 10_000
STYLES = {
    "invalid": "bold red",
    "violation": "bold red",
    "undetermined": "bold magenta",
    "due_soon": "bold yellow",
    "pending": "cyan",
    "met": "green",
    "acknowledged": "yellow",
    "waived": "blue",
    "not_applicable": "dim",
}
Cell = str | tuple[str, str]
"""Text, or text and its style."""


def colourful() -> bool:
    """Whether standard output is a terminal whose user did not refuse colour."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def table(headers: Sequence[str], rows: Sequence[Sequence[Cell]], *, indent: int = 0) -> str:
    """A table as lines without a final newline; the first column is never wrapped."""
    grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for place, header in enumerate(headers):
        grid.add_column(Text(header), no_wrap=place == 0, overflow="fold")
    for row in rows:
        grid.add_row(*(_text(cell) for cell in row))
    return "\n".join(" " * indent + line for line in _rendered(grid, indent))


def styled(text: str, style: str) -> str:
    """A text in a style, plain where there is no colour."""
    return "\n".join(_rendered(Text(text, style=style), 0)) if colourful() else text


def heading(text: str) -> str:
    """A heading line, underlined to its width where there is no colour."""
    if colourful():
        return styled(text, "bold")
    return f"{text}\n{'-' * cell_len(text)}"


def _text(cell: Cell) -> Text:
    if isinstance(cell, tuple):
        return Text(cell[0], style=cell[1] if colourful() else "")
    return Text(cell)


def _rendered(item: Table | Text, indent: int) -> list[str]:
    stream = io.StringIO()
    console = Console(
        file=stream,
        width=_width() - indent,
        force_terminal=colourful(),
        no_color=not colourful(),
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=False,
    )
    console.print(item)
    return [line.rstrip() for line in stream.getvalue().rstrip("\n").split("\n")]


def _width() -> int:
    if not sys.stdout.isatty():
        return UNWRAPPED
    try:
        return max(40, os.get_terminal_size(sys.stdout.fileno()).columns)
    except (OSError, ValueError):
        return 100
