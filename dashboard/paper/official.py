"""Documents in the layout of official papers: A4, fixed margins, lines of exactly 28 points, Chinese fonts by name.

The measures are those of GB/T 9704: margins 37, 35, 28 and 26 mm, title 22 pt, body 16 pt.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from docx import Document
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from dashboard.paper.texts import printable
from dashboard.words import plain_day

TITLE, BODY, HEADING, SERIF, LATIN = "方正小标宋简体", "仿宋", "黑体", "宋体", "Times New Roman"
TITLE_SIZE, BODY_SIZE, TABLE_SIZE, NUMBER_SIZE = 22, 16, 10.5, 14
LINE, TABLE_LINE = 28, 15
STAMP = (1980, 1, 1, 0, 0, 0)
TEXT_WIDTH = 156
CENTRE, RIGHT, BOTH = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY


def paper(title: str, on: date) -> Paper:
    """An empty document with its title; `on` is the day that it speaks of."""
    made = Document()
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    about = made.core_properties
    about.title, about.author, about.comments = printable(title)[:255], "", ""
    about.created = about.modified = datetime(on.year, on.month, on.day)
    number_pages(section.footer.paragraphs[0])
    line = write(made.add_paragraph(), title, TITLE, TITLE_SIZE, align=CENTRE, line=TITLE_SIZE * 1.6)
    line.paragraph_format.space_after = Pt(LINE)
    return made


def addressee(made: Paper, text: str) -> None:
    """To whom it goes: not indented."""
    write(made.add_paragraph(), text, BODY, BODY_SIZE)


def heading(made: Paper, text: str) -> None:
    """The heading of a part, which stays with what follows."""
    line = write(made.add_paragraph(), text, HEADING, BODY_SIZE)
    indent(line)
    line.paragraph_format.keep_with_next = True


def body(made: Paper, text: str) -> None:
    """A paragraph, its first line two characters in."""
    indent(write(made.add_paragraph(), text, BODY, BODY_SIZE, align=BOTH))


def closing(made: Paper, on: date) -> None:
    """The day, at the foot on the right."""
    line = write(made.add_paragraph(), plain_day(on), BODY, BODY_SIZE, align=RIGHT)
    line.paragraph_format.space_before = Pt(LINE)
    line.paragraph_format.keep_together = True


def table(made: Paper, headings: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
    """A table over the whole width: its headings repeat on every page, and no row is torn apart."""
    grid = made.add_table(rows=0, cols=len(headings), style="Table Grid")
    grid.autofit = False
    whole = sum(widths)
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Mm(TEXT_WIDTH * width / whole)
    for number, texts in enumerate([headings, *rows]):
        row = grid.add_row()
        mark(row, "w:cantSplit")
        if number == 0:
            mark(row, "w:tblHeader")
        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            cell.width = Mm(TEXT_WIDTH * width / whole)
            fill(cell, text, HEADING if number == 0 else BODY)
    made.add_paragraph().paragraph_format.space_after = Pt(0)


def fill(cell: _Cell, text: str, font: str) -> None:
    """Text in a cell, a paragraph a line."""
    for number, one in enumerate(text.split("\n")):
        line = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        write(line, one, font, TABLE_SIZE, line=TABLE_LINE)


def write(into: Paragraph, text: str, font: str, size: float, align: Any = None, line: float = LINE) -> Paragraph:
    """Text in one font, in lines of one height."""
    layout = into.paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
    layout.space_before = layout.space_after = Pt(0)
    into.alignment = align
    set_font(into.add_run(printable(text)), font, size)
    return into


def set_font(run: Run, font: str, size: float) -> None:
    """Chinese letters in this font, others in the usual one: Word asks for each by itself."""
    run.font.size, run.font.name = Pt(size), LATIN
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def indent(line: Paragraph) -> None:
    """The first line two characters in, whatever their size."""
    line.paragraph_format.first_line_indent = Pt(2 * BODY_SIZE)
    line._p.get_or_add_pPr().get_or_add_ind().set(qn("w:firstLineChars"), "200")


def mark(row: Any, name: str) -> None:
    """Say something of a row."""
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def number_pages(line: Paragraph) -> None:
    """The page's number between dashes, at the foot."""
    line.alignment = CENTRE
    set_font(line.add_run("— "), SERIF, NUMBER_SIZE)
    run = line.add_run()
    set_font(run, SERIF, NUMBER_SIZE)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        part.text = text or None
        run._r.append(part)
    set_font(line.add_run(" —"), SERIF, NUMBER_SIZE)


def content(made: Paper) -> bytes:
    """The file: the same paper gives the same bytes, whenever it is made."""
    drawn = io.BytesIO()
    made.save(drawn)
    with zipfile.ZipFile(drawn) as parts:
        return packed((name, parts.read(name)) for name in parts.namelist())


def packed(members: Iterable[tuple[str, bytes]]) -> bytes:
    """Members by name in one zip that does not tell the hour of its making."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name, STAMP), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
