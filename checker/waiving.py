"""Waivers and acknowledgements: what of a finding they change, and when they do not count.

Pure. A waiver covers what is anchored between its days; an acknowledgement owns a breach that
lies at or before it. Neither hides the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from checker.document import INVISIBLE
from checker.lazily import dataclass
from checker.model.case import Acknowledgement, Case, Waiver
from checker.model.finding import Finding, Status
from checker.model.moment import Moment, compare
from checker.model.organization import Organization
from checker.model.text import Say, say

NEVER_ACKNOWLEDGED = frozenset({"overdue", "personal_data"})
OWN_UNIT = say(
    "由被投诉单位的负责人作出，请另请无关人员复核",
    "by the head of an accused unit: have somebody not concerned look at it",
)


@dataclass
class Waiving:
    """Applies a case's waivers and acknowledgements to the findings of its rules."""

    case: Case
    organization: Organization
    opening: Moment
    as_of: Moment

    def apply(self, rule: str, finding: Finding, *, waivable: bool) -> Finding:
        """The finding after waivers, then acknowledgements."""
        if finding.status not in ("violation", "undetermined"):
            return finding
        reason = finding.reason
        waived = self._waive(rule, finding, waivable=waivable)
        if waived.status != "violation":
            return waived
        return self._acknowledge(rule, waived, reason)

    def _waive(self, rule: str, finding: Finding, *, waivable: bool) -> Finding:
        anchor = finding.anchor or self.opening
        covering = [
            waiver
            for waiver in self.case.waivers
            if waiver.rule == rule and waiver.at.day <= anchor.day <= waiver.until
        ]
        counting = [waiver for waiver in covering if waivable and self._counts(waiver, finding)]
        valid = [waiver for waiver in counting if not self._expired(waiver, finding)]
        if valid:
            return self._settled(finding, "waived", valid)
        if finding.status != "violation" or not covering:
            return finding
        if counting:
            note = say("豁免已于 {day} 到期", "the waiver ended on {day}", day=counting[0].until)
            return replace(finding, reason="expired_waiver", notes=(*finding.notes, note))
        note = self._why_void(covering[0], waivable=waivable)
        return replace(finding, reason="bad_waiver", notes=(*finding.notes, note))

    def _why_void(self, waiver: Waiver, *, waivable: bool) -> Say:
        if not waivable:
            return say("这条规则不可豁免", "this rule cannot be waived")
        if not _says_why(waiver):
            return say("豁免没有写明理由，不起作用", "a waiver without a reason has no effect")
        return say(
            "由被投诉人、主办人或行为人本人作出的豁免不起作用",
            "a waiver by the accused, the responsible or whoever did the act has no effect",
        )

    def _counts(self, waiver: Waiver, finding: Finding) -> bool:
        if not _says_why(waiver):
            return False
        responsible = self.case.responsible.staff
        barred = [*self._accused(), *([responsible] if responsible else [])]
        barred += [finding.actor] if finding.actor else []
        return not self._is_one_of(waiver.by, barred)

    def _expired(self, waiver: Waiver, finding: Finding) -> bool:
        """Whether a deadline was still unmet when the waiver ended."""
        unsaid = finding.status == "undetermined" and finding.trigger is not None
        if finding.reason not in ("overdue", "late") and not unsaid:
            return False
        if finding.actual is None:
            return self.as_of.day > waiver.until
        return finding.actual.at.day > waiver.until

    def _acknowledge(self, rule: str, finding: Finding, reason: str | None) -> Finding:
        mine = [item for item in self.case.acknowledgements if item.rule == rule]
        if not mine:
            return finding
        if reason in NEVER_ACKNOWLEDGED:
            note = say("尚未改正，确认不起作用", "not put right yet, acknowledging has no effect")
            return replace(finding, notes=(*finding.notes, note))
        owned = [item for item in mine if self._owns(item, finding)]
        if owned:
            return self._settled(finding, "acknowledged", owned)
        note = self._why_not(mine[0], finding)
        return replace(finding, notes=(*finding.notes, note))

    def _owns(self, item: Acknowledgement, finding: Finding) -> bool:
        return self._after_breach(item, finding) and not self._is_one_of(
            item.by, self._barred_from_owning(finding)
        )

    def _after_breach(self, item: Acknowledgement, finding: Finding) -> bool:
        return compare(finding.breach or finding.anchor or self.opening, item.at) <= 0

    def _barred_from_owning(self, finding: Finding) -> list[str]:
        return [*self._accused(), *([finding.actor] if finding.actor else [])]

    def _why_not(self, item: Acknowledgement, finding: Finding) -> Say:
        if not self._after_breach(item, finding):
            return say("确认早于违规，不起作用", "the acknowledgement lies before the breach")
        return say(
            "由被投诉人或违规者本人作出的确认不起作用",
            "an acknowledgement by the accused or by whoever committed it has no effect",
        )

    def _settled(
        self, finding: Finding, status: Status, by: Sequence[Waiver | Acknowledgement]
    ) -> Finding:
        """Forgiven, with a note where only heads of an accused unit forgive: that is their own."""
        notes = () if any(not self._heads_accused(item) for item in by) else (OWN_UNIT,)
        return replace(finding, status=status, notes=(*finding.notes, *notes))

    def _heads_accused(self, item: Waiver | Acknowledgement) -> bool:
        organization, day = self.organization, item.at.day
        accused = [party.unit for party in self.case.accused if party.unit]
        units = {unit for name in accused for unit in organization.below(name)}
        return any(organization.headed_by(item.by, unit, day) for unit in units)

    def _accused(self) -> list[str]:
        return [party.staff for party in self.case.accused if party.staff]

    def _is_one_of(self, name: str, people: list[str]) -> bool:
        return any(self.organization.same_person(name, person) for person in people)


def _says_why(waiver: Waiver) -> bool:
    """Whether its reason has anything in it that can be read."""
    return bool(INVISIBLE.sub("", waiver.reason or "").strip())
