"""The forms as somebody fills them in: what they give is a sound file that says what was typed."""

import shlex
import shutil
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from click.testing import CliRunner

from checker.cli import cli
from checker.document import read_document

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parents[2]
CASE = "forms/complaint-handling/case.html"
EVENT = "forms/complaint-handling/event.html"
TEXTS = [
    "no", "null", "~", "true", "on", "012", "1:30", "2026-03-02", "a: b", "a:", "x #y", "# z", "- a",
    "? a", "'单' \"双\"", "{a: b}", "[1]", "&a *b !c", "%TAG", "@x `y`", "|", ">-", "=1+1", "\\n", "😀 𠮷 é",
    "<script>alert(1)</script>", "{{ x }} ${y}", " 前后 ", "tab\there", "，。", "a" * 400, "C:\\路径", "--- ", "...",
]  # fmt: skip
BLOCKS = [
    *TEXTS[:12],
    "第一行\n第二行: x\n",
    "  缩进\n# 注",
    "一\n\n\n二",
    "一\n  二\n\t三",
    "\n先空",
    "后空\n\n",
    "一 \n二",
    "- a\n- b",
]


def key(page, name):
    return page.locator(f"[id='{name}']")


def fill_case(page):
    key(page, "event.at").fill("2026-11-18T10:15")
    key(page, "event.by").fill("E1003")
    for name, value in (
        ("severity", "serious"),
        ("category", "other"),
        ("source", "self"),
        ("channel", "phone"),
    ):
        key(page, name).select_option(value)


def given(page):
    page.click("button[type=submit]")
    return page.locator(".tousu-made pre code").text_content()


@pytest.mark.parametrize("over", ["http", "file"])
def test_a_filled_form_is_a_sound_case(over, sample, serve, look, tmp_path):
    base = serve(sample) if over == "http" else f"file://{sample}/"
    root = tmp_path / "instance"
    shutil.copytree(ROOT / "policy", root / "policy")
    with look(base, "dark", 390) as watched:
        page = watched.visit(CASE)
        fill_case(page)
        key(page, "accused.staff").fill("E1004，E1005")
        key(page, "complainant.unit").select_option("sz-futian")
        page.get_by_text("被投诉的单位").first.click()
        key(page, "accused.unit").get_by_label("深圳福田营业部").check()
        page.locator("summary", has_text="其他栏目").click()
        key(page, "severity_grounds").get_by_label("影响交易").check()
        key(page, "loss").fill("930.00")
        page.locator("summary", has_text="留痕").click()
        key(page, "event.records.0.kind").select_option("recording")
        key(page, "event.records.0.uri").fill("archive:2026/11/e1.wav")
        given(page)
        with page.expect_download() as waiting:
            page.get_by_role("button", name="下载").click()
        path = page.locator(".tousu-path").inner_text()
        file = root / path
        file.parent.mkdir(parents=True)
        waiting.value.save_as(file)
        assert waiting.value.suggested_filename == file.name
        assert watched.strange == []
        assert watched.complaints == []
    assert path == "cases/2026/TS-2026-000058.yml", "the id after the last one of the register"
    done = CliRunner().invoke(cli, ["check", "--root", str(root), "--format", "json"])
    assert '"kind": "file"' not in done.stdout, done.stdout
    data = read_document(file.read_bytes(), path).data
    assert data["accused"] == [{"staff": "E1004"}, {"staff": "E1005"}, {"unit": "sz-futian"}]
    assert (data["severity_grounds"], data["loss"]) == (["trading-affected"], "930.00")
    assert data["events"] == [
        {
            "id": "e1", "type": "received", "at": "2026-11-18T10:15", "by": "E1003",
            "records": [{"kind": "recording", "uri": "archive:2026/11/e1.wav"}],
        }
    ]  # fmt: skip


def test_any_text_is_read_back_as_it_was_typed(sample, look):
    with look(f"file://{sample}/") as watched:
        page = watched.visit(CASE)
        fill_case(page)
        for text in TEXTS:
            key(page, "title").fill(text)
            data = read_document(given(page).encode(), "x").data
            assert data["title"] == text
        for text in [*TEXTS, *BLOCKS]:
            key(page, "summary").fill(text)
            key(page, "event.note").fill(text)
            data = read_document(given(page).encode(), "x").data
            assert (data["summary"], data["events"][0]["note"]) == (text, text)
        assert watched.complaints == []


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("id", "TS 2026", "只能用英文字母"),
        ("id", "ＴＳ-1", "只能用英文字母"),
        ("id", "", "这一项必填"),
        ("event.by", "张三", "工号只能用"),
        ("event.by", "", "这一项必填"),
        ("event.at", "", "这一项必填"),
        ("title", "a\u202eb", "控制字符"),
        ("loss", "很多", "应是数字"),
        ("event.records.0.uri", "archive:x", "写明种类"),
        ("event.records.0.sha256", "12", "64 位十六进制"),
    ],
)
def test_what_is_wrong_is_said_at_its_place(name, text, said, sample, look):
    with look(f"file://{sample}/") as watched:
        page = watched.visit(CASE)
        fill_case(page)
        for summary in page.locator("form details").all():
            summary.evaluate("one => { one.open = true; }")
        key(page, name).fill(text)
        page.click("button[type=submit]")
        assert page.locator(".tousu-made").is_hidden()
        shown = page.locator("form .tousu-field .tousu-wrong:visible").all_inner_texts()
        assert any(said in told for told in shown)
        focused = page.evaluate("document.activeElement.getAttribute('aria-invalid')")
        assert focused == "true"
        assert page.get_by_role("alert").is_visible()


