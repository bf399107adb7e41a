"""规则目录: a page a rule: what it demands, since when, on what ground, with examples and findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from checker.model.finding import STATUSES, Status
from checker.model.moment import parse_moment
from checker.model.policy import Policy, Revision
from checker.pages.audience import PERSON
from checker.pages.comparing import told
from checker.pages.html import badge, el, esc, link, table
from checker.pages.labels import (
    FIXED_RULES,
    KINDS,
    LEVELS,
    MARKS,
    PROVENANCE,
    REASONS,
    REQUIRED_FIELD,
)
from checker.pages.labels import (
    STATUSES as STATUS_WORDS,
)
from checker.pages.page import Page, heading
from checker.pages.places import REGISTER, RULES, anchor, clause_page, revision_page, rule_page
from checker.pages.view import Example, Found, Site, provenance_of, sources
from checker.rules import RULE_KINDS
from checker.rules.base import Rule
from checker.wording import describe

SHOWN: tuple[Status, ...] = (
    "violation",
    "undetermined",
    "due_soon",
    "acknowledged",
    "waived",
    "pending",
)
"""Statuses whose cases a rule's page names."""
RULE_BOOST = 8
"""How much the search prefers a rule's own page to the clauses that mention it."""
MOST_CASES = 200
"""Cases named for each status; the register has all."""


def pages(site: Site) -> Iterator[Page]:
    """An index, then a page for every rule that any revision has or had."""
    yield _index(site)
    for policy in site.policies:
        for name in rule_ids(site, policy):
            yield _RulePage(site, policy, name).page()
        yield _required_fields(site, policy)


def rule_ids(site: Site, policy: Policy) -> list[str]:
    """Every rule's id: those in force in their order, then those that once were."""
    names: dict[str, None] = {}
    for revision in site.newest_first(policy):
        names |= dict.fromkeys(revision.rules_by_id)
    return list(names)


def _index(site: Site) -> Page:
    parts = [heading(1, "规则目录", "rules")]
    for policy in site.policies:
        current = site.current(policy)
        parts.append(heading(2, current.head.title, policy.id))
        for kind in RULE_KINDS:
            rules = [rule for rule in current.rules if rule.kind == kind]
            if rules:
                parts.append(heading(3, KINDS[kind], f"{policy.id}-{kind}"))
                parts.append(_kind_table(site, current, rules))
        parts += _others(site, policy)
    return Page(path=RULES, title="规则目录", parts=tuple(parts))


def _kind_table(site: Site, revision: Revision, rules: Iterable[Rule]) -> str:
    rows = []
    for rule in rules:
        name = link(RULES, rule_page(revision.policy, rule.id), esc(rule.title))
        demand = rule.describe(site.words(revision)).render("zh")
        counts = site.counts(revision.policy, rule.id)
        numbers = [esc(counts[status] or "") for status in ("violation", "acknowledged", "met")]
        rows.append([name, esc(demand), badge(LEVELS[rule.level], rule.level), *numbers])
    return table(("规则", "要求", "级别", "违规", "已确认", "已履行"), rows, "tousu-rulelist")


def _others(site: Site, policy: Policy) -> Iterator[str]:
    """Rules no longer in force, and the program's own."""
    current = site.current(policy)
    gone = [name for name in rule_ids(site, policy) if name not in current.rules_by_id]
    items = [_gone(policy, name) for name in gone]
    fixed = link(RULES, rule_page(policy.id, REQUIRED_FIELD), esc(FIXED_RULES[REQUIRED_FIELD]))
    yield heading(3, "其他", f"{policy.id}-others")
    yield el("ul", *items, el("li", fixed, esc("：栏目表写明必填的，都要填写。")))


def _gone(policy: Policy, name: str) -> str:
    having = [revision for revision in policy.revisions if name in revision.rules_by_id]
    title = having[-1].rules_by_id[name].title
    labels = "、".join(revision.label for revision in having)
    inner = link(RULES, rule_page(policy.id, name), esc(title))
    return el("li", inner, esc(f"：只在 {labels} 修订中"))


