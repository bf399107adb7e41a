"""Values inside Markdown: numeric references where a mark could mean something.

CommonMark 6.2: a reference stands for a character but never for a mark of structure.
"""

from __future__ import annotations

import re

from checker.formats.inert import visible

MARKS = re.compile(
    r"[#$&*<=>@\[\\\]^_`{|}~]"  # always
    r"|:(?![0-9\s]|$)|[.+](?![0-9])"  # links (http:, www.), emoji, list marks; not in 10:15
    r"|-(?=-)|^-|^[0-9](?=[0-9]*[.)])"  # rules and lists, at the start of a line
)


def inert(text: str) -> str:
    """A value as text that no reader of Markdown or HTML takes for markup, on one line."""
    return MARKS.sub(lambda found: f"&#{ord(found[0])};", visible(text).strip())
