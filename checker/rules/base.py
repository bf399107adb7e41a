"""What every rule kind shares: common keys, the context it judges in, and how it says so.

A rule gets a `Context` and nothing else: it never reads a file, the clock or another rule.
"""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Iterator
from dataclasses import field
from functools import cache
from typing import Annotated, Any, ClassVar, Literal

from checker.conditions import Facts
from checker.lazily import dataclass
from checker.model.case import Case, Event, Party
from checker.model.finding import Finding, Level, Mark, Path, Related, Status
from checker.model.moment import Moment
from checker.model.organization import Organization
from checker.model.policy import Revision
from checker.model.scalars import CONFIG, Boolean, ClauseIds, Id, ProvenanceId, Reads, Ref, Text
from checker.model.text import Say, joined, plain, say
from checker.periods import Calendars
from checker.timeline import Timeline

Comments = typing.Callable[[typing.Callable[[str], object]], list[tuple[int, int, str]]]
Scope = Literal["case", "register", "audit"]

Condition = Annotated[dict[str, Any] | None, Reads(lambda value: value, '{"type": "object"}')]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """The keys that every rule has."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG
    scope: ClassVar[Scope] = "case"
    anchored: ClassVar[bool] = False
    """Whether a later `open_cases` revision governs what it judges from its day on."""
    case_wide: ClassVar[bool] = False
    """Whether all revisions that ask it together give one `met`, none beside a defect."""
    waivable_by_default: ClassVar[bool] = True

    kind: Any
    id: Id
    """Names the obligation, in kebab-case; stable across revisions, never reused."""
    title: Text
    """A short name for people."""
    basis: ClauseIds
    """The articles or clauses it carries out; at least one."""
    level: Level = "error"
    """What a breach counts as."""
    provenance: ProvenanceId | None = None
    """Where the number or duty comes from; the cited clause's unless said."""
    when: Condition = None
    """Facts that must all hold for the rule to apply."""
    rationale: Text | None = None
    """Why the rule is there."""
    remedy: Text | None = None
    """What to do when it is broken."""
    implements: Text | None = None
    """`<policy>/<rule>` of another policy that it carries out."""
    waivable: Boolean | None = None
    """Whether a waiver may cover it."""

    @property
    def can_be_waived(self) -> bool:
        return self.waivable_by_default if self.waivable is None else self.waivable

    def check(self, ctx: Context) -> list[Finding]:
        """Judge one case; an empty list is never returned."""
        raise NotImplementedError

    def is_idle(self, types: frozenset[str]) -> bool:
        """Whether it is not applicable wherever only events of these types occurred.

        True only where `check` would say so of any such case; False where that depends.
        """
        return False

    def describe(self, words: Words) -> Say:
        """The rule in plain words, from its parameters."""
        raise NotImplementedError


@dataclass
class Context:
    """Everything a rule may know about the case it judges."""

    case: Case
    timeline: Timeline
    facts: Facts
    revision: Revision
    organization: Organization
    calendars: Calendars
    as_of: Moment
    governs: typing.Callable[[Moment], bool]
    """Whether this revision governs what is anchored at a moment."""
    comments: Comments = lambda wanted: []
    """Line, column and text of the comments in the case's file that are wanted."""
    turns: set[int] = field(default_factory=set)
    """Where a rule compares `as_of`, it adds the instants from which the answer is another."""
    brief: bool = False
    """Whether only what a report shows is wanted: `MET` then does for whatever is met."""

    @property
    def opening(self) -> Event:
        assert self.timeline.opening is not None  # a case without one is invalid
        return self.timeline.opening

    def label(self, event: Event) -> str:
        return self.revision.event_label(event.type)

    def short(self, at: Moment) -> str:
        """A moment for people, in the policy's timezone."""
        return at.short(self.revision.zone)

    def told(self, event: Event) -> Say:
        """An event for people: 2026-03-02 10:15 接收投诉."""
        return say(
            "{at} {label}", "{label} at {at}", at=self.short(event.at), label=self.label(event)
        )


@dataclass(frozen=True)
class Words:
    """The policy's own words for ids, for descriptions."""

    revision: Revision
    organization: Organization | None = None

    def event(self, event_type: str) -> str:
        return self.revision.event_label(event_type)

    def events(self, types: tuple[str, ...]) -> Say:
        """Any of these: 受理或不予受理."""
        return joined([plain(self.event(name)) for name in types], "或", " or ")

    def label(self, name: str) -> str:
        """What the organization calls a role or a type of unit."""
        return self.organization.labels.get(name, name) if self.organization else name

    def labels(self, names: tuple[str, ...]) -> Say:
        """Any of these roles or types: 分公司或营业部."""
        return joined([plain(self.label(name)) for name in names], "或", " or ")

    def record(self, kind: str) -> str:
        known = self.revision.records.get(kind)
        return known.label if known else kind

    def path(self, path: str) -> Say:
        """What people call a field, a key of the case or a fact."""
        name = path.split(".", maxsplit=1)[0]
        spec = self.revision.fields.get(name)
        return plain(spec.label) if spec else CORE_LABELS.get(path, plain(path))

    def choice(self, field_id: str, choice_id: str) -> str:
        spec = self.revision.fields.get(field_id)
        for choice in spec.choices if spec else ():
            if choice.id == choice_id:
                return choice.label
        return choice_id


