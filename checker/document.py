"""YAML text to plain data, and paths to lines: the only user of a YAML parser.

Only this module knows line numbers. It reads the strict subset of YAML 1.2 that cases.md
defines: every scalar is text (nothing, `~` and `null` are None), and whatever makes a file say
something other than it shows is refused. libyaml's events are read; nothing is constructed by
a library, so no scalar is ever turned into a number or a date behind our back.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile
from typing import Any

from yaml import events as yaml_events
from yaml._yaml import CParser
from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from checker import refusals
from checker.model.finding import Path, Problem
from checker.model.text import Say, say

Data = Any
"""None, str, list of Data, or dict of str to Data."""


ABSENT = frozenset({"", "~", "null"})


REFUSED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029"
    "\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\r(?!\n)"
)
"""Controls, bidi controls, line breaks that YAML and editors count differently, lone CR."""


RARE = b"&!?%<\\\t\x7f" + bytes(code for code in range(0x20) if code not in b"\n\t")
"""Bytes that may begin an anchor, a tag, a directive, a merge key or an escape; controls."""
ALIAS = re.compile(rb"\*(?<=[ \n\[{,]\*)")
"""How an alias begins; a masked name ends in stars."""


INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff]"
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How large one file may be; an instance may raise them, never lower them."""

    file_bytes: int = 256 * 1024
    depth: int = 32
    entries: int = 10_000
    """Entries of one list or mapping."""


DEFAULT_LIMITS = Limits()


class Refused(Exception):
    """The file is outside the subset; carries the one problem that says so."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Span:
    """A scalar in a file: a value, or the key of one. Line and column from 1; the end exclusive."""

    path: Path
    key: bool
    start: tuple[int, int]
    end: tuple[int, int]


@dataclass
class Document:
    """One file: plain data, and lines for paths on demand."""

    file: str
    text: str
    data: Data
    marks: list[Any] = field(default_factory=list, repr=False)
    """Where every node stands, in the file's order; before a mapping's value its key."""
    digest: str = ""
    """The SHA-256 of the file's bytes."""

    def locate(self, path: Path, *, key: bool = False) -> tuple[int, int]:
        """Line and column, from 1, of a path; of the nearest parent where it is not there."""
        data, value, own_key = self.data, 0, -1
        for name in path:
            before = _siblings_before(data, name)
            if before is None:
                break
            named = isinstance(data, dict)
            own_key = value + 1 + sum(_marks_in(item) + named for item in before) if named else -1
            value = own_key + 1 if named else value + 1 + sum(map(_marks_in, before))
            data = data[name]
        place = own_key if key and own_key >= 0 else value
        if place >= len(self.marks):
            return (1, 1)
        mark = self.marks[place]
        return (mark.line + 1, mark.column + 1)

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """Where every scalar stands, in the order of the file; for editors."""
        parser = CParser(self.text)
        parser.get_event()
        if isinstance(parser.get_event(), yaml_events.StreamEndEvent):
            return ()
        return tuple(_spans(parser, parser.get_event(), ()))

    def comments(self, wanted: Callable[[str], object]) -> list[tuple[int, int, str]]:
        """Line, column and text of the comments that are `wanted`: what a file says beside its data.

        Whether a `#` begins a comment is costly to say, so `wanted` is asked first.
        """
        if "#" not in self.text:
            return []
        tails = (line.partition("#")[2] for line in self.text.split("\n") if "#" in line)
        if not any(wanted(tail) for tail in tails):
            return []
        return [item for item in _comments(self.text) if wanted(item[2])]


