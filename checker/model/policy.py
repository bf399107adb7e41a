"""A policy and its revisions as plain data: text, fields, events, records, rules.

Rules are typed by `checker.rules`; here they are only held, so that the model knows no kind.
"""

from __future__ import annotations

from dataclasses import field
from datetime import date
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal
from zoneinfo import ZoneInfo

from checker.lazily import dataclass
from checker.model.scalars import (
    CONFIG,
    Boolean,
    ClauseIds,
    Day,
    FieldId,
    Id,
    ProvenanceId,
    Reads,
    Text,
    Texts,
    WrongValue,
)
from checker.model.text import say

FieldType = Literal[
    "choice",
    "choices",
    "text",
    "integer",
    "number",
    "money",
    "boolean",
    "date",
    "datetime",
    "unit",
    "staff",
]


def _required(value: Any) -> bool | str:
    if value in ("true", "false"):
        return bool(value == "true")
    if isinstance(value, str):
        return value
    raise WrongValue(say("应是 true、false 或事件类型", "true, false or an event type"))


Required = Annotated[bool | str, Reads(_required, '{"type": ["boolean", "string"]}')]


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One value that a choice field may take."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG
    id: Id
    """What a case writes."""
    label: Text
    """What people call it."""
    basis: ClauseIds = ()
    """The clauses that define it."""
    definition: Text | None = None
    """When it applies, in the project's own words."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """Something a case records beyond the core keys; a top-level key of the case file."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG
    label: Text
    """The name on the form."""
    type: FieldType
    """How its text is read."""
    ordered: Boolean = False
    """Whether the choices stand in rising order."""
    choices: tuple[Choice, ...] = ()
    """The values allowed, for choice and choices."""
    required: Required = False
    """Always, or from an event type on."""
    basis: ClauseIds = ()
    """The clauses that ask for it."""
    provenance: ProvenanceId | None = None
    """Where it comes from; the cited clause's unless said."""
    definition: Text | None = None
    """What to write, for the person who fills it in."""
    public: Boolean = False
    """Whether it may appear in the published register."""

    def choice_ids(self) -> tuple[str, ...]:
        """The ids of its choices, in their order, which is from low to high where it is `ordered`."""
        return tuple(choice.id for choice in self.choices)

    def __post_init__(self) -> None:
        if self.type in ("choice", "choices") and not self.choices:
            raise WrongValue(say("选项栏目要写 choices", "a choice field needs choices"))
        if self.choices and self.type not in ("choice", "choices"):
            raise WrongValue(say("只有选项栏目才有 choices", "only choice fields have choices"))


@dataclass(frozen=True, kw_only=True)
class EventType:
    """A type of dated thing that happens in a case."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG
    label: Text
    """What people call it."""
    status: Text | None = None
    """The case's status after it."""
    opens: Boolean = False
    """Whether it opens the case; exactly one type does."""
    closes: Boolean = False
    """Whether it closes the case."""
    reopens: Boolean = False
    """Whether it opens a closed case again."""
    corrects: Boolean = False
    """Whether it corrects an earlier event, which it names."""
    reclassifies: FieldId | None = None
    """The field whose change it records, with `was` and `now`."""
    definition: Text | None = None
    """When to record it."""
    basis: ClauseIds = ()
    """The clauses it comes from."""


@dataclass(frozen=True, kw_only=True)
class RecordKind:
    """A kind of evidence kept of an event."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG
    label: Text
    """What people call it."""
    definition: Text | None = None
    """What counts as one."""


@dataclass(frozen=True, kw_only=True)
class Compliance:
    """Why a clause needs no rule."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG
    by: Literal["attestation", "guidance", "definition"]
    """A named person vouches; conduct that no record shows; or a mere definition."""
    reason: Text
    """Why no rule can judge it."""


@dataclass(frozen=True, kw_only=True)
class Clause:
    """A numbered clause or principle of an article."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG
    id: Id
    """Stable over revisions; cited by `basis`."""
    text: Text
    """The clause in the project's own words."""
    label: Text | None = None
    """Its number or name, as people cite it."""
    provenance: ProvenanceId | None = None
    """Where it comes from; the article's unless said."""
    compliance: Compliance | None = None
    """Only where no rule cites it."""


@dataclass(frozen=True, kw_only=True)
class Article:
    """An article of the text."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG
    id: Id
    """Stable over revisions; cited by `basis`."""
    label: Text
    """第八条."""
    text: Text | None = None
    """The article in the project's own words."""
    title: Text | None = None
    """A short heading."""
    provenance: ProvenanceId | None = None
    """Where it comes from."""
    clauses: tuple[Clause, ...] = ()
    """Its numbered clauses."""
    compliance: Compliance | None = None
    """Only where no rule cites it."""


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """A chapter of the text; its id is of a set of its own."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG
    id: Id
    """The chapter's id."""
    title: Text
    """总则."""
    articles: tuple[Article, ...] = ()
    """Its articles in order."""


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """Where content comes from."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG
    id: Id
    """Cited by `provenance`."""
    kind: Id
    """source, supplement, statute, peer, analogy, decision …"""
    title: Text
    """The source's name."""
    note: Text | None = None
    """What was taken, and how sure it is."""


