"""Plain documents, read line by line: several times quicker than libyaml's events, and the same.

`grammar` says what is plain. Whatever is not, libyaml decides; so this reader refuses nothing and
says why of nothing. A test holds that what is read here libyaml reads as the same data at the same places.
"""

from __future__ import annotations

from checker.document.grammar import END, LINE, Line
from checker.document.inline import NotPlain, inline
from checker.document.limits import Limits
from checker.document.values import Data

DEPTH = 16
"""More levels are not plain; so the calls below are bounded too."""


def plain_data(text: str, limits: Limits) -> Data:
    """The data of a plain document, which is a mapping or a list; None says nothing of the text.

    The text has none of the refused characters.
    """
    if len(text) >= limits.entries and text.count("\n") + text.count(",") >= limits.entries:
        return None  # no mapping has more entries than lines, or than commas and one
    try:
        return _Reader(LINE.findall(text)).document(min(limits.depth, DEPTH))
    except NotPlain:
        return None


class _Reader:
    """Puts lines into the mappings and lists that their indents say.

    `line` is the first that is not read yet. A line whose indent is that of nothing open ends all that
    is open, and then is not the end of the text.
    """

    def __init__(self, lines: list[Line]) -> None:
        self.take = iter(lines).__next__
        self.line = self.take()

    def document(self, deepest: int) -> Data:
        lead, key, *_ = self.line
        if not (lead or key):
            raise NotPlain
        data = self._list("- ", deepest) if lead else self._mapping("", deepest)
        if self.line != END:
            raise NotPlain
        return data

    def _mapping(self, indent: str, deeper: int) -> dict[str, Data]:
        """The mapping of which this line holds the first key; the others stand behind the indent."""
        if deeper < 1:
            raise NotPlain
        items: dict[str, Data] = {}
        take, (_, key, bare, special, margin, _) = self.take, self.line
        while True:
            if key in items:
                raise NotPlain
            self.line = line = take()
            if bare:
                items[key] = bare if bare != "null" else None
            elif special:
                items[key] = _special(special, margin, len(indent), deeper - 1)
            else:
                items[key] = self._below(len(indent), deeper - 1)
                line = self.line
            lead, key, bare, special, margin, _ = line
            if lead != indent or not key:
                return items

    def _list(self, dash: str, deeper: int) -> list[Data]:
        """The list of which this line holds the first entry; all begin with the indent and a dash."""
        if deeper < 1:
            raise NotPlain
        items: list[Data] = []
        while self.line[0] == dash:
            _, key, bare, special, _, _ = self.line
            if key:
                items.append(self._mapping(" " * len(dash), deeper - 1))
                continue
            self.line = self.take()
            if bare:
                items.append(bare if bare != "null" else None)
            else:
                items.append(_special(special, "", 0, deeper - 1))
        return items

    def _below(self, column: int, deeper: int) -> Data:
        """The value of a key that has none on its line: a list may begin at the key's own column."""
        lead, key, *_ = self.line
        if lead[-2:] == "- ":
            return self._list(lead, deeper) if len(lead) >= column + 2 else None
        return self._mapping(lead, deeper) if key and len(lead) > column else None


def _special(text: str, margin: str, column: int, deeper: int) -> Data:
    """A value that is no bare text, by its first sign: quoted, between brackets, or literal."""
    sign = text[:1]
    if sign == "|":
        return _literal(text[2:], margin, column)
    if not sign:
        raise NotPlain
    return inline(text[:-1], deeper) if sign in "{[" else text[1:-2]


def _literal(lines: str, margin: str, column: int) -> str:
    """A literal text; of its last line breaks it keeps one."""
    if len(margin) <= column or " \n" in lines:
        raise NotPlain
    return ("\n" + lines).replace("\n" + margin, "\n")[1:].rstrip("\n") + "\n"
