"""What the policies and the organization offer to write, by id, with what people call it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from checker.lazily import dataclass
from checker.model.organization import Organization
from checker.model.policy import Field, Policy, Revision


@dataclass(frozen=True)
class Vocabulary:
    """What the policies and the organization offer, by id, with what people call it."""

    fields: Mapping[str, Field]
    events: Mapping[str, str]
    records: Mapping[str, str]
    rules: Mapping[str, str]
    units: Mapping[str, str]
    policies: Mapping[str, str]

    @classmethod
    def of(cls, policies: Iterable[Policy], organization: Organization) -> Vocabulary:
        """All revisions together; where two name a thing differently, the latest."""
        known = list(policies)
        newest = [revision for policy in known for revision in reversed(policy.revisions)]
        return cls(
            fields=_fields(newest),
            events=_first(
                (name, kind.label) for one in newest for name, kind in one.events.items()
            ),
            records=_first((name, it.label) for one in newest for name, it in one.records.items()),
            rules=_first((rule.id, rule.title) for one in newest for rule in one.rules),
            units={unit.id: unit.name for unit in organization.units.values()},
            policies={one.id: one.revisions[-1].head.title for one in known},
        )


def _first(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, label in pairs:
        found.setdefault(name, label)
    return found


def _fields(revisions: Sequence[Revision]) -> dict[str, Field]:
    found: dict[str, Field] = {}
    for revision in revisions:
        for name, spec in revision.fields.items():
            found.setdefault(name, spec)
    return found


def choice_words(name: str, revisions: Iterable[Revision]) -> dict[str, str]:
    """The choices of a field in all revisions, the first named first."""
    specs = [revision.fields[name] for revision in revisions if name in revision.fields]
    return _first((choice.id, choice.label) for spec in specs for choice in spec.choices)
