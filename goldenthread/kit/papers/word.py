"""A paper as a Word document that can be edited: real headings, lists and tables with header rows."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from goldenthread.ground.moment import LONDON
from goldenthread.ground.papers import Bars, Bullets, Grid, Heading, Paper, Text, Trend
from goldenthread.kit.papers.trends import chart_of, told
from goldenthread.kit.pictures import as_png, as_svg

# Letters that XML cannot hold.
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BAR = "█"
_LONGEST = 30


def as_word(paper: Paper) -> bytes:
    """The Word file (.docx)."""
    from docx import Document
    from docx.oxml.ns import qn

    document = Document()
    made = datetime.combine(date.fromisoformat(paper.dated), time(12), LONDON)
    held = document.core_properties
    held.title, held.author, held.language = _clean(paper.title), _clean(paper.council), paper.language
    held.comments, held.created, held.modified = _clean(paper.standing), made, made
    normal = document.styles["Normal"]
    normal.font.name = "Arial"
    fonts = normal.element.get_or_add_rPr()
    language = fonts.makeelement(qn("w:lang"), {qn("w:val"): paper.language})
    fonts.append(language)
    document.add_heading(_clean(paper.title), 0)
    document.add_paragraph(_clean(f"{paper.council}, {made:%-d %B %Y}. {paper.standing}."))
    for block in paper.blocks:
        match block:
            case Heading(text, level):
                document.add_heading(_clean(text), level)
            case Text(text, note):
                document.add_paragraph(_clean(text), style="Intense Quote" if note else None)
            case Bullets(items):
                for item in items:
                    document.add_paragraph(_clean(item), style="List Bullet")
            case Grid(caption, columns, rows):
                _table(document, caption, columns, rows)
            case Bars(title, counts):
                # Word draws no chart of ours: bars of letters stay a table that can be edited and read aloud.
                most = max((count for _, count in counts), default=0) or 1
                drawn = tuple(
                    (label, str(count), _BAR * round(_LONGEST * count / most)) for label, count in counts
                )
                _table(document, title, ("", "Number", "Chart"), drawn)
            case Trend():
                _picture(document, block)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _picture(document: Any, block: Trend) -> None:
    from docx.shared import Cm

    document.add_paragraph(_clean(block.title), style="Caption")
    shape = document.add_picture(BytesIO(as_png(as_svg(chart_of(block), "", ()))), width=Cm(15.5))
    # What a screen reader says of the picture: every point of it.
    shape._inline.docPr.set("descr", _clean(f"{block.title}. {told(block)}"))


def _table(document: Any, caption: str, columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    document.add_paragraph(_clean(caption), style="Caption")
    table = document.add_table(rows=1 + len(rows), cols=len(columns), style="Table Grid")
    # A header row is read out with each cell, and drawn again on each page.
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)
    # Its cells all at once: asked row by row the library walks the whole table for each.
    cells = iter(table._cells)
    for name in columns:
        next(cells).paragraphs[0].add_run(_clean(name)).bold = True
    for row in rows:
        for text in row:
            next(cells).paragraphs[0].add_run(_clean(text))
    document.add_paragraph()


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
