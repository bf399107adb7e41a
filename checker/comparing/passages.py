"""The text of a revision as one row of articles and clauses, each with where it stands."""

from __future__ import annotations

from checker.lazily import dataclass
from checker.model.policy import Article, Clause, Compliance, Revision


@dataclass(frozen=True, kw_only=True)
class Passage:
    """An article or a clause, and where it stands."""

    id: str
    own_label: str
    """第八条, or （二） for a clause."""
    label: str
    """As people cite it: 第八条（二）."""
    title: str
    text: str
    chapter: str
    """The chapter's id."""
    chapter_title: str
    article: str | None
    """The article's id, for a clause."""
    order: int
    """Its place in the text, from 0."""
    provenance: str | None = None
    compliance: Compliance | None = None

    @property
    def key(self) -> tuple[bool, str]:
        return self.article is not None, self.id


def passages(revision: Revision) -> list[Passage]:
    """All articles and clauses in the order of the text."""
    found: list[Passage] = []
    for chapter in revision.chapters:
        for article in chapter.articles:
            found.append(_article(article, chapter.id, chapter.title, len(found)))
            for clause in article.clauses:
                found.append(_clause(clause, found, article, chapter.id, chapter.title))
    return found


def _article(article: Article, chapter: str, chapter_title: str, order: int) -> Passage:
    return Passage(
        id=article.id,
        own_label=article.label,
        label=article.label,
        title=article.title or "",
        text=article.text or "",
        chapter=chapter,
        chapter_title=chapter_title,
        article=None,
        order=order,
        provenance=article.provenance,
        compliance=article.compliance,
    )


def _clause(
    clause: Clause, found: list[Passage], article: Article, chapter: str, chapter_title: str
) -> Passage:
    own = clause.label or clause.id
    return Passage(
        id=clause.id,
        own_label=own,
        label=article.label + own,
        title="",
        text=clause.text,
        chapter=chapter,
        chapter_title=chapter_title,
        article=article.id,
        order=len(found),
        provenance=clause.provenance,
        compliance=clause.compliance,
    )
