"""Sentences in two languages, said once and rendered late.

A sentence holds its values (dates, ids, labels) beside its words, so nothing is formatted
for a finding that nobody prints.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from checker.lazily import dataclass

Lang = Literal["zh", "en"]


@dataclass(frozen=True)
class Say:
    """One sentence in Chinese and English; `values` fill the braces of both.

    A value may be a `Say` itself. Values are dates, numbers, ids and labels, never free text
    of a case: messages are printed in logs that many people read.
    """

    zh: str
    en: str
    values: tuple[tuple[str, object], ...] = ()

    def render(self, lang: Lang = "zh") -> str:
        """The sentence in `lang`; braces in values stay as they are."""
        template = self.zh if lang == "zh" else self.en
        if not self.values:
            return template
        return template.format(**{name: _shown(value, lang) for name, value in self.values})


def say(zh: str, en: str, **values: object) -> Say:
    """Make a sentence; `{name}` in either text stands for the value of that name."""
    return Say(zh, en, tuple(values.items()))


@lru_cache(maxsize=4096)
def plain(text: str) -> Say:
    """Words that are the same in every language: an id, a label of the policy.

    One sentence for all who say it: a big run keeps very many findings that share their words.
    """
    return Say("{text}", "{text}", (("text", text),))


def joined(parts: list[Say], zh: str = "，", en: str = ", ") -> Say:
    """Several sentences as one, with the separator of each language."""
    names = [f"p{index}" for index in range(len(parts))]
    braces = ["{" + name + "}" for name in names]
    return Say(zh.join(braces), en.join(braces), tuple(zip(names, parts, strict=True)))


def listed(items: list[str] | tuple[str, ...]) -> Say:
    """Ids or labels as a list: 甲、乙 and a, b."""
    return joined([plain(item) for item in items], "、", ", ")


def _shown(value: object, lang: Lang) -> str:
    return value.render(lang) if isinstance(value, Say) else str(value)
