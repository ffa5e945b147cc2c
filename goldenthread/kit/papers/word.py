"""A paper as a Word document that can be edited: real headings, lists and tables with header rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from goldenthread.ground.moment import LONDON
from goldenthread.ground.papers import Bars, Bullets, Grid, Heading, Paper, Text, Trend
from goldenthread.kit.papers.blank import WIDE, barred, blank, headed, lined, noted, shaded, whole
from goldenthread.kit.papers.columns import shares
from goldenthread.kit.papers.trends import chart_of, told
from goldenthread.kit.pictures import as_png, as_svg

# Letters that XML cannot hold.
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Columns of a chart of bars, in centimetres: what, how many, the bar.
_BARS = (5.5, 2.0, 9.5)
_HEAD = "EEEEEE"


def as_word(paper: Paper) -> bytes:
    """The Word file (.docx)."""
    made = datetime.combine(date.fromisoformat(paper.dated), time(12), LONDON)
    document = blank(
        _clean(paper.title),
        author=_clean(paper.council),
        language=paper.language,
        foot=_clean(f"{paper.council} · {paper.standing}"),
    )
    held = document.core_properties
    held.comments, held.created, held.modified = _clean(paper.standing), made, made
    document.add_heading(_clean(paper.title), 0)
    document.add_paragraph(_clean(f"{paper.council}, {made:%-d %B %Y}. {paper.standing}."))
    for block in paper.blocks:
        match block:
            case Heading(text, level):
                document.add_heading(_clean(text), level)
            case Text(text, note):
                paragraph = document.add_paragraph(_clean(text))
                if note:
                    noted(paragraph)
            case Bullets(items):
                for item in items:
                    document.add_paragraph(_clean(item), style="List Bullet")
            case Grid(caption, columns, rows):
                widths = [WIDE * share for share in shares(columns, rows)]
                _table(document, caption, columns, rows, widths)
            case Bars(title, counts):
                _bars(document, title, counts)
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


def _bars(document: Any, title: str, counts: Sequence[tuple[str, int]]) -> None:
    """Word draws no chart of ours: bars are the ground of empty lines in a table that can be edited and is read aloud by its numbers."""
    most = max((count for _, count in counts), default=0) or 1
    rows = tuple((label, str(count), "") for label, count in counts)
    table = _table(document, title, ("What", "Number", "Chart"), rows, _BARS)
    for (_, count), cell in zip(counts, table._cells[5::3], strict=True):
        if count:
            barred(cell.paragraphs[0], count / most, _BARS[2] - 0.4)


def _table(
    document: Any,
    caption: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
) -> Any:
    from docx.shared import Pt

    document.add_paragraph(_clean(caption), style="Caption")
    table = document.add_table(rows=1 + len(rows), cols=len(columns), style="Table Grid")
    lined(table, _clean(caption), widths)
    whole(table)
    headed(table.rows[0])
    # Its cells all at once: asked row by row the library walks the whole table for each.
    cells = table._cells
    for name, cell in zip(columns, cells, strict=False):
        _write(cell, name).bold = True
        cell.paragraphs[0].paragraph_format.keep_with_next = True
        shaded(cell, _HEAD)
    for text, cell in zip((text for row in rows for text in row), cells[len(columns) :], strict=True):
        _write(cell, text)
    # Two tables that touch become one, and what follows needs room.
    document.add_paragraph().paragraph_format.space_after = Pt(0)
    return table


def _write(cell: Any, text: str) -> Any:
    from docx.shared import Pt

    paragraph = cell.paragraphs[0]
    held = paragraph.paragraph_format
    held.space_before = held.space_after = Pt(2)
    run = paragraph.add_run(_clean(text))
    run.font.size = Pt(9)
    return run


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
