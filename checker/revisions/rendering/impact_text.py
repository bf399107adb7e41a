"""An impact for the terminal."""

from __future__ import annotations

from checker.model.finding import STATUS_WORDS
from checker.model.text import Lang, say
from checker.revisions.impact import Impact
from checker.revisions.rendering import outcomes as words

SHOWN = 6
"""Cases named for each change; JSON has all, with their messages."""
_MORE = say("{cases} 等", "{cases}, …")


def render(impact: Impact, lang: Lang) -> str:
    """Totals, then every change by rule, then what it does to deadlines now running."""
    lines = [words.title(impact, lang), words.summary(impact, lang)]
    lines += _section(words.VERDICTS.render(lang), _totals(impact, lang))
    changed = _changes(impact, lang) or [f"  {words.NOTHING.render(lang)}"]
    lines += _section(words.CHANGED.render(lang), changed)
    lines += _section(words.DEADLINES.render(lang), _running(impact, lang))
    lines += _section(words.INCOMPARABLE.render(lang), _incomparable(impact, lang))
    return "\n".join(lines) + "\n"


def _section(title: str, lines: list[str]) -> list[str]:
    return ["", title, *lines] if lines else []


def _totals(impact: Impact, lang: Lang) -> list[str]:
    return [
        f"  {STATUS_WORDS[status].render(lang)} {old} → {new}"
        for status, (old, new) in impact.totals().items()
    ]


def _changes(impact: Impact, lang: Lang) -> list[str]:
    lines = []
    for rule, changes in impact.by_rule.items():
        lines.append(f"  {words.rule_title(changes, impact, lang)} [{rule}] {len(changes)}")
        lines += [
            f"    {was} → {now} {len(cases)}: {_listed(cases, lang)}"
            for was, now, cases in words.transitions(changes, lang)
        ]
    return lines


def _listed(cases: list[str], lang: Lang) -> str:
    if len(cases) <= SHOWN:
        return ", ".join(cases)
    return _MORE.render(lang).format(cases=", ".join(cases[:SHOWN]))


def _running(impact: Impact, lang: Lang) -> list[str]:
    return [
        f"  {words.case_of(item.either, lang)} [{item.either.rule}] "
        f"{words.due(item.before, lang)} → {words.due(item.after, lang)}: "
        f"{words.shift(item, lang)}"
        for item in impact.running
    ]


def _incomparable(impact: Impact, lang: Lang) -> list[str]:
    return [
        f"  {item.path}:{item.line}:{item.column}: "
        f"{item.finding.message.render(lang)} [{item.rule}]"
        for item in impact.incomparable
    ]
