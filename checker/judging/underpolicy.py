"""A case as one policy sees it: its own event types, its governing revisions, what rules may know."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from checker.conditions import Facts
from checker.loading.cases import Governed
from checker.model.case import Case, Event
from checker.model.finding import Finding
from checker.model.moment import Moment
from checker.model.policy import EventType, Revision
from checker.rules.base import Comments, Context, Rule
from checker.timeline import Timeline, TypeOf, earliest
from checker.verdicts import Verdict, World
from checker.viewing import in_zone


def no_comments(wanted: Callable[[str], object]) -> list[tuple[int, int, str]]:
    """What a case without a file says beside its data."""
    return []


class CaseUnderPolicy:
    """A case as one policy sees it."""

    def __init__(
        self,
        case: Case,
        governed: Governed,
        world: World,
        comments: Comments = no_comments,
        *,
        brief: bool = False,
    ) -> None:
        """`brief` where findings that no report shows need no words."""
        assert governed.opening is not None
        self.opening_revision = governed.opening
        zone = self.opening_revision.zone
        self.case = case if len(case.policies) == 1 else in_zone(case, zone)
        self.governed, self.world, self.comments, self.brief = governed, world, comments, brief
        self._reaching = _reaching(governed, self.case.events)
        type_of = _type_of(self._reaching)
        opened = _opened(self.case, governed.policy.opening_type)
        known = [event for event in self.case.events if type_of(event) is not None]
        self.timeline = Timeline(known, type_of, opened)

    def in_full(self) -> CaseUnderPolicy:
        """The same, with every finding in words."""
        return CaseUnderPolicy(self.case, self.governed, self.world, self.comments)

    def contexts(self) -> Iterator[Context]:
        """A context for each revision that governs something in the case."""
        at = self._reaching.at
        for revision in self._reaching.all():
            later = revision is not self.opening_revision
            if not later or any(at(event.at) is revision for event in self.timeline.events):
                yield self.context(revision)

    def context(self, revision: Revision) -> Context:
        """What a rule of one revision may know."""
        world = self.world
        return Context(
            case=self.case,
            timeline=self.timeline,
            facts=self._facts(revision),
            revision=revision,
            organization=world.organization,
            calendars=world.calendars(revision),
            as_of=world.as_of_in(revision.zone),
            governs=self._governs(revision),
            comments=self.comments,
            turns=world.turns,
            brief=self.brief,
        )

    def revision_at(self, at: Moment) -> Revision | None:
        """The revision that governs what happened at the moment of one of its events."""
        return self._reaching.at(at)

    def _governs(self, revision: Revision) -> Callable[[Moment], bool]:
        if not self._reaching.later:
            return _always
        return lambda at: self._reaching.at(at) is revision

    def _facts(self, revision: Revision) -> Facts:
        case, relations = self.case, self.world.relations
        return Facts(
            case=case,
            currency=revision.head.currency,
            standing=self.timeline,
            group_size=relations.group_size(case.incident),
            repeats=relations.repeats(case.id, case.previous),
        )

    def verdict(self, rule: Rule, revision: Revision, finding: Finding) -> Verdict:
        """A finding of one of its rules."""
        return Verdict(
            rule.id, rule.kind, finding, revision, self.governed.policy.id, rule, rule.basis
        )


def _reaching(governed: Governed, events: tuple[Event, ...]) -> Governed:
    """The revisions that an event may lie under: none that takes effect after the last of them.

    Most cases end before the next revision begins, and then there is nothing to ask of any event.
    """
    if not governed.later:
        return governed
    last = max(event.at.day for event in events)
    later = tuple(item for item in governed.later if item.effective_from <= last)
    if len(later) == len(governed.later):
        return governed
    return Governed(governed.policy, governed.opening, later)


def _type_of(governed: Governed) -> TypeOf:
    """What type an event is to the revision that governs it."""
    if not governed.later:
        assert governed.opening is not None
        types = governed.opening.events
        return lambda event: types.get(event.type)

    def type_of(event: Event) -> EventType | None:
        revision = governed.at(event.at)
        return revision.events.get(event.type) if revision else None

    return type_of


def _opened(case: Case, opening_type: str) -> Event | None:
    """The policy's opening event; where it has none in this case, the case's earliest event."""
    own = earliest([event for event in case.events if event.type == opening_type])
    return own or earliest(case.events)


def _always(at: Moment) -> bool:
    return True
