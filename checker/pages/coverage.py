"""The coverage matrix: each clause, the rules that carry it out, their examples and verdicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from checker.model.finding import Status
from checker.model.policy import Compliance, Revision
from checker.pages.html import esc, link, table
from checker.pages.labels import COMPLIANCE
from checker.pages.page import heading
from checker.pages.places import AUDIT, anchor, clause_page, rule_page
from checker.pages.view import Site, rules_on
from checker.rules.base import Rule

HEAD = ("条款", "规则", "例子", "违规", "无法判断", "已确认", "已履行")
_COUNTED: tuple[Status, ...] = ("violation", "undetermined", "acknowledged", "met")


def coverages(site: Site) -> Iterator[str]:
    """A matrix for the revision in force of each policy."""
    for policy in site.policies:
        revision = site.current(policy)
        yield heading(2, f"条款、规则、例子、结论：{revision.label} 修订", f"coverage-{policy.id}")
        yield _coverage(site, revision)


def _coverage(site: Site, revision: Revision) -> str:
    rules = rules_on(revision)
    examples = Counter(item.rule for item in site.examples.get(revision.policy, ()))
    rows = []
    for name, compliance in _clauses(revision):
        cited = rules.get(name, [])
        links = [
            link(AUDIT, rule_page(revision.policy, rule.id), esc(rule.title)) for rule in cited
        ]
        numbers = [sum(examples[rule.id] for rule in cited), *_verdicts(site, revision, cited)]
        told = esc("、").join(links) or esc(_without(compliance))
        rows.append([_clause(revision, name), told, *(esc(number or "") for number in numbers)])
    return table(HEAD, rows, stacks=True)


def _verdicts(site: Site, revision: Revision, cited: Sequence[Rule]) -> list[int]:
    """How many verdicts of each kind the rules of a clause have."""
    verdicts: Counter[Status] = Counter()
    for rule in cited:
        verdicts.update(site.counts(revision.policy, rule.id))
    return [verdicts[status] for status in _COUNTED]


def _clauses(revision: Revision) -> Iterator[tuple[str, Compliance | None]]:
    for article in revision.articles:
        yield article.id, article.compliance
        for clause in article.clauses:
            yield clause.id, clause.compliance


def _clause(revision: Revision, name: str) -> str:
    page_ = clause_page(revision, name)
    label = esc(revision.clause_labels[name])
    return link(AUDIT, page_, label, anchor(name)) if page_ else label


def _without(compliance: Compliance | None) -> str:
    if compliance is None:
        return "没有规则，也没有说明"
    return f"{COMPLIANCE[compliance.by]}：{compliance.reason}"
