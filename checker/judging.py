"""One case judged under its policies: the right rules of the right revision, waivers applied.

Pure: a read case and the world in, findings by path out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import field, replace

from checker.conditions import Facts, Test
from checker.lazily import dataclass
from checker.loading.cases import Governed, ReadCase, govern
from checker.model.case import Case, Event
from checker.model.finding import Finding, is_shown
from checker.model.moment import Moment, last_second
from checker.model.policy import EventType, Field, Revision
from checker.model.text import say
from checker.rules.base import Comments, Context, Rule, event_place, mark, met, not_applicable
from checker.rules.deadline import Deadline
from checker.rules.form import filled
from checker.timeline import Timeline, earliest
from checker.verdicts import Verdict, World
from checker.viewing import in_zone, moved
from checker.waiving import Waiving


def judge_case(
    read: ReadCase, case: Case, world: World, comments: Comments = lambda wanted: []
) -> list[Verdict]:
    """All verdicts on a sound case, under each of its policies."""
    verdicts: list[Verdict] = []
    for item in read.governed:
        governed = _governed_here(item, case) if len(read.governed) > 1 else item
        if governed.opening is None:
            verdicts.append(_no_revision(governed))
        else:
            verdicts += CaseUnderPolicy(case, governed, world, comments).verdicts()
    return verdicts


def sum_case(
    read: ReadCase, case: Case, world: World, comments: Comments, policy: str | None = None
) -> tuple[list[Verdict], Counter[str]]:
    """What a report shows of a sound case, and how many findings there are of each status.

    The same as `judge_case` says, under one policy alone where one is named, with less work.
    """
    shown: list[Verdict] = []
    counts: Counter[str] = Counter()
    for item in read.governed:
        if policy not in (None, item.policy.id):
            continue
        governed = _governed_here(item, case) if len(read.governed) > 1 else item
        if governed.opening is None:
            shown.append(_no_revision(governed))
            counts["undetermined"] += 1
        else:
            shown += CaseUnderPolicy(case, governed, world, comments).sum(counts)
    return shown, counts


def _governed_here(governed: Governed, case: Case) -> Governed:
    """The revisions of one of several policies, by the opening day in that policy's own zone."""
    policy = governed.policy
    opened = earliest(event for event in case.events if event.type == policy.opening_type)
    return govern(policy, moved(opened.at, policy.zone).day) if opened else governed


def _opened(case: Case, opening_type: str) -> Event | None:
    """The policy's opening event; where it has none in this case, the case's earliest event."""
    own = earliest(event for event in case.events if event.type == opening_type)
    return own or earliest(case.events)


def _no_revision(governed: Governed) -> Verdict:
    finding = Finding(
        status="undetermined",
        reason="no_revision",
        message=say("立案当日没有生效的制度修订", "no revision was in force on the opening day"),
        place=("events",),
        level="error",
    )
    return Verdict(
        "no-revision-in-force", "no-revision-in-force", finding, None, governed.policy.id
    )


