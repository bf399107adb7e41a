"""What is plain: the narrow, regular part of YAML in which cases are written, as expressions.

A line holds a key, or a list's dash, or both, and at most one value: bare text, quoted text
without escapes, a flat `{…}` or `[…]`, or a literal text below a `|`. Whole-line comments and empty lines may
stand between. Nothing else is plain, though it may well be YAML. What decides: a bare text begins with no
indicator, holds no `#` and a `:` only before a letter, a digit or a slash, and does not end in a
blank; no blank ends a line, no tab is anywhere. No part can be matched in two ways, so no text is slow.
"""

from __future__ import annotations

import re

KEY = r"(?!null:)[A-Za-z_][A-Za-z0-9_.-]{0,127}+"
"""`null` would be a key that says nothing; libyaml takes no key of more than a thousand letters."""
_FIRST = r"[^\x00-\x20\x7f-\xa0\-?:,\[\]{}#&*!|>'\"%@`\\~=<]"
_COLON = r":(?=[0-9A-Za-z/])"
_BARE = rf"{_FIRST}(?:[^\t\r\n:#]++|{_COLON})*+(?<! )"
_QUOTED = r"""'[^'\t\r\n]*+'|"[^"\\\t\r\n]*+\""""
_ITEM = rf"(?:{_FIRST}(?:[^\t\r\n:#,?\[\]{{}}'\"]++|{_COLON})*+(?<! )|{_QUOTED})"
_PAIR = rf"{KEY}: {_ITEM}"
_FLOW = rf"\{{{_PAIR}(?:, {_PAIR})*+\}}|\[{_ITEM}(?:, {_ITEM})*+\]|\[\]"
_LITERAL = r"\|\n(?=( ++)[^ \n])((?:\6[^\t\r\n]*+(?<! )\n|\n)++)(?!\6)"
"""From the bar on: the margin, then every line that begins with it or is empty."""

LINE = re.compile(
    r"(?: *+#[^\t\r\n]*+\n|\n)*+"
    rf"(?:( *+)(- |)(?:({KEY}):(?: |(?=\n)))?(?:({_BARE})\n|({_FLOW}|{_QUOTED})\n|{_LITERAL}|(?<=:)\n)"
    r"|\Z|([\s\S]++))"
)
"""One line with what it may skip before; its groups are those of `Line`.

Every text is a row of these without a gap: from what is no line on all is the last group.
"""
Line = tuple[str, str, str, str, str, str, str, str]
"""Indent, dash, key, bare text, quoted or flow, margin and lines of a literal text, what is not plain."""
END: Line = ("", "", "", "", "", "", "", "")

PAIRS = re.compile(rf"({KEY}): ({_ITEM})")
ITEMS = re.compile(_ITEM)
