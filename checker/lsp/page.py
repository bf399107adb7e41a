"""One open file as the features of the server see it."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property
from typing import Any

from checker.casefiles import CaseFile
from checker.document import Document, Refused, Span, read_document
from checker.lazily import dataclass
from checker.loading.cases import Governed
from checker.lsp.cursor import cursor_at, written_at
from checker.lsp.kinds import FileKind, kind_of
from checker.lsp.positions import Lines
from checker.lsp.register import Register
from checker.model.case import Case, Event
from checker.model.finding import Path
from checker.model.moment import parse_moment
from checker.model.policy import Policy, Revision
from checker.model.text import Lang, Say

DATED = (("events",), ("waivers",), ("acknowledgements",))
WORD = re.compile(r"[A-Za-z0-9_.@+-]+")


@dataclass(eq=False)
class Page:
    """A file in the editor: its text as it is, and its data as they last could be read."""

    register: Register
    file: str
    lines: Lines
    uri: str = ""
    """The file's address as the editor writes it."""
    lang: Lang = "zh"

    def told(self, sentence: Say) -> str:
        """A sentence in the reader's language."""
        return sentence.render(self.lang)

    @property
    def kind(self) -> FileKind:
        return kind_of(self.file)

    @cached_property
    def item(self) -> CaseFile | None:
        """The case as it last could be parsed."""
        return self.register.sound.get(self.file) if self.kind == "case" else None

    @cached_property
    def document(self) -> Document | None:
        """The text parsed, or of a case the last one that could be."""
        limits = self.register.instance.settings.limits
        try:
            return read_document(
                self.lines.text.encode("utf-8", "surrogatepass"), self.file, limits
            )
        except Refused:
            return self.item.document if self.item is not None else None

    @property
    def data(self) -> Any:
        return self.document.data if self.document is not None else None

    @property
    def case(self) -> Case | None:
        return self.item.case if self.item is not None else None

    @property
    def is_current(self) -> bool:
        """Whether places in `document` are places in the text."""
        text = self.document.text if self.document is not None else None
        return text == self.lines.text.removeprefix("\ufeff")

    # --- where

    def span_at(self, line: int, column: int) -> Span | None:
        """The scalar at a place, its end included: a cursor stands between two characters."""
        if self.document is None or not self.is_current:
            return self._word_at(line, column)
        here = (line, column)
        found = (span for span in self.document.spans if span.start <= here <= span.end)
        return next(found, None)

    def _word_at(self, line: int, column: int) -> Span | None:
        """The id at a place of a text that does not parse."""
        text = self.lines.lines[line - 1]
        words = (one for one in WORD.finditer(text) if one.start() < column <= one.end() + 1)
        word = next(words, None)
        cursor = cursor_at(self.lines.lines, line, word.end() + 1) if word is not None else None
        if word is None or cursor is None or not cursor.prefix.endswith(word[0]):
            return None
        path = (*cursor.path, word[0]) if cursor.key else cursor.path
        return Span(path, cursor.key, (line, word.start() + 1), (line, word.end() + 1))

    def text_of(self, span: Span) -> str | None:
        """What a scalar says; None for nothing."""
        if span.key:
            return str(span.path[-1])
        if self.is_current:
            value = self.value(span.path)
            return value if isinstance(value, str) else None
        return self.lines.lines[span.start[0] - 1][span.start[1] - 1 : span.end[1] - 1]

    def value(self, path: Path) -> Any:
        """The data at a path; None where there are none."""
        found = self.data
        for step in path:
            if isinstance(found, dict) and isinstance(step, str):
                found = found.get(step)
            elif isinstance(found, list) and isinstance(step, int) and step < len(found):
                found = found[step]
            else:
                return None
        return found

    # --- by what it is governed

    @property
    def policies(self) -> tuple[Policy, ...]:
        return tuple(self.register.instance.policies.values())

    @cached_property
    def governed(self) -> tuple[Governed, ...]:
        read = self.item.read if self.item is not None else None
        return read.governed if read is not None else ()

    def revisions(self, day: date | None = None) -> list[Revision]:
        """What governs the case on a day, else the newest revision of each policy in question."""
        found = [one for governed in self.governed for one in governed.all()]
        if day is not None:
            from_day = [one for one in found if one.effective_from <= day]
            found = from_day[-1:] or found[:1] if len(self.governed) == 1 else found
        return found or [policy.revisions[-1] for policy in self.policies]

    def day_at(self, path: Path, line: int) -> date:
        """The day that what stands at a path speaks of: its entry's `at`, else the opening's.

        Where the text does not parse, the `at` that stands beside the line.
        """
        at = self.value((*path[:2], "at")) if len(path) > 1 and self.is_current else None
        if not self.is_current and path[:1] in DATED:
            at = written_at(self.lines.lines, line)
        zone = self.register.instance.zone
        moment = parse_moment(at, zone) if isinstance(at, str) else None
        if moment is None and self.item is not None and self.item.read is not None:
            moment = self.item.read.opened
        return (moment or self.register.as_of).day

    def event(self, name: str) -> Event | None:
        """An event of the case by its id."""
        events = self.case.events if self.case is not None else ()
        return next((event for event in events if event.id == name), None)
