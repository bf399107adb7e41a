"""A gap in Markdown: one table, what wants attention first."""

from __future__ import annotations

from checker.comparing.obligations import Obligation
from checker.model.organization import Organization
from checker.model.text import Lang, say
from checker.revisions.gap import Gap
from checker.revisions.rendering.diff_markdown import escaped, table
from checker.revisions.rendering.gap_rows import GapRows

COLUMNS = (
    say("结论", "Verdict"),
    say("对方的义务", "Their obligation"),
    say("我方的规则", "Our rule"),
    say("说明", "Remarks"),
)


def render(gap: Gap, organization: Organization | None, lang: Lang) -> str:
    """One document, fit for a report or a merge request."""
    rows = GapRows(gap, organization)
    head = [column.render(lang) for column in COLUMNS]
    cells = [_cells(rows, item, lang) for item in rows.sorted()]
    title, *told = (escaped(sentence.render(lang)) for sentence in rows.opening())
    blocks = [f"## {title}", *told, table(head, cells)]
    return "\n\n".join(blocks) + "\n"


def _cells(rows: GapRows, item: Obligation, lang: Lang) -> list[str]:
    rule = item.theirs
    theirs = [f"**{escaped(rule.title)}** `{rule.id}`"]
    theirs.append(escaped(rows.demand(rule, rows.gap.theirs).render(lang)))
    source = rows.source(rule)
    theirs += [escaped(source.render(lang))] if source else []
    ours = [f"{escaped(match.ours.title)} `{match.ours.id}`" for match in item.matches]
    told = [escaped(sentence.render(lang)) for sentence in rows.remarks(item)]
    for match in item.matches:
        told += [escaped(sentence.render(lang)) for sentence in rows.told(item, match)]
    columns = (theirs, ours, told)
    return [rows.verdict(item).render(lang), *("<br>".join(lines) for lines in columns)]
