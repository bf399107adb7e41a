"""What the tool itself judges, whatever the policy's rules: fields that are owed, words without effect."""

from __future__ import annotations

from checker.judging.underpolicy import CaseUnderPolicy
from checker.loading.cases import Governed
from checker.model.case import Event
from checker.model.finding import Finding
from checker.model.policy import Field, Revision
from checker.model.text import say
from checker.rules.base import Rule, event_place, mark, met, not_applicable
from checker.rules.deadline import Deadline
from checker.rules.form import filled
from checker.timeline import Timeline
from checker.verdicts import Verdict


def no_revision(governed: Governed) -> Verdict:
    """The one verdict on a case that was opened when nothing was in force."""
    name = "no-revision-in-force"
    finding = Finding(
        status="undetermined",
        reason="no_revision",
        message=say("立案当日没有生效的制度修订", "no revision was in force on the opening day"),
        place=("events",),
        level="error",
    )
    return Verdict(name, name, finding, None, governed.policy.id)


def fixed_verdicts(under: CaseUnderPolicy) -> list[Verdict]:
    """The verdicts of the tool's own rules that come before the policy's."""
    findings = _required_fields(under)
    return [_own(under, finding, basis) for finding, basis in findings]


def _required_fields(under: CaseUnderPolicy) -> list[tuple[Finding, tuple[str, ...]]]:
    """`required-field`: one finding with its basis for each blank, or one `met`."""
    data, owed, blank = under.case.data, False, []
    for name, spec in under.world.required_fields(under.opening_revision):
        since = _owed_since(spec, under.timeline)
        if since is not None:
            owed = True
            if not filled(data.get(name)):
                blank.append((_unfilled(name, spec, since), spec.basis))
    if blank:
        return blank
    quiet = (
        met("必填栏目均已填写", "all required fields are filled")
        if owed
        else not_applicable("没有必填栏目", "no field is required yet")
    )
    return [(finding, ()) for finding in quiet]


def _owed_since(spec: Field, timeline: Timeline) -> Event | None:
    if spec.required is True:
        return timeline.opening
    return timeline.first((spec.required,)) if spec.required else None


def _unfilled(name: str, spec: Field, since: Event) -> Finding:
    return Finding(
        status="violation",
        reason="unfilled",
        message=say(
            "没有填写{name}（{id}）", "{name} ({id}) is not filled", name=spec.label, id=name
        ),
        place=(name,),
        breach=since.at,
    )


def _own(under: CaseUnderPolicy, finding: Finding, basis: tuple[str, ...]) -> Verdict:
    name, revision = "required-field", under.opening_revision
    return Verdict(name, name, finding, revision, under.governed.policy.id, None, basis)


def stray_extensions(under: CaseUnderPolicy) -> list[Verdict]:
    """Events that name a rule which they cannot extend: a note, no more."""
    found = []
    for event in under.timeline.events:
        revision = under.revision_at(event.at) if event.deadline is not None else None
        if event.deadline is None or revision is None:
            continue
        rules = _named(under, event.deadline)
        extendable = any(
            isinstance(rule, Deadline) and rule.extended_by(event.type) for rule in rules
        )
        if rules and not extendable:
            found.append(under.verdict(rules[0], revision, _stray(event, revision)))
    return found


def _named(under: CaseUnderPolicy, name: str) -> list[Rule]:
    """A rule in every revision under which its clock was started; in all where it never was."""
    known = [
        (revision, revision.rules_by_id[name])
        for revision in under.governed.all()
        if name in revision.rules_by_id
    ]
    running: list[Rule] = [rule for revision, rule in known if _starts(under, revision, rule)]
    return running or [rule for _, rule in known]


def _starts(under: CaseUnderPolicy, revision: Revision, rule: Rule) -> bool:
    return isinstance(rule, Deadline) and any(
        under.revision_at(event.at) is revision for event in under.timeline.of(rule.from_)
    )


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