CORE_LABELS = {
    "id": say("编号", "id"),
    "title": say("标题", "title"),
    "summary": say("投诉内容", "summary"),
    "complainant": say("投诉人", "complainant"),
    "complainant.ref": say("客户编号", "customer number"),
    "complainant.name": say("客户姓名（已遮蔽）", "customer name (masked)"),
    "complainant.unit": say("客户所属机构", "customer's branch"),
    "accused": say("被投诉人", "accused"),
    "accused.staff": say("被投诉人员", "accused staff"),
    "accused.units": say("被投诉单位", "accused units"),
    "responsible": say("投诉责任单位/人", "responsible unit or person"),
    "responsible.unit": say("投诉责任单位", "responsible unit"),
    "responsible.staff": say("投诉责任人", "responsible person"),
    "assisting": say("协助处理单位/人", "assisting unit or person"),
    "assisting.staff": say("协助处理人", "assisting staff"),
    "assisting.units": say("协助处理单位", "assisting units"),
    "incident": say("事件编号", "incident"),
    "previous": say("既往投诉", "earlier complaints"),
    "events": say("事件", "events"),
    "case.status": say("案件状态", "status of the case"),
    "case.closed": say("是否办结", "closed"),
    "case.events": say("已发生的事件", "events so far"),
    "related.group_size": say("同一事件的投诉人数", "complainants about the same incident"),
    "related.repeats": say("既往投诉次数", "earlier complaints on the matter"),
}


def event_place(event: Event, key: str = "at") -> Path:
    """The path of an event's key in the case."""
    return ("events", event.index, key)


def mark(event: Event) -> Mark:
    """An event as a finding names it."""
    return Mark(event.id, event.at)


def offence(
    event: Event,
    reason: str,
    message: Say,
    *,
    key: str = "at",
    related: tuple[Related, ...] = (),
) -> Finding:
    """The finding of a rule that looks at events: the event is place, breach and act in one."""
    return Finding(
        status="violation",
        reason=reason,
        message=message,
        place=event_place(event, key),
        related=related,
        actual=mark(event),
        anchor=event.at,
        breach=event.at,
        actor=event.by,
    )


MET = Finding(status="met", message=say("符合要求", "as required"))
"""Stands for a finding that nobody reads."""


@cache
def _plain(status: Status, zh: str, en: str) -> Finding:
    return Finding(status=status, message=say(zh, en))


def met(zh: str, en: str) -> list[Finding]:
    """The one finding of a case-wide rule that is kept."""
    return [_plain("met", zh, en)]


def not_applicable(zh: str, en: str) -> list[Finding]:
    """The one finding of a rule that has nothing to judge."""
    return [_plain("not_applicable", zh, en)]


def accused_places(case: Case) -> tuple[Related, ...]:
    """Where the case says who is accused."""
    return tuple(_accused_place(party) for party in case.accused)


def _accused_place(party: Party) -> Related:
    name = party.staff or party.unit or ""
    return Related(say("被投诉：{name}", "accused: {name}", name=name), ("accused", party.index))


@dataclass(frozen=True)
class Reference:
    """An id in a rule that must resolve: of what, which, and where it stands."""

    to: str
    name: str
    place: Path = field(default=())


_HINTS: dict[type, dict[str, Any]] = {}


def _hints(cls: type) -> dict[str, Any]:
    if cls not in _HINTS:
        _HINTS[cls] = typing.get_type_hints(cls, include_extras=True)
    return _HINTS[cls]


def references(item: Any, place: Path = ()) -> Iterator[Reference]:
    """Every id in a rule or a part of one that its type says must resolve."""
    hints = _hints(type(item))
    for spec in dataclasses.fields(item):
        value = getattr(item, spec.name, None)
        here = (*place, spec.name.rstrip("_"))
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            yield from references(value, here)
            continue
        target = _target(hints[spec.name])
        if target is not None and value is not None:
            yield from _named(target, value, here)


def _named(target: str, value: Any, place: Path) -> Iterator[Reference]:
    if isinstance(value, str):
        yield Reference(target, value, place)
        return
    for index, item in enumerate(value):
        yield from _named(target, item, (*place, index))


def _target(hint: Any) -> str | None:
    for extra in getattr(hint, "__metadata__", ()):
        if isinstance(extra, Ref):
            return extra.to
    for argument in typing.get_args(hint):
        if (found := _target(argument)) is not None:
            return found
    return None
