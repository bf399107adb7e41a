"""One build, from the instance to the finished site.

The pages are written before the site builder starts; the builder sees only static files, and the
case pages are stamped into its shell when it is done. What did not change is not made again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from checker.cli.common import open_instance, refuse_broken
from checker.cli.site.booklets import booklets, can_print
from checker.cli.site.folders import Folders, contents, digest_of, fill, remove_others, write
from checker.cli.site.forms import Shape, shapes
from checker.cli.site.frame import Frame, find_frame
from checker.cli.site.matter import whole_site
from checker.cli.site.rendering import render, require_builder, versions
from checker.cli.site.reports import downloads
from checker.cli.site.stamping import Press
from checker.cli.site.state import State
from checker.lazily import dataclass
from checker.pages import Site, Stamp, sources
from checker.pages.facts import footer, nav, search_words


@dataclass(frozen=True)
class Order:
    """What is to be built, and where."""

    root: Path | None
    output: Path | None
    as_of: str | None
    internal: bool = False
    forms: bool = False
    """Whether each case's form is made as DOCX and PDF too."""
    booklets: bool = True
    """Whether the handbook is made as PDF, where that can be."""


def build_site(order: Order) -> Path:
    """Make the site, or what is new of it; returns the folder that holds it."""
    require_builder()
    instance = open_instance(order.root)
    refuse_broken(instance)
    frame = find_frame(instance)
    printed = order.booklets and can_print()
    site = whole_site(instance, order.as_of, frame, internal=order.internal, booklets=printed)
    folders = Folders((order.output or instance.root / "build").resolve())
    made = shapes(frame, instance.root, (".docx", ".pdf") if order.forms else ())
    return _Build(site, frame, folders, made).run()


class _Build:
    def __init__(
        self, site: Site, frame: Frame, folders: Folders, made: Mapping[str, Shape]
    ) -> None:
        self.site, self.frame, self.folders, self.shapes = site, frame, folders, made
        self.before, self.after = State.read(folders.state), State()

    def run(self) -> Path:
        self._render()
        pages = contents(self.folders.rendered)
        stamp = Stamp(self.site, pages, self.shapes)
        for path in stamp.shells:
            del pages[path]
        for path, content in pages.items():
            write(self.folders.site / path, content)
        self.after.stamped = Press(stamp, self.folders.site, self.before).all(self.site.cases)
        remove_others(self.folders.site, [*pages, *self.after.stamped])
        self.after.write(self.folders.state)
        return self.folders.site

    def _render(self) -> None:
        """Write what the site builder reads, and let it run unless it made just that before."""
        facts = {"nav": nav(self.site), "copyright": footer(self.site)}
        read = self._sources()
        told = self._told(facts)
        fill(self.folders.source, read)
        for place, content in told.items():
            write(self.folders.build / place, content)
        self.after.asked = digest_of(read | told | self._means())
        if self.after.asked != self.before.asked or not self._stands():
            render(self.folders, self.frame, facts, self.site.result.as_of.second or 0)
        self.after.rendered = digest_of(contents(self.folders.rendered))

    def _stands(self) -> bool:
        return self.before.rendered == digest_of(contents(self.folders.rendered))

    def _sources(self) -> dict[str, bytes]:
        """The generated pages, the hand-written ones, the assets."""
        assets = {f"assets/{path}": held for path, held in contents(self.frame.assets).items()}
        made = sources(self.site) | downloads(self.site, self.folders)
        if self.site.booklets:
            made |= booklets(self.site, self.frame, self.folders)
        return contents(self.frame.docs) | assets | made

    def _told(self, facts: dict[str, Any]) -> dict[str, bytes]:
        """The files beside the sources: what `mkdocs.yml` inherits, as JSON, which is YAML; words."""
        own = self.frame.words.read_text(encoding="utf-8").split()
        words = "\n".join(sorted({*own, *search_words(self.site)})) + "\n"
        text = json.dumps(facts, ensure_ascii=False, indent=1) + "\n"
        return {
            self.folders.facts.name: text.encode(),
            self.folders.words.name: words.encode(),
        }

    def _means(self) -> dict[str, bytes]:
        """By what the sources are rendered."""
        means = {"mkdocs.yml": self.frame.config.read_bytes(), "versions": versions().encode()}
        means["as of"] = str(self.site.result.as_of.second).encode()
        theme = contents(self.frame.overrides)
        return means | {f"overrides/{path}": held for path, held in theme.items()}
