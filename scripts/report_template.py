"""Makes the Word template of the period reports, once; afterwards people edit it in Word.

Run: .venv/bin/python scripts/report_template.py checker/formats/report/analysis-report.docx
"""

import sys
from pathlib import Path

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

FONT, HEADINGS = "宋体", "黑体"


def main(target: Path) -> None:
    """Write the template."""
    document = Document()
    styled(document)
    foot(document)
    title = document.add_paragraph(style="Title")
    title.add_run("{{ title }}")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("{{ dated }}").alignment = WD_ALIGN_PARAGRAPH.CENTER
    loop(document, "notice in notices", lambda: bold(document.add_paragraph(), "{{ notice }}"))
    document.add_paragraph("{{ words.remarks }}", style="Heading 1")
    loop(
        document,
        "remark in remarks",
        lambda: document.add_paragraph("{{ remark }}", style="List Bullet"),
    )
    loop(document, "section in sections", lambda: section(document))
    document.add_paragraph("{{ words.definitions }}", style="Heading 1")
    loop(
        document,
        "definition in definitions",
        lambda: document.add_paragraph("{{ definition }}", style="List Bullet"),
    )
    document.save(str(target))


def section(document: Document) -> None:
    """A section's heading and tables."""
    document.add_paragraph("{{ section.title }}", style="Heading 1")
    loop(document, "table in section.tables", lambda: table(document))


def table(document: Document) -> None:
    """A heading, the table where it has rows, a note."""
    document.add_paragraph("{{ table.title }}", style="Heading 2")
    document.add_paragraph("{%p if table.rows %}")
    grid = document.add_table(rows=4, cols=3)
    grid.style = "Table Grid"
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    head, begin, body, end = grid.rows
    fill(head, "{%tc for head in table.head %}", "{{ head }}", "{%tc endfor %}")
    for cell in head.cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True
    repeated(head)
    begin.cells[0].paragraphs[0].add_run("{%tr for row in table.rows %}")
    fill(body, "{%tc for cell in row %}", "{{ cell }}", "{%tc endfor %}")
    end.cells[0].paragraphs[0].add_run("{%tr endfor %}")
    document.add_paragraph("{%p else %}")
    document.add_paragraph("{{ words.nothing }}")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p if table.note %}")
    note = document.add_paragraph("{{ table.note }}")
    note.runs[0].font.size = Pt(9)
    document.add_paragraph("{%p endif %}")


def loop(document: Document, each: str, inner) -> None:
    """What a loop repeats, between the paragraphs that begin and end it."""
    document.add_paragraph(f"{{%p for {each} %}}")
    inner()
    document.add_paragraph("{%p endfor %}")


def fill(row, *texts: str) -> None:
    """Texts into a row's cells."""
    for cell, text in zip(row.cells, texts, strict=True):
        run = cell.paragraphs[0].add_run(text)
        run.font.size = Pt(9)


def bold(paragraph: Paragraph, text: str) -> None:
    """A paragraph in bold."""
    paragraph.add_run(text).bold = True


def repeated(row) -> None:
    """The row stands again at the top of every page that the table reaches."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 - python-docx has no other door


def styled(document: Document) -> None:
    """Chinese fonts, sizes, margins of a page of A4."""
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.2)
    page.top_margin = page.bottom_margin = Cm(2.2)
    for name, font, size in (
        ("Normal", FONT, 10.5),
        ("Title", HEADINGS, 18),
        ("Heading 1", HEADINGS, 14),
        ("Heading 2", HEADINGS, 11),
    ):
        style = document.styles[name]
        style.font.name = "Times New Roman"
        style.font.size = Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            style.element.rPr.rFonts.attrib.pop(qn(f"w:{theme}"), None)


def foot(document: Document) -> None:
    """The page's number."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run("{{ title }}　")
    run = paragraph.add_run()
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.text = text
        run._r.append(part)  # noqa: SLF001 - python-docx has no other door


if __name__ == "__main__":
    main(Path(sys.argv[1]))
