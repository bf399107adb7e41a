"""A difference as one HTML page that needs nothing else: 修订对照表 and the rules.

What went is struck and what came underlined, beside their colours, so that both survive a
black-and-white printer.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from checker.comparing.difference import Difference
from checker.comparing.rows import (
    COLUMNS,
    NOTHING,
    REASON,
    RULES,
    TEXT,
    VOCABULARY,
    PassageRow,
    Rows,
    RuleRow,
)
from checker.comparing.spans import Span
from checker.model.organization import Organization
from checker.model.text import Lang

_STYLE = """
body { font-family: "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", sans-serif;
  line-height: 1.6; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: #1a1a1a; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid #999; padding: .4rem .6rem; text-align: left; vertical-align: top; }
th { background: #eee; }
td:nth-child(2), td:nth-child(3) { width: 30%; }
del { color: #a40e26; text-decoration: line-through; }
ins { color: #05530f; text-decoration: underline; }
.label { font-weight: bold; display: block; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
"""
_LANGUAGES = {"zh": "zh-CN", "en": "en"}


def render(difference: Difference, organization: Organization | None, lang: Lang) -> str:
    """The whole page."""
    rows = Rows(difference, organization, lang)
    title = escape(rows.title())
    body = [f"<h1>{title}</h1>"]
    body += _body(rows) if difference else [f"<p>{NOTHING.render(lang)}</p>"]
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="{_LANGUAGES[lang]}">',
            f'<head><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style></head>',
            "<body>",
            *body,
            "</body>",
            "</html>",
            "",
        ]
    )


def _body(rows: Rows) -> list[str]:
    lang = rows.lang
    blocks = [f"<p>{escape(rows.summary())}</p>"]
    blocks += _section(TEXT.render(lang), _text(rows))
    blocks += _section(RULES.render(lang), [_rule(row, rows) for row in rows.rules()])
    return blocks + _section(VOCABULARY.render(lang), _list(rows.vocabulary()))


def _section(title: str, blocks: list[str]) -> list[str]:
    return [f"<h2>{title}</h2>", *blocks] if blocks else []


def _text(rows: Rows) -> list[str]:
    passages = rows.passages()
    blocks = _table(passages, rows) if passages else []
    renumbered = rows.renumbered()
    return [*blocks, f"<p>{escape(renumbered)}</p>"] if renumbered else blocks


def _table(passages: list[PassageRow], rows: Rows) -> list[str]:
    head = "".join(f"<th>{column.render(rows.lang)}</th>" for column in COLUMNS)
    lines = ["<table>", f"<thead><tr>{head}</tr></thead>", "<tbody>"]
    lines += ["<tr>" + "".join(f"<td>{cell}</td>" for cell in _cells(row)) + "</tr>"
              for row in passages]  # fmt: skip
    return [*lines, "</tbody>", "</table>"]


def _cells(row: PassageRow) -> list[str]:
    return [
        str(row.number),
        _side(row.before, row.spans, "removed", "del"),
        _side(row.after, row.spans, "added", "ins"),
        escape(row.sorts),
        escape(row.reason or ""),
        "<br>".join(f"<code>{escape(name)}</code>" for name in row.rules),
    ]


def _side(label: str, spans: Iterable[Span], sort: str, tag: str) -> str:
    if not label:
        return ""
    shown = (span for span in spans if span.sort in ("same", sort))
    text = "".join(
        f"<{tag}>{escape(span.text)}</{tag}>" if span.sort == sort else escape(span.text)
        for span in shown
    )
    return f'<span class="label">{escape(label)}</span>{text}'


def _rule(row: RuleRow, rows: Rows) -> str:
    basis = escape(rows.listed(row.basis))
    sentences = list(row.sentences)
    if row.reason:
        sentences.append(f"{REASON.render(rows.lang)}: {row.reason}")
    head = f"<h3>{escape(row.title)} <code>{escape(row.id)}</code>: {row.way}</h3>"
    return "\n".join([head, f"<p>{basis}</p>", *_list(sentences)])


def _list(items: list[str]) -> list[str]:
    return ["<ul>", *(f"<li>{escape(item)}</li>" for item in items), "</ul>"] if items else []
