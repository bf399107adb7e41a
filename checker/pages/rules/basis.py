"""The clauses that a rule cites, as links to the text of one revision."""

from __future__ import annotations

from functools import lru_cache

from checker.model.policy import Revision
from checker.pages.html import esc, link
from checker.pages.places import anchor, clause_page


def basis_links(here: str, revision: Revision, basis: tuple[str, ...]) -> str:
    """The clauses cited, each with a link to where it stands in that revision."""
    folder = here.rpartition("/")[0]
    return _links(f"{folder}/page" if folder else "page", revision, basis)


@lru_cache(maxsize=1 << 12)
def _links(here: str, revision: Revision, basis: tuple[str, ...]) -> str:
    """The same for all pages of a folder."""
    labels = revision.clause_labels
    parts = []
    for name in basis:
        page = clause_page(revision, name)
        label = esc(labels.get(name, name))
        parts.append(link(here, page, label, anchor(name)) if page else label)
    return esc("、").join(parts)