def read_document(raw: bytes, file: str, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Parse one file of the strict subset.

    Raises `Refused` with a problem of code `limit`, `encoding`, `yaml-syntax` or
    `duplicate-key`; never anything else, whatever the bytes.
    """
    if len(raw) > limits.file_bytes:
        raise Refused(_too_large(limits))
    text = _decode(raw)
    reader = _Reader(text, limits)
    digest = hashlib.sha256(raw).hexdigest()
    return Document(file, text, reader.document(), reader.marks, digest)


def _siblings_before(data: Data, name: str | int) -> list[Data] | None:
    """The values that stand before one of a mapping or list; None where it has none such."""
    if isinstance(data, list) and isinstance(name, int) and name < len(data):
        return data[:name]
    if not isinstance(data, dict) or name not in data:
        return None
    return [data[key] for key in takewhile(lambda key: key != name, data)]


def _marks_in(data: Data) -> int:
    """How many marks a node and all below it have: its own, and one more for each key."""
    if isinstance(data, dict):
        return 1 + len(data) + sum(map(_marks_in, data.values()))
    if isinstance(data, list):
        return 1 + sum(map(_marks_in, data))
    return 1


def is_well_formed(raw: bytes) -> bool:
    """Whether bytes are sure to be one document of the subset, but for keys given twice and limits.

    Much quicker than reading, as nothing is built. False decides nothing: read the document then.
    """
    if len(raw.translate(None, RARE)) != len(raw) or raw[:1] in b"*-.":
        return False
    if b"\n---" in raw or b"\n..." in raw or ALIAS.search(raw) is not None:
        return False
    try:
        text = raw.decode("utf-8")
        # nothing that is printed is refused
        if not text.replace("\n", "").isprintable() and REFUSED.search(text) is not None:
            return False
        CParser(raw).raw_parse()
    except (UnicodeDecodeError, YAMLError):
        return False
    return True


def normal_key(key: str) -> str:
    """A key as the eye reads it: two keys with the same normal form are one key twice."""
    if key.isascii():
        return key
    return INVISIBLE.sub("", unicodedata.normalize("NFKC", key))


def _decode(raw: bytes) -> str:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Refused(
            Problem(
                "encoding",
                say("文件不是 UTF-8 编码", "the file is not UTF-8"),
                remedy=say("用编辑器另存为 UTF-8", "save it as UTF-8"),
                at=(line, 1),
            )
        ) from None
    text = text.removeprefix("\ufeff")
    if (match := REFUSED.search(text)) is not None:
        raise Refused(_refused_character(text, match.start()))
    return text


def _refused_character(text: str, offset: int) -> Problem:
    before = text[:offset]
    line_start = before.rfind("\n") + 1
    return Problem(
        "encoding",
        say(
            "含有不允许的控制字符 U+{code}",
            "control character U+{code} is not allowed",
            code=f"{ord(text[offset]):04X}",
        ),
        remedy=say("删除这个看不见的字符", "delete this invisible character"),
        at=(before.count("\n") + 1, offset - line_start + 1),
    )


def _too_large(limits: Limits) -> Problem:
    return Problem(
        "limit",
        say(
            "文件超过 {limit} 字节",
            "the file is larger than {limit} bytes",
            limit=limits.file_bytes,
        ),
        remedy=say(
            "长内容放进证据文件，这里只留摘要；确有需要时在 policy/settings.yml 提高 file_bytes",
            "move long content to evidence files, or raise file_bytes in policy/settings.yml",
        ),
        at=(1, 1),
    )


class _Reader:
    """Builds plain data from libyaml's events, refusing what the subset leaves out.

    It runs for every node of every file: what is common is asked first, and in place.
    """

    def __init__(self, text: str, limits: Limits) -> None:
        self.get: Callable[[], Any] = CParser(text).get_event
        self.text = text
        self.limits = limits
        self.escapes = "\\" in text
        self.questions = "?" in text
        self.marks: list[Any] = []

    def document(self) -> Data:
        try:
            return self._document()
        except MarkedYAMLError as error:
            raise Refused(_syntax(error, self.text)) from None
        except YAMLError:
            raise Refused(_problem("yaml-syntax", refusals.NOT_YAML, (1, 1))) from None

    def _document(self) -> Data:
        get = self.get
        get()
        event: Any = get()
        if isinstance(event, yaml_events.StreamEndEvent):
            return None
        if event.version or event.tags or self.text.lstrip().startswith("%"):
            raise Refused(_problem("yaml-syntax", refusals.DIRECTIVE, _at(event)))
        data = self._node(get(), 0)
        get()
        event = get()
        if not isinstance(event, yaml_events.StreamEndEvent):
            raise Refused(_problem("yaml-syntax", refusals.ONE_DOCUMENT, _at(event)))
        return data

    def _node(self, event: Any, depth: int) -> Data:
        kind = type(event)
        if kind is AliasEvent or event.anchor is not None or event.tag is not None:
            raise _shared_or_tagged(event)
        self.marks.append(event.start_mark)
        if kind is ScalarEvent:
            value = event.value
            if not event.style:
                return None if value in ABSENT else value
            return self._quoted(event) if self.escapes else value
        if depth >= self.limits.depth:
            raise Refused(_problem("limit", refusals.depth(self.limits.depth), _at(event)))
        if kind is MappingStartEvent:
            return self._mapping(depth + 1)
        return self._sequence(depth + 1)

    def _quoted(self, event: Any) -> str:
        value: str = event.value
        if event.style == '"' and REFUSED.search(value) is not None:
            raise Refused(_problem("encoding", refusals.ESCAPED, _at(event)))
        return value

    def _sequence(self, depth: int) -> list[Data]:
        items: list[Data] = []
        get, node, most = self.get, self._node, self.limits.entries
        while type(event := get()) is not SequenceEndEvent:
            if len(items) >= most:
                raise Refused(_problem("limit", refusals.entries(most), _at(event)))
            items.append(node(event, depth))
        return items

    def _mapping(self, depth: int) -> dict[str, Data]:
        items: dict[str, Data] = {}
        normal: set[str] | None = None
        get, node, most = self.get, self._node, self.limits.entries
        mark = self.marks.append
        while type(event := get()) is not MappingEndEvent:
            key = self._key(event)
            if len(items) >= most:
                raise Refused(_problem("limit", refusals.entries(most), _at(event)))
            if normal is None and not key.isascii():
                normal = set(items)  # ASCII keys are their own normal form
            seen = key if normal is None else normal_key(key)
            if seen in (items if normal is None else normal):
                raise Refused(_problem("duplicate-key", refusals.TWICE, _at(event)))
            if normal is not None:
                normal.add(seen)
            mark(event.start_mark)
            items[key] = node(get(), depth)
        return items

    def _before(self, event: Any) -> str:
        return self.text[event.start_mark.index - 1]

    def _key(self, event: Any) -> str:
        if type(event) is not ScalarEvent:
            raise Refused(_problem("yaml-syntax", refusals.KEY, _at(event)))
        if event.anchor is not None or event.tag is not None:
            raise _shared_or_tagged(event)
        key: str = event.value
        if event.style:
            key = self._quoted(event) if self.escapes else key
        elif key == "<<":
            raise Refused(_problem("yaml-syntax", refusals.MERGE, _at(event)))
        elif key in ABSENT:
            key = ""
        elif self.questions and self._before(event) == "?":
            key = ""  # in flow libyaml takes `?x` for the key x, which is not what it shows
        if not key:
            raise Refused(_problem("yaml-syntax", refusals.KEY, _at(event)))
        return key


def _shared_or_tagged(event: Any) -> Refused:
    """An alias or anchor, else a tag: the refusal of what is not written where it stands."""
    shared = type(event) is AliasEvent or event.anchor is not None
    return Refused(_problem("yaml-syntax", refusals.ANCHOR if shared else refusals.TAG, _at(event)))


def _at(event: Any) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1)


def _spans(parser: Any, event: Any, path: Path) -> Iterator[Span]:
    """The scalars of one node of a document that was read before, so nothing is refused here."""
    get = parser.get_event
    match event:
        case yaml_events.MappingStartEvent():
            while type(key := get()) is not yaml_events.MappingEndEvent:
                child = (*path, key.value)
                yield Span(child, True, _at(key), _ended(key))
                yield from _spans(parser, get(), child)
        case yaml_events.SequenceStartEvent():
            index = 0
            while type(entry := get()) is not yaml_events.SequenceEndEvent:
                yield from _spans(parser, entry, (*path, index))
                index += 1
        case _:
            yield Span(path, False, _at(event), _ended(event))


def _ended(event: Any) -> tuple[int, int]:
    mark = event.end_mark
    return (mark.line + 1, mark.column + 1)


def _problem(code: str, words: tuple[Say, Say], at: tuple[int, int]) -> Problem:
    return Problem(code, words[0], remedy=words[1], at=at)


def _syntax(error: MarkedYAMLError, text: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    at = (1, 1) if mark is None else (mark.line + 1, mark.column + 1)
    at = (min(at[0], text.count("\n") + 1), at[1])
    for fragment, words in refusals.SYNTAX_WORDS:
        if fragment in (error.problem or ""):
            return _problem("yaml-syntax", words, at)
    return _problem("yaml-syntax", refusals.NOT_YAML, at)


def _comments(text: str) -> list[tuple[int, int, str]]:
    """Comments of a document that parsed: `#` at a line's start or after a blank, outside scalars.

    Scalars' spans come from the parser's marks, so a `#` inside quotes or a block is no comment.
    """
    spans = _scalar_spans(text)
    found: list[tuple[int, int, str]] = []
    for number, line in enumerate(text.split("\n")):
        for match in re.finditer(r"(?:^|(?<=[ \t]))#", line):
            position = (number, match.start())
            if not any(start <= position < end for start, end in spans):
                found.append((number + 1, match.start() + 1, line[match.start() + 1 :].strip()))
                break
    return found


def _scalar_spans(text: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    spans = []
    parser = CParser(text)
    while parser.check_event():
        event = parser.get_event()
        if type(event) is ScalarEvent:
            spans.append((_mark(event.start_mark), _mark(event.end_mark)))
    return spans


def _mark(mark: Any) -> tuple[int, int]:
    return (mark.line, mark.column)
