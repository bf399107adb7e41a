"""分析报告: a page for every month, quarter and year, and one that leads to them.

The numbers are those of `checker.reporting`; pages only show them.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.pages.narrowing import Narrowing
from checker.pages.page import Page
from checker.pages.reports import contents, single
from checker.pages.view import Site


def pages(site: Site) -> Iterator[Page]:
    """The contents first, then the latest period's report, and so back."""
    yield contents.page(site)
    narrowing = Narrowing(site)
    for report in site.reports:
        yield single.page(site, report, narrowing)
