"""history: what git may and may not show about a case file.

Judged by `tousu audit` over git history; `check` sees only how a case stands now.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from checker.model.period import Duration
from checker.model.scalars import Boolean, Paths, WrongValue
from checker.model.text import Say, joined, listed, say
from checker.rules.base import Rule, Words

Entries = Literal["events", "waivers", "acknowledgements"]
LABELS = {"events": "事件", "waivers": "豁免", "acknowledgements": "确认"}


@dataclass(frozen=True, slots=True, kw_only=True)
class History(Rule):
    """How case files may change over time."""

    scope: ClassVar[Literal["case", "register", "audit"]] = "audit"
    waivable_by_default: ClassVar[bool] = False

    kind: Literal["history"]
    """history"""
    append_only: tuple[Entries, ...] | None = None
    """Entries once merged that are never changed or removed."""
    recorded_within: Duration | None = None
    """From an event to the first commit that holds it."""
    not_by: Literal["accused"] | None = None
    """Whose git identity makes no commit to the case."""
    separate_policy_change: Boolean | None = None
    """No commit changes both a case and the revision that governs it."""
    waiver_not_by: Literal["author"] | None = None
    """A waiver is not by the author of the commit that adds it."""
    never_lowered: Paths | None = None
    """Ordered fields that fall only with an event that reclassifies."""
    signed: Boolean | None = None
    """Every commit is signed by a known key."""

    def __post_init__(self) -> None:
        if not self._asked:
            raise WrongValue(say("history 至少写一项要求", "history needs at least one demand"))

    @property
    def _asked(self) -> list[Say]:
        asked: list[Say] = []
        if self.append_only:
            names = listed([LABELS[name] for name in self.append_only])
            asked.append(say("{names}只增不改", "{names} are append-only", names=names))
        if self.recorded_within:
            period = self.recorded_within.describe()
            asked.append(say("事件应在 {p}内入库", "events are recorded within {p}", p=period))
        if self.not_by:
            asked.append(say("被投诉人不得提交", "no commit by the accused"))
        if self.separate_policy_change:
            asked.append(say("案件与制度不得同时修改", "no commit changes case and policy"))
        if self.waiver_not_by:
            asked.append(say("豁免不得由提交人自行出具", "no waiver by the commit's author"))
        if self.never_lowered:
            names = listed(self.never_lowered)
            asked.append(
                say("{names}不得无记录下调", "{names} never falls unrecorded", names=names)
            )
        if self.signed:
            asked.append(say("提交应签名", "commits are signed"))
        return asked

    def describe(self, words: Words) -> Say:
        return joined(self._asked, "；", "; ")
