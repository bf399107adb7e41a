"""The rules part of a SARIF log: what code scanning shows beside a result, from the policy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from checker.engine import Result
from checker.formats.inert import visible
from checker.formats.markup import inert
from checker.model.policy import Revision
from checker.model.text import Lang, plain, say
from checker.rules.base import Rule, Words

Known = dict[str, tuple[Words, Rule]]


def descriptors(result: Result, ids: Sequence[str], lang: Lang) -> list[dict[str, Any]]:
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
        "shortDescription": {"text": message_text(rule.title)},
        "fullDescription": {"text": message_text(rule.describe(words).render(lang))},
        "defaultConfiguration": {"level": rule.level},
        "help": _help(revision, rule, lang),
        "properties": {"tags": [revision.policy, rule.kind], "revision": revision.label},
    }


def _own(name: str, lang: Lang) -> dict[str, Any]:
    """A code of the tool itself; code scanning wants all three texts."""
    told = say("{code}：检查工具自带", "{code}: the checker's own", code=name.rsplit("/", 1)[-1])
    text = {"text": message_text(told.render(lang))}
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
        "text": "\n".join(message_text(line) for line in lines),
        "markdown": "\n\n".join(inert(line) for line in lines),
    }


def _clauses(revision: Revision) -> dict[str, str]:
    texts = {article.id: article.text or "" for article in revision.articles}
    for article in revision.articles:
        texts |= {clause.id: clause.text for clause in article.clauses}
    return texts


def message_text(text: str) -> str:
    """Text with the marks of placeholders and links escaped (SARIF 3.11.5 and 3.11.6)."""
    doubled = visible(text).replace("{", "{{").replace("}", "}}")
    return re.sub(r"([\\\[\]])", r"\\\1", doubled)