@dataclass(frozen=True, kw_only=True)
class Term:
    """A term explained in the handbook."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG
    term: Text
    """The word."""
    text: Text
    """What it means here."""
    basis: ClauseIds = ()
    """The clauses that define it."""


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What a revision changes, and why; shown in 修订对照."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG
    summary: Text
    """In a few sentences."""
    reasons: dict[str, str] = field(default_factory=dict)
    """Reasons by article, clause or rule id."""
    notes: Texts = ()
    """Further remarks."""


@dataclass(frozen=True, kw_only=True)
class Head:
    """The head of a revision: everything but text, fields, events, records and rules."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG
    format: Literal["1"]
    """Of this file format."""
    policy: Id
    """The policy's id; its folder's name."""
    revision: Text
    """The label that people use."""
    title: Text
    """The measures' title."""
    effective_from: Day
    """The first day in force; the folder's name."""
    timezone: Text
    """IANA name, such as Asia/Shanghai."""
    calendar: Id
    """The calendar of working days."""
    issuer: Text | None = None
    """Who issues it."""
    repealed_on: Day | None = None
    """The first day no longer in force, where no later revision follows."""
    applies_to: Literal["new_cases", "open_cases"] = "new_cases"
    """Whether it governs, from its day on, what happens in cases opened earlier."""
    language: Text | None = None
    """Language of the text."""
    trading_calendar: Id | None = None
    """The calendar of trading days, where rules count them."""
    currency: Text | None = None
    """Currency of plain money amounts."""
    terms: tuple[Term, ...] = ()
    """Terms explained on hover."""
    changes: Changes | None = None
    """What this revision changes and why."""
    provenance: tuple[Provenance, ...] = ()
    """Where the content comes from."""


@dataclass(eq=False, kw_only=True)
class Revision:
    """One revision of a policy, whole."""

    head: Head
    zone: ZoneInfo
    fields: dict[str, Field]
    events: dict[str, EventType]
    records: dict[str, RecordKind]
    chapters: tuple[Chapter, ...]
    rules: tuple[Any, ...]
    """Rules of `checker.rules`, in the order written."""
    digest: str
    folder: str
    """From the instance's root."""

    @property
    def policy(self) -> str:
        return self.head.policy

    @property
    def label(self) -> str:
        return self.head.revision

    @property
    def effective_from(self) -> date:
        return self.head.effective_from

    @cached_property
    def opening_type(self) -> str:
        """The one event type that opens a case."""
        return next(name for name, kind in self.events.items() if kind.opens)

    @cached_property
    def rules_by_id(self) -> dict[str, Any]:
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        return tuple(article for chapter in self.chapters for article in chapter.articles)

    @cached_property
    def clause_labels(self) -> dict[str, str]:
        """Article and clause ids to the way people cite them: 第八条（二）."""
        labels: dict[str, str] = {}
        for article in self.articles:
            labels[article.id] = article.label
            for clause in article.clauses:
                labels[clause.id] = article.label + (clause.label or clause.id)
        return labels

    def event_label(self, event_type: str) -> str:
        """What people call a type of event; its id where this revision does not know it."""
        kind = self.events.get(event_type)
        return kind.label if kind else event_type

    def types_that(self, flag: str) -> tuple[str, ...]:
        """Event types with a flag: `opens`, `closes`, `reopens`, `corrects`."""
        return tuple(name for name, kind in self.events.items() if getattr(kind, flag))


@dataclass(eq=False, kw_only=True)
class Policy:
    """A policy: its revisions in the order of their effective days."""

    id: str
    revisions: tuple[Revision, ...]
    locked: dict[str, str] | None
    """Effective day to digest, as frozen; None where there is no lock."""
    beside: tuple[Revision, ...] = ()
    """Revisions that govern nothing here, but whose words a case may use: they are passed over."""

    @property
    def opening_type(self) -> str:
        """The event type that opens a case, which is the same in all revisions."""
        return self.revisions[0].opening_type

    @property
    def zone(self) -> ZoneInfo:
        """The timezone of its last revision, in which the policy's days are told."""
        return self.revisions[-1].zone

    def in_force_on(self, day: date) -> Revision | None:
        """The revision in force on a day: from its effective day, until the next or a repeal."""
        found = None
        for revision in self.revisions:
            if revision.effective_from <= day:
                found = revision
        if found is None:
            return None
        repealed = found.head.repealed_on
        return None if repealed is not None and day >= repealed else found
