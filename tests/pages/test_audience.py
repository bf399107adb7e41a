"""What of a case is published: nothing but the allow-list."""

import json

from checker.pages import Site
from checker.pages.facts import footer, nav, search_words
from checker.pages.register import DATA

MARK = "PLANTED"


def test_no_free_text_name_reference_or_staff_id_leaves_a_case(files: dict[str, str]) -> None:
    assert [path for path, text in files.items() if MARK in text] == []


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


def test_a_field_that_is_not_public_is_no_column(files: dict[str, str]) -> None:
    keys = [column["key"] for column in read(files)["columns"]]
    assert "field.severity" in keys
    assert {"field.secret", "field.clerk"}.isdisjoint(keys)


def test_waivers_and_acknowledgements_show_rule_and_dates_only(files: dict[str, str]) -> None:
    page = files["cases/2026/T-1.html"]
    assert "豁免" in page
    assert "违规确认" in page
    assert "2026&#45;12&#45;31" in page


def test_a_file_that_could_not_be_read_is_told_by_codes(files: dict[str, str]) -> None:
    assert "cases&#47;2026&#47;T&#45;9&#46;yml" in files["register.md"]
    assert "schema" in files["register.md"]


def read(files: dict[str, str]) -> dict[str, list[dict[str, str]]]:
    text = files[DATA].removeprefix("window.TOUSU_REGISTER=").removesuffix(";\n")
    data: dict[str, list[dict[str, str]]] = json.loads(text)
    return data
