"""The controls of a form: each with its label, its hint, a place for what is wrong with it.

`data-key` is where the value goes in the file, `data-reads` how the script takes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from checker.pages.html import el, esc

Reads = Literal["id", "ids", "text", "time", "number", "choice", "choices", "staff", "place"]
Options = Iterable[tuple[str, str, str]]
"""Value, label, definition."""
WANTED = "必填"


def void(name: str, **attributes: object) -> str:
    """An element without an end."""
    return el(name, **attributes).removesuffix(f"</{name}>")


def line(
    key: str,
    label: str,
    reads: Reads = "text",
    *,
    hint: str = "",
    wanted: bool = False,
    listed: str | None = None,
    value: str | None = None,
) -> str:
    """A text on one line; `listed` names a list of suggestions."""
    control = void(
        "input", type="text", id=key, data_key=key, data_reads=reads, list=listed, value=value,
        data_wanted=_yes(wanted), aria_describedby=f"{key}-hint {key}-wrong", autocomplete="off",
    )  # fmt: skip
    return _field(key, label, control, hint, wanted=wanted)


def area(key: str, label: str, *, hint: str = "", wanted: bool = False) -> str:
    """A text of several lines."""
    control = el(
        "textarea", id=key, data_key=key, data_reads="text", rows=4, data_wanted=_yes(wanted),
        aria_describedby=f"{key}-hint {key}-wrong",
    )  # fmt: skip
    return _field(key, label, control, hint, wanted=wanted)


def moment(key: str, label: str, *, hint: str = "", wanted: bool = False) -> str:
    """A date and a time of day, or the day alone."""
    control = void(
        "input", type="datetime-local", id=key, data_key=key, data_reads="time", min="1990-01-01T00:00",
        max="2199-12-31T23:59", data_wanted=_yes(wanted), aria_describedby=f"{key}-hint {key}-wrong",
    )  # fmt: skip
    day_only = el(
        "label",
        void("input", type="checkbox", data_day_only=key),
        esc("只知道日期"),
        class_="tousu-box",
    )
    now = el("button", esc("现在"), type="button", data_now=key)
    return _field(key, label, control + now + day_only, hint, wanted=wanted)


def select(key: str, label: str, options: Options, *, hint: str = "", wanted: bool = False) -> str:
    """One of several; what it means is told when it is chosen."""
    shown = [el("option", esc("（请选择）") if wanted else "", value="")]
    for value, text, meaning in options:
        shown.append(el("option", esc(text), value=value, data_meaning=meaning or None))
    control = el(
        "select", *shown, id=key, data_key=key, data_reads="choice", data_wanted=_yes(wanted),
        aria_describedby=f"{key}-hint {key}-wrong",
    )  # fmt: skip
    return _field(key, label, control, hint, wanted=wanted)


def boxes(
    key: str, label: str, options: Options, *, wanted: bool = False, reads: Reads = "choices"
) -> str:
    """Any number of several, each with its meaning."""
    items = [
        el(
            "label",
            void("input", type="checkbox", value=value),
            el("span", esc(text), el("small", esc(meaning)) if meaning else ""),
            class_="tousu-box",
        )
        for value, text, meaning in options
    ]
    legend = el("legend", esc(label), _mark(wanted))
    return el(
        "fieldset", legend, *items, _wrong(key), id=key, data_key=key, data_reads=reads,
        data_wanted=_yes(wanted), class_="tousu-field",
    )  # fmt: skip


def folded(title: str, *inner: str) -> str:
    """What is seldom needed, opened on call."""
    return el("details", el("summary", esc(title)), *inner)


def group(title: str, *inner: str) -> str:
    """Controls that belong together."""
    return el("fieldset", el("legend", esc(title)), *inner, class_="tousu-group")


def suggestions(name: str, offered: Mapping[str, str]) -> str:
    """Values to be suggested while typing."""
    return el(
        "datalist",
        *(el("option", esc(text), value=value) for value, text in offered.items()),
        id=name,
    )


def result(title: str) -> str:
    """Where the script puts what it wrote, and what to do with it."""
    return el(
        "section",
        el("h2", esc(title), id="made"),
        el("p", class_="tousu-path"),
        el("pre", el("code"), tabindex="0"),
        el(
            "p",
            el("button", esc("下载"), type="button", data_act="save", class_="md-button"),
            el("button", esc("复制"), type="button", data_act="copy", class_="md-button"),
            el(
                "a", esc("到代码平台新建文件"), data_act="forge", class_="md-button",
                rel="noopener noreferrer", target="_blank", hidden="hidden",
            ),
            el("output"),
            class_="tousu-acts",
        ),
        el("div", class_="tousu-next"),
        class_="tousu-made",
        hidden="hidden",
    )  # fmt: skip


def _field(key: str, label: str, control: str, hint: str, *, wanted: bool) -> str:
    name = el("label", esc(label), _mark(wanted), for_=key)
    told = el("p", esc(hint), id=f"{key}-hint", class_="tousu-hint")
    return el(
        "div",
        name,
        el("div", control, class_="tousu-control"),
        told,
        _wrong(key),
        class_="tousu-field",
    )


def _mark(wanted: bool) -> str:
    return el("small", esc(WANTED)) if wanted else ""


def _wrong(key: str) -> str:
    return el("p", id=f"{key}-wrong", class_="tousu-wrong", hidden="hidden")


def _yes(value: bool) -> str | None:
    return "yes" if value else None
