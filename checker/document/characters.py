"""Bytes to text: UTF-8 without the characters that hide or reorder what a file says."""

from __future__ import annotations

import re
import unicodedata

from checker import refusals
from checker.document.refused import refusal

_REFUSED = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029"
    "\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff"
)
REFUSED = re.compile(f"[{_REFUSED}]|\r(?!\n)")
"""Controls, bidi controls, line breaks that YAML and editors count differently, lone CR."""
_HARMLESS = re.compile(f"[^{_REFUSED}\r]*+(?:\r\n[^{_REFUSED}\r]*+)*+")
"""A text without them; seen at one go, which is quicker than searching."""
_USUAL = bytes(byte for byte in range(0x20, 0x100) if byte not in b"\x7f\xc2\xd8\xe2") + b"\n"
"""Bytes with which no refused character begins, but for three."""
_LAST = ("\ufeff", "\ufffe", "\uffff")
"""Those three: they begin as full-width letters do."""


INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def normal_key(key: str) -> str:
    """A key as the eye reads it: two keys with the same normal form are one key twice."""
    if key.isascii():
        return key
    return INVISIBLE.sub("", unicodedata.normalize("NFKC", key))


def decoded(raw: bytes) -> str:
    """The text of a file, without its mark.

    Raises `Refused` where it is not UTF-8 or holds a refused character.
    """
    try:
        text = raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        sound = raw[: error.start].decode("utf-8").removeprefix("\ufeff")
        raise refusal("encoding", refusals.NOT_UTF8, place_at(sound, len(sound))) from None
    if not is_harmless(raw, text):
        match = REFUSED.search(text)
        assert match is not None
        line, column = place_at(text, match.start())
        raise refusal("encoding", refusals.control(text[match.start()]), (line, column))
    return text


def is_harmless(raw: bytes, text: str) -> bool:
    """Whether no character of a text is refused, which mostly its bytes show at once."""
    if not raw.translate(None, _USUAL) and not any(character in text for character in _LAST):
        return True
    return _HARMLESS.fullmatch(text) is not None


def place_at(text: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of an offset."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
