"""What a reader meets: every kind of page, over http and as files, light and dark, wide and narrow."""

import json
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

HANDBOOK = "handbook/complaint-handling/2026-03-01"
KINDS = {
    "home": "index.html",
    "handbook": "handbook/index.html",
    "revision": f"{HANDBOOK}/index.html",
    "chapter": f"{HANDBOOK}/chapter-3.html",
    "whole": f"{HANDBOOK}/whole.html",
    "rules": "rules/index.html",
    "rule": "rules/complaint-handling/accept-in-time.html",
    "comparison": "comparison/index.html",
    "pair": "comparison/complaint-handling/2018-08-17-2026-03-01.html",
    "register": "register.html",
    "due": "due.html",
    "reports": "reports/index.html",
    "report": "reports/2026-Q3.html",
    "audit": "audit.html",
    "howto": "howto/index.html",
    "case": "cases/2026/TS-2026-000015.html",
}
SEARCHED = ("首问负责", "回避", "重大投诉", "工作日")


@pytest.fixture
def base(request, sample, serve):
    """The sample's address, over http or as files."""
    return serve(sample) if request.param == "http" else f"file://{sample}/"


@pytest.mark.parametrize(
    ("base", "scheme", "width"),
    [
        ("http", "light", 1280),
        ("http", "dark", 390),
        ("file", "light", 390),
        ("file", "dark", 1280),
    ],
    indirect=["base"],
)
def test_every_kind_of_page_asks_no_other_host_and_fits_its_screen(base, scheme, width, look):
    with look(base, scheme, width) as watched:
        for kind, path in KINDS.items():
            page = watched.visit(path)
            assert page.locator("h1").inner_text().strip(), kind
            assert page.evaluate("document.documentElement.lang") == "zh-CN"
            assert page.evaluate("document.documentElement.scrollWidth") <= width, kind
            background = page.evaluate("getComputedStyle(document.body).backgroundColor")
            assert (sum(map(int, background[4:-1].split(","))) > 600) == (scheme == "light"), kind
            assert "数据截至 2026-11-20" in page.locator("footer").inner_text()
        assert watched.strange == []
        assert watched.complaints == []


@pytest.mark.parametrize("base", ["http", "file"], indirect=True)
def test_the_search_finds_the_words_of_the_trade(base, look):
    with look(base) as watched:
        page = watched.visit("index.html")
        page.locator(".md-search__input").click()
        for word in SEARCHED:
            page.locator(".md-search__input").fill(word)
            page.keyboard.press("End")  # the theme listens for keys
            page.wait_for_function(
                "word => document.querySelector('.md-search-result__list')?.innerText.includes(word)",
                arg=word,
                timeout=8000,
            )
        page.locator(".md-search__input").fill("TS-2026-000015")
        page.keyboard.press("End")
        page.wait_for_timeout(500)
        assert page.locator(".md-search-result a[href*='cases/']").count() == 0
        assert watched.strange == []


@pytest.mark.parametrize("base", ["http", "file"], indirect=True)
def test_the_register_filters_searches_and_exports(base, look):
    with look(base) as watched:
        page = watched.visit("register.html")
        shown = page.locator(".tousu-filters output")
        everything = int(shown.inner_text().split()[1])
        page.locator("select[name=field_severity]").select_option("重大投诉")
        some = int(shown.inner_text().split()[1])
        assert 0 < some < everything
        page.locator("input[name=q]").fill("没有这样的案件")
        assert shown.inner_text() == "共 0 件"
        page.locator("input[name=q]").fill("")
        assert "field_severity" in page.url
        with page.expect_download() as download:
            page.get_by_role("button", name="导出 CSV").click()
        text = Path(download.value.path()).read_bytes()
        assert text.startswith(b"\xef\xbb\xbf")
        assert len(text.decode("utf-8-sig").strip().splitlines()) == some + 1
        page.locator(".tabulator-row a").first.click()
        assert page.locator("h1").inner_text().startswith("TS-")
        assert watched.complaints == []


@pytest.mark.parametrize("base", ["file"], indirect=True)
def test_on_a_narrow_screen_the_register_folds_what_does_not_fit(base, look):
    with look(base, width=390) as watched:
        page = watched.visit("register.html")
        page.locator(".tabulator-responsive-collapse-toggle").first.click()
        assert "立案日期" in page.locator(".tabulator-responsive-collapse").first.inner_text()
        assert watched.complaints == []


@pytest.mark.parametrize("base", ["http"], indirect=True)
def test_print_shows_the_content_alone(base, look):
    with look(base) as watched:
        watched.page.emulate_media(media="print")
        for kind in ("chapter", "case", "rule"):
            page = watched.visit(KINDS[kind])
            for hidden in (
                ".md-header",
                ".md-tabs",
                ".md-sidebar--primary",
                ".md-sidebar--secondary",
            ):
                assert not page.locator(hidden).first.is_visible(), (kind, hidden)
            assert page.locator("h1").is_visible()


@pytest.mark.parametrize("base", ["file"], indirect=True)
def test_a_day_leads_to_the_text_in_force_on_it(base, look):
    with look(base) as watched:
        page = watched.visit("handbook/index.html")
        page.locator(".tousu-day input").fill("2020-05-01")
        page.locator(".tousu-day a").click()
        assert "2018-08-17" in page.url


@pytest.mark.parametrize("base", ["http"], indirect=True)
def test_an_anchor_leads_to_its_clause(base, look):
    with look(base) as watched:
        page = watched.visit(f"{HANDBOOK}/chapter-1.html#art-8-5")
        assert page.locator("#art-8-5").is_visible()
        assert watched.visit(f"{HANDBOOK}/chapter-3.html").locator("#art-16--1").count() == 1


def test_hostile_text_is_shown_and_runs_nothing(small, look):
    text = json.loads(
        (small / "assets" / "register.js")
        .read_text(encoding="utf-8")
        .removeprefix("window.TOUSU_REGISTER=")
        .removesuffix(";\n")
    )["rows"][0]
    (remark,) = (value for value in text if isinstance(value, str) and "HYPERLINK" in value)
    with look(f"file://{small}/") as watched:
        page = watched.visit("cases/2026/T-2.html")
        assert remark in page.locator(".tousu-facts").inner_text()
        page = watched.visit("register.html")
        page.locator("input[name=q]").fill("HYPERLINK")
        assert page.locator(".tousu-filters output").inner_text() == "共 1 件"
        with page.expect_download() as download:
            page.get_by_role("button", name="导出 CSV").click()
        assert "\"'=HYPERLINK(" in Path(download.value.path()).read_text(encoding="utf-8-sig")
        assert page.evaluate("window.hacked") is None
        assert watched.strange == []
        assert watched.complaints == []


def test_without_scripts_the_register_is_a_list(browser, sample, serve):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(serve(sample) + "register.html")
    page.locator("noscript a", has_text="TS-2026-000015").click()
    assert page.locator("h1").inner_text().startswith("TS-2026-000015")
    context.close()
