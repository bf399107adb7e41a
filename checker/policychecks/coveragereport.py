"""The coverage matrix as text, JSON and Markdown."""

from __future__ import annotations

from typing import Any

from checker.model.finding import STATUS_WORDS
from checker.model.moment import Moment
from checker.model.text import Lang, Say, say
from checker.policychecks.coverage import ClauseCover, RevisionCover, RuleCover
from checker.policychecks.printing import as_json, table

VERSION = 1
SHOWN = {
    status: word
    for status, word in STATUS_WORDS.items()
    if status not in ("invalid", "not_applicable")
}
"""Statuses that a matrix shows; `not_applicable` decides nothing."""
COMPLIANCE_WORDS = {
    "attestation": say("由专人声明", "attestation"),
    "guidance": say("行为指引", "guidance"),
    "definition": say("定义", "definition"),
}


def render(covers: list[RevisionCover], as_of: Moment, format_name: str, lang: Lang) -> str:
    """The matrices in one of the formats, with a final newline."""
    match format_name:
        case "json":
            return as_json(as_data(covers, as_of))
        case "markdown":
            return markdown(covers, lang)
        case _:
            return "\n\n".join(_text(cover, lang) for cover in covers) + "\n"


def heading(cover: RevisionCover) -> Say:
    """Which revision this is."""
    return say(
        "{policy} 修订 {label}（{day} 起）",
        "{policy} revision {label} (from {day})",
        policy=cover.policy,
        label=cover.revision.label,
        day=cover.revision.effective_from,
    )


def summary(cover: RevisionCover) -> Say:
    """How much of the revision is covered."""
    return say(
        "条款 {clauses}：有规则 {ruled}，声明无须规则 {declared}，未覆盖 {open}；"
        "规则 {rules}：缺测试 {untested}，登记簿中未遇到 {unseen}",
        "{clauses} clause(s): {ruled} with rules, {declared} declared, {open} not covered; "
        "{rules} rule(s): {untested} lack tests, {unseen} never met in the register",
        **counts(cover),
    )


def counts(cover: RevisionCover) -> dict[str, int]:
    """The counts of a matrix by name."""
    ruled = sum(bool(item.rules) for item in cover.clauses)
    return {
        "clauses": len(cover.clauses),
        "ruled": ruled,
        "declared": len(cover.clauses) - ruled - len(cover.uncovered),
        "open": len(cover.uncovered),
        "rules": len(cover.rules),
        "untested": len(cover.untested),
        "unseen": len(cover.unseen),
    }


def _text(cover: RevisionCover, lang: Lang) -> str:
    lines = [heading(cover).render(lang), summary(cover).render(lang)]
    for clause in cover.clauses:
        lines.append(f"{clause.label}  {clause.id}")
        lines += [f"  {line}" for line in _answers(clause, lang)]
    return "\n".join(lines)


def _answers(clause: ClauseCover, lang: Lang) -> list[str]:
    """What stands against a clause: its rules, or why there are none."""
    if clause.rules:
        return [_rule_line(rule, lang) for rule in clause.rules]
    return [_declared(clause).render(lang)]


def _declared(clause: ClauseCover) -> Say:
    if clause.compliance is None:
        return say("未覆盖", "not covered")
    return say(
        "{by}：{reason}",
        "{by}: {reason}",
        by=COMPLIANCE_WORDS[clause.compliance.by],
        reason=clause.compliance.reason,
    )


def _rule_line(rule: RuleCover, lang: Lang) -> str:
    return f"{rule.id} [{rule.kind}]  {_tests(rule).render(lang)}  {_cases(rule, lang)}"


def _tests(rule: RuleCover) -> Say:
    if rule.scope == "audit":
        return say("由 audit 判断", "judged by audit")
    return say(
        "测试 {n}（违规 {fires}，不违规 {holds}）",
        "{n} test(s): {fires} fire, {holds} do not",
        n=rule.tests,
        fires=rule.fires,
        holds=rule.holds,
    )


def _cases(rule: RuleCover, lang: Lang) -> str:
    """What the rule said of the register, in words; a dash where it met nothing."""
    told = [
        say("{word} {n}", "{n} {word}", word=word, n=rule.cases[status]).render(lang)
        for status, word in SHOWN.items()
        if rule.cases.get(status)
    ]
    return ("，" if lang == "zh" else ", ").join(told) or "—"


def markdown(covers: list[RevisionCover], lang: Lang) -> str:
    """One table a revision; a row for each rule of a clause."""
    parts = [say("# 覆盖表", "# Coverage").render(lang)]
    head = (
        ["条款", "编号", "规则", "测试", "案件"]
        if lang == "zh"
        else ["Clause", "Id", "Rule", "Tests", "Cases"]
    )
    for cover in covers:
        rows = [row for clause in cover.clauses for row in _rows(clause, lang)]
        parts += ["## " + heading(cover).render(lang), summary(cover).render(lang)]
        parts.append(table(head, rows))
    return "\n\n".join(parts) + "\n"


def _rows(clause: ClauseCover, lang: Lang) -> list[list[str]]:
    if not clause.rules:
        return [[clause.label, clause.id, _declared(clause).render(lang), "", ""]]
    return [
        [clause.label, clause.id, rule.id, _tests(rule).render(lang), _cases(rule, lang)]
        for rule in clause.rules
    ]


def as_data(covers: list[RevisionCover], as_of: Moment) -> dict[str, Any]:
    """The matrices as plain data: `version as_of revisions`."""
    zone = covers[0].revision.zone if covers else None
    return {
        "version": VERSION,
        "as_of": as_of.iso(zone) if zone else None,
        "revisions": [_revision_data(cover) for cover in covers],
    }


def _revision_data(cover: RevisionCover) -> dict[str, Any]:
    return {
        "policy": cover.policy,
        "revision": cover.revision.label,
        "effective": cover.revision.effective_from.isoformat(),
        "summary": counts(cover),
        "clauses": [_clause_data(clause) for clause in cover.clauses],
        "rules": [_rule_data(rule) for rule in cover.rules],
    }


def _clause_data(clause: ClauseCover) -> dict[str, Any]:
    declared = clause.compliance
    return {
        "id": clause.id,
        "label": clause.label,
        "rules": [rule.id for rule in clause.rules],
        "compliance": {"by": declared.by, "reason": declared.reason} if declared else None,
    }


def _rule_data(rule: RuleCover) -> dict[str, Any]:
    return {
        "id": rule.id,
        "kind": rule.kind,
        "title": rule.title,
        "level": rule.level,
        "tests": {"all": rule.tests, "fires": rule.fires, "holds": rule.holds},
        "cases": rule.cases,
    }
