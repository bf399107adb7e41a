"""The handbook as PDF, a revision each; kept from build to build, for it depends on no case."""

from __future__ import annotations

import hashlib

from checker.cli.common import note
from checker.cli.site.folders import Folders, write
from checker.cli.site.frame import Frame
from checker.cli.site.pdf import make_pdf, pdf_missing, pdf_version
from checker.pages import Site
from checker.pages.handbook import books
from checker.pages.handbook.booklet import booklet_page
from checker.pages.places import booklet_path


def can_print() -> bool:
    """Whether PDFs can be made here; says so where they cannot, and the build goes on."""
    missing = pdf_missing()
    if missing:
        note(f"没有做手册的 PDF：缺少 {missing}", f"no PDF of the handbook: {missing} is missing")
    return missing is None


def booklets(site: Site, frame: Frame, folders: Folders) -> dict[str, bytes]:
    """Every revision's PDF by its path; those made before are taken from where they are kept."""
    style = (frame.assets / "booklet.css").read_text(encoding="utf-8")
    found, kept = {}, set()
    for book in books(site):
        page = booklet_page(book)
        name = hashlib.sha256(f"{pdf_version()}\0{style}\0{page}".encode()).hexdigest()
        place = folders.printed / f"{name}.pdf"
        if not place.is_file():
            write(place, make_pdf(page, style))
        found[f"{booklet_path(book.revision)}.pdf"] = place.read_bytes()
        kept.add(place)
    for place in folders.printed.glob("*.pdf"):
        if place not in kept:
            place.unlink()
    return found
