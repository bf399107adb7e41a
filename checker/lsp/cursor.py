"""Where a cursor stands in YAML that is still being written: text in, a path out.

While somebody types, the text seldom parses. Indentation, dashes and open brackets say enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field

from checker.lazily import dataclass
from checker.model.finding import Path

KEY = re.compile(r"""(?P<key>[^\s#'"{\[\]},&*!|>%@`-][^\s:{}\[\],]*)\s*:(?=\s|$)""")
DASH = re.compile(r"-(?=\s|$)\s*")
BLOCK = re.compile(r"[|>][-+0-9]*\s*(#.*)?$")


@dataclass(frozen=True)
class Cursor:
    """What is being typed: where in the data, which part of it, what stands there already."""

    path: Path
    """The mapping or list that a key or value is typed into; of a value, its own path."""
    key: bool
    """Whether a key may stand here rather than a value alone."""
    prefix: str
    column: int
    """Column from 1 at which the prefix begins."""
    present: frozenset[str] = frozenset()
    """Keys that the mapping at `path` has already."""


@dataclass
class _Level:
    indent: int
    step: str | int


@dataclass
class _Scan:
    """The levels open at a line, and the keys seen in each mapping."""

    levels: list[_Level] = field(default_factory=list)
    keys: dict[Path, set[str]] = field(default_factory=dict)
    literal: int | None = None
    """The indentation of a key whose text follows as a block."""
    flow: str = ""
    """An open bracket and what follows it, over however many lines."""
    flow_indent: int = 0
    """The indentation of the line that opened it: a line no deeper ends it, closed or not."""

    @property
    def path(self) -> Path:
        return tuple(level.step for level in self.levels)

    def line(self, line: str) -> str:
        """Take in a line; what is left of it after its dashes and its key."""
        bare = line.lstrip(" ")
        indent = len(line) - len(bare)
        if self.literal is not None and (indent > self.literal or not bare):
            return ""
        self.literal = None
        if self.flow and (indent > self.flow_indent or not bare or bare[0] in "]}"):
            self.flow = _unclosed(f"{self.flow}\n{line}")
            return ""
        if not bare or bare.startswith("#"):
            return ""
        self.flow_indent = indent
        while (dash := DASH.match(bare)) is not None:
            self._dash(indent)
            bare, indent = bare[dash.end() :], indent + dash.end()
        if (found := KEY.match(bare)) is not None:
            self._key(indent, found["key"])
            bare = bare[found.end() :].lstrip()
            if BLOCK.match(bare):
                self.literal = indent
        self.flow = _unclosed(bare) if bare[:1] in ("{", "[") else ""
        return bare

    def _dash(self, indent: int) -> None:
        index = 0
        while self.levels and self.levels[-1].indent >= indent:
            top = self.levels[-1]
            if top.indent == indent and isinstance(top.step, str):
                break
            self.levels.pop()
            if top.indent == indent and isinstance(top.step, int):
                index = top.step + 1
        self.levels.append(_Level(indent, index))

    def _key(self, indent: int, key: str) -> None:
        self.close(indent)
        self.keys.setdefault(self.path, set()).add(key)
        self.levels.append(_Level(indent, key))

    def close(self, indent: int) -> None:
        """Leave every level that a key at this indentation does not lie in."""
        while self.levels and self.levels[-1].indent >= indent:
            self.levels.pop()


def cursor_at(lines: list[str], line: int, column: int) -> Cursor | None:
    """Where the cursor stands; None inside a comment or a block of text."""
    scan = _Scan()
    for above in lines[: line - 1]:
        scan.line(above)
    before = lines[line - 1][: column - 1]
    deeper = _indent(before) > scan.flow_indent or before.strip()[:1] in ("]", "}")
    opened = scan.flow if deeper else ""
    if scan.literal is not None and _indent(before) > scan.literal:
        return None
    if not opened and re.search(r"(^|\s)#", before):
        return None
    rest = scan.line(before)
    if opened or rest[:1] in ("{", "["):
        return _in_flow(scan.path, f"{opened}\n{before}" if opened else rest, column)
    return _in_block(scan, lines, line, before, rest)


def _in_block(scan: _Scan, lines: list[str], line: int, before: str, rest: str) -> Cursor:
    bare = before.lstrip(" ")
    after_key = KEY.search(before) is not None
    if not after_key:
        dashes = re.match(r"\s*(-\s+)*-?", before)
        indent = dashes.end() if dashes and "-" in dashes[0] else len(before) - len(bare)
        if "-" not in (dashes[0] if dashes else ""):
            scan.close(indent)
        prefix = before[indent:].lstrip()
    else:
        prefix = rest
    present = frozenset(_keys_of(lines, scan.path, line)) if not after_key else frozenset()
    return Cursor(scan.path, not after_key, prefix, len(before) - len(prefix) + 1, present)


def _keys_of(lines: list[str], path: Path, without: int) -> set[str]:
    scan = _Scan()
    for number, line in enumerate(lines, 1):
        if number != without:
            scan.line(line)
    return scan.keys.get(path, set())


def _in_flow(path: Path, text: str, column: int) -> Cursor:
    """Inside brackets: the innermost open one says whether a key or a value is typed."""
    stack: list[tuple[str, str | int | None, set[str]]] = []
    token = ""
    for mark in _tokens(text):
        if mark in "{[":
            stack.append((mark, 0 if mark == "[" else None, set()))
        elif mark in "}]":
            if stack:
                stack.pop()
        elif mark == "," and stack:
            kind, step, keys = stack[-1]
            stack[-1] = (kind, step + 1 if isinstance(step, int) else None, keys)
        elif mark == ":" and stack and stack[-1][0] == "{":
            kind, _, keys = stack[-1]
            keys.add(token.strip())
            stack[-1] = (kind, token.strip(), keys)
        else:
            token = mark
            continue
        token = ""
    steps = tuple(step for _, step, _ in stack if step is not None)
    prefix = token.lstrip()
    is_key = bool(stack) and stack[-1][0] == "{" and stack[-1][1] is None
    present = frozenset(stack[-1][2]) if is_key else frozenset()
    return Cursor((*path, *steps), is_key, prefix, column - len(prefix), present)


def _tokens(text: str) -> Iterator[str]:
    """Brackets, commas, colons, and the words between them; quoted text is one word."""
    pattern = re.compile(
        r"""[{}\[\],]|:(?=\s|$)|"(?:\\.|[^"\\])*"?|'[^']*'?|(?:(?!:\s|:$)[^{}\[\],"'])+"""
    )
    yield from (found[0] for found in pattern.finditer(text))


def _unclosed(text: str) -> str:
    """The text where a bracket in it is still open; empty where all are closed."""
    depth = 0
    for mark in _tokens(text):
        depth += (mark in ("{", "[")) - (mark in ("}", "]"))
    return text if depth > 0 else ""


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" ")) if line.strip() else len(line)


def written_at(lines: list[str], line: int) -> str | None:
    """The `at` of the entry of a list that a line lies in, whether or not it parses."""
    first = line - 1
    while first > 0 and not lines[first].lstrip().startswith("- "):
        first -= 1
    entry = lines[first]
    for below in lines[first + 1 :]:
        if below.lstrip().startswith("- ") or not below.startswith(" "):
            break
        entry += "\n" + below
    found = re.search(r"""\bat:\s*["']?([0-9]{4}-[0-9T: -]*[0-9])""", entry)
    return found[1] if found is not None else None
