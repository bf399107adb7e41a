"""Case text is data, whatever it looks like."""

import html
import json
import re

from hypothesis import example, given
from hypothesis import strategies as st

from checker.pages import Site
from checker.pages.html import esc, lighter, script_json
from checker.pages.register import DATA

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]))
INERT = re.compile(r"(?:[^\W_]|&#[0-9]+;)*")
HOSTILE = (
    "<script>alert(1)</script>",
    "](javascript:alert(1))",
    "{{ config }} {% raw %} {#evil}",
    "`*_~^|\\ ]]> -->",
    "# 标题\n\n| a | b |",
    "&lt;b&gt; &#60;",
    "\u2028\u2029\u202e",
    "=1+1",
)


@given(TEXT)
@example(HOSTILE[0])
@example(HOSTILE[2])
def test_escaped_text_has_no_mark_left_and_reads_back(text: str) -> None:
    assert INERT.fullmatch(esc(text))
    assert html.unescape(esc(text)) == text


@given(TEXT)
@example(HOSTILE[0])
@example("&#45;")
def test_a_lighter_page_says_the_same_and_no_tag_begins_in_it(text: str) -> None:
    assert html.unescape(lighter(esc(text))) == text
    assert not set("<>\"'`={}") & set(lighter(esc(text)))


def test_hostile_texts_read_back() -> None:
    assert [html.unescape(esc(text)) for text in HOSTILE] == list(HOSTILE)


@given(TEXT)
@example("</script><!--")
@example("\u2028")
def test_data_in_a_script_cannot_end_it(text: str) -> None:
    told = script_json([text])
    assert not set("<>&\u2028\u2029") & set(told)
    assert json.loads(told) == [text]


def test_a_hostile_case_stands_in_its_page_as_text(site: Site, files: dict[str, str]) -> None:
    text = site.by_id["T-2"].value("remark")
    assert "</script>" in text
    page = files["cases/2026/T-2.html"]
    assert lighter(esc(text)) in page
    assert lighter(esc(text)) in files["registration/2026/T-2.html"]
    assert "<img" not in page
    assert "<script" not in page
    assert 'href="http' not in page


def test_and_in_the_register_as_text(site: Site, files: dict[str, str]) -> None:
    told = files[DATA].removeprefix("window.TOUSU_REGISTER=").removesuffix(";\n")
    assert not set("<>&") & set(told)
    row = next(row for row in json.loads(told)["rows"] if row[0] == "T-2")
    assert site.by_id["T-2"].value("remark") in row
