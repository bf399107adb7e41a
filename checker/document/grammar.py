"""What is plain: the narrow, regular part of YAML in which cases are written, as expressions.

A line holds a key, or a list's dash, or both, and at most one value: bare text, quoted text
without escapes, a `{…}` or `[…]`, or a literal text below a `|`. Whole-line comments and empty lines may
stand between. Nothing else is plain, though it may well be YAML. What decides: a bare text begins with no
indicator, holds no `#` and a `:` only before a letter, a digit or a slash, and does not end in a
blank; no blank ends a line, no tab is anywhere. No part can be matched in two ways, so no text is slow. Only
single signs are repeated possessively: of groups the first Pythons 3.11 make mistakes.
"""

from __future__ import annotations

import re

KEY = r"(?!null:)[A-Za-z_][A-Za-z0-9_.-]{0,127}+"
"""`null` would be a key that says nothing; libyaml takes no key of more than a thousand letters."""
_FIRST = r"[^\x00-\x20\x7f-\xa0\-?:,\[\]{}#&*!|>'\"%@`\\~=<]"
_COLON = r":(?=[0-9A-Za-z/])"
_LETTER = r"[^\t\r\n:#]*+"
_BARE = rf"{_FIRST}{_LETTER}(?:{_COLON}{_LETTER})*(?<! )"
_INNER = r"[^\t\r\n:#,?\[\]{}'\"]*+"
_QUOTED = r"""'[^'\t\r\n]*+'|"[^"\\\t\r\n]*+\""""
_ITEM = rf"(?:{_FIRST}{_INNER}(?:{_COLON}{_INNER})*(?<! )|{_QUOTED})"
_LITERAL = r"\|\n(?=( ++)[^ \n])(?:\5[^\t\r\n]*+\n|\n)+"
"""From the bar on: every line that begins with the margin, which is the first one's, or is empty."""

LINE = re.compile(
    r"(?: *+#[^\t\r\n]*+\n|\n)*"
    rf"(?:( *+(?:- )?)(?:({KEY}):(?: |(?=\n)))?"
    rf"(?:({_BARE})\n|((?:[{{\[][^\t\r\n]*+|{_QUOTED})\n|{_LITERAL})|(?<=:)\n)|\Z|([\s\S]++))"
)
"""One line with what it may skip before; its groups are those of `Line`.

Every text is a row of these without a gap: from what is no line on all is the last group.
"""
Line = tuple[str, str, str, str, str, str]
"""Indent with a dash if any, key, bare text, other value to its line's end, margin, what is not plain."""
END: Line = ("", "", "", "", "", "")

FLAT = re.compile(rf"\{{(?:{KEY}: {_ITEM}(?:, {KEY}: {_ITEM})*)?\}}|\[(?:{_ITEM}(?:, {_ITEM})*)?\]")
"""All of what stands between brackets in one line, where there are no others in it."""
PAIR = re.compile(rf"({KEY}): ({_ITEM})")
ITEM = re.compile(_ITEM)
NAME = re.compile(rf"({KEY}): ")
START = re.compile(rf"{KEY}: |{_ITEM}|[{{\[]")
"""In a line of brackets, from its second sign on: each key, each value."""
