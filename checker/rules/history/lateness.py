"""recorded_within: from an event to the first step of the protected branch that holds it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from checker.model.finding import Finding, Mark
from checker.model.moment import Moment
from checker.model.period import Duration
from checker.model.scalars import ID
from checker.model.text import Say, say
from checker.model.trail import Step
from checker.periods import Clock, Limit, Terms
from checker.rules.audited import AuditContext, breach, place_of, tellable

Key = tuple[str, ...]


def recorded_late(ctx: AuditContext, within: Duration, judged: Sequence[Step]) -> Iterator[Finding]:
    """Every event that came into the protected branch later than allowed."""
    known: set[Key] = set()
    asked = {step.commit.id for step in judged}
    for step in ctx.steps:
        if step.before is not None:
            known.update(_key(entry) for entry in step.before.entries("events"))
        for entry in step.after.entries("events") if step.after is not None else ():
            if (key := _key(entry)) not in known:
                known.add(key)
                if step.commit.id in asked:
                    yield from _judge(ctx, step, within, entry)


def _key(entry: Any) -> Key:
    """What makes an event the same one; its words may change, which is no matter of time."""
    if not isinstance(entry, dict):
        return ()
    return tuple(str(entry.get(name)) for name in ("id", "type", "at", "by"))


def _judge(ctx: AuditContext, step: Step, within: Duration, entry: Any) -> Iterator[Finding]:
    at = ctx.time(entry.get("at")) if isinstance(entry, dict) else None
    if at is None:
        return  # no time at all: `check` calls the file invalid
    limit = _limit(ctx, within, at)
    recorded = ctx.moment(step.second)
    in_time = limit.covers(recorded, at)
    if in_time:
        return
    name = entry.get("id")
    name = name if isinstance(name, str) and ID.fullmatch(name) else "…"
    yield breach(
        ctx,
        step,
        "recorded_late" if in_time is False else limit.reason or "calendar_unknown",
        _told(ctx, name, at, limit, within, late=in_time is False),
        status="violation" if in_time is False else "undetermined",
        place=(*place_of(ctx, "events", entry), "at"),
        after=tellable("events", entry),
        trigger=Mark(name, at),
        due=limit.due,
        actual=Mark(name, recorded),
    )


def _limit(ctx: AuditContext, within: Duration, at: Moment) -> Limit:
    """The end of the period; counted once for a day where days are what counts."""
    by_day = within.unit != "hours"
    trigger = Moment(at.day) if by_day else at
    key = (id(ctx.calendars), within, trigger)
    found: Limit | None = ctx.due_cache.get(key)
    if found is None:
        found = Clock(trigger, ctx.calendars, Terms()).limit(within)
        ctx.due_cache[key] = found
    return found


def _told(
    ctx: AuditContext, name: str, at: Moment, limit: Limit, within: Duration, *, late: bool
) -> Say:
    zone = ctx.revision.zone
    values = {"name": name, "at": at.short(zone), "period": within.describe()}
    if not late:
        return say(
            "事件 {name}（{at}）是否在 {period}内入库，无法判断",
            "whether event {name} ({at}) was recorded within {period} cannot be said",
            **values,
        )
    return say(
        "事件 {name} 发生于 {at}，超过 {period}才入库（期限 {due}）",
        "event {name} of {at} was recorded later than {period} (due {due})",
        **values,
        due=limit.due.short(zone) if limit.due else "—",
    )
