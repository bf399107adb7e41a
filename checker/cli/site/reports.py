"""The reports as files to download, beside their pages."""

from __future__ import annotations

from importlib.util import find_spec

from checker.cli.report import NEEDED, in_word, own_template
from checker.formats.report import render
from checker.pages import Site
from checker.pages.places import report_page


def suffixes() -> tuple[str, ...]:
    """The formats that can be made here: those whose parts are installed."""
    return tuple(name for name, needed in NEEDED.items() if find_spec(needed) is not None)


def downloads(site: Site) -> dict[str, bytes]:
    """Every report in every such format, by path."""
    template = own_template(site.result.instance.root)
    return {
        f"{report_page(report.period)}.{name}": in_word(report, template, "zh")
        if name == "docx"
        else render(report, name, "zh")
        for report in site.reports
        for name in site.downloads
    }
