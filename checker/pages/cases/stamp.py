"""The cases stamped into the shell that the site builder rendered."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping

from checker.pages.audience import PublicCase
from checker.pages.cases import SECTIONS, SHELL, TITLE
from checker.pages.html import esc, lighter
from checker.pages.registration.page import registration_page
from checker.pages.view import Site

_MARK = re.compile(r"TOUSUMARK([A-Z]+)TOUSUEND")
_INDENTED = re.compile(r"\n\s+")


class Stamp:
    """Fills the rendered shell; knows what each page was made from."""

    shells = (f"{SHELL}.html",)
    """Rendered pages that are no pages of the site."""

    def __init__(
        self,
        site: Site,
        rendered: Mapping[str, bytes],
        shapes: Mapping[str, Callable[[Site, PublicCase], bytes]] | None = None,
    ) -> None:
        """`shapes` makes a case's form as files with other endings, such as `.pdf`."""
        self.site = site
        self.shapes = shapes or {}
        shell = rendered[self.shells[0]].decode()
        self._pieces = _MARK.split(_INDENTED.sub("\n", shell))
        self._base = _digest(
            [shell, site.result.instance.digest, site.as_of, str(site.internal), *self.shapes]
        )

    def paths(self, case: PublicCase) -> tuple[str, ...]:
        """The files of a case, from the site's root."""
        forms = (f"{case.registration}{ending}" for ending in self.shapes)
        return f"{case.path}.html", f"{case.registration}.html", *forms

    def made_from(self, case: PublicCase) -> str:
        """The digest of all that a case's pages are made from."""
        item = self.site.result.by_id[case.id]
        text = item.document.text if item.document else ""
        return _digest([self._base, text, *self._others(case)])

    def _others(self, case: PublicCase) -> Iterable[str]:
        """What its pages say of other cases."""
        yield str(case.group_size)
        for name in case.previous:
            yield self.site.by_id[name].path if name in self.site.by_id else name
        for group in (
            self.site.followers.get(case.id),
            self.site.incidents.get(case.incident or ""),
        ):
            yield from (other.path for other in group or ())

    def page(self, case: PublicCase, path: str) -> bytes:
        """One of a case's files."""
        ending = path[path.rindex(".") :]
        if ending in self.shapes:
            return self.shapes[ending](self.site, case)
        if path.startswith("registration/"):
            return registration_page(self.site, case, tuple(self.shapes)).encode()
        return self._case(case).encode()

    def _case(self, case: PublicCase) -> str:
        filled = [
            self._section(case, piece) if place % 2 else piece
            for place, piece in enumerate(self._pieces)
        ]
        return lighter("".join(filled))

    def _section(self, case: PublicCase, name: str) -> str:
        return esc(case.id) if name == TITLE else SECTIONS[name][1](self.site, case)


def _digest(parts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(f"{len(part)}\0{part}".encode())
    return digest.hexdigest()
