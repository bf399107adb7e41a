"""What the server says in Markdown: text of policies and people is data, never markup."""

from __future__ import annotations

import re
from collections.abc import Iterable

from checker.formats.inert import visible

MARKS = re.compile(r"[\\`*_\[\]<>&#|~!]")


def inert(text: str) -> str:
    """A value that no reader of Markdown takes for markup, on one line."""
    return MARKS.sub(lambda found: "\\" + found[0], visible(text).strip())


def strong(text: str) -> str:
    """A heading of a hover."""
    return f"**{inert(text)}**"


def code(text: str) -> str:
    """An id."""
    return f"`{text}`" if "`" not in text else inert(text)


def head(label: str, name: str) -> str:
    """A label and its id; the id alone where that is the label."""
    return strong(label) + ("" if label == name else f" {code(name)}")


def listing(items: Iterable[str]) -> str:
    """Lines as a list; each is Markdown already."""
    return "\n".join(f"- {item}" for item in items)


def paragraphs(*parts: str | None) -> str:
    """The parts that say something, one paragraph each."""
    return "\n\n".join(part for part in parts if part)
