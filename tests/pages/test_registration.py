"""The 客户投诉登记表 as DOCX and PDF: case text is text, the same bytes each time."""

import contextlib
import io
import re
import zipfile
import zlib
from pathlib import Path

import docx
import pytest

from checker.cli.site.forms import TEMPLATE, fill_template
from checker.cli.site.pdf import make_pdf
from checker.pages import Site
from checker.pages.handbook import books
from checker.pages.handbook.booklet import booklet_page
from checker.pages.paper import running_style
from checker.pages.registration.content import registration
from checker.pages.registration.page import registration_page

ROOT = Path(__file__).parents[2]
STYLE = (ROOT / "site" / "assets" / "registration.css").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def template() -> bytes:
    return (ROOT / TEMPLATE).read_bytes()


def cells(document: bytes) -> list[str]:
    tables = docx.Document(io.BytesIO(document)).tables
    return [cell.text for table in tables for row in table.rows for cell in row.cells]


def unpacked(pdf: bytes) -> bytes:
    """The file with its packed parts as they are inside."""
    parts = []
    for part in re.findall(rb"stream\n(.*?)\nendstream", pdf, re.DOTALL):
        with contextlib.suppress(zlib.error):
            parts.append(zlib.decompress(part))
    return pdf + b"".join(parts)


def test_a_docx_holds_hostile_text_as_text(site: Site, template: bytes) -> None:
    case = site.by_id["T-2"]
    told = cells(fill_template(template, registration(site, case)))
    assert case.value("remark") in told


def test_a_docx_is_the_same_twice_and_holds_nothing_hidden(site: Site, template: bytes) -> None:
    form = registration(site, site.by_id["T-1"])
    made = fill_template(template, form)
    assert made == fill_template(template, form)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert not any(b"PLANTED" in archive.read(name) for name in archive.namelist())
    assert "" in cells(made)


def test_internal_readers_get_the_whole_form(internal_site: Site, template: bytes) -> None:
    told = cells(fill_template(template, registration(internal_site, internal_site.by_id["T-1"])))
    assert "PLANTED-title" in told
    assert any("138******00" in cell for cell in told)


def test_a_firm_may_name_single_boxes(site: Site) -> None:
    document = docx.Document()
    document.add_paragraph("{{ box.severity }} {{ box.complainant_unit }} {{ id }}")
    stream = io.BytesIO()
    document.save(stream)
    made = fill_template(stream.getvalue(), registration(site, site.by_id["T-2"]))
    assert docx.Document(io.BytesIO(made)).paragraphs[0].text == "重大投诉 东营业部 T-2"


# the maker leaves its colour profile open; that the bytes stay the same is seen on whole builds
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_pdf_for_the_archive_brings_its_fonts(site: Site) -> None:
    made = make_pdf(registration_page(site, site.by_id["T-2"]), STYLE)
    assert b"/FontFile" in unpacked(made)
    assert b"pdfaid" in unpacked(made)


def test_a_booklet_has_the_text_and_no_case(site: Site) -> None:
    book = next(books(site))
    page = booklet_page(book)
    assert "一日内受理" in page
    assert "判断过" not in page
    assert 'href="../' not in page
    assert book.revision.digest.removeprefix("sha256:") in page


def test_what_runs_on_each_sheet_cannot_end_its_style() -> None:
    style = running_style('a"}</style><script>', "x")
    assert "</style>" not in style
    assert '"a\\000022' in style