class _RulePage:
    """One rule over all revisions."""

    def __init__(self, site: Site, policy: Policy, name: str) -> None:
        self.site, self.policy, self.name = site, policy, name
        self.here = rule_page(policy.id, name)
        self.having = [item for item in policy.revisions if name in item.rules_by_id]
        current = site.current(policy)
        self.revision = current if current in self.having else self.having[-1]
        self.rule: Rule = self.revision.rules_by_id[name]

    def page(self) -> Page:
        parts = [
            heading(1, self.rule.title, self.name),
            self._demand(),
            heading(2, "依据和出处", "basis"),
            self._facts(),
            heading(2, "沿革", "history"),
            self._history(),
            heading(2, "当前结论", "findings"),
            findings(self.site, self.here, self.policy.id, self.name),
            heading(2, "例子", "examples"),
            self._examples(),
        ]
        return Page(path=self.here, title=self.rule.title, parts=tuple(parts), boost=RULE_BOOST)

    def _demand(self) -> str:
        words = self.site.words(self.revision)
        when = describe(self.rule.when, words).render("zh")
        gone = [] if self.revision is self.site.current(self.policy) else [self._not_in_force()]
        return el(
            "div",
            *gone,
            el("p", esc(self.rule.describe(words).render("zh") + "。"), class_="tousu-demand"),
            el("p", el("strong", esc("适用：")), esc(when + "。")),
            *self._remarks(),
        )

    def _not_in_force(self) -> str:
        told_ = f"现行修订没有这条规则；下面是 {self.revision.label} 修订的内容。"
        return el("p", esc(told_), class_="tousu-compliance")

    def _remarks(self) -> Iterator[str]:
        for name, text in (("理由", self.rule.rationale), ("违反了怎么办", self.rule.remedy)):
            if text:
                yield el("p", el("strong", esc(f"{name}：")), esc(text))

    def _facts(self) -> str:
        rule, rows = self.rule, []
        rows.append(("编号", el("code", esc(rule.id))))
        rows.append(("类型", esc(KINDS.get(rule.kind, rule.kind))))
        rows.append(("级别", badge(LEVELS[rule.level], rule.level)))
        rows.append(("依据", basis_links(self.here, self.revision, rule.basis)))
        rows.append(("出处", self._source()))
        rows.append(("能否豁免", esc("能" if rule.can_be_waived else "不能")))
        if rule.implements:
            rows.append(("落实", esc(rule.implements)))
        body = "".join(el("tr", el("th", esc(a), scope="row"), el("td", b)) for a, b in rows)
        return el("div", el("table", body, class_="tousu-facts"), class_="tousu-scroll")

    def _source(self) -> str:
        item = sources(self.revision).get(provenance_of(self.revision, self.rule) or "")
        if item is None:
            return esc("未写明")
        mark = badge(PROVENANCE.get(item.kind, item.kind), item.kind)
        page = revision_page(self.revision)
        inner = mark + link(self.here, page, esc(item.title), f"src-{item.id}")
        return inner + (el("p", esc(item.note)) if item.note else "")

    def _history(self) -> str:
        rows = []
        texts = {item: self._told(item) for item in self.policy.revisions}
        before = {new: old for old, new in pairwise(self.policy.revisions)}
        for revision, text in reversed(texts.items()):
            last = texts.get(before[revision]) if revision in before else None
            name = link(self.here, revision_page(revision), esc(f"{revision.label} 修订"))
            rows.append([name, esc(f"{revision.effective_from} 起"), _change(text, last)])
        return table(("修订", "施行", "内容"), rows, "tousu-history")

    def _told(self, revision: Revision) -> str | None:
        rule = revision.rules_by_id.get(self.name)
        return told(rule, self.site.words(revision)) if rule else None

    def _examples(self) -> str:
        examples = [
            item for item in self.site.examples.get(self.policy.id, ()) if item.rule == self.name
        ]
        if not examples:
            return el("p", esc("没有例子：这类规则由审计按提交历史判断，或者还没有写规则测试。"))
        return "\n".join(_example(self.site, self.policy, item) for item in examples)


def _change(text: str | None, last: str | None) -> str:
    if text is None:
        return esc("没有这条规则")
    return esc("与上一修订相同") if text == last else esc(text)


def basis_links(here: str, revision: Revision, basis: Iterable[str]) -> str:
    """The clauses cited, each with a link to where it stands in that revision."""
    labels = revision.clause_labels
    parts = []
    for name in basis:
        page = clause_page(revision, name)
        label = esc(labels.get(name, name))
        parts.append(link(here, page, label, anchor(name)) if page else label)
    return esc("、").join(parts)


def findings(site: Site, here: str, policy: str, rule: str) -> str:
    """How a rule stands now: counts, and the cases by status."""
    counts = site.counts(policy, rule)
    if not counts:
        return el("p", esc("没有结论：由 tousu audit 按提交历史判断，或者没有案件适用。"))
    told_ = "，".join(
        f"{STATUS_WORDS[status]} {counts[status]}" for status in STATUSES if counts[status]
    )
    lists = [
        _cases(
            here, status, [it for it in site.by_rule[policy, rule] if it.verdict.status == status]
        )
        for status in SHOWN
        if counts[status]
    ]
    return el("div", el("p", esc(told_ + "。")), *lists, data_search_exclude="true")


