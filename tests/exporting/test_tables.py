"""What is written into a table comes back out of it as the same text, number or day."""

import csv as csv_module
import io
import zipfile
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from checker.exporting import Column, Table, Unholdable, csv, xlsx
from checker.importing.workbook import read_workbook

HOSTILE = [
    "=1+1", "+86 138", "-2", "@SUM(A1)", "\tx", "\rx", "＝1+1", "＋1", "－1", "＠x", " =1", "'=1", "''=1",
    "'单引号", "0012", "1e5", "TRUE", "2026-03-02", "http://example.com/", "两行\n文字", '"', ",", "", "a;b",
    "=HYPERLINK(\"http://x\",\"y\")", "😀 𠮷", " 前后有空格 ",
]  # fmt: skip


def table(*rows, kinds=("text",)):
    columns = tuple(Column(f"c{n}", f"列{n}", f"column {n}", kind) for n, kind in enumerate(kinds))
    return Table(id="t", zh="表", en="Table", columns=columns, rows=rows)


def read_csv(raw):
    assert raw.startswith(b"\xef\xbb\xbf"), "Excel and WPS need the mark to read UTF-8"
    return list(csv_module.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def sheet(raw):
    return openpyxl.load_workbook(io.BytesIO(raw)).worksheets[0]


def test_csv_cells_are_never_formulas_and_come_back():
    rows = read_csv(csv.render(table(*[(text,) for text in HOSTILE]), "zh"))[1:]
    for row, text in zip(rows, HOSTILE, strict=True):
        cell = row[0] if row else ""
        assert cell.lstrip(" ")[:1] not in set("=+-@\t\r＝＋－＠") - {""}, repr(text)
        assert csv.unguard(cell) == text


@given(st.text())
def test_a_guard_is_taken_away_again_from_any_text(text):
    assert csv.unguard(csv.guard(text)) == text


@given(st.text(alphabet="'=+-@ \t\r\n＝a", max_size=6))
def test_what_is_guarded_begins_harmlessly(text):
    assert csv.guard(text).lstrip(" ")[:1] not in set("=+-@\t\r＝＋－＠") - {""}


def test_csv_writes_numbers_and_days_plainly():
    rows = [(-3, Decimal("-0.50"), date(2026, 3, 2), None)]
    raw = csv.render(table(*rows, kinds=("integer", "number", "date", "text")), "en")
    assert read_csv(raw) == [
        ["column 0", "column 1", "column 2", "column 3"],
        ["-3", "-0.50", "2026-03-02", ""],
    ]


def test_xlsx_texts_are_texts():
    cells = sheet(xlsx.render([table(*[(text,) for text in HOSTILE])], "zh"))["A"][1:]
    for cell, text in zip(cells, HOSTILE, strict=True):
        assert (cell.value or "") == text.replace("\r", "\n")
        assert cell.data_type == "s"
        assert cell.hyperlink is None


def test_xlsx_numbers_and_days_are_what_they_are():
    kinds = ("integer", "number", "date", "share", "number")
    row = (3, Decimal("930.00"), date(2026, 3, 2), Decimal("0.5"), Decimal("12345678901234567.89"))
    found = sheet(xlsx.render([table(row, kinds=kinds)], "zh"))
    values = [cell.value for cell in found[2]]
    assert [*values[:2], values[2].date(), values[3]] == [3, 930, date(2026, 3, 2), 0.5]
    assert values[4] == "12345678901234567.89", "digits that floating point would lose stay text"
    assert (found["C2"].number_format, found["D2"].number_format) == ("yyyy-mm-dd", "0.0%")


def test_xlsx_header_is_frozen_and_filtered():
    found = sheet(xlsx.render([table(("a", "b"), ("c", "d"), kinds=("text", "text"))], "zh"))
    assert found.title == "表"
    assert [cell.value for cell in found[1]] == ["列0", "列1"]
    assert (found.freeze_panes, found.auto_filter.ref) == ("A2", "A1:B3")


def test_xlsx_is_the_same_bytes_each_time_and_tells_no_time():
    tables = [table(("a",)), Table(id="u", zh="又/一:张", en="u", columns=(), rows=())]
    raw = xlsx.render(tables, "zh")
    assert raw == xlsx.render(tables, "zh")
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2000-01-01T00:00:00Z" in parts.read("docProps/core.xml")


def test_what_a_cell_cannot_hold_is_said_and_not_cut():
    with pytest.raises(Unholdable) as refused:
        xlsx.render([table(("好",), ("长" * 32_768,))], "zh")
    assert "第 2 行" in refused.value.sentence.render("zh")
    assert "row 2" in refused.value.sentence.render("en")


TYPED = st.text(st.characters(exclude_categories=["Cc", "Cs"], include_characters="\t\n\r"))


@example(["_x0041_", "_x000D_"])
@given(st.lists(TYPED, min_size=1, max_size=8))
def test_a_workbook_is_read_back_as_it_was_written(texts):
    ((_, read),) = read_workbook(xlsx.render([table(*[(text,) for text in texts])], "zh")).items()
    found = {cell.row - 2: (cell.stored, cell.value) for row in read[1:] for cell in row}
    line_ends = [text.replace("\r\n", "\n").replace("\r", "\n") for text in texts]
    assert found == {place: ("text", text) for place, text in enumerate(line_ends) if text}
