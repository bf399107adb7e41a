"""What a report shows of a case under one policy; everything else is counted and forgotten.

It says what `full` says. Rules that have nothing to judge are not asked (`World.plan`), and no
finding is made that nobody reads.
"""

from __future__ import annotations

from checker.judging.fixed import fixed_verdicts, stray_extensions
from checker.judging.full import in_doubt, is_idle, waived
from checker.judging.underpolicy import CaseUnderPolicy
from checker.model.finding import QUIET, Finding
from checker.rules.base import MET, Context, Rule
from checker.verdicts import Counts, Verdict


def loud_as_recorded(under: CaseUnderPolicy, quiet: Counts) -> list[Verdict]:
    """The verdicts that are not quiet, not counted yet; the quiet ones are counted and forgotten.

    As if no event corrected another.
    """
    found = [*fixed_verdicts(under), *stray_extensions(under)]
    found = [item for item in found if under.world.selected(item.rule_id)]
    return waived(under, found + _Sum(under, quiet).loud())


class _Sum:
    """The policy's rules asked of a case, each revision that governs in it after the other."""

    def __init__(self, under: CaseUnderPolicy, counts: Counts) -> None:
        self.under = under
        self.counts = counts
        self.shown: list[Verdict] = []
        self.silent: set[str] = set()
        """Rules that a revision has nothing to judge by."""
        self.spoken: set[str] = set()
        """Rules of which more is said; what another revision's has not is then left out."""
        self.kept: set[str] = set()
        """Case-wide rules that a revision calls `met`; one for all where none finds a defect."""

    def loud(self) -> list[Verdict]:
        """The verdicts that are not quiet; the quiet ones are counted and forgotten."""
        for ctx in self.under.contexts():
            self._ask(ctx)
        self.counts["not_applicable"] += len(self.silent - self.kept - self.spoken)
        self.counts["met"] += len(self.kept - self.spoken)
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
                if len(findings) == 1 and findings[0] is MET and not rule.case_wide:
                    # `_hear`, in place of a call: a third of all
                    self.spoken.add(rule.id)
                    self.counts["met"] += 1
                else:
                    self._hear(rule, ctx, findings)

    def _hear(self, rule: Rule, ctx: Context, findings: list[Finding]) -> None:
        for finding in findings:
            status = finding.status
            if is_idle(finding):
                self.silent.add(rule.id)
            elif status == "met" and rule.case_wide:
                self.kept.add(rule.id)
            else:
                self.spoken.add(rule.id)
                if status not in QUIET or finding.level == "note":  # `is_shown`, in place
                    self.shown.append(self.under.verdict(rule, ctx.revision, finding))
                else:
                    self.counts[status] += 1
