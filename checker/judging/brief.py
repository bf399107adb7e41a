"""What a report shows of a case under one policy; everything else is counted and forgotten.

It says what `full` says. Rules that have nothing to judge are not asked (`World.plan`), and no
finding is made that nobody reads.
"""

from __future__ import annotations

from collections import Counter

from checker.judging.fixed import fixed_verdicts, stray_extensions
from checker.judging.full import in_doubt, is_one_of_all, verdicts_under, waived
from checker.judging.underpolicy import CaseUnderPolicy
from checker.model.finding import Finding, is_shown
from checker.rules.base import Context, Rule
from checker.verdicts import Verdict


def shown_under(under: CaseUnderPolicy, counts: Counter[str]) -> list[Verdict]:
    """The verdicts that a report shows; every finding is added to the counts."""
    if under.timeline.correcting:
        found = verdicts_under(under.in_full())
    else:
        found = [*fixed_verdicts(under), *stray_extensions(under)]
        found = [item for item in found if under.world.selected(item.rule_id)]
        found = waived(under, found + _Sum(under, counts).loud())
    for verdict in found:
        counts[verdict.finding.status] += 1
    return [verdict for verdict in found if is_shown(verdict.finding)]


class _Sum:
    """The policy's rules asked of a case, each revision that governs in it after the other."""

    def __init__(self, under: CaseUnderPolicy, counts: Counter[str]) -> None:
        self.under = under
        self.counts = counts
        self.shown: list[Verdict] = []
        self.silent: set[str] = set()
        """Rules that a revision has nothing to judge by."""
        self.spoken: set[str] = set()
        """Rules of which something is said; what another revision's has not is then left out."""
        self.kept: set[str] = set()
        """Case-wide rules that a revision calls `met`; one for all where none finds a defect."""
        self.broken: set[str] = set()

    def loud(self) -> list[Verdict]:
        """The verdicts that are not quiet; the quiet ones are counted and forgotten."""
        for ctx in self.under.contexts():
            self._ask(ctx)
        self.counts["not_applicable"] += len(self.silent - self.spoken)
        self.counts["met"] += len(self.kept - self.broken)
        return self.shown

    def _ask(self, ctx: Context) -> None:
        under = self.under
        opening = ctx.revision is under.opening_revision
        plan = under.world.plan(ctx.revision, under.timeline.types, opening=opening)
        self.silent |= plan.idle
        for group in plan.asked:
            applies = True if group.when is None else group.when.holds(ctx.facts)
            if applies is False:
                self.silent |= group.ids
                continue
            for rule in group.rules:
                findings = rule.check(ctx) if applies else in_doubt(rule, group.when, ctx)
                for finding in findings:
                    self._hear(rule, ctx, finding)

    def _hear(self, rule: Rule, ctx: Context, finding: Finding) -> None:
        if finding.status == "not_applicable":
            self.silent.add(rule.id)
            return
        self.spoken.add(rule.id)
        if is_one_of_all(rule, finding):
            self.kept.add(rule.id)
            return
        if rule.case_wide:
            self.broken.add(rule.id)
        if is_shown(finding):
            self.shown.append(self.under.verdict(rule, ctx.revision, finding))
        else:
            self.counts[finding.status] += 1
