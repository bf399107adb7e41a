"""One case's 客户投诉登记表, without the rest of the site."""

from __future__ import annotations

from pathlib import Path

from checker.cli.common import fail, open_instance, refuse_broken
from checker.cli.naming import require_case
from checker.cli.site.forms import shapes
from checker.cli.site.frame import find_frame
from checker.cli.site.matter import make_site
from checker.pages.registration.page import STYLE, registration_page


def make_form(
    case: str, shape: str, as_of: str | None, root: Path | None, *, internal: bool
) -> bytes:
    """The form of a case that was judged; exits 2 for one that was not."""
    instance = open_instance(root)
    refuse_broken(instance)
    frame = find_frame(instance)
    file = require_case(instance, case)
    site = make_site(instance, as_of, frame, internal=internal)
    found = next((it for it in site.cases if site.result.by_id[it.id].file == file), None)
    if found is None:
        fail("案件有误，或当时尚未立案：先运行 tousu check", "not judged: run tousu check first")
    if shape != "html":
        return shapes(frame, instance.root, (f".{shape}",))[f".{shape}"](site, found)
    page = registration_page(site, found)
    style = (frame.root / "site" / STYLE).read_text(encoding="utf-8")
    linked = f'<link rel="stylesheet" href="../../{STYLE}">'
    return page.replace(linked, f"<style>{style}</style>").encode()
