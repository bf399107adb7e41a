"""recusal: the accused do not act on their own case, and somebody above names who does.

Why: nobody handles the complaint against themselves; the seed's Article 8.

Where an answer needs something that the case or the organization lacks, it is `undetermined`,
never silently green.

Fires:
    rule: {include: [aliases]}
    events: [received 2026-03-02 E2, replied 2026-03-04 E2]
    case: {accused: [{staff: E2}]}
Does not:
    rule: {include: [aliases]}
    events: [received 2026-03-02 E2, replied 2026-03-04 E3]
    case: {accused: [{staff: E2}]}

See also: authority (`not_unit_of: accused`); history (`not_by: accused`).
"""

from __future__ import annotations

from checker.lazily import dataclass
from checker.model.finding import Finding
from checker.rules.base import Context, met, not_applicable
from checker.rules.recusal.barring import Bar
from checker.rules.recusal.designating import Designated
from checker.rules.recusal.parameters import Designation, OrBy, RecusalTerms

__all__ = ["Designation", "OrBy", "Recusal", "RecusalTerms"]


@dataclass(frozen=True, kw_only=True)
class Recusal(RecusalTerms):
    """The accused take no part in handling the complaint against them."""

    def check(self, ctx: Context) -> list[Finding]:
        if not ctx.case.accused:
            return not_applicable("没有被投诉人", "nobody is accused")
        findings: list[Finding] = []
        looked_at = False
        for event in self.barred_events(ctx):
            if ctx.governs(event.at):
                looked_at = True
                findings += Bar(self, ctx, event).findings()
        findings += Designated(self, ctx).findings() if self.designation else []
        if findings:
            return findings
        if not looked_at:
            return not_applicable(
                "尚无应回避的事件", "no event yet that the accused are barred from"
            )
        return met("被投诉人未参与办理", "the accused took no part")
