"""The clauses that a rule cites, as links to the text of one revision."""

from __future__ import annotations

from collections.abc import Iterable

from checker.model.policy import Revision
from checker.pages.html import esc, link
from checker.pages.places import anchor, clause_page


def basis_links(here: str, revision: Revision, basis: Iterable[str]) -> str:
    """The clauses cited, each with a link to where it stands in that revision."""
    labels = revision.clause_labels
    parts = []
    for name in basis:
        page = clause_page(revision, name)
        label = esc(labels.get(name, name))
        parts.append(link(here, page, label, anchor(name)) if page else label)
    return esc("、").join(parts)
