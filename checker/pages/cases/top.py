"""What stands over the sections: where the case belongs, and its form to print."""

from __future__ import annotations

from checker.pages.audience import PublicCase
from checker.pages.html import el, esc, link
from checker.pages.places import REGISTER, revision_page
from checker.pages.view import Site


def top(site: Site, case: PublicCase) -> str:
    """Links to the register, the revisions that govern, the form."""
    links = [link(case.path, REGISTER, esc("案件登记簿"))]
    links += [
        link(case.path, revision_page(revision), esc(f"{revision.label} 修订"))
        for revision in case.revisions
    ]
    links.append(link(case.path, case.registration, esc("客户投诉登记表（打印）")))
    return el("p", esc("　").join(links), class_="tousu-crumb")
