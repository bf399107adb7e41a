"""The reports as files to download, beside their pages."""

from __future__ import annotations

import hashlib
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from checker.cli.report import NEEDED, in_word, own_template
from checker.cli.site.folders import Folders, remove_others, write
from checker.cli.site.state import program_digest
from checker.formats.report import render
from checker.pages import Site
from checker.pages.places import report_page
from checker.reporting import Report


def suffixes() -> tuple[str, ...]:
    """The formats that can be made here: those whose parts are installed."""
    return tuple(name for name, needed in NEEDED.items() if find_spec(needed) is not None)


def downloads(site: Site, folders: Folders) -> dict[str, bytes]:
    """Every report in every such format, by path; those made before are taken from where they are kept."""
    template = own_template(site.result.instance.root)
    means = f"{program_digest()}\0{_versions()}\0{_digest(template)}"
    found, kept = {}, set()
    for report in site.reports:
        matter = hashlib.sha256(means.encode() + render(report, "json", "zh")).hexdigest()
        for name in site.downloads:
            place = folders.reports / f"{matter}.{name}"
            if not place.is_file():
                write(place, _made(report, name, template))
            found[f"{report_page(report.period)}.{name}"] = place.read_bytes()
            kept.add(place)
    remove_others(folders.reports, [place.name for place in kept])
    return found


def _made(report: Report, name: str, template: Path | None) -> bytes:
    return in_word(report, template, "zh") if name == "docx" else render(report, name, "zh")


def _digest(template: Path | None) -> str:
    return hashlib.sha256(template.read_bytes()).hexdigest() if template else ""


def _versions() -> str:
    return " ".join(version(name) for name in NEEDED.values() if find_spec(name) is not None)
