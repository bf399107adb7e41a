"""Checks a copy of the world of this folder; makes results whose every text is awkward."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from checker.engine import Options, Result, check_instance
from checker.loading.instance import load_instance
from checker.model.finding import Diagnostic, RelatedPlace
from checker.model.moment import as_of_moment
from checker.model.text import plain

WORLD = Path(__file__).parent / "world"
SHANGHAI = ZoneInfo("Asia/Shanghai")

AWKWARD = {
    "line breaks": "a\r\nb\nc\rd\x85e\u2028f\u2029g",
    "command": "::error file=x::y\n::add-mask::z",
    "old command": "##[error]x\n##vso[task.complete]y",
    "percent": "%0A%25%0D100%",
    "terminal": "\x1b[31m\x1b]0;title\x07\x00\x7f\x9b31m",
    "direction": "\u202egnp.\u2066x\u2069\u200f",
    "unseen": "a\u200bb\ufeffc\u00add\U000e0041",
    "no character": "\udcff\udc80\ufffe\uffff",
    "table": "a|b||c\\|d\\",
    "code": "`a` ``b`` ```\nc\n```",
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)>&lt;b&gt;&#60;!--",
    "details": "</details></summary></code></td>",
    "markdown": "# h\n- l\n1. n\n> q\n---\n===\n*a* _b_ ~~c~~ **d**",
    "link": "[a](https://example.com) ![b](x) <https://example.com> https://example.com www.example.com",
    "mention": "@all #1 :+1: $x$ a@example.com",
    "template": "{{ 7*7 }} {% raw %} {0} {: onclick=x }",
    "xml": "]]>&amp;<!DOCTYPE x>&x;\"'",
    "csv": "=1+1,;:",
    "chinese": "受理（一）：“及时”，、。；！",
    "far planes": "𠮷野家 🧾",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the world, to be changed."""
    return Path(shutil.copytree(WORLD, tmp_path / "world"))


def judged(root: Path, *, everything: bool = False) -> Result:
    instance = load_instance(root)
    second = as_of_moment("2026-03-20", SHANGHAI).second
    return check_instance(instance, Options(second=second, clock=False, everything=everything))


@pytest.fixture
def result(root: Path) -> Result:
    """What a check of the world finds."""
    return judged(root)


@pytest.fixture(params=AWKWARD.values(), ids=AWKWARD)
def awkward(request: pytest.FixtureRequest) -> str:
    return request.param


Spoil = Callable[[Result, str], Result]


def spoilt(result: Result, text: str) -> Result:
    """The result with the text in every place that may hold one: paths, ids, labels, messages."""
    found = [spoilt_item(item, text) for item in result.diagnostics]
    return replace(result, diagnostics=found)


def spoilt_item(item: Diagnostic, text: str) -> Diagnostic:
    said = plain(text)
    finding = replace(item.finding, message=said, notes=(said,), subject=text)
    related = (RelatedPlace(message=said, path=f"cases/{text}.yml", line=3, column=2),)
    return replace(
        item,
        case=text,
        rule=text,
        remedy=said,
        basis=(text,),
        basis_labels=(text,),
        path=f"cases/{text}.yml",
        finding=finding,
        related=related,
    )
