"""Every demand of the kind, over every step that it is asked about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from checker.model.finding import Finding
from checker.model.trail import Step
from checker.rules.audited import AuditContext
from checker.rules.history.entries import rewritten, unread
from checker.rules.history.lateness import recorded_late
from checker.rules.history.lowering import lowered
from checker.rules.history.persons import by_accused, self_waived
from checker.rules.history.policies import changed_together
from checker.rules.history.signing import unsigned

if TYPE_CHECKING:
    from checker.rules.history import History


def broken(rule: History, ctx: AuditContext) -> list[Finding]:
    """What is wrong with the history of a case; nothing where it is in order."""
    judged = list(ctx.judged(rule))
    found = [finding for step in judged for finding in _step(rule, ctx, step)]
    if rule.recorded_within:
        found += recorded_late(ctx, rule.recorded_within, judged)
    if rule.append_only or rule.never_lowered or rule.recorded_within:
        found += unread(ctx)
    return found


def _step(rule: History, ctx: AuditContext, step: Step) -> Iterator[Finding]:
    """What is wrong with one step, demand by demand."""
    if rule.append_only:
        yield from rewritten(ctx, step, rule.append_only)
    if rule.not_by:
        yield from by_accused(ctx, step)
    if rule.separate_policy_change:
        yield from changed_together(ctx, step)
    if rule.waiver_not_by:
        yield from self_waived(ctx, step)
    if rule.never_lowered:
        yield from lowered(ctx, step, rule.never_lowered)
    if rule.signed:
        yield from unsigned(ctx, step)
