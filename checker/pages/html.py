"""HTML from data: everything that is not a letter or a digit becomes a numeric reference.

Text escaped so is inert in HTML and in Markdown alike: no tag, entity, emphasis, link, template
brace or attribute list can begin in it. Nothing reaches a page but through `esc` or `script_json`.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

_MARK = re.compile(r"[\W_]")
_HARMLESS = " -.:,/_+%，。；：、（）《》“”—→…·？！－○✓✕△◇　"
_PLAINLY = tuple((f"&#{ord(mark)};", mark) for mark in _HARMLESS)


def esc(value: object) -> str:
    """Text for an element or a quoted attribute; letters and digits of any script stay."""
    return _escaped(str(value))


@lru_cache(maxsize=1 << 16)
def _escaped(text: str) -> str:
    return _MARK.sub(lambda match: f"&#{ord(match[0])};", text)


def lighter(html: str) -> str:
    """The same page with marks for references that mean nothing in HTML.

    Only for what no Markdown reader will see: there a hyphen may begin a list.
    """
    for reference, mark in _PLAINLY:
        html = html.replace(reference, mark)
    return html


def script_json(value: Any) -> str:
    """JSON that may stand in a script: no tag, comment or line separator can begin in it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return text


def el(name: str, *inner: str, **attributes: object) -> str:
    """An element with inner HTML; attribute values are escaped, `class_` is written `class`."""
    if not attributes:
        return f"<{name}>{''.join(inner)}</{name}>"
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{esc(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{told}>{''.join(inner)}</{name}>"


def unsearched(*inner: str) -> str:
    """A block that the site's search passes over; no other `section` stands inside it.

    The search takes an exclusion for over at the first end of an element of the same name.
    """
    return f'<section data-search-exclude="true">{"".join(inner)}</section>'


def table(
    head: Sequence[str],
    rows: Iterable[Iterable[str]],
    class_: str | None = None,
    *,
    stacks: bool = False,
) -> str:
    """A table; its head is text, its cells are HTML.

    On a narrow screen it scrolls within itself, or its cells stand one below the other.
    """
    top = el("tr", *(el("th", esc(cell), scope="col") if cell else el("td") for cell in head))
    labels = head if stacks else [None] * len(head)
    body = "\n".join(
        el(
            "tr",
            *(
                el("td", cell, data_label=label) if label and cell else el("td", cell)
                for cell, label in zip(row, labels, strict=True)
            ),
        )
        for row in rows
    )
    name = " ".join(filter(None, ("tousu-table", class_, "tousu-stacks" if stacks else None)))
    inner = el("table", el("thead", top), "\n", el("tbody", body), class_=name)
    return el("div", inner, class_="tousu-scroll")


def badge(text: str, kind: str, title: str | None = None) -> str:
    """A short mark; its words tell it apart, its colour only repeats them."""
    return el("span", esc(text), class_=f"tousu-badge tousu-{kind}", title=title)


def link(here: str, there: str, inner: str, anchor: str | None = None) -> str:
    """A relative link between two pages, both named from the site's root without `.html`."""
    return el("a", inner, href=address(here, there, anchor))


def address(here: str, there: str, anchor: str | None = None) -> str:
    """The address of a page as seen from another."""
    path = _relative(there, here.rpartition("/")[0])
    return f"{path}#{anchor}" if anchor else path


@lru_cache(maxsize=1 << 16)
def _relative(there: str, folder: str) -> str:
    return posixpath.relpath(f"{there}.html", folder or ".")


def paragraphs(text: str) -> str:
    """Text by its lines, one paragraph each; blank lines fall away."""
    lines = [line.strip() for line in text.splitlines()]
    return "".join(el("p", esc(line)) for line in lines if line)