def _cases(here: str, status: Status, found: list[Found]) -> str:
    items = [el("li", _subject(here, item)) for item in found[:MOST_CASES]]
    rest = len(found) - len(items)
    if rest > 0:
        items.append(el("li", link(here, REGISTER, esc(f"另有 {rest} 项，见案件登记簿"))))
    name = f"{MARKS[status]} {STATUS_WORDS[status]}（{len(found)}）"
    opened = "open" if status == "violation" else None
    return el("details", el("summary", esc(name)), el("ul", *items), open=opened)


def _subject(here: str, item: Found) -> str:
    name = esc(item.subject or "")
    if item.case:
        name = link(here, item.case.path, esc(item.case.id))
    reason = REASONS.get(item.verdict.reason or "")
    mark = esc(f"（{reason}）") if reason else ""
    return name + mark + esc(f"　{item.verdict.message}")


def _example(site: Site, policy: Policy, example: Example) -> str:
    word = STATUS_WORDS[example.status]
    reason = REASONS.get(example.reason or "")
    summary = f"{MARKS[example.status]} {word}" + (f"（{reason}）" if reason else "")
    facts = [f"判断时刻 {example.as_of.short(policy.zone)}"]
    if example.due:
        facts.append(f"期限 {example.due.short(policy.zone)}")
    labels = "、".join(example.revisions)
    facts.append(f"按 {labels} 修订")
    return el(
        "details",
        el("summary", esc(summary + "　"), esc(example.name)),
        el("p", esc("；".join(facts) + "。")),
        _example_values(site, policy, example),
        _example_events(site, policy, example),
        class_="tousu-example",
    )


def _example_values(site: Site, policy: Policy, example: Example) -> str:
    """The example's choices in words; no free text, no people."""
    revision = _of(policy, example)
    told_ = []
    for name, spec in revision.fields.items():
        value = example.case.get(name)
        labels = {choice.id: choice.label for choice in spec.choices}
        values = [value] if isinstance(value, str) else value if isinstance(value, list) else []
        shown = [labels[item] for item in values if item in labels]
        if shown:
            told_.append(f"{spec.label}：{'、'.join(shown)}")
    return el("p", esc("；".join(told_) + "。")) if told_ else ""


def _example_events(site: Site, policy: Policy, example: Example) -> str:
    revision = _of(policy, example)
    events = example.case.get("events")
    entries = (
        [item for item in events if isinstance(item, dict)] if isinstance(events, list) else []
    )
    rows = [
        [
            esc(_when(item.get("at"), policy)),
            esc(revision.event_label(str(item.get("type")))),
            esc(_who(site, item, policy)),
        ]
        for item in entries
    ]
    told_ = table(("时间", "事件", "经办"), rows) if rows else ""
    return el("div", told_, data_search_exclude="true")


def _when(at: Any, policy: Policy) -> str:
    moment = parse_moment(at, policy.zone) if isinstance(at, str) else None
    return moment.short(policy.zone) if moment else ""


def _who(site: Site, event: dict[str, Any], policy: Policy) -> str:
    at = event.get("at")
    moment = parse_moment(at, policy.zone) if isinstance(at, str) else None
    by = event.get("by")
    if moment is None or not isinstance(by, str):
        return ""
    unit = site.publisher.unit(site.publisher.organization.unit_of(by, moment.day))
    return " ".join(filter(None, (unit, site.publisher.role(by, moment.day) or PERSON)))


def _of(policy: Policy, example: Example) -> Revision:
    named = [item for item in policy.revisions if item.label in example.revisions]
    return named[-1] if named else policy.revisions[-1]


def _required_fields(site: Site, policy: Policy) -> Page:
    """The program's own rule: what must be filled, from the fields of the current revision."""
    here, revision = rule_page(policy.id, REQUIRED_FIELD), site.current(policy)
    title = FIXED_RULES[REQUIRED_FIELD]
    rows = [
        [
            esc(spec.label),
            esc(_since(revision, spec.required)),
            basis_links(here, revision, spec.basis),
            esc("公开" if spec.public else "不公开"),
        ]
        for spec in revision.fields.values()
    ]
    parts = [
        heading(1, title, REQUIRED_FIELD),
        el("p", esc("栏目写明必填的，空着就是违规：少填一栏不会让任何规则悄悄失效。")),
        heading(2, "栏目", "fields"),
        table(("栏目", "何时必填", "依据", "登记簿"), rows),
        heading(2, "当前结论", "findings"),
        findings(site, here, policy.id, REQUIRED_FIELD),
    ]
    return Page(path=here, title=title, parts=tuple(parts))


def _since(revision: Revision, required: bool | str) -> str:
    if isinstance(required, str):
        return f"{revision.event_label(required)}之后"
    return "立案时" if required else "可以不填"
