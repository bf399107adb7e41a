"""A page before any site builder has seen it: Markdown headings over blocks of HTML.

Only headings are Markdown, so that the table of contents and the search know them; each carries
an explicit id. All else stands in HTML blocks, which Markdown leaves as they are.
"""

from __future__ import annotations

from dataclasses import field

from checker.lazily import dataclass
from checker.pages.html import el, esc


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page; `path` is from the site's root, without a suffix."""

    path: str
    title: str
    parts: tuple[str, ...]
    searched: bool = True
    """Whether the site's search knows it."""
    boost: int = 1
    """How much the search prefers it."""
    hide: tuple[str, ...] = ()
    """`navigation`, `toc`: what the theme leaves out beside it."""
    scripts: tuple[str, ...] = field(default=())
    """Scripts that this page alone needs, by their addresses."""

    def markdown(self) -> str:
        """The page's source, front matter first."""
        scripts = [el("script", src=src) for src in self.scripts]
        blocks = [*self._front_matter(), *self.parts, *scripts]
        return "\n\n".join(block for block in blocks if block) + "\n"

    def _front_matter(self) -> list[str]:
        lines = ["---", f'title: "{_quoted(self.title)}"']
        if self.hide:
            lines.append(f"hide: [{', '.join(self.hide)}]")
        if not self.searched:
            lines += ["search:", "  exclude: true"]
        elif self.boost > 1:
            lines += ["search:", f"  boost: {self.boost}"]
        return ["\n".join([*lines, "---"])]


def heading(level: int, text: str, anchor: str) -> str:
    """A Markdown heading with its id; the text is data."""
    return f"{'#' * level} {esc(text)} {{#{anchor}}}"


def _quoted(text: str) -> str:
    """Text for a double-quoted YAML scalar on one line, inert in a title element too."""
    kept = "".join(
        char for char in text if char.isalnum() or char in " \u3000-.·:：（）、，。《》“”→"
    )
    return " ".join(kept.split())
