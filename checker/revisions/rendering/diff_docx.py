"""A difference as a Word document: 修订对照表, the rules, and what is recorded.

What went is struck and what came underlined, beside their colours, so that both survive a
black-and-white printer. The zip is packed anew: the same revisions give the same bytes.

Only who wants Word imports this: it needs the extra `office`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from checker.comparing.difference import Difference
from checker.comparing.rows import NOTHING, RULES, TEXT, VOCABULARY, PassageRow, Rows, RuleRow
from checker.comparing.spans import Span
from checker.exporting.packing import packed
from checker.model.organization import Organization
from checker.model.text import Lang, Say, say

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

BODY, HEADING, LATIN = "仿宋", "黑体", "Times New Roman"
BODY_SIZE, TITLE_SIZE = 11, 18
GONE, COME = (0xA4, 0x0E, 0x26), (0x05, 0x53, 0x0F)
WIDTHS = (1.2, 9.0, 9.0, 5.5)
"""Of the four columns, in centimetres; A4 lying."""
PAGE = (29.7, 21.0)
MARGIN = 2.5
NUMBER = say("序号", "No.")
REMARKS = say("说明", "Remarks")
TEXT_HEAD = (NUMBER, say("原条款", "Before"), say("修订后条款", "After"), REMARKS)
RULE_HEAD = (NUMBER, say("规则", "Rule"), say("变化", "Change"), REMARKS)
REASON = say("理由：{told}", "reason: {told}")
CONCERNED = say("影响的规则：{told}", "rules concerned: {told}")


def render(difference: Difference, organization: Organization | None, lang: Lang) -> bytes:
    """The document's bytes."""
    rows = Rows(difference, organization, lang)
    paper = _Paper(lang)
    paper.paragraph(rows.title(), HEADING, TITLE_SIZE)
    paper.paragraph(rows.summary() if difference else NOTHING.render(lang))
    _text(paper, rows)
    _rules(paper, rows)
    vocabulary = rows.vocabulary()
    if vocabulary:
        paper.heading(VOCABULARY)
        for told in vocabulary:
            paper.paragraph(told)
    return paper.saved()


def _text(paper: _Paper, rows: Rows) -> None:
    passages, renumbered = rows.passages(), rows.renumbered()
    if passages or renumbered:
        paper.heading(TEXT)
    if passages:
        paper.table(TEXT_HEAD, [_passage(row, rows) for row in passages])
    if renumbered:
        paper.paragraph(renumbered)


def _passage(row: PassageRow, rows: Rows) -> list[list[list[Span]]]:
    """Four cells of paragraphs of spans."""
    remarks = [row.sorts]
    if row.reason:
        remarks.append(say(REASON.zh, REASON.en, told=row.reason).render(rows.lang))
    if row.rules:
        told = rows.listed(row.rules)
        remarks.append(say(CONCERNED.zh, CONCERNED.en, told=told).render(rows.lang))
    return [
        _plain(str(row.number)),
        _side(row.before, row.spans, "removed"),
        _side(row.after, row.spans, "added"),
        _plain(*remarks),
    ]


def _side(label: str, spans: Iterable[Span], sort: str) -> list[list[Span]]:
    if not label:
        return _plain("")
    return [[Span("same", label)], [span for span in spans if span.sort in ("same", sort)]]


def _plain(*texts: str) -> list[list[Span]]:
    return [[Span("same", text)] for text in texts]


def _rules(paper: _Paper, rows: Rows) -> None:
    changed = rows.rules()
    if changed:
        paper.heading(RULES)
        cells = [_rule(place + 1, row, rows) for place, row in enumerate(changed)]
        paper.table(RULE_HEAD, cells)


def _rule(number: int, row: RuleRow, rows: Rows) -> list[list[list[Span]]]:
    remarks = [row.way]
    if row.reason:
        remarks.append(say(REASON.zh, REASON.en, told=row.reason).render(rows.lang))
    name = _plain(row.title, row.id, rows.listed(row.basis))
    return [_plain(str(number)), name, _plain(*row.sentences), _plain(*remarks)]


class _Paper:
    """A document that is written from top to bottom."""

    def __init__(self, lang: Lang) -> None:
        self.lang: Lang = lang
        self.document: Document = docx.Document()
        self._lay_out()

    def _lay_out(self) -> None:
        section = self.document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Cm(PAGE[0]), Cm(PAGE[1])
        for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
            setattr(section, side, Cm(MARGIN))
        self.document.core_properties.author = ""
        self.document.core_properties.title = ""
        self.document.core_properties.comments = ""

    def heading(self, title: Say) -> None:
        self.paragraph(title.render(self.lang), HEADING)

    def paragraph(self, text: str, font: str = BODY, size: int = BODY_SIZE) -> None:
        self._write(self.document.add_paragraph(), [Span("same", text)], font, size)

    def table(self, head: Sequence[Say], rows: Sequence[Sequence[list[list[Span]]]]) -> None:
        """A bordered table whose head stands again on every page; no row is cut by a page's end."""
        table = self.document.add_table(rows=0, cols=len(head))
        table.style = "Table Grid"
        table.autofit = False
        titles = [_plain(item.render(self.lang)) for item in head]
        for place, cells in enumerate([titles, *rows]):
            row = table.add_row()
            _mark_row(row, head=place == 0)
            for cell, width, paragraphs in zip(row.cells, WIDTHS, cells, strict=True):
                self._fill(cell, width, paragraphs, HEADING if place == 0 else BODY)

    def _fill(self, cell: _Cell, width: float, texts: list[list[Span]], font: str) -> None:
        cell.width = Cm(width)
        for place, spans in enumerate(texts):
            paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
            self._write(paragraph, spans, font, BODY_SIZE)

    def _write(self, paragraph: Paragraph, spans: Iterable[Span], font: str, size: int) -> None:
        for span in spans:
            _style(paragraph.add_run(span.text), span, font, size)

    def saved(self) -> bytes:
        stream = io.BytesIO()
        self.document.save(stream)
        with zipfile.ZipFile(stream) as archive:
            return packed({name: archive.read(name) for name in archive.namelist()})


def _style(run: Run, span: Span, font: str, size: int) -> None:
    """Fonts for Latin and for Chinese letters, which Word keeps apart; marks for what changed."""
    run.font.name, run.font.size = LATIN, Pt(size)
    properties = run._element.get_or_add_rPr()  # noqa: SLF001 - the library has no other door
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if span.sort == "removed":
        run.font.strike, run.font.color.rgb = True, RGBColor(*GONE)
    if span.sort == "added":
        run.font.underline, run.font.color.rgb = True, RGBColor(*COME)


def _mark_row(row: object, *, head: bool) -> None:
    properties = row._tr.get_or_add_trPr()  # type: ignore[attr-defined]  # noqa: SLF001 - no other door
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))
