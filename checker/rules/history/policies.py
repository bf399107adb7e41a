"""separate_policy_change: no commit or merge changes both a case and a revision that governs it."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model.finding import Finding
from checker.model.text import listed, say
from checker.model.trail import Step
from checker.rules.audited import AuditContext, breach


def changed_together(ctx: AuditContext, step: Step) -> Iterator[Finding]:
    """One finding where a step changes the case and a revision by which it is judged."""
    both = sorted(step.policies & ctx.governing)
    if both:
        yield breach(
            ctx,
            step,
            "self_serving",
            say(
                "同一步既改了案件，又改了它所依据的制度 {folders}",
                "the same step changes the case and what governs it, {folders}",
                folders=listed(both),
            ),
        )
