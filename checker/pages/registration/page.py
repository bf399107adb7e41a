"""The form as a page by itself: no theme, no script, A4 when printed; a PDF is made from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from checker.pages.audience import PublicCase
from checker.pages.html import el, esc, lighter, link
from checker.pages.registration.content import Registration, Row, registration
from checker.pages.view import Site

EVENTS = ("序号", "时间", "事项", "单位", "经办人", "留痕", "说明")
OBLIGATIONS = ("规则", "期限", "办理", "结论")
NOTES = ("类别", "规则", "日期", "有效期", "说明")
STYLE = "assets/registration.css"


def registration_page(site: Site, case: PublicCase, endings: Sequence[str] = ()) -> str:
    """The whole page; `endings` are those of the files that hold the form too."""
    form = registration(site, case)
    links = [link(case.registration, case.path, esc(f"案件页 {case.id}"))]
    links += [el("a", esc(it[1:].upper()), href=f"{case.id}{it}", download="") for it in endings]
    body = [
        el("nav", esc("　").join(links), aria_label="案件"),
        el("main", *_main(form)),
        el("footer", esc(form.foot)),
    ]
    head = [
        '<meta charset="utf-8">',
        '<link rel="icon" href="data:,">',  # else a browser asks the host for one
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="robots" content="noindex, nofollow">',
        el("title", esc(f"{form.title} {form.id}")),
        f'<link rel="stylesheet" href="../../{STYLE}">',
    ]
    page = "\n".join(["<head>", *head, "</head>", "<body>", *body, "</body>"])
    return lighter(f'<!doctype html>\n<html lang="zh-CN">\n{page}\n</html>\n')


def _main(form: Registration) -> Iterable[str]:
    yield el("h1", esc(form.title), id="registration")
    yield el("p", esc(form.id), class_="id")
    for place, (title, rows) in enumerate(form.groups, 1):
        yield el("h2", esc(title), id=f"group-{place}")
        yield el("dl", *(_box(row) for row in rows))
    yield from _table("办理经过", "events", EVENTS, form.events)
    yield from _table("时限和违规", "obligations", OBLIGATIONS, form.obligations)
    yield from _table("豁免和违规确认", "notes", NOTES, form.notes)
    yield el("h2", esc("签字"), id="signatures")
    boxes = (el("p", esc(f"{name}（签字、日期）")) for name in form.signatures)
    yield el("div", *boxes, class_="signatures")


def _box(row: Row) -> str:
    kinds = [name for name, is_so in (("wide", row.wide), ("blank", not row.text)) if is_so]
    return el(
        "div",
        el("dt", esc(row.label)),
        el("dd", esc(row.text)),
        class_=" ".join(kinds) or None,
    )


def _table(
    title: str, name: str, head: Sequence[str], rows: Sequence[Sequence[str]]
) -> Iterable[str]:
    if not rows:
        return
    used = [place for place in range(len(head)) if any(row[place] for row in rows)]
    yield el("h2", esc(title), id=name)
    top = el("tr", *(el("th", esc(head[place]), scope="col") for place in used))
    body = (el("tr", *(el("td", esc(row[place])) for place in used)) for row in rows)
    inner = el("table", el("thead", top), el("tbody", *body))
    yield el("div", inner, class_="wrap", tabindex="0", role="region", aria_label=title)
