r"""Characters that act on a reader instead of being read: made visible at the edge of a format.

A path or an id may hold an escape sequence, a line break or a change of writing direction; a
terminal, a log or a review page must show it, never obey it.
"""

from __future__ import annotations

import json
import re
from typing import Any

ACTING = re.compile(
    "["
    "\\x00-\\x1f\\x7f-\\x9f"  # control characters, line breaks among them
    "\\u2028\\u2029"  # line and paragraph separators
    "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069"  # direction (CVE-2021-42574)
    "\\u00ad\\u180e\\u200b-\\u200d\\u2060-\\u2065\\u206a-\\u206f\\ufeff\\ufff9-\\ufffb"  # unseen
    "\\U000e0000-\\U000e007f"  # unseen tags
    "\\ud800-\\udfff\\ufffe\\uffff"  # not characters: bytes of a path that are no UTF-8
    "]"
    "|(?<=#)#(?=\\w*\\[)"  # commands of build servers, `##[error]` and `##vso[…]`, wherever in a line
)


def visible(text: str) -> str:
    r"""The text on one line, with each acting character as its escape: `\x1b`, `\u202e`."""
    return ACTING.sub(_escape, text)


def dumps(data: Any, indent: int | None = None) -> str:
    r"""JSON that keeps Chinese readable; what acts is written `\uXXXX`, so no value is changed."""
    encoder = json.JSONEncoder(ensure_ascii=False, indent=indent) if indent else _ON_A_LINE
    text = encoder.encode(data)
    plain = text.isprintable() and "##" not in text
    return text if plain else ACTING.sub(_json_escape, text)


_ON_A_LINE = json.JSONEncoder(ensure_ascii=False)
"""Made once: a big run writes a hundred thousand lines."""


def _escape(found: re.Match[str]) -> str:
    return r"\x23" if found[0] == "#" else found[0].encode("unicode_escape").decode("ascii")


def _json_escape(found: re.Match[str]) -> str:
    """A JSON escape; the line breaks of the layout stay, those of values are escaped already."""
    match found[0]:
        case "\n":
            return "\n"
        case "#":
            return r"\u0023"
        case character:
            return json.dumps(character)[1:-1]
