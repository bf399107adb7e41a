"""义务和结论: what each rule says of the case, the gravest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from checker.model.finding import Status
from checker.pages.audience import PublicCase, PublicVerdict
from checker.pages.cases.marks import rule_link, status_badge
from checker.pages.html import el, esc, table
from checker.pages.labels import MARKS, REASONS
from checker.pages.rules.basis import basis_links
from checker.pages.view import Site

HEAD = ("结论", "规则", "说明", "期限", "依据")
_ORDER: tuple[Status, ...] = (
    "violation",
    "undetermined",
    "due_soon",
    "pending",
    "acknowledged",
    "waived",
)
Derived = Mapping[int, Sequence[str]]


def obligations(site: Site, case: PublicCase) -> str:
    """What is open or broken first; what was done, and what did not apply, to fold away."""
    derived = site.derived(case)
    open_ = [row for status in _ORDER for row in _of(case, derived, status)]
    parts = [_rows(open_) if open_ else el("p", esc("没有未了结或违反的。"))]
    met = [item for item in case.verdicts if item.status == "met"]
    if met:
        summary = el("summary", esc(f"{MARKS['met']} 已履行 {len(met)} 项"))
        dated = _of(case, derived, "met")
        timely = _rows(dated) if dated else ""
        others = _list(case, [item for item in met if item.due is None])
        parts.append(el("details", summary, timely, others, open="open"))
    return "".join(parts) + _not_applicable(case)


def _rows(rows: Sequence[Sequence[str]]) -> str:
    return table(HEAD, rows, "tousu-obligations", stacks=True)


def _of(case: PublicCase, derived: Derived, status: Status) -> list[list[str]]:
    """The verdicts of a status; what a rule says alike of several acts is said once."""
    groups: dict[object, tuple[PublicVerdict, list[str], Sequence[str]]] = {}
    for place, item in enumerate(case.verdicts):
        if item.status != status or (status == "met" and item.due is None):
            continue
        lines = derived.get(place, ())
        alike = place if lines else (item.policy, item.rule, item.reason, item.notes)
        groups.setdefault(alike, (item, [], lines))[1].append(item.message)
    return [_obligation(case, *group) for group in groups.values()]


def _obligation(
    case: PublicCase, item: PublicVerdict, messages: Sequence[str], lines: Sequence[str]
) -> list[str]:
    reason = REASONS.get(item.reason or "")
    return [
        status_badge(item.status) + (el("div", esc(reason)) if reason else ""),
        rule_link(case.path, item),
        _explained(item, messages, lines),
        esc(item.due.short(case.zone)) if item.due else "",
        basis_links(case.path, item.revision, item.basis) if item.revision else "",
    ]


def _explained(item: PublicVerdict, messages: Sequence[str], lines: Sequence[str]) -> str:
    remedy = item.remedy if item.status in ("violation", "undetermined", "due_soon") else None
    told = [el("p", esc(text)) for text in dict.fromkeys(messages)]
    told += [el("p", esc(note)) for note in item.notes]
    if remedy:
        told.append(el("p", esc(f"处理：{remedy}"), class_="tousu-remedy"))
    if lines:
        days = el("ul", *(el("li", esc(line)) for line in lines))
        told.append(el("details", el("summary", esc("怎样算出")), days, class_="tousu-how"))
    return "".join(told)


def _not_applicable(case: PublicCase) -> str:
    items = [item for item in case.verdicts if item.status == "not_applicable"]
    if not items:
        return ""
    summary = el("summary", esc(f"不适用的规则 {len(items)} 条"))
    return el("details", summary, _list(case, items), class_="tousu-quiet")


def _list(case: PublicCase, items: Sequence[PublicVerdict]) -> str:
    """Rules and what they say, a line each; what is said alike of several acts is counted."""
    counts = Counter((item.policy, item.rule, item.message) for item in items)
    lines = []
    for item in {(it.policy, it.rule, it.message): it for it in items}.values():
        number = counts[item.policy, item.rule, item.message]
        times = f"（{number} 次）" if number > 1 else ""
        lines.append(el("li", rule_link(case.path, item), esc(f"：{item.message}{times}")))
    return el("ul", *lines, class_="tousu-sayings")
