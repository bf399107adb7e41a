"""豁免和违规确认: which rule was waived or owned up to, and until when."""

from __future__ import annotations

from checker.pages.audience import PublicCase, PublicNote
from checker.pages.cases.marks import rule_link
from checker.pages.html import el, esc, table
from checker.pages.view import Site

HEAD = ("类别", "规则", "日期", "有效至")


def notes(site: Site, case: PublicCase) -> str:
    """Waivers and acknowledgements in a table; by whom and why for internal readers."""
    if not case.notes:
        return el("p", esc("没有豁免，也没有确认过的违规。"))
    rows = [_note(site, case, note) for note in case.notes]
    return table((*HEAD, "批准或确认", "理由") if site.internal else HEAD, rows, stacks=True)


def _note(site: Site, case: PublicCase, note: PublicNote) -> list[str]:
    known = next((it for it in case.verdicts if it.rule == note.rule), None)
    name = rule_link(case.path, known) if known else esc(note.title)
    until = note.until.isoformat() if note.until else "—"
    cells = [esc(note.kind), name, esc(note.at.short(case.zone)), esc(until)]
    return [*cells, esc(note.by or ""), esc(note.why or "")] if site.internal else cells
