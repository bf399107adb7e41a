"""PDF for the archive, from a page that stands by itself: fonts embedded, the same bytes each time.

WeasyPrint needs Pango from the operating system; where either is missing, that is said.
"""

from __future__ import annotations

import logging
from functools import cache
from typing import Any, NoReturn

from checker.cli.common import fail

VARIANT = "pdf/a-3b"


@cache
def pdf_missing() -> str | None:
    """Why no PDF can be made here; None where it can."""
    try:
        import weasyprint  # noqa: F401 - whether it is there, and what it needs
    except ImportError:
        return "pip install 'tousu[pdf]'"
    except OSError:
        return "Pango"
    return None


def pdf_version() -> str:
    """The maker's version: another one makes other bytes."""
    import weasyprint

    return str(weasyprint.__version__)


def require_pdf() -> None:
    """Exit 2 where no PDF can be made."""
    missing = pdf_missing()
    if missing:
        fail(f"做不了 PDF：缺少 {missing}", f"no PDF can be made: {missing} is missing")


def make_pdf(page: str, style: str) -> bytes:
    """The page as PDF/A; it asks for nothing from anywhere."""
    from weasyprint import CSS, HTML

    for name in ("weasyprint", "fontTools"):  # what a browser alone understands is passed over
        logging.getLogger(name).setLevel(logging.CRITICAL)
    document = HTML(string=page, url_fetcher=_refused)
    made: bytes = document.write_pdf(stylesheets=[CSS(string=style)], pdf_variant=VARIANT)
    return made


def _refused(url: str, *_: Any, **__: Any) -> NoReturn:
    raise ValueError("nothing is fetched")
