"""The report as a Word document, from a template that the firm can edit in Word.

Only who wants Word imports this: it needs the extra `office`.

What comes from data is text: the template engine escapes it, and a template can run nothing. The
zip is packed anew, so that the same report gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment

from checker.exporting.packing import packed
from checker.formats.inert import visible
from checker.formats.report.saying import DEFINITIONS, NOTHING, REMARKS, dated, heading
from checker.model.text import Lang, Say
from checker.reporting import Report

TEMPLATE = Path(__file__).parent / "analysis-report.docx"


def render(report: Report, lang: Lang, template: Path = TEMPLATE) -> bytes:
    """The document's bytes."""
    document = DocxTemplate(str(template))
    document.render(matter(report, lang), jinja_env=SandboxedEnvironment(autoescape=True))
    stream = io.BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()})


def matter(report: Report, lang: Lang) -> dict[str, Any]:
    """What a template may use: texts only, by these names."""

    def told(sentence: Say) -> str:
        return visible(sentence.render(lang))

    return {
        "title": told(heading(report)),
        "dated": told(dated(report)),
        "notices": [told(item) for item in report.notices],
        "remarks": [told(item.told) for item in report.remarks],
        "definitions": [told(item) for item in report.definitions],
        "words": {
            "remarks": told(REMARKS),
            "definitions": told(DEFINITIONS),
            "nothing": told(NOTHING),
        },
        "sections": [
            {
                "title": told(section.title),
                "tables": [
                    {
                        "title": told(table.title),
                        "note": told(table.note) if table.note else "",
                        "head": [told(item) for item in table.head],
                        "rows": [
                            [told(row.label), *(told(cell.told) for cell in row.cells)]
                            for row in table.rows
                        ],
                    }
                    for table in section.tables
                ],
            }
            for section in report.sections
        ],
    }
