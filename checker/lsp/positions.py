"""Lines and columns of ours against positions of the protocol.

Ours count from 1 in code points; the protocol's from 0, in UTF-16 units unless agreed otherwise.
Lines end where YAML and editors both end them: at LF or CRLF.
"""

from __future__ import annotations

from functools import cached_property

from lsprotocol import types as lsp

from checker.lazily import dataclass

BOM = "\ufeff"


@dataclass(eq=False)
class Lines:
    """The lines of a text as the editor holds it."""

    text: str
    encoding: str = "utf-16"

    @cached_property
    def lines(self) -> list[str]:
        """Without their ends; a byte order mark belongs to no line."""
        return [line.removesuffix("\r") for line in self.text.removeprefix(BOM).split("\n")]

    def position(self, line: int, column: int) -> lsp.Position:
        """The position of a line and column; of the text's end where it is shorter."""
        if line > len(self.lines):
            line, column = len(self.lines), len(self.lines[-1]) + 1
        before = self.lines[line - 1][: column - 1]
        return lsp.Position(line - 1, self._units(before) + self._mark(line))

    def range(self, start: tuple[int, int], end: tuple[int, int]) -> lsp.Range:
        """From a line and column to another, which is not included."""
        return lsp.Range(self.position(*start), self.position(*end))

    def to_line_end(self, line: int, column: int) -> lsp.Range:
        """From a column to the end of its line; the whole line where nothing follows."""
        line = min(line, len(self.lines))
        length = len(self.lines[line - 1].rstrip())
        return self.range((line, column if column <= length else 1), (line, length + 1))

    def place(self, position: lsp.Position) -> tuple[int, int]:
        """The line and column of a position."""
        line = min(position.line, len(self.lines) - 1)
        left = position.character - self._mark(line + 1)
        column = 0
        for column, character in enumerate(self.lines[line]):
            if left <= 0:
                return line + 1, column + 1
            left -= self._units(character)
        return line + 1, len(self.lines[line]) + 1

    def offset(self, line: int, column: int) -> int:
        """Where a line and column stand in the text without its mark."""
        found = -1
        text = self.text.removeprefix(BOM)
        for _ in range(line - 1):
            found = text.index("\n", found + 1)
        return found + column

    def replaced(self, new: str) -> lsp.TextEdit:
        """The one edit that makes the text another: what they share at both ends is left alone."""
        old = self.text.removeprefix(BOM)
        new = new.removeprefix(BOM)
        head = _shared(old, new)
        tail = _shared(old[head:][::-1], new[head:][::-1])
        span = lsp.Range(self._at(head), self._at(len(old) - tail))
        return lsp.TextEdit(span, new[head : len(new) - tail])

    def _at(self, offset: int) -> lsp.Position:
        before = self.text.removeprefix(BOM)[:offset]
        start = before.rfind("\n") + 1
        return self.position(before.count("\n") + 1, offset - start + 1)

    def _mark(self, line: int) -> int:
        return self._units(BOM) if line == 1 and self.text.startswith(BOM) else 0

    def _units(self, text: str) -> int:
        if self.encoding == "utf-32":
            return len(text)
        if self.encoding == "utf-8":
            return len(text.encode("utf-8", "surrogatepass"))
        return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _shared(a: str, b: str) -> int:
    """How many characters two texts share from their beginning; a CRLF is never cut in two."""
    count = 0
    for one, other in zip(a, b, strict=False):
        if one != other:
            break
        count += 1
    while count and a[count - 1] in "\r\n":
        count -= 1
    return count
