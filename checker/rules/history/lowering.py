"""never_lowered: an ordered field falls only in a step that adds an event which says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.conditions import read_number
from checker.model.finding import Finding
from checker.model.text import Say, say
from checker.model.trail import Step
from checker.rules.audited import AuditContext, as_told, breach

Rank = Any


def lowered(ctx: AuditContext, step: Step, paths: tuple[str, ...]) -> Iterator[Finding]:
    """The fields that a step lowers without an event that reclassifies them."""
    if step.before is None or step.after is None or step.after.data is None:
        return
    for path in paths:
        was, now = _value(step.before.data, path), _value(step.after.data, path)
        if was is None or was == now or _reclassified(ctx, step, path, was, now):
            continue
        old, new = _rank(ctx, path, was), _rank(ctx, path, now)
        if old is None or (new is None and now is not None):
            yield _finding(ctx, step, path, was, now, unknown=True)
        elif new is None or new < old:
            yield _finding(ctx, step, path, was, now, unknown=False)


def _value(data: dict[str, Any] | None, path: str) -> Any:
    found: Any = data or {}
    for name in path.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found


def _rank(ctx: AuditContext, path: str, value: Any) -> Rank | None:
    """How high a value stands; None where the field has no order or does not know the value."""
    spec = ctx.revision.fields.get(path)
    if spec is None or value is None:
        return None
    if spec.type == "choice":
        known = spec.choice_ids()
        return known.index(value) if spec.ordered and value in known else None
    amount = value.get("amount") if isinstance(value, dict) else value
    return read_number(amount) if isinstance(amount, str) else None


def _reclassified(ctx: AuditContext, step: Step, path: str, was: Any, now: Any) -> bool:
    """Whether events that the step adds lead from the old value to the new one."""
    assert step.after is not None
    held = step.before.entries("events") if step.before is not None else []
    known = {str(entry.get("id")) for entry in held if isinstance(entry, dict)}
    moves: dict[str, set[str]] = {}
    for entry in step.after.entries("events"):
        if isinstance(entry, dict) and str(entry.get("id")) not in known:
            kind = ctx.types.get(str(entry.get("type")))
            if kind is not None and kind.reclassifies == path:
                moves.setdefault(str(entry.get("was")), set()).add(str(entry.get("now")))
    if not isinstance(was, str) or not isinstance(now, str):
        return False
    reached, pending = {was}, [was]
    while pending:
        for value in moves.pop(pending.pop(), ()):
            reached.add(value)
            pending.append(value)
    return now in reached


def _finding(
    ctx: AuditContext, step: Step, path: str, was: Any, now: Any, *, unknown: bool
) -> Finding:
    values = {
        "field": ctx.revision.fields[path].label if path in ctx.revision.fields else path,
        "was": as_told(was),
        "now": "—" if now is None else as_told(now),
    }
    told: Say = (
        say(
            "{field}由 {was} 改为 {now}，是否下调无法判断，也没有相应的调整事件",
            "{field} went from {was} to {now}: whether it fell cannot be said, and no event says it",
            **values,
        )
        if unknown
        else say(
            "{field}由 {was} 下调为 {now}，没有相应的调整事件",
            "{field} fell from {was} to {now} and no event says so",
            **values,
        )
    )
    return breach(
        ctx,
        step,
        "unknown_value" if unknown else "lowered",
        told,
        status="undetermined" if unknown else "violation",
        place=tuple(path.split(".")),
        before=((path, as_told(was)),),
        after=None if now is None else ((path, as_told(now)),),
    )