def test_an_event_is_given_as_yaml_and_as_a_command_that_adds_it(sample, look, tmp_path):
    root = tmp_path / "instance"
    shutil.copytree(ROOT / "policy", root / "policy")
    target = root / "cases/2026/TS-2026-000010.yml"
    target.parent.mkdir(parents=True)
    shutil.copy(ROOT / "cases/2026/TS-2026-000010.yml", target)
    shutil.copytree(ROOT / "cases/evidence", root / "cases/evidence")
    note = '客户说：it\'s "ok" #1\n第二行'
    with look(f"file://{sample}/") as watched:
        page = watched.visit(EVENT)
        for name, value in (
            ("case", "TS-2026-000010"),
            ("id", "e20"),
            ("at", "2026-11-18T10:15"),
            ("by", "E1003"),
        ):
            key(page, name).fill(value)
        key(page, "type").select_option("progress-notified")
        page.locator("[data-day-only=at]").check()
        key(page, "note").fill(note)
        text = given(page)
        command = page.locator(".tousu-next code").text_content()
    wanted = {
        "id": "e20",
        "type": "progress-notified",
        "at": "2026-11-18",
        "by": "E1003",
        "note": note,
    }
    before = target.read_text(encoding="utf-8")
    pasted = read_document((before + text).encode(), "x").data["events"][-1]
    assert pasted == wanted

    words = shlex.split(command)
    assert words[0] == "tousu"
    done = CliRunner().invoke(cli, [*words[1:], "--root", str(root)])
    assert done.exit_code == 0, done.output
    assert read_document(target.read_bytes(), "x").data["events"][-1] == wanted


def test_the_form_is_used_with_the_keyboard_alone(sample, look):
    with look(f"file://{sample}/") as watched:
        page = watched.visit(EVENT)
        key(page, "case").focus()
        page.keyboard.type("TS-2026-000010")
        page.keyboard.press("Tab")
        page.keyboard.type("e20")
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        key(page, "at").fill(f"{date(2026, 11, 18)}T09:00")
        key(page, "by").focus()
        page.keyboard.type("E1003")
        page.keyboard.press("Enter")
        assert "type: registered" in page.locator(".tousu-made pre code").text_content()


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1280)])
@pytest.mark.parametrize("path", [CASE, EVENT])
def test_the_forms_fit_their_screen_and_can_be_used_by_everybody(path, scheme, width, sample, look):
    with look(f"file://{sample}/", scheme, width) as watched:
        page = watched.visit(path)
        for summary in page.locator("form details").all():
            summary.evaluate("one => { one.open = true; }")
        page.click("button[type=submit]")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page, context="form", options={"resultTypes": ["violations"]})
        assert [(one["id"], one["nodes"][0]["html"]) for one in found.response["violations"]] == []
        assert watched.strange == []


def test_the_forge_is_a_link_that_only_the_reader_opens(sample, look):
    with look(f"file://{sample}/") as watched:
        page = watched.visit(CASE)
        link = page.get_by_role("link", name="到代码平台新建文件")
        fill_case(page)
        given(page)
        assert link.count() == 0, "no forge is configured here"
        forge = "https://git.example.internal/new?f={path}&v={text}"
        page.evaluate(
            "address => { document.querySelector('form.tousu-form').dataset.forge = address; }",
            forge,
        )
        key(page, "title").fill("a&b=c #{path} 好")
        text = given(page)
        query = parse_qs(urlsplit(link.get_attribute("href")).query)
        assert query == {"f": ["cases/2026/TS-2026-000058.yml"], "v": [text]}
        key(page, "summary").fill("长" * 3000)
        given(page)
        assert parse_qs(urlsplit(link.get_attribute("href")).query) == {"f": query["f"]}
        assert "复制进去" in page.locator(".tousu-next").inner_text()
        assert watched.strange == []