@dataclass
class CaseUnderPolicy:
    """A case as one policy sees it: its own event types, its governing revisions."""

    case: Case
    governed: Governed
    world: World
    comments: Comments = lambda wanted: []
    brief: bool = False
    """Whether findings that no report shows need no words."""
    timeline: Timeline = field(init=False)
    opening_revision: Revision = field(init=False)

    def __post_init__(self) -> None:
        assert self.governed.opening is not None
        self.opening_revision = self.governed.opening
        if len(self.case.policies) > 1:
            self.case = in_zone(self.case, self.opening_revision.zone)
        opened = _opened(self.case, self.governed.policy.opening_type)
        known = [event for event in self.case.events if self._type_of(event) is not None]
        self.timeline = Timeline(known, self._type_of, opened)

    def _type_of(self, event: Event) -> EventType | None:
        revision = self.governed.at(event.at)
        return revision.events.get(event.type) if revision else None

    def verdicts(self) -> list[Verdict]:
        """One or more verdicts for every rule of a governing revision."""
        if not self.timeline.correcting:
            return self.as_recorded()
        from checker.correcting import corrected, noted, without  # noqa: PLC0415 - few cases need it

        self.brief, ids = False, corrected(self.timeline)
        bare = replace(self, case=without(self.case, ids))
        return list(noted(self.as_recorded(), bare.as_recorded(), ids))

    def as_recorded(self) -> list[Verdict]:
        """The same, whatever another event corrects."""
        found = [*self._required_fields(), *self._rules(), *self._stray_extensions()]
        return [self._waived(verdict) for verdict in found if self.world.selected(verdict.rule_id)]

    def sum(self, counts: Counter[str]) -> list[Verdict]:
        """The verdicts that a report shows; every finding is added to the counts."""
        self.brief = True
        contexts = list(self.contexts())
        if len(contexts) > 1 or self.timeline.correcting:
            found = self.verdicts()
        else:
            found = [*self._required_fields(), *self._stray_extensions()]
            found = [verdict for verdict in found if self.world.selected(verdict.rule_id)]
            found += self._planned(contexts[0], counts)
            found = [self._waived(verdict) for verdict in found]
        for verdict in found:
            counts[verdict.finding.status] += 1
        return [verdict for verdict in found if is_shown(verdict.finding)]

    def _planned(self, ctx: Context, counts: Counter[str]) -> list[Verdict]:
        """Verdicts of the rules that are not quiet; the quiet ones are counted and forgotten."""
        plan = self.world.plan(ctx.revision, self.timeline.types)
        counts["not_applicable"] += plan.idle
        loud: list[Verdict] = []
        for when, rules in plan.asked:
            applies = True if when is None else when.holds(ctx.facts)
            if applies is False:
                counts["not_applicable"] += len(rules)
                continue
            for rule in rules:
                findings = rule.check(ctx) if applies else self.evaluate(rule, ctx)
                for finding in _real(findings):
                    if is_shown(finding):
                        loud.append(self._verdict(rule, ctx.revision, finding))
                    else:
                        counts[finding.status] += 1
        return loud

    def contexts(self) -> Iterator[Context]:
        """A context for each revision that governs something in the case."""
        for revision in self.governed.all():
            later = revision is not self.opening_revision
            if not later or any(self.governed.at(e.at) is revision for e in self.timeline.events):
                yield self.context(revision)

    def context(self, revision: Revision) -> Context:
        as_of = self.world.as_of
        zone = revision.zone
        return Context(
            case=self.case,
            timeline=self.timeline,
            facts=self._facts(revision),
            revision=revision,
            organization=self.world.organization,
            calendars=self.world.calendars(revision),
            as_of=moved(as_of, zone),
            governs=self._governs(revision),
            comments=self.comments,
            turns=self.world.turns,
            brief=self.brief,
        )

    def _governs(self, revision: Revision) -> Callable[[Moment], bool]:
        if not self.governed.later:
            return _always
        return lambda at: self.governed.at(at) is revision

    def _facts(self, revision: Revision) -> Facts:
        relations = self.world.relations
        return Facts(
            case=self.case,
            currency=revision.head.currency,
            status=self.timeline.status,
            closed=self.timeline.closed,
            events=self.timeline.types,
            group_size=relations.group_size(self.case.incident),
            repeats=relations.repeats(self.case.id, self.case.previous),
        )

    def _rules(self) -> list[Verdict]:
        by_rule: dict[str, list[Verdict]] = {}
        for ctx in self.contexts():
            for rule in self.applicable(ctx.revision):
                if self.world.selected(rule.id):
                    findings = self.evaluate(rule, ctx)
                    by_rule.setdefault(rule.id, []).extend(
                        self._verdict(rule, ctx.revision, finding) for finding in findings
                    )
        return [verdict for verdicts in by_rule.values() for verdict in _one_na(verdicts)]

    def applicable(self, revision: Revision) -> Iterator[Rule]:
        """The rules of a revision that are judged on this case."""
        for rule in revision.rules:
            if rule.scope == "case" and (rule.anchored or revision is self.opening_revision):
                yield rule

    def evaluate(self, rule: Rule, ctx: Context) -> list[Finding]:
        """A rule's findings, its `when` asked first."""
        condition = self.world.condition(rule, ctx.revision)
        applies = True if condition is None else condition.holds(ctx.facts)
        if applies is False:
            return not_applicable("适用条件不成立", "its condition does not hold")
        findings = rule.check(ctx if applies else replace(ctx, brief=False))
        if applies or all(finding.status == "not_applicable" for finding in findings):
            return findings
        return [
            Finding(
                status="undetermined",
                reason="unknown_value",
                message=say(
                    "适用条件无法判断：金额是其他币种，或取值不在本修订的选项内",
                    "its condition cannot be said: an amount in another currency, or no such choice",
                ),
                place=_asked(condition, self.case),
                anchor=findings[0].anchor,
                level="error",
            )
        ]

    def _verdict(self, rule: Rule, revision: Revision, finding: Finding) -> Verdict:
        return Verdict(
            rule.id, rule.kind, finding, revision, self.governed.policy.id, rule, rule.basis
        )

    def _required_fields(self) -> list[Verdict]:
        """The fixed rule `required-field`: one finding for each blank, or one `met`."""
        revision = self.opening_revision
        owed = [
            (name, spec, since)
            for name, spec in revision.fields.items()
            if (since := self._owed_since(spec)) is not None
        ]
        blank = [
            self._own(
                Finding(
                    status="violation",
                    reason="unfilled",
                    message=say(
                        "没有填写{name}（{id}）",
                        "{name} ({id}) is not filled",
                        name=spec.label,
                        id=name,
                    ),
                    place=(name,),
                    breach=since.at,
                ),
                spec.basis,
            )
            for name, spec, since in owed
            if not filled(self.case.data.get(name))
        ]
        if blank:
            return blank
        quiet = (
            met("必填字段均已填写", "all required fields are filled")
            if owed
            else not_applicable("没有必填字段", "no field is required yet")
        )
        return [self._own(finding, ()) for finding in quiet]

    def _owed_since(self, spec: Field) -> Event | None:
        if spec.required is True:
            return self.timeline.opening
        return self.timeline.first((spec.required,)) if spec.required else None

    def _own(self, finding: Finding, basis: tuple[str, ...]) -> Verdict:
        return Verdict(
            "required-field",
            "required-field",
            finding,
            self.opening_revision,
            self.governed.policy.id,
            None,
            basis,
        )

    def _stray_extensions(self) -> list[Verdict]:
        """Events that name a rule which they cannot extend: a note, no more."""
        found = []
        for event in self.timeline.events:
            revision = self.governed.at(event.at)
            if event.deadline is None or revision is None:
                continue
            rules = [
                rule
                for item in self.governed.all()
                if (rule := item.rules_by_id.get(event.deadline)) is not None
            ]
            extendable = any(
                isinstance(rule, Deadline) and rule.extended_by(event.type) for rule in rules
            )
            if rules and not extendable:
                found.append(self._verdict(rules[0], revision, _stray(event, revision)))
        return found

    def _waived(self, verdict: Verdict) -> Verdict:
        if verdict.finding.status not in ("violation", "undetermined"):
            return verdict
        opening = self.timeline.opening
        assert opening is not None
        zone = self.opening_revision.zone
        as_of = moved(self.world.as_of, zone)
        waiving = Waiving(self.case, self.world.organization, opening.at, as_of)
        self.world.turns |= {last_second(item.until, zone) + 1 for item in self.case.waivers}
        waivable = verdict.rule.can_be_waived if verdict.rule else True
        finding = waiving.apply(verdict.rule_id, verdict.finding, waivable=waivable)
        return replace(verdict, finding=finding)


def _stray(event: Event, revision: Revision) -> Finding:
    return Finding(
        status="not_applicable",
        level="note",
        message=say(
            "{event}（{id}）指向的规则没有这种延长，不起作用",
            "{event} ({id}) names a rule without such an extension and has no effect",
            event=revision.event_label(event.type),
            id=event.id,
        ),
        place=event_place(event, "deadline"),
        actual=mark(event),
    )


def _always(at: Moment) -> bool:
    return True


def _real(findings: list[Finding]) -> list[Finding]:
    """What `_one_na` leaves where one revision governs."""
    if len(findings) == 1:
        return findings
    return [item for item in findings if item.status != "not_applicable"] or findings[:1]


def _one_na(verdicts: list[Verdict]) -> Iterable[Verdict]:
    """Where revisions share a rule, its `not_applicable` says nothing beside a real verdict."""
    real = [item for item in verdicts if item.finding.status != "not_applicable"]
    return real or verdicts[:1]


def _asked(condition: Test | None, case: Case) -> tuple[str | int, ...]:
    for path in condition.paths() if condition else ():
        if path.split(".")[0] in case.data:
            return tuple(path.split("."))
    return ()
