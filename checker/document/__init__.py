"""YAML text to plain data, and paths to lines: the only user of a YAML parser.

Only this package knows line numbers. It reads a strict subset of YAML 1.2 (decision
0001): every scalar is text (nothing, `~` and `null` are None), and whatever makes a file say
something other than it shows is refused. What is plain is read line by line (`plain`); all else by
libyaml's events (`events`). Nothing is constructed by a library, so no scalar is ever turned into a
number or a date behind our back.
"""

from checker.document.characters import INVISIBLE, REFUSED, normal_key
from checker.document.limits import DEFAULT_LIMITS, Limits
from checker.document.reading import Document, read_document
from checker.document.refused import Refused
from checker.document.values import ABSENT, Data, Span

__all__ = [
    "ABSENT",
    "DEFAULT_LIMITS",
    "INVISIBLE",
    "REFUSED",
    "Data",
    "Document",
    "Limits",
    "Refused",
    "Span",
    "normal_key",
    "read_document",
]
