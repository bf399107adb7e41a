"""Make the starting point of the 客户投诉登记表 as DOCX; a firm then edits its own in a word processor.

Run from the repository: `.venv/bin/python scripts/registration_form.py`. The names in double braces
are those of `checker/pages/registration/content.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from checker.cli.site.forms import repacked  # noqa: E402 - found from here

TARGET = ROOT / "site" / "forms" / "registration.docx"
FONT = "仿宋"


def main() -> None:
    """Write the document."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(10.5)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    for text, size in (("{{ title }}", 16), ("{{ id }}", 10.5)):
        line = document.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.add_run(text).font.size = Pt(size)
    document.add_paragraph("{%p for name, rows in groups %}")
    heading(document, "{{ name }}")
    rows(document, ("{{ row.label }}", "{{ row.text }}"), "row in rows", None)
    document.add_paragraph("{%p endfor %}")
    heading(document, "办理经过")
    rows(
        document,
        tuple(f"{{{{ event[{place}] }}}}" for place in range(7)),
        "event in events",
        ("序号", "时间", "事项", "单位", "经办人", "留痕", "说明"),
    )
    heading(document, "时限和违规")
    rows(
        document,
        tuple(f"{{{{ item[{place}] }}}}" for place in range(4)),
        "item in obligations",
        ("规则", "期限", "办理", "结论"),
    )
    heading(document, "豁免和违规确认")
    rows(
        document,
        tuple(f"{{{{ note[{place}] }}}}" for place in range(5)),
        "note in notes",
        ("类别", "规则", "日期", "有效期", "说明"),
    )
    heading(document, "签字")
    rows(document, ("{{ name }}", ""), "name in signatures", ("签字人", "签字、日期"))
    document.add_paragraph("{{ foot }}").runs[0].font.size = Pt(8)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(TARGET))
    TARGET.write_bytes(repacked(TARGET.read_bytes()))


def heading(document: DocumentType, text: str) -> None:
    """A line in bold."""
    document.add_paragraph().add_run(text).bold = True


def rows(
    document: DocumentType, cells: tuple[str, ...], loop: str, head: tuple[str, ...] | None
) -> None:
    """A table whose middle row is repeated; the rows around it hold the loop and vanish."""
    table: Table = document.add_table(rows=0, cols=len(cells))
    table.style = "Table Grid"
    for texts in filter(None, (head, (f"{{%tr for {loop} %}}",), cells, ("{%tr endfor %}",))):
        row = table.add_row()
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text


if __name__ == "__main__":
    main()
