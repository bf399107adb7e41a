"""Takes people and free text out of what is said of a case, or masks them for internal readers."""

from __future__ import annotations

from datetime import date
from functools import cache

from checker.model.organization import Organization
from checker.model.text import Say
from checker.pages.audience.published import PublicVerdict
from checker.pages.labels import FIXED_RULES
from checker.personal_data import PATTERNS, masked_text, sightings
from checker.related import Relations
from checker.rules.base import Words
from checker.rules.classification import Classification
from checker.verdicts import Verdict

PERSON = "（有关人员）"
"""Whoever it was, where nobody is to be named."""
HIDDEN_VALUES = frozenset({"masked"})
"""Values of a message that are taken from free text, even if masked."""
ALL_PATTERNS = frozenset(PATTERNS)


@cache
def is_personal(name: str) -> bool:
    """Whether an id is, or holds, a number or an address of a person."""
    return bool(sightings(name, ALL_PATTERNS))


class Publisher:
    """Says what readers may see; knows the organization, so that it can take people out."""

    def __init__(
        self, organization: Organization, relations: Relations, *, internal: bool = False
    ) -> None:
        self.organization = organization
        self.relations = relations
        self.internal = internal

    def unit(self, name: str | None) -> str | None:
        known = self.organization.units.get(name or "")
        return known.name if known else None

    def role(self, staff: str, day: date) -> str | None:
        """What a person is, never who."""
        entry = self.organization.entry(staff, day)
        return entry.title if entry else None

    def person(self, staff: str, day: date) -> str | None:
        """Who a person is, for internal readers; None for others."""
        if not self.internal:
            return None
        entry = self.organization.entry(staff, day)
        return f"{entry.name}（{entry.id}）" if entry else staff

    def text(self, text: str | None) -> str | None:
        """Free text, personal numbers masked, for internal readers; None for others."""
        return masked_text(text.strip()) or None if self.internal and text else None

    def tell(self, sentence: Say) -> str:
        """A message in Chinese, every staff id in its values replaced."""
        return self._masked(sentence).render("zh")

    def _masked(self, sentence: Say) -> Say:
        values = tuple((name, self._mask(name, value)) for name, value in sentence.values)
        return Say(sentence.zh, sentence.en, values)

    def _mask(self, name: str, value: object) -> object:
        if isinstance(value, Say):
            return self._masked(value)
        if self.internal:
            return masked_text(value) if isinstance(value, str) else value
        if name in HIDDEN_VALUES:
            return "…"
        if isinstance(value, str) and self.organization.knows_staff(value):
            return PERSON
        return value

    def verdict(self, verdict: Verdict, numbers: dict[str, int] | None = None) -> PublicVerdict:
        finding, rule = verdict.finding, verdict.rule
        return PublicVerdict(
            policy=verdict.policy,
            revision=verdict.revision,
            rule=verdict.rule_id,
            title=rule.title if rule else FIXED_RULES.get(verdict.rule_id, verdict.rule_id),
            kind=verdict.kind,
            status=finding.status,
            reason=finding.reason,
            level=finding.level or (rule.level if rule else "error"),
            message=self.tell(self._message(verdict)),
            notes=tuple(self.tell(note) for note in finding.notes),
            basis=verdict.basis,
            remedy=rule.remedy if rule else None,
            trigger=finding.trigger.at if finding.trigger else None,
            due=finding.due,
            actual=finding.actual.at if finding.actual else None,
            event=(numbers or {}).get(finding.actual.event) if finding.actual else None,
        )

    def _message(self, verdict: Verdict) -> Say:
        """What a finding says; not the value of a field that is not public, only what it should be."""
        rule, revision = verdict.rule, verdict.revision
        if self.internal or revision is None or not isinstance(rule, Classification):
            return verdict.finding.message
        spec = revision.fields.get(rule.field)
        if verdict.finding.status != "violation" or (spec is not None and spec.public):
            return verdict.finding.message
        return rule.describe(Words(revision))
