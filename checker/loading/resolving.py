"""Whether every id in a revision names something: what `check` needs of a policy.

Text, records and provenance that a revision leaves out altogether are not asked for here; the
lint does that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from checker.conditions import Unresolved, compile_condition, fact_types, read_as
from checker.loading.calendars import CalendarShelf
from checker.loading.placing import FILE_CODES, FIXED_RULES, GATE_CODES
from checker.loading.shapes import closest
from checker.model.case import CORE_KEYS
from checker.model.finding import Path, Problems
from checker.model.organization import Organization
from checker.model.period import Duration
from checker.model.policy import Revision
from checker.model.text import Say, say
from checker.rules.base import CORE_LABELS, Rule, references
from checker.rules.classification import Classification
from checker.rules.deadline import Deadline

RULE_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
RESERVED_FIELDS = frozenset({*CORE_KEYS, "any", "not"})
WHAT = {
    "event": say("事件类型", "event type"),
    "record": say("记录种类", "kind of record"),
    "field": say("栏目", "field"),
    "path": say("栏目", "field"),
    "clause": say("条款", "clause"),
    "provenance": say("来源", "provenance"),
    "unit": say("单位", "unit"),
}


def resolve_revision(
    revision: Revision, shelf: CalendarShelf, organization: Organization, problems: Problems
) -> None:
    """Add a `policy-invalid` problem for everything that resolves to nothing."""
    _Resolver(revision, shelf, organization, problems).run()


class _Resolver:
    def __init__(
        self,
        revision: Revision,
        shelf: CalendarShelf,
        organization: Organization,
        problems: Problems,
    ) -> None:
        self.revision = revision
        self.shelf = shelf
        self.problems = problems
        self.types = fact_types(revision)
        self.known: dict[str, Iterable[str] | None] = {
            "event": revision.events,
            "record": revision.records or None,
            "field": revision.fields,
            "path": {*self.types, *CORE_LABELS},
            "clause": revision.clause_labels if revision.chapters else None,
            "provenance": {item.id for item in revision.head.provenance} or None,
            "unit": organization.units,
        }

    def wrong(self, place: Path, message: Say, remedy: Say | None = None) -> None:
        self.problems.add("policy-invalid", place, message, remedy)

    def run(self) -> None:
        self._calendars()
        self._events()
        self._fields()
        self._text()
        self._unique([rule.id for rule in self.revision.rules], "rules")
        for index, rule in enumerate(self.revision.rules):
            self._rule(rule, ("rules", index))

    def resolves(self, what: str, name: str, place: Path) -> None:
        target = what.removesuffix("-or-all")
        if target != what and name == "all":
            return
        known = self.known.get(target)
        if target in WHAT and known is not None and name not in known:
            self.wrong(
                place,
                say("没有{what} {name}", "no {what} {name}", what=WHAT[target], name=name),
                closest(name, known),
            )

    def _calendars(self) -> None:
        head = self.revision.head
        for key in ("calendar", "trading_calendar"):
            name = getattr(head, key)
            if name is not None and self.shelf.get(name) is None:
                self.wrong((key,), say("没有日历 {name}", "no calendar {name}", name=name))

    def _events(self) -> None:
        opening = self.revision.types_that("opens")
        if len(opening) != 1:
            self.wrong(
                ("events",), say("应恰有一种立案事件（opens）", "exactly one event type opens")
            )
        if not self.revision.types_that("closes"):
            self.wrong(("events",), say("至少一种事件办结（closes）", "no event type closes"))
        for name, kind in self.revision.events.items():
            if kind.reclassifies is not None:
                self.resolves("field", kind.reclassifies, ("events", name, "reclassifies"))
            for index, clause in enumerate(kind.basis):
                self.resolves("clause", clause, ("events", name, "basis", index))

    def _fields(self) -> None:
        for name, spec in self.revision.fields.items():
            place: Path = ("fields", name)
            if name in RESERVED_FIELDS:
                self.wrong(place, say("{name} 是保留的键", "{name} is a core key", name=name))
            if isinstance(spec.required, str):
                self.resolves("event", spec.required, (*place, "required"))
            if spec.provenance is not None:
                self.resolves("provenance", spec.provenance, (*place, "provenance"))
            for index, clause in enumerate(spec.basis):
                self.resolves("clause", clause, (*place, "basis", index))
            self._unique_in(spec.choice_ids(), (*place, "choices"))
            for number, choice in enumerate(spec.choices):
                for index, clause in enumerate(choice.basis):
                    self.resolves("clause", clause, (*place, "choices", number, "basis", index))

    def _text(self) -> None:
        self._unique([chapter.id for chapter in self.revision.chapters], "chapters")
        seen: set[str] = set()
        for number, chapter in enumerate(self.revision.chapters):
            for index, article in enumerate(chapter.articles):
                place: Path = ("chapters", number, "articles", index)
                items = [(article.id, article.provenance, place)]
                for at, clause in enumerate(article.clauses):
                    items.append((clause.id, clause.provenance, (*place, "clauses", at)))
                for name, provenance, where in items:
                    if name in seen:
                        self.wrong(where, _twice(name))
                    seen.add(name)
                    if provenance is not None:
                        self.resolves("provenance", provenance, (*where, "provenance"))
        for at, term in enumerate(self.revision.head.terms):
            for index, clause_id in enumerate(term.basis):
                self.resolves("clause", clause_id, ("terms", at, "basis", index))
        self._unique([item.id for item in self.revision.head.provenance], "provenance")

    def _rule(self, rule: Rule, place: Path) -> None:
        if not RULE_ID.fullmatch(rule.id):
            message = say("规则编号用小写英文和连字符", "a rule id is in kebab-case")
            self.wrong((*place, "id"), message)
        if rule.id in (*FILE_CODES, *FIXED_RULES, *GATE_CODES):
            message = say("{name} 是程序自己的编号", "{name} is the tool's own code", name=rule.id)
            self.wrong((*place, "id"), message)
        for reference in references(rule):
            self.resolves(reference.to, reference.name, (*place, *reference.place))
        if rule.when is not None:
            try:
                compile_condition(rule.when, self.revision, self.types)
            except Unresolved as problem:
                where = (*place, "when", *problem.place)
                self.wrong(where, problem.sentence, self._nearest_fact(problem))
        if isinstance(rule, Classification):
            self._classification(rule, place)
        if isinstance(rule, Deadline):
            self._trading(rule, place)

    def _nearest_fact(self, problem: Unresolved) -> Say | None:
        last = problem.place[-1] if problem.place else ""
        return closest(str(last), self.types) if last not in self.types else None

    def _classification(self, rule: Classification, place: Path) -> None:
        fact = self.types.get(rule.field)
        if fact is None:
            return
        numeric = fact.type in ("number", "money")
        if rule.at_least is not None and not (fact.ordered or numeric):
            self.wrong((*place, "at_least"), say("这个栏目没有大小先后", "this field has no order"))
        for value in rule.wanted:
            known = (
                read_as(value, fact, self.revision) is not None
                if fact.allowed is None
                else value in fact.allowed
            )
            if not known:
                key = "at_least" if rule.at_least else "equals" if rule.equals else "one_of"
                self.wrong((*place, key), say("没有选项 {value}", "no choice {value}", value=value))

    def _trading(self, rule: Deadline, place: Path) -> None:
        durations: list[Duration] = [*rule.within.parts]
        durations += [rule.extension.by] if rule.extension else []
        durations += list(rule.exempt.within.parts) if rule.exempt else []
        durations += [rule.pause.at_most] if rule.pause and rule.pause.at_most else []
        durations += [rule.warn] if rule.warn else []
        trading = any(part.unit == "trading_days" for part in durations)
        if trading and self.revision.head.trading_calendar is None:
            self.wrong(
                (*place, "within"),
                say("按交易日计算须写 trading_calendar", "trading days need a trading_calendar"),
            )

    def _unique(self, names: list[str], key: str) -> None:
        seen: set[str] = set()
        for index, name in enumerate(names):
            if name in seen:
                self.wrong((key, index, "id"), _twice(name))
            seen.add(name)

    def _unique_in(self, names: Iterable[str], place: Path) -> None:
        seen: set[str] = set()
        for index, name in enumerate(names):
            if name in seen:
                self.wrong((*place, index, "id"), _twice(name))
            seen.add(name)


def _twice(name: str) -> Say:
    return say("编号 {name} 重复", "id {name} stands twice", name=name)
