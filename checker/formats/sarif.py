"""SARIF 2.1.0: for code scanning, editors and archives of results.

Only a `fail` may have a level, so what is undetermined is one too: a gate must not lose it.
See also: docs.oasis-open.org/sarif/sarif/v2.1.0
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from checker import __version__
from checker.engine import Result
from checker.formats.fingerprint import fingerprints
from checker.formats.inert import dumps, visible
from checker.formats.markup import inert
from checker.formats.text import is_remark, reasons, weight
from checker.model.finding import Diagnostic
from checker.model.policy import Revision
from checker.model.text import Lang, plain, say
from checker.rules.base import Rule, Words

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
LANGUAGES = {"zh": "zh-CN", "en": "en-US"}
KINDS = {"met": "pass", "not_applicable": "notApplicable", "pending": "open", "due_soon": "open"}
"""Kinds of the statuses that are no breach; every other is a `fail`."""
Known = dict[str, tuple[Words, Rule]]


def render(result: Result, lang: Lang) -> str:
    """A log of one run; the rules that its results name are described in it."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(result, lang)]}
    return dumps(log, indent=2) + "\n"


def _run(result: Result, lang: Lang) -> dict[str, Any]:
    items = result.diagnostics
    ids = sorted({rule_id(item) for item in items})
    driver = {
        "name": "tousu",
        "version": __version__,
        "language": LANGUAGES[lang],
        "rules": _descriptors(result, ids, lang),
    }
    return {
        "tool": {"driver": driver},
        "language": LANGUAGES[lang],
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not result.broken}],
        "results": _results(items, ids, lang),
        "properties": {"asOf": result.as_of.iso(result.zone), "summary": result.summary},
    }


def rule_id(item: Diagnostic) -> str:
    """`policy/rule`, as two policies may use one id; the tool's own codes stand alone."""
    return f"{item.policy}/{item.rule}" if item.policy else item.rule


def _descriptors(result: Result, ids: Sequence[str], lang: Lang) -> list[dict[str, Any]]:
    """A descriptor for each id, from the newest revision that has the rule."""
    known: Known = {
        f"{revision.policy}/{rule.id}": (Words(revision, result.instance.organization), rule)
        for revision in result.revisions
        for rule in revision.rules
    }
    return [_descriptor(name, known, lang) for name in ids]


def _descriptor(name: str, known: Known, lang: Lang) -> dict[str, Any]:
    if name not in known:
        return _own(name, lang)
    words, rule = known[name]
    revision = words.revision
    return {
        "id": name,
        "shortDescription": {"text": _message(rule.title)},
        "fullDescription": {"text": _message(rule.describe(words).render(lang))},
        "defaultConfiguration": {"level": rule.level},
        "help": _help(revision, rule, lang),
        "properties": {"tags": [revision.policy, rule.kind], "revision": revision.label},
    }


def _own(name: str, lang: Lang) -> dict[str, Any]:
    """A code of the tool itself; code scanning wants all three texts."""
    told = say("{code}：检查工具自带", "{code}: the checker's own", code=name.rsplit("/", 1)[-1])
    text = {"text": _message(told.render(lang))}
    return {"id": name, "shortDescription": text, "fullDescription": text, "help": text}


def _help(revision: Revision, rule: Rule, lang: Lang) -> dict[str, str]:
    """Why the rule is there, what to do, and the clauses it carries out."""
    told = []
    if rule.rationale:
        told.append(rule.rationale)
    if rule.remedy:
        cure = say("处理：{cure}", "remedy: {cure}", cure=plain(rule.remedy))
        told.append(cure.render(lang))
    texts = _clauses(revision)
    told += [
        f"{revision.clause_labels.get(name, name)} {texts.get(name, '')}" for name in rule.basis
    ]
    lines = [line.strip() for line in told]
    return {
        "text": "\n".join(_message(line) for line in lines),
        "markdown": "\n\n".join(inert(line) for line in lines),
    }


def _clauses(revision: Revision) -> dict[str, str]:
    texts = {article.id: article.text or "" for article in revision.articles}
    for article in revision.articles:
        texts |= {clause.id: clause.text for clause in article.clauses}
    return texts


def _results(items: list[Diagnostic], ids: list[str], lang: Lang) -> list[dict[str, Any]]:
    index = {name: number for number, name in enumerate(ids)}
    return [
        {
            "ruleId": rule_id(item),
            "ruleIndex": index[rule_id(item)],
            **_verdict(item),
            "message": {"text": _told(item, lang)},
            "locations": [{"physicalLocation": _place(item.path, item.line, item.column)}],
            "relatedLocations": _related(item, lang),
            "partialFingerprints": {"tousuFinding/v1": mark},
            "properties": _properties(item),
        }
        for item, mark in zip(items, fingerprints(items), strict=True)
    ]


def _verdict(item: Diagnostic) -> dict[str, Any]:
    """Kind, level and suppression; an acknowledged breach stays one, as a note."""
    if is_remark(item):
        return {"kind": "informational", "level": "none"}
    if item.status in KINDS:
        return {"kind": KINDS[item.status], "level": "none"}
    verdict: dict[str, Any] = {"kind": "fail", "level": weight(item) or "note"}
    if item.status == "waived":
        verdict["suppressions"] = [{"kind": "inSource", "status": "accepted"}]
    return verdict


def _told(item: Diagnostic, lang: Lang) -> str:
    lines = [item.finding.message, *reasons(item)]
    return "\n".join(_message(line.render(lang)) for line in lines)


def _related(item: Diagnostic, lang: Lang) -> list[dict[str, Any]]:
    return [
        {
            "id": number,
            "message": {"text": _message(place.message.render(lang))},
            "physicalLocation": _place(place.path, place.line, place.column),
        }
        for number, place in enumerate(item.related, 1)
    ]


def _place(path: str, line: int, column: int) -> dict[str, Any]:
    """A place from the root; the path is a URI, its bytes kept whatever they are."""
    uri = quote(path, safe="/", errors="surrogateescape")
    return {
        "artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": line, "startColumn": column},
    }


def _properties(item: Diagnostic) -> dict[str, Any]:
    finding = item.finding
    return {
        "case": item.case,
        "status": item.status,
        "reason": finding.reason,
        "revision": item.revision,
        "basis": list(item.basis),
        "due": finding.due.iso(item.zone) if finding.due else None,
    }


def _message(text: str) -> str:
    """Text with the marks of placeholders and links escaped (SARIF 3.11.5 and 3.11.6)."""
    doubled = visible(text).replace("{", "{{").replace("}", "}}")
    return re.sub(r"([\\\[\]])", r"\\\1", doubled)
