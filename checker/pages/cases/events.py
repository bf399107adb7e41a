"""事件: what happened, in order, with the digests of what was kept."""

from __future__ import annotations

from checker.pages.audience import PublicCase, PublicEvent
from checker.pages.html import el, esc, table
from checker.pages.view import Site

HASH_SHOWN = 12


def events(site: Site, case: PublicCase) -> str:
    """The events in a table, in order of time."""
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
