"""Hover: what an id means, in the words of the policy that governs the day it stands on."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types as lsp

from checker.explaining.clauses import clause_texts
from checker.lsp.keys import choices_at, schema_of, words_at
from checker.lsp.page import Page
from checker.lsp.telling import code, head, inert, listing, paragraphs, strong
from checker.lsp.things import Thing, thing_at
from checker.model.finding import STATUS_WORDS, Due, Path
from checker.model.policy import Revision
from checker.model.text import listed, plain, say
from checker.rules.base import Rule, Words
from checker.verdicts import Verdict
from checker.wording import describe


def hover(page: Page, position: lsp.Position) -> lsp.Hover | None:
    """What stands at a position, in words; None where there is nothing to say."""
    thing = thing_at(page, *page.lines.place(position))
    if thing is None:
        return None
    told = paragraphs(*_told(page, thing))
    if not told:
        return None
    span = page.lines.range(thing.span.start, thing.span.end)
    return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, told), span)


def _told(page: Page, thing: Thing) -> Iterator[str | None]:
    match thing.sort:
        case "rule":
            yield from _rule(page, thing)
        case "clause":
            yield from _clause(page, thing.name)
        case "event type" | "event":
            yield from _event(page, thing)
        case "staff":
            yield from _staff(page, thing)
        case "unit":
            yield from _unit(page, thing)
        case "choice" | "record kind" | "field":
            yield from _choice(page, thing)
        case "case":
            yield from _case(page, thing.name)
        case "key":
            yield from _key(page, thing.path)


def _rule(page: Page, thing: Thing) -> Iterator[str | None]:
    revision = _with_rule(page, thing)
    if revision is None:
        return
    rule: Rule = revision.rules_by_id[thing.name]
    words = Words(revision, page.register.instance.organization)
    yield head(rule.title, rule.id)
    yield inert(page.told(rule.describe(words)))
    if rule.when:
        when = say("适用：{when}", "applies where: {when}", when=describe(rule.when, words))
        yield inert(page.told(when))
    yield from _clauses(revision, rule.basis)
    if rule.remedy:
        yield inert(page.told(say("处理：{cure}", "remedy: {cure}", cure=plain(rule.remedy))))


def _with_rule(page: Page, thing: Thing) -> Revision | None:
    """The governing revision that has a rule, else the newest that does."""
    newest = [one for policy in page.policies for one in reversed(policy.revisions)]
    revisions = [*reversed(page.revisions(page.day_at(thing.path, thing.span.start[0]))), *newest]
    return next((one for one in revisions if thing.name in one.rules_by_id), None)


def _clauses(revision: Revision, basis: tuple[str, ...]) -> Iterator[str]:
    for clause in clause_texts(revision, basis):
        yield f"> {strong(clause.label)} {inert(clause.text)}"


def _clause(page: Page, name: str) -> Iterator[str]:
    for policy in page.policies:
        for revision in reversed(policy.revisions):
            if name in revision.clause_labels and _is_ours(page, revision):
                yield from _clauses(revision, (name,))
                return


def _is_ours(page: Page, revision: Revision) -> bool:
    """Whether a policy's file lies in this revision's folder; any will do for other files."""
    return page.kind != "policy" or page.file.startswith(f"{revision.folder}/")


def _event(page: Page, thing: Thing) -> Iterator[str | None]:
    event = page.event(_event_id(page, thing))
    name = event.type if event is not None else thing.name
    for revision in reversed(page.revisions(page.day_at(thing.path, thing.span.start[0]))):
        if name in revision.events:
            kind = revision.events[name]
            yield head(kind.label, name)
            yield inert(kind.definition) if kind.definition else None
            if kind.status:
                after = say("之后案件为“{s}”", "the case is then ‘{s}’", s=kind.status)
                yield inert(page.told(after))
            break
    if event is not None:
        yield listing(_started(page, event.id))


def _event_id(page: Page, thing: Thing) -> str:
    if thing.sort == "event" or thing.path[:1] != ("events",):
        return thing.name
    return str(page.value((*thing.path[:2], "id")))


def _started(page: Page, event: str) -> Iterator[str]:
    """The deadlines that an event started, each with its due instant and how it stands."""
    for verdict in page.item.verdicts if page.item is not None else ():
        trigger, due = verdict.finding.trigger, verdict.finding.due
        if trigger is not None and trigger.event == event:
            title = verdict.rule.title if verdict.rule else verdict.rule_id
            status = page.told(STATUS_WORDS[verdict.finding.status])
            until = f" {_short(verdict, due)}" if due is not None else ""
            yield f"{inert(title)}{until} · {status} {code(verdict.rule_id)}"


def _short(verdict: Verdict, due: Due) -> str:
    assert verdict.revision is not None  # a deadline is a revision's
    return due.short(verdict.revision.zone)


def _staff(page: Page, thing: Thing) -> Iterator[str | None]:
    organization = page.register.instance.organization
    day = page.day_at(thing.path, thing.span.start[0])
    entry = organization.entry(thing.name, day)
    if entry is None:
        known = organization.knows_staff(thing.name)
        gone = say("{day} 不在职", "not with us on {day}", day=day)
        yield paragraphs(code(thing.name), page.told(gone)) if known else None
        return
    yield head(entry.name, entry.id)
    unit = organization.units.get(entry.unit)
    roles = [organization.labels.get(role, role) for role in entry.roles]
    facts = (
        unit.name if unit else entry.unit,
        entry.title,
        page.told(listed(roles)) if roles else None,
    )
    yield inert(" · ".join(fact for fact in facts if fact))
    yield _period(page, entry.since, entry.until)


def _unit(page: Page, thing: Thing) -> Iterator[str | None]:
    organization = page.register.instance.organization
    unit = organization.units.get(thing.name)
    if unit is None:
        return
    yield head(unit.name, unit.id)
    above = organization.units.get(unit.parent or "")
    leader = organization.head(unit.id, page.day_at(thing.path, thing.span.start[0]))
    boss = say("负责人 {who}", "headed by {who}", who=leader) if leader else None
    facts = (
        organization.labels.get(unit.type, unit.type),
        page.told(say("隶属{above}", "under {above}", above=above.name)) if above else None,
        page.told(boss) if boss else None,
    )
    yield inert(" · ".join(fact for fact in facts if fact))
    yield _period(page, unit.since, unit.until)


def _period(page: Page, since: object, until: object) -> str | None:
    if since is None and until is None:
        return None
    return page.told(say("{a} 至 {b}", "{a} to {b}", a=since or "…", b=until or "…"))


def _choice(page: Page, thing: Thing) -> Iterator[str | None]:
    schema = schema_of(page.file, page.policies)
    if page.kind == "case" and schema is not None:
        for item in choices_at(schema, thing.path, page.data):
            if item["const"] == thing.name:
                yield head(item.get("title", thing.name), thing.name)
                yield inert(item.get("description", ""))
        return
    for revision in page.revisions():
        found = revision.fields.get(thing.name) or revision.records.get(thing.name)
        if found is not None:
            yield head(found.label, thing.name)
            yield inert(found.definition or "")
            return


def _case(page: Page, name: str) -> Iterator[str | None]:
    file = page.register.ids.get(name)
    if file is None:
        yield page.told(say("登记簿中没有这件", "not in the register"))
    elif file != page.file:
        yield paragraphs(code(name), code(file))


def _key(page: Page, path: Path) -> Iterator[str | None]:
    schema = schema_of(page.file, page.policies)
    if schema is not None:
        title, description = words_at(schema, path, page.data)
        yield strong(title) if title else None
        yield inert(description)
