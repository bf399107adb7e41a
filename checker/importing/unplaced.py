"""What of a log has no place in a case, counted by name and told."""

from __future__ import annotations

from collections import Counter

from checker.importing.trouble import Trouble
from checker.model.scalars import ALIAS
from checker.model.text import Say, plain, say

OWN = frozenset(("lifecycle:transition",))
"""Attributes that a log has for its own sake."""


class Unplaced:
    """What of a log had no place, by name and how often."""

    def __init__(self) -> None:
        self.activities: Counter[str] = Counter()
        self.left_aside: Counter[str] = Counter()
        self.attributes: Counter[str] = Counter()
        self.hidden: frozenset[str] = frozenset()
        self.resources: dict[str, list[Say]] = {}
        self.inner = 0

    def tell(self, trouble: Trouble) -> None:
        """Activities and people are defects; attributes are remarks."""
        for name, times in sorted(self.activities.items()):
            trouble.add(
                plain(_told(name)),
                "unknown-reference",
                say(
                    "这种活动没有对应的事件类型（{n} 次）",
                    "no event type for this activity ({n} times)",
                    n=times,
                ),
                say(
                    "写入对应表的 activities，或 ignore: {activities: […]}",
                    "name it in the map's activities, or under ignore: {activities: […]}",
                ),
            )
        for name, places in sorted(self.resources.items()):
            shown = plain(name) if ALIAS.fullmatch(name) else places[0]
            trouble.add(
                shown,
                "unknown-reference",
                say(
                    "经办人没有对应的工号（{n} 次）",
                    "no staff id for who did it ({n} times)",
                    n=len(places),
                ),
                say("写入对应表的 resources", "name it in the map's resources"),
            )
        for name, times in sorted(self.left_aside.items()):
            trouble.note(
                say(
                    "按对应表略过活动 {a}：{n} 次",
                    "activity {a} left aside by the map: {n} times",
                    a=_told(name),
                    n=times,
                )
            )
        self._tell_attributes(trouble)

    def _tell_attributes(self, trouble: Trouble) -> None:
        for name, times in sorted(self.attributes.items()):
            if name not in self.hidden | OWN:
                trouble.note(
                    say(
                        "没有读属性 {a}：{n} 次",
                        "attribute {a} was not read: {n} times",
                        a=_told(name),
                        n=times,
                    )
                )
        if self.inner:
            trouble.note(
                say(
                    "没有读下层属性：{n} 个",
                    "attributes below others were not read: {n}",
                    n=self.inner,
                )
            )


def _told(name: str) -> str:
    """A name of the log, on one line and not without end."""
    return " ".join(name.split())[:64] or "…"
