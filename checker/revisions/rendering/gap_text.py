"""A gap for the terminal: what wants attention first."""

from __future__ import annotations

from checker.model.organization import Organization
from checker.model.text import Lang, listed, say
from checker.revisions.gap import Gap
from checker.revisions.rendering.gap_rows import VERDICT_WORDS, GapRows
from checker.rules.base import Rule

SOURCE = say("出处", "source")
OURS = say("我方", "ours")
ASTRAY = say(
    "我方声明落实、对方却没有的规则", "rules of ours that implement what theirs does not have"
)


def render(gap: Gap, organization: Organization | None, lang: Lang) -> str:
    """Title, counts, then every obligation with what we have for it."""
    rows = GapRows(gap, organization)
    lines = [told.render(lang) for told in rows.opening()]
    for item in rows.sorted():
        lines += [
            "",
            f"{rows.verdict(item).render(lang)} {_head(rows, item.theirs, lang)}",
        ]
        source = rows.source(item.theirs)
        if source is not None:
            lines.append(f"  {SOURCE.render(lang)}: {source.render(lang)}")
        lines += [f"  {told.render(lang)}" for told in rows.remarks(item)]
        for match in item.matches:
            word = VERDICT_WORDS[match.verdict].render(lang)
            lines.append(f"  {OURS.render(lang)}: {match.ours.title} [{match.ours.id}] {word}")
            lines += [f"    - {told.render(lang)}" for told in rows.told(item, match)]
    if gap.astray:
        names = ", ".join(f"{rule.id} ({rule.implements or rule.id})" for rule in gap.astray)
        lines += ["", f"{ASTRAY.render(lang)}: {names}"]
    return "\n".join(lines) + "\n"


def _head(rows: GapRows, rule: Rule, lang: Lang) -> str:
    labels = rows.gap.theirs.revision.clause_labels
    basis = listed([labels.get(name, name) for name in rule.basis]).render(lang)
    demand = rows.demand(rule, rows.gap.theirs).render(lang)
    return f"{rule.title} [{rule.id}] {basis}\n  {demand}"
