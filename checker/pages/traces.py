"""What the git history says of the register: removed, rewritten and late records, by commit."""

from __future__ import annotations

from collections.abc import Iterator

from checker.pages.audience import is_personal
from checker.pages.handed import History, Trace
from checker.pages.html import el, esc, link, table, unsearched
from checker.pages.labels import LEVELS, REASONS, STATUSES
from checker.pages.page import heading
from checker.pages.places import AUDIT, rule_page
from checker.pages.register import shape
from checker.pages.view import Site

MOST_LISTED = 200
"""Lines on the page; all of them are in `tousu audit`."""
MOST_NAMED = 200
"""Cases named in one line."""
ALTERED = "已冻结的修订被改动"


def traces(site: Site) -> Iterator[str]:
    """The part of the auditors' page, where anybody looked."""
    if site.history is not None:
        yield heading(2, "删除、改写和补记（git 历史）", "history")
        yield unsearched(*_parts(site, site.history))


def _parts(site: Site, history: History) -> Iterator[str]:
    if history.missing is not None:
        yield el("p", el("strong", esc(f"没有审计：{history.missing}。")))
        return
    counts = "，".join(f"{STATUSES[status]} {n}" for status, n in history.counts if n)
    told = (
        f"受保护的分支 {history.branch} 到 {history.day} 的提交 {history.head} 为止，案件 {history.cases} 件；"
        f"结论：{counts or '无'}。提交之后尚未入库的改动不在其中。"
    )
    yield el("p", esc(told))
    if history.judged_by is not None:
        older = f"冻结的修订被改动过，按改动之前的提交 {history.judged_by} 的制度判断。"
        yield el("p", el("strong", esc(older)))
    if not history.traces:
        yield el("p", esc("没有发现删除、改写或者补记。"))
        return
    known = {shape(case.id) for case in site.cases}
    rows = [_row(site, trace, known) for trace in _worst_first(history)]
    head = ("入库", "案件", "规则", "结论", "说明")
    yield table(head, rows[:MOST_LISTED], "tousu-traces", stacks=True)
    if len(rows) > MOST_LISTED:
        yield el("p", esc(f"另有 {len(rows) - MOST_LISTED} 行没有列出，见命令 tousu audit。"))


def _worst_first(history: History) -> list[Trace]:
    """By level, the gravest first; within one the latest first."""
    grave = list(LEVELS)
    latest = sorted(history.traces, key=lambda item: str(item.day or ""), reverse=True)
    return sorted(latest, key=lambda item: grave.index(item.level))


def _row(site: Site, trace: Trace, known: set[str]) -> list[str]:
    commit = el("div", el("code", esc(trace.commit))) if trace.commit else ""
    status = f"{STATUSES[trace.status]}（{LEVELS[trace.level]}）"
    return [
        esc(trace.day or "—") + commit,
        _cases(site, trace, known),
        _rule(site, trace),
        esc(status),
        esc(_told(trace)),
    ]


def _cases(site: Site, trace: Trace, known: set[str]) -> str:
    """The case, or their number, which opens the first of them."""
    items = [_case(site, name, known) for name in trace.cases[:MOST_NAMED]]
    if len(items) <= 1:
        return items[0] if items else esc("—")
    rest = len(trace.cases) - len(items)
    more = [el("li", esc(f"另有 {rest} 件，见命令 tousu audit"))] if rest else []
    listed = el("ul", *(el("li", item) for item in items), *more)
    summary = el("summary", esc(f"{len(trace.cases)} 件"))
    return el("details", summary, listed, class_="tousu-cases")


def _case(site: Site, name: str, known: set[str]) -> str:
    """A case that has a page; one that is gone, where its id is like those that may be read."""
    case = site.by_id.get(name)
    if case is not None:
        return link(AUDIT, case.path, esc(case.id))
    told = not is_personal(name) and (site.internal or shape(name) in known)
    return esc(name if told else "编号不公开")


def _rule(site: Site, trace: Trace) -> str:
    if trace.told is not None:
        return esc(ALTERED)
    rules = {rule.id: rule.title for policy in site.policies if policy.id == trace.policy
             for revision in policy.revisions for rule in revision.rules}  # fmt: skip
    name = esc(rules.get(trace.rule, trace.rule))
    if (trace.policy, trace.rule) in site.rule_pages:
        return link(AUDIT, rule_page(trace.policy or "", trace.rule), name)
    return name


def _told(trace: Trace) -> str:
    reason = REASONS.get(trace.reason or "", "")
    if trace.told is not None:
        return trace.told
    if trace.reason == "recorded_late" and trace.days:
        first, last = trace.days[0], trace.days[-1]
        when = f"{first}" if first == last else f"{first} 至 {last}"
        return f"{reason}：{len(trace.days)} 个事件，发生于 {when}"
    return reason
