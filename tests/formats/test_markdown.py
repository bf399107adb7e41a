"""Markdown and rdjson: a parser finds the structure that was meant and the texts as they were."""

import json
import re
from dataclasses import replace
from pathlib import Path

import jsonschema
from markdown_it import MarkdownIt

from checker.formats import render
from checker.formats.inert import visible
from checker.formats.markdown import LONGEST

from .conftest import AWKWARD, spoilt

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
RDJSON = jsonschema.Draft202012Validator(
    json.loads((Path(__file__).parent / "schemas/rdjson.json").read_text(encoding="utf-8"))
)
AUTOLINKED = re.compile(r"https?:/|www\.|@|ftp:")
"""What GitHub links by itself; the parser here does not."""


def shape(text: str) -> list[str]:
    """Blocks and the marks inside them, without the texts."""
    told = []
    for token in PARSER.parse(text):
        told.append(f"{token.type} {token.content.strip() if token.type == 'html_block' else ''}")
        marks = [child for child in token.children or [] if child.type != "text"]
        told += [f"{mark.type} {mark.content}" for mark in marks]
    return told


def cells(text: str) -> list[str]:
    """The texts of all table cells, as a reader sees them."""
    tokens = PARSER.parse(text)
    return [
        "".join(child.content for child in tokens[place + 1].children if child.type == "text")
        for place, token in enumerate(tokens)
        if token.type == "td_open"
    ]


def test_the_shape_of_a_report(result) -> None:
    told = shape(render(result, "markdown", "zh"))
    assert told.count("table_open ") == 3
    assert told.count("tr_open ") == 3 + 1 + len(result.diagnostics)
    assert set(told) >= {"html_block </details>", "html_inline <code>"}


def test_awkward_text_changes_no_shape(result, awkward) -> None:
    told = render(spoilt(result, awkward), "markdown", "zh")
    assert shape(told) == shape(render(spoilt(result, "x"), "markdown", "zh"))
    assert not AUTOLINKED.search(told)
    assert visible(awkward) in cells(told)
    assert visible(f"cases/{awkward}.yml:9") in cells(told)


def test_a_long_report_says_what_it_left_out(result) -> None:
    many = replace(result, diagnostics=[result.diagnostics[0]] * (LONGEST + 7))
    told = render(many, "markdown", "en")
    assert "7 more not listed" in told
    assert told.count("no-revision-in-force") == LONGEST


def test_a_report_of_the_longest_fits_in_a_job_summary(result) -> None:
    both = [item for item in result.diagnostics for _ in range(LONGEST)]
    assert len(render(replace(result, diagnostics=both), "markdown", "zh").encode()) < 2**20


def rdjson(result) -> dict:
    found = json.loads(render(result, "rdjson", "zh"))
    assert not [error.message for error in RDJSON.iter_errors(found)]
    return found


def test_rdjson(result) -> None:
    found = rdjson(result)
    assert [item["severity"] for item in found["diagnostics"]] == (
        ["ERROR", "ERROR", "WARNING", "WARNING", "INFO", "INFO", "INFO", "ERROR", "INFO"]
    )
    late = found["diagnostics"][1]
    assert late["location"] == {"path": "cases/2026/C-1.yml", "range": {"start": {"line": 9}}}
    assert late["code"] == {"value": "accept-in-time"}
    assert late["relatedLocations"][0]["location"]["range"]["start"]["line"] == 8


def test_rdjson_messages_are_plain_as_markdown(result) -> None:
    for awkward in AWKWARD.values():
        for item in rdjson(spoilt(result, awkward))["diagnostics"]:
            assert item["location"]["path"] == f"cases/{awkward}.yml"
            assert not AUTOLINKED.search(item["message"])
            kinds = {line.split()[0] for line in shape(item["message"])}
            assert kinds == {"paragraph_open", "inline", "paragraph_close", "softbreak"}


def test_rdjson_of_nothing(result) -> None:
    result.diagnostics.clear()
    assert rdjson(result)["diagnostics"] == []
