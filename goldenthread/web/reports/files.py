"""A paper as an answer: a page's blocks, a Word file, a PDF."""

from __future__ import annotations

import re

from django.http import Http404, HttpResponse

from goldenthread.ground.papers import Bars, Block, Grid, Paper, Trend
from goldenthread.kit.charts import Range, comparison_chart
from goldenthread.kit.papers import as_pdf, as_word
from goldenthread.kit.papers.trends import chart_of
from goldenthread.kit.presenters import Column, Table

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def file_of(paper: Paper, form: str) -> HttpResponse:
    """The Word file or the tagged PDF, to be saved. Raises Http404 for another form."""
    if form == "word":
        return _file(paper, as_word(paper), WORD, "docx")
    if form == "pdf":
        return _file(paper, as_pdf(paper), "application/pdf", "pdf")
    raise Http404("there is no such form")


def drawn(paper: Paper) -> list[dict[str, object]]:
    """The blocks as a page draws them: the same words, tables and charts as on paper."""
    return [_block(block) for block in paper.blocks]


def _block(block: Block) -> dict[str, object]:
    kind = type(block).__name__.lower()
    if isinstance(block, Grid):
        columns = [Column(f"c{i}", name, row_header=i == 0) for i, name in enumerate(block.columns)]
        rows = [{f"c{i}": cell for i, cell in enumerate(row)} for row in block.rows]
        return {"is": kind, "table": Table(block.caption, columns, rows, caption_size="s")}
    if isinstance(block, Bars):
        chart = comparison_chart(
            block.title,
            [Range(f"{label}: {count}", float(count)) for label, count in block.rows],
            whole=None,
            ceiling=None,
        )
        return {"is": kind, "title": block.title, "chart": chart, "rows": block.rows}
    if isinstance(block, Trend):
        return {"is": kind, "title": block.title, "chart": chart_of(block)}
    return {"is": kind, **vars(block)}


def _file(paper: Paper, content: bytes, kind: str, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    name = re.sub(r"[^a-z0-9]+", "-", f"{paper.title} {paper.standing}".lower()).strip("-")[:80]
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response
