"""One report in every format: the same numbers everywhere, hostile text inert, bytes the same."""

import html
import io
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest
from markdown_it import MarkdownIt

from checker.formats.report import FORMATS, render
from checker.model.text import plain
from checker.pages import Site
from checker.pages.narrowing import Narrowing
from checker.pages.reports.single import page
from checker.reporting import Report, ReportPeriod, gather, report
from checker.reporting.numbers import Row, Section, Table, count

from .conftest import SMALL, judged

Rows = list[list[str]]
GOLDEN = Path(__file__).parent / "goldens"
HOSTILE = (
    '=HYPERLINK("http://evil.example","x")<script>window.hacked=1</script>{{ 7*7 }}{% raw %}|**_x_`'
)


def made(register, text: str) -> Report:
    period = ReportPeriod.read(text)
    assert period is not None
    return report(register, period)


def said(found: Report) -> Rows:
    """What every format must show: every table's lines, labels first."""
    return [
        [row.label.render("zh"), *(cell.told.render("zh") for cell in row.cells)]
        for table in found.tables
        for row in table.rows
    ]


def in_json(data: bytes) -> Rows:
    return [
        [row["label"], *(cell["told"] for cell in row["cells"])]
        for section in json.loads(data)["sections"]
        for table in section["tables"]
        for row in table["rows"]
    ]


def in_markdown(data: bytes) -> Rows:
    return cells_of_html(MarkdownIt("commonmark").enable("table").render(data.decode()))


def in_docx(data: bytes) -> Rows:
    tables = docx.Document(io.BytesIO(data)).tables
    return [[cell.text for cell in row.cells] for table in tables for row in table.rows[1:]]


