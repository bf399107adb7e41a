"""history: what git may and may not show about a case file.

Judged by `tousu audit` over the steps of the protected branch; `check` sees only how a case
stands now. One file for each demand.
"""

from __future__ import annotations

from typing import Literal

from checker.lazily import dataclass
from checker.model.finding import Finding
from checker.model.period import Duration
from checker.model.scalars import Boolean, Paths, WrongValue
from checker.model.text import Say, joined, listed, say
from checker.rules.audited import Asked, AuditContext, Audited
from checker.rules.base import Words

LABELS = {"events": "事件", "waivers": "豁免", "acknowledgements": "确认"}


@dataclass(frozen=True, kw_only=True)
class History(Audited):
    """How case files may change over time."""

    kind: Literal["history"]
    """history"""
    append_only: tuple[Asked, ...] | None = None
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

    def audit(self, ctx: AuditContext) -> list[Finding]:
        from checker.rules.history.demands import broken  # noqa: PLC0415 - only an audit looks there

        return broken(self, ctx) or [
            Finding(status="met", message=say("提交历史符合要求", "the history is in order"))
        ]

    def describe(self, words: Words) -> Say:
        return joined(self._asked, "；", "; ")
