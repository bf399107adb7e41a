"""修订对照表 in Word: read back as Word would, and the same bytes every time."""

import io
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from docx.oxml.ns import qn

from checker.cli import cli
from checker.comparing.difference import compare_revisions
from checker.revisions.rendering import render_difference_file

BASE = Path(__file__).parent / "base"


@pytest.fixture(scope="module")
def made(old, new, instance) -> bytes:
    return render_difference_file(compare_revisions(old, new), instance.organization, "docx", "zh")


def runs(made: bytes):
    document = docx.Document(io.BytesIO(made))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    paragraphs = [*document.paragraphs, *(item for cell in cells for item in cell.paragraphs)]
    return [run for paragraph in paragraphs for run in paragraph.runs]


def test_the_same_bytes_every_time(made: bytes, old, new, instance) -> None:
    again = render_difference_file(compare_revisions(old, new), instance.organization, "docx", "zh")
    assert made == again


def test_the_table_has_its_columns_and_its_head_on_every_page(made: bytes) -> None:
    table, *_ = docx.Document(io.BytesIO(made)).tables
    assert [cell.text for cell in table.rows[0].cells] == ["序号", "原条款", "修订后条款", "说明"]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [row.cells[0].text for row in table.rows[1:]] == [
        str(number + 1) for number in range(len(table.rows) - 1)
    ]


def test_what_went_and_what_came_survive_without_colour(made: bytes) -> None:
    gone = [run for run in runs(made) if run.font.strike]
    come = [run for run in runs(made) if run.font.underline]
    assert gone
    assert come
    assert all(run.font.color.rgb is not None for run in (*gone, *come))
    assert not [run for run in runs(made) if run.font.strike and run.font.underline]


def test_chinese_letters_have_a_chinese_font(made: bytes) -> None:
    found = {run._element.rPr.rFonts.get(qn("w:eastAsia")) for run in runs(made)}
    assert found == {"仿宋", "黑体"}


def test_the_rules_are_told_with_their_direction(made: bytes) -> None:
    text = "\n".join(run.text for run in runs(made))
    assert "受理时限由 5 个工作日缩短为 3 个工作日（更严）" in text


@pytest.mark.parametrize(
    ("name", "start"), [("a.docx", b"PK"), ("a.html", b"<!doctype"), ("a.md", b"## ")]
)
def test_the_suffix_says_the_format(tmp_path: Path, name: str, start: bytes) -> None:
    file = tmp_path / name
    words = ["policy", "diff", "2020", "2024", "--root", str(BASE), "--output", str(file)]
    done = CliRunner().invoke(cli, words)
    assert (done.exit_code, done.stdout) == (0, "")
    assert file.read_bytes().startswith(start)


def test_nothing_changed_is_said(old, instance) -> None:
    made = render_difference_file(compare_revisions(old, old), None, "docx", "zh")
    document = docx.Document(io.BytesIO(made))
    assert document.tables == []
    assert "两个修订没有差别" in document.paragraphs[-1].text
