"""义务和结论: what each rule says of the case, the gravest first."""

from __future__ import annotations

from checker.model.finding import Status
from checker.pages.audience import PublicCase, PublicVerdict
from checker.pages.cases.marks import rule_link, status_badge
from checker.pages.html import el, esc, table
from checker.pages.labels import MARKS, REASONS
from checker.pages.rules.basis import basis_links
from checker.pages.view import Site

_ORDER: tuple[Status, ...] = (
    "violation",
    "undetermined",
    "due_soon",
    "pending",
    "acknowledged",
    "waived",
)


def obligations(site: Site, case: PublicCase) -> str:
    """What is open or broken first; what was done, and what did not apply, to fold away."""
    open_ = [item for status in _ORDER for item in case.verdicts if item.status == status]
    done = [item for item in case.verdicts if item.status == "met"]
    quiet = [item for item in case.verdicts if item.status == "not_applicable"]
    parts = [_verdicts(case, open_) if open_ else el("p", esc("没有未了结或违反的。"))]
    if done:
        summary = el("summary", esc(f"{MARKS['met']} 已履行 {len(done)} 项"))
        parts.append(el("details", summary, _verdicts(case, done), open="open"))
    return "".join(parts) + _not_applicable(case, quiet)


def _verdicts(case: PublicCase, items: list[PublicVerdict]) -> str:
    head = ("结论", "规则", "说明", "期限", "依据")
    return table(
        head, [_obligation(case, item) for item in items], "tousu-obligations", stacks=True
    )


def _obligation(case: PublicCase, item: PublicVerdict) -> list[str]:
    reason = REASONS.get(item.reason or "")
    remedy = item.remedy if item.status in ("violation", "undetermined", "due_soon") else None
    return [
        status_badge(item.status) + (el("div", esc(reason)) if reason else ""),
        rule_link(case.path, item),
        el(
            "div",
            el("p", esc(item.message)),
            *(el("p", esc(note)) for note in item.notes),
            el("p", esc(f"处理：{remedy}"), class_="tousu-remedy") if remedy else "",
        ),
        esc(item.due.short(case.zone)) if item.due else "",
        basis_links(case.path, item.revision, item.basis) if item.revision else "",
    ]


def _not_applicable(case: PublicCase, items: list[PublicVerdict]) -> str:
    if not items:
        return ""
    inner = [el("li", rule_link(case.path, item), esc(f"：{item.message}")) for item in items]
    summary = el("summary", esc(f"不适用的规则 {len(items)} 条"))
    return el("details", summary, el("ul", *inner), class_="tousu-quiet")
