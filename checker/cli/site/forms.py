"""The 客户投诉登记表 in the shapes that need a library: DOCX from the firm's template, and PDF.

Case text is data for the template: escaped, and never part of it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from checker.cli.common import fail
from checker.cli.site.frame import Frame
from checker.cli.site.pdf import make_pdf, require_pdf
from checker.exporting.packing import packed
from checker.pages import PublicCase, Site
from checker.pages.registration.content import Registration, registration
from checker.pages.registration.page import STYLE, registration_page

Shape = Callable[[Site, PublicCase], bytes]
TEMPLATE = Path("site") / "forms" / "registration.docx"


def shapes(frame: Frame, root: Path, wanted: tuple[str, ...]) -> Mapping[str, Shape]:
    """What makes a case's form, by the ending of its file; exits 2 where a part is missing."""
    makers = {".docx": _docx_maker, ".pdf": _pdf_maker}
    return {ending: makers[ending](frame, root) for ending in wanted}


def _pdf_maker(frame: Frame, root: Path) -> Shape:
    require_pdf()
    style = (frame.root / "site" / STYLE).read_text(encoding="utf-8")
    return lambda site, case: make_pdf(registration_page(site, case), style)


def _docx_maker(frame: Frame, root: Path) -> Shape:
    if find_spec("docxtpl") is None:
        fail("没有安装 docxtpl：pip install 'tousu[office]'", "pip install 'tousu[office]' first")
    own = root / TEMPLATE
    template = (own if own.is_file() else frame.root / TEMPLATE).read_bytes()
    return lambda site, case: fill_template(template, registration(site, case))


def fill_template(template: bytes, form: Registration) -> bytes:
    """The firm's document with a case filled in; the same bytes for the same case."""
    from docxtpl import DocxTemplate

    document = DocxTemplate(io.BytesIO(template))
    given = {field.name: _data(getattr(form, field.name)) for field in fields(form)}
    boxes = {row.key.replace(".", "_"): _data(row.text) for _, rows in form.groups for row in rows}
    document.render({"box": boxes} | given, autoescape=True)
    stream = io.BytesIO()
    document.save(stream)
    return repacked(stream.getvalue())


def _data(value: Any) -> Any:
    """Plain data for the template; lines of a text stay lines."""
    from docxtpl import Listing

    if isinstance(value, str):
        return Listing(value) if "\n" in value else value
    if isinstance(value, tuple):
        return [_data(item) for item in value]
    if is_dataclass(value):
        return {field.name: _data(getattr(value, field.name)) for field in fields(value)}
    return value


def repacked(document: bytes) -> bytes:
    """An office file as if it had always been packed at the same moment."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()})
