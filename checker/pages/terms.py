"""Terms of a policy explained where they stand: the first of each in a passage, on hover, focus and tap."""

from __future__ import annotations

import re

from checker.model.policy import Revision
from checker.pages.html import el, esc


class Glossary:
    """Escapes a passage and explains its terms."""

    def __init__(self, revision: Revision) -> None:
        self.meanings = {item.term: item.text for item in revision.head.terms}
        longest_first = sorted(self.meanings, key=lambda term: (-len(term), term))
        self._pattern = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    def explained(self, text: str) -> str:
        """The text as HTML; a term that stands again is left plain."""
        seen: set[str] = set()
        parts, end = [], 0
        for match in self._pattern.finditer(text):
            parts.append(esc(text[end : match.start()]))
            parts.append(self._term(match[0], seen))
            end = match.end()
        return "".join([*parts, esc(text[end:])])

    def _term(self, term: str, seen: set[str]) -> str:
        if term in seen:
            return esc(term)
        seen.add(term)
        return el("abbr", esc(term), title=self.meanings[term], tabindex="0")
