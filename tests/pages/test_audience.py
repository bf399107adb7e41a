"""What of a case is published: nothing but the allow-list; what internal readers get more."""

import html
import json
import re

from checker.pages import Site
from checker.pages.facts import footer, nav, search_words
from checker.pages.register import DATA
from checker.personal_data import masked_text

MARK = "PLANTED"


def plain(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", text))


def test_no_free_text_name_reference_or_staff_id_leaves_a_case(files: dict[str, str]) -> None:
    assert [path for path, text in files.items() if MARK in path or MARK in text] == []


def test_nor_do_they_reach_what_the_builder_is_told(site: Site) -> None:
    told = json.dumps([nav(site), footer(site), search_words(site)], ensure_ascii=False)
    assert MARK not in told


def test_a_masked_number_found_in_free_text_is_not_repeated(files: dict[str, str]) -> None:
    page = files["cases/2026/T-1.html"]
    assert "疑似未遮蔽的手机号码" in page
    assert "138" not in page


def test_nobody_is_named_nor_told_by_their_title(site: Site, files: dict[str, str]) -> None:
    case = site.by_id["T-1"]
    assert "营业部经理" not in files["cases/2026/T-1.html"]
    assert case.value("owner") == "（有关人员）"
    assert case.accused_people == 1
    assert case.accused_units == ("东营业部",)


def test_a_field_that_is_not_public_is_no_column_and_in_no_message(files: dict[str, str]) -> None:
    keys = [column["key"] for column in read(files)["columns"]]
    assert "field.severity" in keys
    assert {"field.secret", "field.clerk", "field.lost", "field.mood"}.isdisjoint(keys)
    for path in ("cases/2026/T-1.html", "rules/house/hidden-fields.md", DATA):
        told = plain(files[path])
        assert "内部愤怒" not in told.replace("内部情绪应为", "")
        assert "77,123.45" not in told
    assert "内部情绪应为内部平静" in plain(files["cases/2026/T-1.html"])


def test_waivers_and_acknowledgements_show_rule_and_dates_only(files: dict[str, str]) -> None:
    page = files["cases/2026/T-1.html"]
    assert "豁免" in page
    assert "违规确认" in page
    assert "2026-12-31" in page


def test_a_file_that_could_not_be_read_is_told_by_codes(files: dict[str, str]) -> None:
    told = plain(files["register.md"])
    assert "cases/2026/T-9.yml" in told
    assert "schema" in told


def test_a_file_is_named_only_where_its_name_is_like_those_of_cases(files: dict[str, str]) -> None:
    assert plain(files["register.md"]).count("（文件名不公开）") == 2


def test_an_id_that_is_a_telephone_number_is_in_no_address(files: dict[str, str]) -> None:
    assert [path for path, text in files.items() if "13800138000" in path + text] == []


def test_an_earlier_complaint_outside_the_register_is_only_counted(files: dict[str, str]) -> None:
    assert "另有 1 件不在登记簿中" in plain(files["cases/2026/T-1.html"])


def test_the_form_leaves_blank_what_is_not_public(files: dict[str, str]) -> None:
    page = files["registration/2026/T-1.html"]
    assert "<dt>客户姓名</dt><dd></dd>" in page
    assert "<dt>内部备注</dt><dd></dd>" in page
    assert "<dt>严重程度</dt><dd>一般投诉</dd>" in page


def test_internal_readers_get_names_and_texts(internal_files: dict[str, str]) -> None:
    page, form = (
        plain(internal_files[path])
        for path in ("cases/2026/T-1.html", "registration/2026/T-1.html")
    )
    for told in ("title", "summary", "ref", "secret", "note", "record", "reason", "cause"):
        assert f"PLANTED-{told}" in page, told
    for told in ("title", "summary", "ref", "secret", "note"):
        assert f"PLANTED-{told}" in form, told
    assert "PLANTED专员某（PLANTED-S2）" in page
    assert "77,123.45 CNY" in page
    assert "内部愤怒" in page


def test_even_for_them_numbers_of_persons_are_masked(internal_files: dict[str, str]) -> None:
    assert [path for path, text in internal_files.items() if "13800138000" in text] == []
    assert "138******00" in plain(internal_files["cases/2026/T-1.html"])


def test_an_internal_page_says_that_it_is_one(internal_site: Site, site: Site) -> None:
    assert "内部" in html.unescape(footer(internal_site))
    assert "内部" not in html.unescape(footer(site))


def test_a_text_is_masked_where_a_number_stands() -> None:
    assert masked_text("没有号码 2026-03-02") == "没有号码 2026-03-02"
    assert masked_text("电话 138-0013-8000、13800138000") == "电话 138******00、138******00"
    assert masked_text("a.b@example.com 来信") == "a***@e*** 来信"


def read(files: dict[str, str]) -> dict[str, list[dict[str, str]]]:
    text = files[DATA].removeprefix("window.TOUSU_REGISTER=").removesuffix(";\n")
    data: dict[str, list[dict[str, str]]] = json.loads(text)
    return data
