"""The text as it stood on a day: a date leads to the page of the revision in force on it.

Without a script the revisions stand there as links with the days from which they hold.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from checker.model.policy import Policy, Revision
from checker.pages.html import address, el, esc, link
from checker.pages.places import HOME

SCRIPT = "assets/handbook.js"


def picker(here: str, policy: Policy, page_of: Callable[[Revision], str]) -> str:
    """The form; `page_of` is a revision's counterpart of this page."""
    revisions = [
        {
            "from": revision.effective_from.isoformat(),
            "label": f"{revision.label} 修订",
            "page": address(here, page_of(revision)),
        }
        for revision in policy.revisions
    ]
    name = f"day-{policy.id}"
    form = el(
        "div",
        el("label", esc("查某一天的规定："), for_=name),
        el("input", type="date", id=name).removesuffix("</input>"),
        el("output", for_=name),
        class_="tousu-day",
        hidden="hidden",
        data_revisions=json.dumps(revisions),
        data_until=policy.revisions[-1].head.repealed_on,
    )
    return el("div", form, _others(here, policy, page_of), class_="tousu-days")


def _others(here: str, policy: Policy, page_of: Callable[[Revision], str]) -> str:
    links = [
        link(here, page_of(revision), esc(f"{revision.label} 修订（{revision.effective_from} 起）"))
        if page_of(revision) != here
        else esc(f"{revision.label} 修订（{revision.effective_from} 起，本页）")
        for revision in policy.revisions
    ]
    return el("p", esc("　").join(links), class_="tousu-crumb")


def script(here: str) -> str:
    """The script's address as seen from a page."""
    return address(here, HOME).removesuffix(f"{HOME}.html") + SCRIPT
