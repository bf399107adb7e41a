"""What a reader meets: every kind of page, over http and as files, light and dark, wide and narrow."""

import io
import json
import re
import shutil
from pathlib import Path

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe

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
    "registration": "registration/2026/TS-2026-000015.html",
    "form": "forms/complaint-handling/case.html",
}
BARE = ("registration",)
"""Pages by themselves, for paper: white also in the dark, without the theme's footer."""
SEARCHED = {"首问负责制": "首问负责", "回避": "回避", "重大投诉": "重大投诉", "工作日": "工作日"}
"""Words that readers type, and what the results then tell of; the handbook calls the first 首问负责原则."""
ACCEPTED = {
    # the vendored table puts its scrolling body and its pages into the grid
    ("register", "aria-required-children"),
    # the theme's lists of pages are named by labels that wide screens hide
    ("revision", "landmark-unique"),
    ("chapter", "landmark-unique"),
}
"""What the accessibility engine says of other people's parts, by page kind."""


def workbook(path):
    return openpyxl.load_workbook(io.BytesIO(Path(path).read_bytes()))


@pytest.fixture
def base(request, sample, serve):
    """The sample's address, over http or as files."""
    return serve(sample) if request.param == "http" else f"file://{sample}/"


@pytest.mark.parametrize(
    ("base", "scheme", "width"),
    [
        ("http", "light", 1280),
        ("http", "dark", 360),
        ("file", "light", 360),
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
            if kind in BARE:
                continue
            background = page.evaluate("getComputedStyle(document.body).backgroundColor")
            assert (sum(map(int, background[4:-1].split(","))) > 600) == (scheme == "light"), kind
            assert "数据截至 2026-11-20" in page.locator("footer").inner_text()
        assert watched.strange == []
        assert watched.complaints == []


@pytest.mark.parametrize(
    ("base", "scheme"), [("http", "light"), ("file", "dark")], indirect=["base"]
)
def test_every_kind_of_page_passes_the_accessibility_engine(base, scheme, look):
    found = set()
    with look(base, scheme) as watched:
        for kind, path in KINDS.items():
            page = watched.visit(path)
            told = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
            found |= {
                (kind, item["id"], item["nodes"][0]["html"][:80])
                for item in told
                if (kind, item["id"]) not in ACCEPTED
            }
    assert found == set()


@pytest.mark.parametrize("base", ["http", "file"], indirect=True)
def test_the_search_finds_the_words_of_the_trade(base, look):
    with look(base) as watched:
        page = watched.visit("index.html")
        page.locator(".md-search__input").click()
        for word, told in SEARCHED.items():
            page.locator(".md-search__input").fill(word)
            page.keyboard.press("End")  # the theme listens for keys
            page.wait_for_function(
                "word => document.querySelector('.md-search-result__list')?.innerText.includes(word)",
                arg=told,
                timeout=20_000,
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
        with page.expect_download() as download:
            page.get_by_role("button", name="导出 XLSX").click()
        sheet = workbook(download.value.path()).active
        assert sheet.max_row == some + 1
        assert sheet["A1"].value == "编号"
        page.reload()
        assert int(shown.inner_text().split()[1]) == some
        page.locator(".tabulator-row a").first.click()
        assert page.locator("h1").inner_text().startswith("TS-")
        assert watched.complaints == []


@pytest.mark.parametrize("base", ["file"], indirect=True)
def test_a_number_of_a_report_leads_to_the_register_with_just_its_cases(base, look):
    with look(base) as watched:
        page = watched.visit("reports/2026.html")
        number = page.locator("details.tousu-cases:has(a[href*='register.html#from'])").first
        number.locator("summary").click()
        link = number.locator("a[href*='register.html#from']")
        count = re.search(r"这 (\d+) 件", link.inner_text())[1]
        link.click()
        assert page.locator(".tousu-filters output").inner_text() == f"共 {count} 件"
        assert page.locator("input[name=from]").input_value() == "2026-01-01"
        page.locator("input[name=from]").fill("")
        assert "from=" not in page.url
        assert watched.complaints == []


@pytest.mark.parametrize("base", ["file"], indirect=True)
def test_on_a_narrow_screen_the_register_folds_what_does_not_fit(base, look):
    with look(base, width=360) as watched:
        page = watched.visit("register.html")
        shown = page.locator(".tabulator-col:visible").all_inner_texts()
        assert [text.strip() for text in shown if text.strip()][:3] == ["编号", "状态", "违规"]
        toggle = page.locator(".tabulator-responsive-collapse-toggle").first
        assert toggle.get_attribute("aria-expanded") == "false"
        toggle.focus()
        page.keyboard.press("Enter")
        page.locator(".tabulator-responsive-collapse-toggle[aria-expanded='true']").wait_for()
        assert "立案日期" in page.locator(".tabulator-responsive-collapse").first.inner_text()
        assert watched.complaints == []


PALE = """() => [...document.querySelectorAll('main *, footer *')].filter(item => {
  if (item.closest('svg') || !item.checkVisibility() || !item.innerText?.trim()) return false;
  const [red, green, blue, alpha = 1] = getComputedStyle(item).color.match(/[\\d.]+/g).map(Number);
  return 255 - alpha * (255 - (0.3 * red + 0.6 * green + 0.1 * blue)) > 140;
}).map(item => item.outerHTML.slice(0, 80))"""
"""What could hardly be read on white paper."""


@pytest.mark.parametrize("base", ["file"], indirect=True)
def test_paper_is_white_and_its_words_are_dark_for_who_reads_in_the_dark(base, look):
    with look(base, "dark") as watched:
        for kind in ("home", "chapter", "rule", "pair", "due", "report", "audit", "case"):
            watched.page.emulate_media(media="screen")
            page = watched.visit(KINDS[kind])
            page.emulate_media(media="print")
            page.wait_for_function(f"({PALE})().length === 0", timeout=5000)  # links fade
            assert "数据截至 2026-11-20" in page.locator("footer").inner_text(), kind


@pytest.mark.parametrize("base", ["file"], indirect=True)
def test_on_paper_the_register_is_a_table_of_what_the_filters_leave(base, look):
    with look(base) as watched:
        page = watched.visit("register.html")
        page.locator("select[name=field_severity]").select_option("重大投诉")
        told = page.locator(".tousu-filters output").inner_text()
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        assert page.locator(".tousu-printed p").inner_text() == f"{told}；严重程度：重大投诉"
        assert page.locator(".tousu-printed tbody tr").count() == int(told.split()[1])
        assert not page.locator("#tousu-register").is_visible()
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.locator(".tousu-printed").count() == 0
        assert page.locator("#tousu-register").is_visible()
        assert watched.complaints == []


@pytest.mark.parametrize("base", ["http"], indirect=True)
def test_a_page_that_is_not_there_is_told_in_chinese_and_needs_nothing_else(base, look):
    with look(base, width=360) as watched:
        page = watched.visit("404.html")
        assert page.locator("h1").inner_text() == "没有这一页"
        assert page.evaluate("document.documentElement.lang") == "zh-CN"
        assert page.evaluate("performance.getEntriesByType('resource').length") <= 1  # its icon
        page.get_by_role("link", name="案件登记簿").click()
        page.locator("#register", has_text="案件登记簿").wait_for()
        assert watched.strange == []


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
        with page.expect_download() as download:
            page.get_by_role("button", name="导出 XLSX").click()
        cells = [cell for row in workbook(download.value.path()).active for cell in row]
        assert remark in [cell.value for cell in cells]
        assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
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


def test_a_hundred_thousand_cases_are_filtered(sample, look, serve, tmp_path):
    folder = tmp_path / "site"
    shutil.copytree(sample, folder, ignore=shutil.ignore_patterns("cases", "registration"))
    script = folder / "assets" / "register.js"
    start = "window.TOUSU_REGISTER="
    data = json.loads(script.read_text(encoding="utf-8").removeprefix(start).rstrip(";\n"))
    rows = data["rows"]
    data["rows"] = [[f"N-{n}", *rows[n % len(rows)][1:]] for n in range(100_000)]
    script.write_text(f"{start}{json.dumps(data, ensure_ascii=False)};\n", encoding="utf-8")
    place = next(i for i, column in enumerate(data["columns"]) if column["key"] == "field.severity")
    major = sum(row[place] == "重大投诉" for row in data["rows"])
    with look(serve(folder)) as watched:
        page = watched.visit("register.html")
        shown = page.locator(".tousu-filters output")
        assert shown.inner_text() == "共 100000 件"
        page.locator("select[name=field_severity]").select_option("重大投诉")
        assert shown.inner_text() == f"共 {major} 件"
        page.locator("input[name=q]").fill("N-99999")
        assert int(shown.inner_text().split()[1]) <= 1
        assert watched.complaints == []


@pytest.mark.parametrize("base", ["file"], indirect=True)
def test_a_term_is_explained_on_focus_and_a_picker_stands_on_every_page_of_the_text(base, look):
    with look(base) as watched:
        page = watched.visit(f"{HANDBOOK}/chapter-3.html")
        term = page.locator(".tousu-passage abbr").first
        meaning = term.get_attribute("title")
        term.focus()
        page.locator(".md-tooltip2, .md-tooltip").filter(has_text=meaning[:10]).wait_for()
        page.locator(".tousu-day input").fill("2020-05-01")
        page.locator(".tousu-day a").click()
        assert page.url.endswith("2018-08-17/chapter-3.html")
        assert watched.complaints == []


def test_by_keyboard_alone_a_reader_gets_to_the_text_and_to_a_case(look, sample):
    with look(f"file://{sample}/") as watched:
        page = watched.visit("index.html")
        page.keyboard.press("Tab")
        assert "md-skip" in page.evaluate("document.activeElement.className")
        page = watched.visit("register.html")
        heading = page.get_by_role("columnheader", name="编号")
        heading.focus()
        page.keyboard.press("Enter")
        page.locator("[role=columnheader][aria-sort=ascending]", has_text="编号").wait_for()
        page.locator("input[name=q]").focus()
        page.keyboard.type("TS-2026-000015")
        page.locator(".tabulator-row a").first.focus()
        page.keyboard.press("Enter")
        page.locator("h1", has_text="TS-2026-000015").wait_for()


def test_hostile_text_is_text_for_internal_readers_too(builds, look):
    with look(f"file://{builds.internal / 'site'}/") as watched:
        for path in ("cases/2026/T-2.html", "registration/2026/T-2.html", "register.html"):
            page = watched.visit(path)
            assert page.evaluate("window.hacked") is None
            assert page.locator("a[href^='javascript'], img").count() == 0
        assert "HYPERLINK" in watched.visit("cases/2026/T-2.html").locator("main").inner_text()
        assert watched.strange == []
        assert watched.complaints == []