def in_xlsx(data: bytes) -> Rows:
    """Lines that hold more than a label, headings aside; numbers as the sheet shows them."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    found = []
    for sheet in book.worksheets[1:-1]:
        for line in sheet.iter_rows():
            cells = [cell for cell in line if cell.value is not None]
            if len(cells) > 1 and not cells[0].font.bold:
                found.append([shown(cell) for cell in cells])
    return found


def shown(cell) -> str:
    if isinstance(cell.value, str) or cell.number_format == "@":
        return str(cell.value)
    return f"{cell.value:.1%}" if "%" in cell.number_format else str(cell.value)


def cells_of_html(text: str) -> Rows:
    text = re.sub(r"<ul[^>]*>.*?</ul>", "", text, flags=re.DOTALL)
    return [
        [html.unescape(re.sub(r"<[^>]*>", "", cell)) for cell in cells]
        for row in re.findall(r"<tr>(.*?)</tr>", text, flags=re.DOTALL)
        if (cells := re.findall(r"<td[^>]*>(.*?)</td>", row, flags=re.DOTALL))
    ]


def on_page(text: str) -> Rows:
    return cells_of_html(text)


READERS = {"json": in_json, "markdown": in_markdown, "docx": in_docx, "xlsx": in_xlsx}


def unsigned(rows: Rows) -> Rows:
    """Changes are numbers in a sheet, where a plus is not shown."""
    return [[re.sub(r"^\+(?=\d)", "", cell) for cell in row] for row in rows]


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("text", ["2026-02", "2026-Q3"])
def test_every_format_shows_the_same_numbers(sample, name: str, text: str) -> None:
    found = made(sample, text)
    assert unsigned(READERS[name](render(found, name, "zh"))) == unsigned(said(found))


@pytest.mark.parametrize("text", ["2026-02", "2026-Q3"])
def test_the_page_shows_them_too(sample_result, sample, text: str) -> None:
    site = Site(result=sample_result)
    found = next(one for one in site.reports if one.period == text)
    shown = on_page(page(site, found, Narrowing(site)).markdown())
    barred = {len(row) for row in shown}
    assert barred
    expected = said(found)
    assert [row[: len(want)] for row, want in zip(shown, expected, strict=True)] == expected
    assert said(made(sample, text)) == expected


def test_the_text_shows_them_too(sample) -> None:
    found = made(sample, "2026-02")
    lines = [
        re.split(r"\s{2,}", line.strip())
        for line in render(found, "text", "zh").decode().splitlines()
    ]
    missing = [row for row in said(found) if row not in lines]
    assert missing == []


def test_on_the_page_every_count_opens_its_cases(sample_result) -> None:
    site = Site(result=sample_result)
    found = next(one for one in site.reports if one.period == "2026-02")
    text = re.sub(
        r"<tr><td>办结用时.*?</tr>", "", page(site, found, Narrowing(site)).markdown()
    )  # a median, no count
    numbers = re.findall(
        r"<details[^>]*><summary>(\d+)</summary><ul[^>]*>(.*?)</ul></details>", text
    )
    assert len(numbers) > 50
    for number, inner in numbers:
        told = [html.unescape(re.sub(r"<[^>]*>", "", item)) for item in inner.split("</li>")[:-1]]
        told = [name for name in told if not name.startswith("在登记簿中列出")]
        times = [
            int(found[1]) if (found := re.search(r"（(\d+) 项）", name)) else 1 for name in told
        ]
        assert sum(times) == int(number)
        assert inner.count("cases&#47;20") == len(told)


def test_the_workbook_lists_the_cases_of_every_number(sample) -> None:
    found = made(sample, "2026-02")
    book = openpyxl.load_workbook(io.BytesIO(render(found, "xlsx", "zh")))
    lines = [tuple(cell.value for cell in row) for row in book.worksheets[-1].iter_rows(min_row=2)]
    cells = [
        cell
        for table in found.tables
        for row in table.rows
        for cell in row.listing
        if cell.period is None
    ]
    assert sum(line[-1] for line in lines) == sum(len(cell.cases) for cell in cells)
    assert ("收案、办结和违规", "接收", "本期", "5", "TS-2026-000005", 1) in lines


@pytest.mark.parametrize("length", [8, 200])
def test_very_many_cases_of_one_number_share_lines_and_none_is_lost(sample, length: int) -> None:
    ids = [f"{n:0{length}d}" for n in range(600)]
    one = Row(key="k", label=plain("k"), cells=(count([*ids, ids[0]]),))
    only = Table(id="t", title=plain("t"), head=(plain("a"), plain("b")), rows=(one,))
    section = Section(id="s", title=plain("s"), tables=(only,))
    found = replace(made(sample, "2026-02"), sections=(section,))
    book = openpyxl.load_workbook(io.BytesIO(render(found, "xlsx", "zh")))
    lines = [[cell.value for cell in row] for row in book.worksheets[-1].iter_rows(min_row=2)]
    assert sum(line[-1] for line in lines) == 601
    assert [name for line in lines for name in line[-2].split("\n")] == ids


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", FORMATS)
def test_the_same_report_gives_the_same_bytes(small, name: str, lang: str) -> None:
    found = made(small, "2026-03")
    assert render(found, name, lang) == render(made(small, "2026-03"), name, lang)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("name", "suffix"), [("text", "txt"), ("json", "json"), ("markdown", "md")]
)
def test_golden(world, name: str, suffix: str, lang: str, golden) -> None:
    golden(GOLDEN / f"{lang}.{suffix}", render(made(world, "2026-03"), name, lang).decode())


@pytest.fixture(scope="module")
def world():
    """The world of the output formats: breaches, a waiver, an acknowledgement, a broken file."""
    root = Path(__file__).parents[1] / "formats" / "world"
    return gather(judged(root, "2026-03-20"))


# --- text that tries to be something else


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory):
    """A policy whose labels and units are hostile: they are data too."""
    root = Path(shutil.copytree(SMALL, tmp_path_factory.mktemp("hostile") / "instance"))
    for path in (root / "policy").rglob("*.yml"):
        text = path.read_text(encoding="utf-8")
        for label in ("name: 东营业部", "label: 一般投诉", "title: 受理时限"):
            key, word = label.split()
            text = text.replace(label, f"{key} '{HOSTILE}{word}'")
        path.write_text(text, encoding="utf-8")
    (root / "policy" / "house" / "revisions.lock").unlink(missing_ok=True)
    return judged(root)


def texts(name: str, data: bytes) -> Iterator[str]:
    if name == "docx":
        yield docx.Document(io.BytesIO(data)).element.xml
    else:
        yield data.decode()


def test_hostile_labels_read_back_as_text(hostile) -> None:
    found = made(gather(hostile), "2026-03")
    assert any(HOSTILE in row[0] for row in said(found))
    for name, read in READERS.items():
        assert unsigned(read(render(found, name, "zh"))) == unsigned(said(found)), name


def test_no_cell_of_the_workbook_is_a_formula(hostile) -> None:
    found = made(gather(hostile), "2026-03")
    book = openpyxl.load_workbook(io.BytesIO(render(found, "xlsx", "zh")))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


def test_hostile_labels_are_inert_on_the_page(hostile) -> None:
    site = Site(result=hostile)
    for one in site.reports:
        text = page(site, one, Narrowing(site)).markdown()
        assert "<script" not in text
        assert "{{" not in text
    assert "evil&#46;example" in text
