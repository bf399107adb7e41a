"""事件: what happened, in order, with the digests of what was kept."""

from __future__ import annotations

from checker.pages.audience import PublicCase, PublicEvent, PublicRecord
from checker.pages.html import el, esc, table
from checker.pages.view import Site

HASH_SHOWN = 12
HEAD = ("序号", "事件", "时间", "单位", "留痕")


def events(site: Site, case: PublicCase) -> str:
    """The events in a table, in order of time; who and why for internal readers."""
    head = (*HEAD, "经办", "备注") if site.internal else HEAD
    rows = [_event(site, case, event) for event in case.events]
    return table(head, rows, "tousu-events", stacks=True)


def _event(site: Site, case: PublicCase, event: PublicEvent) -> list[str]:
    label = event.label
    if event.corrects:
        label += f"（更正第 {event.corrects} 项）"
    more = [event.change, f"延长期限：{event.moves}" if event.moves else None]
    told = "".join(el("div", esc(text), class_="tousu-more") for text in more if text)
    records = "".join(_record(record) for record in event.records)
    cells = [
        esc(event.number),
        esc(label) + told,
        esc(event.at.short(case.zone)),
        esc(event.unit or ""),
        el("ul", records) if records else "",
    ]
    return [*cells, esc(event.by or ""), esc(event.note or "")] if site.internal else cells


def _record(record: PublicRecord) -> str:
    told = [record.kind, record.title or ""]
    digest = record.sha256
    held = "（无摘要）" if digest is None else " "
    code = el("code", esc(digest[:HASH_SHOWN]), esc("…"), title=digest) if digest else ""
    place = el("div", esc(record.place), class_="tousu-more") if record.place else ""
    return el("li", esc(" ".join(filter(None, told)) + held), code, place)
