"""The history of one case judged: the rules of each governing revision, then acknowledgements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field
from typing import Any

from checker.history.binding import Binding, Bound, read
from checker.lazily import dataclass
from checker.model.finding import Finding
from checker.model.moment import at_second
from checker.model.policy import Revision
from checker.model.text import say
from checker.model.trail import Commit, Identity, Seen, Signature, Step
from checker.rules.audited import AuditContext, Audited
from checker.verdicts import Verdict, World
from checker.waiving import Waiving


@dataclass
class Judge:
    """Judges trails, by the policy of the protected branch's end."""

    binding: Binding
    world: World
    staff_of: Callable[[Identity], frozenset[str]]
    signature_of: Callable[[Commit], Signature]
    _limits: dict[Any, Any] = field(default_factory=dict)

    def verdicts(self, steps: tuple[Step, ...]) -> list[Verdict]:
        """All verdicts on one case's history; a rule that several revisions share speaks once."""
        found: list[Verdict] = []
        for governed, bound in self._governed(steps):
            rules = [rule for rule in bound.opening.rules if isinstance(rule, Audited)]
            for rule in rules:
                if self.world.selected(rule.id):
                    ctx = self._context(steps, governed, bound)
                    found += [
                        self._verdict(rule, bound, finding, steps) for finding in rule.audit(ctx)
                    ]
        return [*_loud(found), *_remarks(steps)]

    def _governed(self, steps: tuple[Step, ...]) -> Iterator[tuple[frozenset[int], Bound]]:
        """Each revision that governs some of the steps, and which."""
        places: dict[int, set[int]] = {}
        known: dict[int, Bound] = {}
        first = next((step for step in steps if read(step) is not None), None)
        for place, step in enumerate(steps):
            for bound in self.binding.of(step, first):
                key = id(bound.opening)
                places.setdefault(key, set()).add(place)
                known[key] = bound
        for key, bound in known.items():
            yield frozenset(places[key]), bound

    def _context(
        self, steps: tuple[Step, ...], governed: frozenset[int], bound: Bound
    ) -> AuditContext:
        return AuditContext(
            steps=steps,
            governed=governed,
            revision=bound.opening,
            governing=frozenset(revision.folder for revision in bound.governed.all()),
            types=bound.types,
            organization=self.world.organization,
            calendars=self.world.calendars(bound.opening),
            staff_of=self.staff_of,
            signature_of=self.signature_of,
            holds=lambda rule, step: self.binding.held(rule, step, bound),
            due_cache=self._limits,
        )

    def _verdict(
        self, rule: Audited, bound: Bound, finding: Finding, steps: tuple[Step, ...]
    ) -> Verdict:
        revision: Revision = bound.opening
        if finding.status in ("violation", "undetermined"):
            finding = self._waived(rule, bound, finding, steps)
        return Verdict(rule.id, rule.kind, finding, revision, bound.policy.id, rule, rule.basis)

    def _waived(
        self, rule: Audited, bound: Bound, finding: Finding, steps: tuple[Step, ...]
    ) -> Finding:
        """What the case's last version says of the finding, if the case is still there."""
        last = steps[-1]
        data = last.after.data if last.after is not None else None
        if last.after is None or data is None:
            return finding
        stated = [*last.after.entries("acknowledgements"), *last.after.entries("waivers")]
        if not any(_names(item, rule.id) for item in stated):
            return finding
        case = self.binding.case(data, last.path)
        if case is None:
            return finding
        zone = bound.opening.zone
        waiving = Waiving(
            case,
            self.world.organization,
            at_second(steps[0].second, zone),
            at_second(last.second, zone),
        )
        return waiving.apply(rule.id, finding, waivable=rule.can_be_waived)


def _names(entry: Any, rule: str) -> bool:
    return isinstance(entry, dict) and entry.get("rule") == rule


def _loud(found: list[Verdict]) -> list[Verdict]:
    """Where revisions share a rule, its `met` says nothing beside a real verdict."""
    loud = {(item.policy, item.rule_id) for item in found if item.finding.status != "met"}
    kept: list[Verdict] = []
    quiet: set[tuple[str, str]] = set()
    for item in found:
        key = (item.policy, item.rule_id)
        if item.finding.status != "met":
            kept.append(item)
        elif key not in loud and key not in quiet:
            quiet.add(key)
            kept.append(item)
    return kept


def _remarks(steps: tuple[Step, ...]) -> Iterator[Verdict]:
    """Versions between others that nobody can read: said, and passed over."""
    for step in steps[:-1]:
        if step.after is not None and step.after.data is None:
            finding = Finding(
                status="not_applicable",
                level="note",
                message=say(
                    "这一版文件读不出来，改与前后两版核对",
                    "this version cannot be read; those before and after it were compared",
                ),
                seen=Seen(step.commit.id, step.commit.author.email, step.second),
                notes=(say("提交 {commit}", "commit {commit}", commit=step.commit.short),),
            )
            yield Verdict("yaml-syntax", "file", finding, None, "", None, ())
