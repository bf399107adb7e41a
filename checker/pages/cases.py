"""案件页: one page a case, stamped into the theme's shell without passing through Markdown.

The shell is one page with a mark in each place; a case fills the marks with escaped HTML. Case
pages are in no navigation and in no search index; the register leads to them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from checker.model.finding import STATUSES, Status
from checker.pages.audience import PublicCase, PublicEvent, PublicNote, PublicVerdict
from checker.pages.html import badge, el, esc, link, table
from checker.pages.labels import FIXED_RULES, MARKS, REASONS, REQUIRED_FIELD
from checker.pages.labels import STATUSES as STATUS_WORDS
from checker.pages.page import Page, heading
from checker.pages.places import REGISTER, revision_page, rule_page
from checker.pages.rules import basis_links
from checker.pages.svg import timeline
from checker.pages.view import Site

SHELL = "cases/0000/shell"
"""As deep as the case pages, so that its relative addresses hold for them."""
_MARK = re.compile(r"TOUSUMARK([A-Z]+)TOUSUEND")
_ORDER: tuple[Status, ...] = (
    "violation",
    "undetermined",
    "due_soon",
    "pending",
    "acknowledged",
    "waived",
)
HASH_SHOWN = 12


def shell() -> Page:
    """The placeholder page that the theme renders once."""
    parts = [heading(1, _mark("TITLE"), "case")]
    for name, (title, _) in _SECTIONS.items():
        if title:
            parts.append(heading(2, title, name.lower()))
        parts.append(el("div", _mark(name)))
    return Page(
        path=SHELL,
        title=_mark("TITLE"),
        parts=tuple(parts),
        searched=False,
        hide=("navigation",),
    )


def stamp(site: Site, rendered: str) -> Iterator[tuple[str, str]]:
    """Path and HTML of every case page, from the rendered shell."""
    pieces = _MARK.split(rendered)
    for case in site.cases:
        sections = {name: make(site, case) for name, (_, make) in _SECTIONS.items()}
        sections["TITLE"] = esc(case.id)
        filled = [sections[piece] if place % 2 else piece for place, piece in enumerate(pieces)]
        yield case.path, "".join(filled)


def _mark(name: str) -> str:
    return f"TOUSUMARK{name}TOUSUEND"


def _overview(site: Site, case: PublicCase) -> str:
    rows = [
        ("状态", case.status),
        ("立案", case.opened.short(case.zone)),
        ("办结", case.closed.short(case.zone) if case.closed else "尚未办结"),
        ("责任单位", case.unit or "未登记"),
        ("客户所属机构", case.branch or "未登记"),
        ("被投诉", _accused(case)),
        ("协助单位", "、".join(case.assisting_units) or "无"),
        *((item.label, item.text) for item in case.values),
    ]
    body = "".join(el("tr", el("th", esc(a), scope="row"), el("td", esc(b))) for a, b in rows)
    governed = "；".join(
        f"{revision.head.title}（{revision.label} 修订）" for revision in case.revisions
    )
    return (
        el("p", *_tallies(case), class_="tousu-tallies")
        + el("div", el("table", body, class_="tousu-facts"), class_="tousu-scroll")
        + el("p", esc(f"适用：{governed}。判断时刻：{site.as_of}。"))
    )


def _accused(case: PublicCase) -> str:
    people = [f"人员 {case.accused_people} 名"] if case.accused_people else []
    return "、".join([*people, *case.accused_units]) or "无"


def _tallies(case: PublicCase) -> Iterator[str]:
    for status in STATUSES:
        number = case.count(status)
        if number and status != "not_applicable":
            yield status_badge(status, f" {number}")


def status_badge(status: Status, more: str = "") -> str:
    """A status by sign, word and colour."""
    return badge(f"{MARKS[status]} {STATUS_WORDS[status]}{more}", status)


def _timeline(site: Site, case: PublicCase) -> str:
    return timeline(case, site.result.as_of)


def _events(site: Site, case: PublicCase) -> str:
    rows = [_event(case, event) for event in case.events]
    return table(("序号", "事件", "时间", "单位", "留痕"), rows, "tousu-events")


def _event(case: PublicCase, event: PublicEvent) -> list[str]:
    label = event.label
    if event.corrects:
        label += f"（更正第 {event.corrects} 项）"
    records = "".join(_record(record.kind, record.sha256) for record in event.records)
    return [
        esc(event.number),
        esc(label),
        esc(event.at.short(case.zone)),
        esc(event.unit or ""),
        el("ul", records) if records else "",
    ]


def _record(kind: str, sha256: str | None) -> str:
    if sha256 is None:
        return el("li", esc(f"{kind}（无摘要）"))
    return el("li", esc(f"{kind} "), el("code", esc(sha256[:HASH_SHOWN]), esc("…"), title=sha256))


def _obligations(site: Site, case: PublicCase) -> str:
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
        _rule(case.path, item),
        el(
            "div",
            el("p", esc(item.message)),
            *(el("p", esc(note)) for note in item.notes),
            el("p", esc(f"处理：{remedy}"), class_="tousu-remedy") if remedy else "",
        ),
        esc(item.due.short(case.zone)) if item.due else "",
        basis_links(case.path, item.revision, item.basis) if item.revision else "",
    ]


def _rule(here: str, item: PublicVerdict) -> str:
    if item.rule in FIXED_RULES and item.rule != REQUIRED_FIELD:
        return esc(item.title)
    return link(here, rule_page(item.policy, item.rule), esc(item.title))


def _not_applicable(case: PublicCase, items: list[PublicVerdict]) -> str:
    if not items:
        return ""
    inner = [el("li", _rule(case.path, item), esc(f"：{item.message}")) for item in items]
    summary = el("summary", esc(f"不适用的规则 {len(items)} 条"))
    return el("details", summary, el("ul", *inner), class_="tousu-quiet")


def _notes(site: Site, case: PublicCase) -> str:
    if not case.notes:
        return el("p", esc("没有豁免，也没有确认过的违规。"))
    rows = [_note(case, note) for note in case.notes]
    return table(("类别", "规则", "日期", "有效至"), rows)


def _note(case: PublicCase, note: PublicNote) -> list[str]:
    known = next((it for it in case.verdicts if it.rule == note.rule), None)
    name = _rule(case.path, known) if known else esc(note.title)
    until = note.until.isoformat() if note.until else "—"
    return [esc(note.kind), name, esc(note.at.short(case.zone)), esc(until)]


def _related(site: Site, case: PublicCase) -> str:
    later = [other.id for other in site.followers.get(case.id, ()) if other.id != case.id]
    group = [
        other.id for other in site.incidents.get(case.incident or "", ()) if other.id != case.id
    ]
    parts = [
        _list(site, case, "既往投诉", case.previous),
        _list(site, case, "后来的投诉", later),
        _list(site, case, f"同一事件（共 {case.group_size} 名客户）", group),
    ]
    return "".join(parts) or el("p", esc("没有。"))


def _list(site: Site, case: PublicCase, title: str, names: list[str] | tuple[str, ...]) -> str:
    if not names:
        return ""
    inner = esc("、").join(
        link(case.path, site.by_id[name].path, esc(name)) if name in site.by_id else esc(name)
        for name in names
    )
    return el("p", el("strong", esc(f"{title}：")), inner)


def _way_back(site: Site, case: PublicCase) -> str:
    links = [link(case.path, REGISTER, esc("案件登记簿"))]
    links += [
        link(case.path, revision_page(revision), esc(f"{revision.label} 修订"))
        for revision in case.revisions
    ]
    return el("p", esc("　").join(links), class_="tousu-crumb")


_SECTIONS: dict[str, tuple[str, Callable[[Site, PublicCase], str]]] = {
    "BACK": ("", _way_back),
    "OVERVIEW": ("概况", _overview),
    "TIMELINE": ("时间线", _timeline),
    "EVENTS": ("事件", _events),
    "OBLIGATIONS": ("义务和结论", _obligations),
    "NOTES": ("豁免和违规确认", _notes),
    "RELATED": ("关联案件", _related),
}
