"""retention: a case file is kept so long after it was closed.

Judged by `tousu audit` over git history: a file removed earlier is a violation, for good; put
back, it can be acknowledged. A file moved or renamed is not removed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from checker.lazily import dataclass
from checker.model.finding import Due, Finding
from checker.model.moment import Moment, compare
from checker.model.period import Duration
from checker.model.text import Say, say
from checker.model.trail import Step
from checker.periods import Clock, Limit, Terms
from checker.rules.audited import AuditContext, Audited, breach
from checker.rules.base import Words


@dataclass(frozen=True, kw_only=True)
class Retention(Audited):
    """A case file stays in the register for a period from its closing event."""

    kind: Literal["retention"]
    """retention"""
    keep: Duration
    """How long, from the closing event."""

    def audit(self, ctx: AuditContext) -> list[Finding]:
        found = [
            finding
            for step in ctx.judged(self)
            if step.after is None
            for finding in self._removed(ctx, step)
        ]
        return found or [
            Finding(status="met", message=say("案件档案仍在", "the case file is kept"))
        ]

    def _removed(self, ctx: AuditContext, step: Step) -> Iterator[Finding]:
        """The finding of a removal before the period has passed."""
        closed = _closed(ctx, step)
        limit = self._limit(ctx, closed) if closed is not None else None
        past = limit.past(step.second) if limit is not None else False
        if past:
            return
        back = any(item.restored for item in ctx.steps[ctx.steps.index(step) + 1 :])
        notes = (say("文件后来已恢复", "the file was put back later"),) if back else ()
        unknown = past is None
        yield breach(
            ctx,
            step,
            "calendar_unknown" if unknown else "removed",
            self._told(ctx, closed, limit.due if limit is not None else None),
            status="undetermined" if unknown else "violation",
            notes=notes,
            due=limit.due if limit is not None else None,
        )

    def _limit(self, ctx: AuditContext, closed: Moment) -> Limit:
        return Clock(closed, ctx.calendars, Terms(roll=False)).limit(self.keep)

    def _told(self, ctx: AuditContext, closed: Moment | None, due: Due | None) -> Say:
        if closed is None:
            return say(
                "案件文件被删除，而案件没有办结",
                "the case file was removed while the case is not closed",
            )
        zone = ctx.revision.zone
        return say(
            "案件文件被删除：办结于 {closed}，应保存 {period}，到 {due}",
            "the case file was removed: closed on {closed}, to be kept {period}, until {due}",
            closed=closed.short(zone),
            period=self.keep.describe(),
            due=due.short(zone) if due is not None else "—",
        )

    def describe(self, words: Words) -> Say:
        return say(
            "案件档案自办结起保存 {period}",
            "the case file is kept for {period} from closing",
            period=self.keep.describe(),
        )


def _closed(ctx: AuditContext, step: Step) -> Moment | None:
    """When the case was closed for the last time; None where it is open, or that cannot be said."""
    if step.before is None:
        return None
    latest: Moment | None = None
    closes = False
    for entry in step.before.entries("events"):
        kind = ctx.types.get(_text(entry, "type"))
        at = ctx.time(_text(entry, "at"))
        if kind is None or at is None or not (kind.closes or kind.opens or kind.reopens):
            continue
        if latest is None or compare(at, latest) >= 0:
            latest, closes = at, kind.closes
    return latest if closes else None


def _text(entry: Any, key: str) -> str:
    value = entry.get(key) if isinstance(entry, dict) else None
    return value if isinstance(value, str) else ""
