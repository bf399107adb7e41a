"""An impact in Markdown, fit for a merge request's comment: totals first, cases folded away."""

from __future__ import annotations

from checker.model.finding import STATUS_WORDS
from checker.model.text import Lang, Say, say
from checker.revisions.impact import Impact
from checker.revisions.rendering import outcomes as words
from checker.revisions.rendering.diff_markdown import escaped, table

SHOWN = 100
"""Rows a folded table has at most: comments have a limit, and JSON has the rest."""
_STATUS = say("结论", "Verdict")
_EVERY = say("逐件列出 {n} 项", "All {n}")
_MORE = say("……另有 {n} 项，见 JSON", "… and {n} more, see the JSON")
_WHY = say("说明", "Why")


def render(impact: Impact, lang: Lang) -> str:
    """One document."""
    blocks = [
        f"## {escaped(words.title(impact, lang))}",
        escaped(words.summary(impact, lang)),
        _totals(impact, lang),
    ]
    blocks += _changes(impact, lang)
    blocks += _running(impact, lang)
    blocks += _incomparable(impact, lang)
    return "\n\n".join(blocks) + "\n"


def _heads(lang: Lang, *columns: Say) -> list[str]:
    return [column.render(lang) for column in columns]


def _totals(impact: Impact, lang: Lang) -> str:
    rows = [
        [STATUS_WORDS[status].render(lang), str(old), str(new)]
        for status, (old, new) in impact.totals().items()
    ]
    return table(_heads(lang, _STATUS, words.BEFORE, words.AFTER), rows)


def _changes(impact: Impact, lang: Lang) -> list[str]:
    title = f"### {words.CHANGED.render(lang)}"
    if not impact.changes:
        return [title, words.NOTHING.render(lang)]
    head = _heads(lang, words.RULE, words.BEFORE, words.AFTER, words.COUNT)
    rows = [
        [f"{escaped(words.rule_title(changes, impact, lang))} `{rule}`", was, now, str(len(cases))]
        for rule, changes in impact.by_rule.items()
        for was, now, cases in words.transitions(changes, lang)
    ]
    every = [
        [words.case_of(change.either, lang), f"`{change.either.rule}`",
         *words.sides(change, lang),
         escaped(change.either.finding.message.render(lang))]
        for change in impact.changes
    ]  # fmt: skip
    columns = (words.CASE, words.RULE, words.BEFORE, words.AFTER, _WHY)
    return [title, table(head, rows), _folded(_heads(lang, *columns), every, lang)]


def _running(impact: Impact, lang: Lang) -> list[str]:
    if not impact.running:
        return []
    rows = [
        [words.case_of(item.either, lang), f"`{item.either.rule}`",
         words.due(item.before, lang), words.due(item.after, lang), words.shift(item, lang)]
        for item in impact.running
    ]  # fmt: skip
    columns = (words.CASE, words.RULE, words.BEFORE, words.AFTER, words.SHIFT)
    title = f"### {words.DEADLINES.render(lang)}"
    return [title, _folded(_heads(lang, *columns), rows, lang)]


def _incomparable(impact: Impact, lang: Lang) -> list[str]:
    if not impact.incomparable:
        return []
    rows = [
        [f"`{item.path}:{item.line}`", f"`{item.rule}`",
         escaped(item.finding.message.render(lang))]
        for item in impact.incomparable
    ]  # fmt: skip
    title = f"### {words.INCOMPARABLE.render(lang)}"
    return [title, _folded(_heads(lang, words.CASE, words.RULE, _WHY), rows, lang)]


def _folded(head: list[str], rows: list[list[str]], lang: Lang) -> str:
    told = _EVERY.render(lang).format(n=len(rows))
    lines = [f"<details><summary>{told}</summary>", "", table(head, rows[:SHOWN]), ""]
    if len(rows) > SHOWN:
        lines += [_MORE.render(lang).format(n=len(rows) - SHOWN), ""]
    return "\n".join([*lines, "</details>"])
