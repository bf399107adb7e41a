"""The pages: whole, linked, the same every time."""

import html
import posixpath
import re

import pytest

from checker.pages import Site
from checker.pages.comparing import clause_changes
from checker.pages.facts import footer, nav, search_words
from checker.pages.html import address
from checker.pages.places import anchor
from checker.pages.terms import Glossary

LINK = re.compile(r'<a href="([^"]*)"')
ID = re.compile(r'\{#([^}]+)\}|<[^>]* id="([^"]+)"')


def anchors(text: str) -> list[str]:
    return [html.unescape(a or b) for a, b in ID.findall(text)]


def test_same_inputs_same_bytes(files: dict[str, str], again: dict[str, str]) -> None:
    assert files == again


def test_every_link_leads_to_a_page_and_a_place_on_it(files: dict[str, str]) -> None:
    known = {path.removesuffix(".md").removesuffix(".html"): text for path, text in files.items()}
    known["howto/index"] = ""
    for path, text in known.items():
        for link in map(html.unescape, LINK.findall(text)):
            there, _, name = link.partition("#")
            if "=" in name:
                name = ""  # a filter of the register, see test_narrowing.py
            page = posixpath.normpath(posixpath.join(posixpath.dirname(path), there))
            assert page.removesuffix(".html") in known, (path, link)
            assert not name or name in anchors(known[page.removesuffix(".html")]), (path, link)


def test_every_heading_has_an_id_of_its_own(files: dict[str, str]) -> None:
    for path, text in files.items():
        headings = [line for line in text.splitlines() if re.match(r"#{1,6} ", line)]
        assert all(re.search(r" \{#[^ }]+\}$", line) for line in headings), path
        assert all(" id=" in tag for tag in re.findall(r"<h[1-6][^>]*>", text)), path
        assert len(anchors(text)) == len(set(anchors(text))), path


@pytest.mark.parametrize(
    ("name", "expected"),
    [("8.5", "art-8-5"), ("8", "art-8"), ("16-1", "art-16--1"), ("16-1.2", "art-16--1-2")],
)
def test_an_anchor_follows_the_policys_own_id(name: str, expected: str) -> None:
    assert anchor(name) == expected


def test_addresses_are_relative() -> None:
    assert address("rules/house/x", "cases/2026/T-1") == "../../cases/2026/T-1.html"
    assert address("index", "register", "a") == "register.html#a"


def test_what_became_of_each_clause(site: Site) -> None:
    old, new = site.policies[0].revisions
    kinds = clause_changes(old, new)
    assert kinds["16.1"] == "changed"
    assert kinds["16.3"] == "added"
    assert "17" not in kinds


def test_the_comparison_shows_both_sides_the_reason_and_the_rules(files: dict[str, str]) -> None:
    page = html.unescape(files["comparison/house/2025-01-01-2026-01-01.md"])
    assert re.search(r"<del>[^<]*三日", page)
    assert re.search(r"<ins>[^<]*一日", page)
    assert "三日太久" in page
    assert "更严" in page
    for head in ("序号", "原条款", "修订后条款", "说明"):
        assert f"{head}</th>" in page


def test_the_longest_term_is_explained_once(site: Site) -> None:
    glossary = Glossary(site.policies[0].revisions[0])
    told = glossary.explained("投诉人提出投诉，投诉人可以撤回投诉")
    assert told.count("<abbr") == 2
    assert told.startswith('<abbr title="提出投诉的人" tabindex="0">投诉人</abbr>')


def test_a_clause_shows_its_rule_its_source_and_its_change(files: dict[str, str]) -> None:
    chapter = files["handbook/house/2026-01-01/chapter-1.md"]
    assert '<a href="../../../rules/house/accept-in-time.html">' in html.unescape(chapter)
    assert "2026-01-01 修改" in html.unescape(chapter)
    assert "2026-01-01 修改：三日太久" in html.unescape(chapter)
    assert "判断过 2 件案件" in html.unescape(chapter)
    assert "补充" in chapter


def test_the_older_revision_keeps_its_address(files: dict[str, str]) -> None:
    assert "三日内受理" in html.unescape(
        re.sub(r"<[^>]+>", "", files["handbook/house/2025-01-01/chapter-1.md"])
    )


def test_a_text_that_is_not_in_force_says_so_and_leads_to_the_one_that_is(
    files: dict[str, str],
) -> None:
    for page in ("index", "chapter-1", "whole"):
        old = html.unescape(files[f"handbook/house/2025-01-01/{page}.md"])
        assert "这不是现行规定" in old
        assert f'现行的是 <a href="../2026-01-01/{page}.html">' in old
        assert "这不是现行规定" not in html.unescape(files[f"handbook/house/2026-01-01/{page}.md"])


def test_chapters_of_two_revisions_have_titles_of_their_own(files: dict[str, str]) -> None:
    old, new = (
        files[f"handbook/house/{day}/chapter-1.md"].split('title: "')[1].split('"')[0]
        for day in ("2025-01-01", "2026-01-01")
    )
    assert old.startswith(f"{new}（")


def test_a_rule_page_has_its_values_over_all_revisions(files: dict[str, str]) -> None:
    page = html.unescape(files["rules/house/accept-in-time.md"])
    assert "3 个工作日" in page
    assert "1 个工作日" in page
    assert "次日受理，准时" in page


def test_the_front_page_says_how_we_stand(files: dict[str, str]) -> None:
    page = html.unescape(re.sub(r"<[^>]+>", "", files["index.md"]))
    assert "2026-11-20 23:59:59" in page
    assert "T-1办结时限2026-03-24" in page.replace("\n", "")
    assert re.search(r"2026-03\d+\.\d%（\d+/\d+）", page)


def test_no_table_is_without_rows(files: dict[str, str]) -> None:
    assert [path for path, text in files.items() if "<tbody></tbody>" in text] == []


def test_a_timeline_draws_events_and_deadlines(files: dict[str, str]) -> None:
    page = files["cases/2026/T-1.html"]
    drawing = page[page.index("<svg") : page.index("</svg>")]
    assert 'class="over"' in drawing
    assert 'class="late"' in drawing
    assert drawing.count('class="mark"') >= 2


def test_cases_are_in_no_navigation(site: Site) -> None:
    assert "T-1" not in str(nav(site))
    assert "cases/" not in str(nav(site))


def test_the_footer_names_instant_and_policy(site: Site) -> None:
    told = html.unescape(footer(site))
    assert "2026-11-20 23:59:59" in told
    assert site.policies[0].revisions[-1].digest[:12] in told


def test_search_words_are_the_policys_own(site: Site) -> None:
    assert {"投诉人", "重大投诉", "另行指定"} <= set(search_words(site))
