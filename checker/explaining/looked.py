"""What a rule looked at in a case: facts of its condition, events, parties, fields.

Ids, dates and choices only; free text of a case is told as filled or not.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.conditions import Test
from checker.model.case import Event, Money, Party
from checker.model.moment import Moment
from checker.model.text import Say, joined, listed, plain, say
from checker.rules.authority import Authority
from checker.rules.base import Context, Rule, Words
from checker.rules.classification import Classification
from checker.rules.form import Form, filled
from checker.rules.recusal import Recusal
from checker.rules.required_event import RequiredEvent
from checker.rules.separation_of_duties import SeparationOfDuties
from checker.rules.sequence import Sequence
from checker.rules.trace import Trace
from checker.wording import fact_label


def facts_asked(condition: Test | None, ctx: Context, words: Words) -> Iterator[Say]:
    """Each fact that a condition asks, and the case's answer."""
    for path in dict.fromkeys(condition.paths() if condition else ()):
        value = _fact_value(path, ctx, words)
        yield say("{fact}：{value}", "{fact}: {value}", fact=fact_label(path, words), value=value)


def _fact_value(path: str, ctx: Context, words: Words) -> Say:
    """A case's answer to a fact path; free text only as filled or not."""
    value = ctx.facts.get(path)
    if isinstance(value, Money):
        return plain(f"{value.amount} {value.currency or ctx.facts.currency or ''}".rstrip())
    if value is None or value in ("", (), frozenset()):
        return say("没有填写", "not given") if path != "case.events" else say("无", "none")
    if isinstance(value, bool):
        return say("是", "yes") if value else say("否", "no")
    if isinstance(value, frozenset | tuple):
        return listed([_named(path, str(item), words) for item in sorted(value)])
    if isinstance(value, Moment):
        return plain(ctx.short(value))
    if isinstance(value, str) and not _is_code(path, words):
        return say("已填写", "given")
    return plain(_named(path, str(value), words))


def _named(path: str, value: str, words: Words) -> str:
    if path in ("case.status", "case.events"):
        return words.event(value)
    return words.choice(path, value)


def _is_code(path: str, words: Words) -> bool:
    """Whether a path's text is an id or a choice rather than free text."""
    spec = words.revision.fields.get(path)
    if spec is not None:
        return spec.type in ("choice", "unit", "staff")
    return path not in ("title", "summary", "complainant.name")


def looked_at(rule: Rule, ctx: Context, event: str | None) -> Iterator[Say]:
    """What a rule of any kind but deadline looked at; nothing for kinds that read all text.

    `event` is the id of the one event that a finding is about.
    """
    match rule:
        case RequiredEvent():
            groups = [name for group in rule.events for name in group]
            moments = (*(rule.before or ()), *(rule.after or ()), *(rule.once or ()))
            yield from _types(ctx, (*groups, *moments))
        case Sequence() | SeparationOfDuties():
            yield from _types(ctx, rule.events)
        case Trace():
            yield from _records(ctx, event)
        case Recusal():
            yield from _accused(ctx)
            yield from _types(ctx, _barred(rule, ctx))
        case Authority():
            acts = ctx.timeline.of(rule.event)
            yield from (_person(ctx, act) for act in acts if event in (None, act.id))
        case Classification():
            yield from _values((rule.field,), ctx)
        case Form():
            yield from _filled(rule.fields, ctx)


def _types(ctx: Context, types: tuple[str, ...]) -> Iterator[Say]:
    for name in dict.fromkeys(types):
        events = ctx.timeline.of((name,))
        yield from (_done(ctx, event) for event in events)
        if not events:
            label = ctx.revision.event_label(name)
            yield say("没有发生：{label}", "did not occur: {label}", label=label)


def _done(ctx: Context, event: Event) -> Say:
    acting = f"，{event.unit}" if event.unit else ""
    return say(
        "{event}（{id}），{by}{acting}",
        "{event} ({id}), by {by}{acting}",
        event=ctx.told(event),
        id=event.id,
        by=event.by,
        acting=acting,
    )


def _person(ctx: Context, event: Event) -> Say:
    entry = ctx.organization.entry(event.by, event.at.day)
    roles = [ctx.organization.labels.get(role, role) for role in entry.roles] if entry else []
    about = [entry.unit, entry.title or "", *roles] if entry else []
    held = listed([text for text in about if text])
    return joined([_done(ctx, event), say("（{held}）", " ({held})", held=held)], "", "")


def _barred(rule: Recusal, ctx: Context) -> tuple[str, ...]:
    if "all" not in rule.events:
        return rule.events
    return tuple(event.type for event in ctx.timeline.events if event is not ctx.opening)


def _accused(ctx: Context) -> Iterator[Say]:
    for party in ctx.case.accused:
        yield _party(party, say("被投诉：{who}", "accused: {who}", who=party.staff or party.unit))
    responsible = ctx.case.responsible
    if responsible.staff or responsible.unit:
        who = listed([name for name in (responsible.unit, responsible.staff) if name])
        yield say("责任单位/人：{who}", "responsible: {who}", who=who)


def _party(party: Party, told: Say) -> Say:
    if party.since is None:
        return told
    since = say("（自 {day} 起）", " (since {day})", day=party.since.day)
    return joined([told, since], "", "")


def _records(ctx: Context, only: str | None) -> Iterator[Say]:
    for event in ctx.timeline.events:
        if event.id == only:
            kinds = [Words(ctx.revision).record(record.kind) for record in event.records]
            held = listed(kinds) if kinds else say("没有记录", "no records")
            yield say(
                "{event}（{id}）：{held}",
                "{event} ({id}): {held}",
                event=ctx.told(event),
                id=event.id,
                held=held,
            )


def _values(paths: tuple[str, ...], ctx: Context) -> Iterator[Say]:
    words = Words(ctx.revision, ctx.organization)
    for path in paths:
        value = _fact_value(path, ctx, words)
        yield say("{fact}：{value}", "{fact}: {value}", fact=fact_label(path, words), value=value)


def _filled(paths: tuple[str, ...], ctx: Context) -> Iterator[Say]:
    words = Words(ctx.revision)
    for path in paths:
        there = filled(ctx.case.data, path)
        answer = say("已填写", "filled") if there else say("没有填写", "blank")
        yield say(
            "{fact}：{answer}", "{fact}: {answer}", fact=fact_label(path, words), answer=answer
        )


def required_fields(ctx: Context) -> tuple[Say, ...]:
    """The fields that are required at some time, filled or blank."""
    names = [name for name, spec in ctx.revision.fields.items() if spec.required]
    return tuple(_filled(tuple(names), ctx))
