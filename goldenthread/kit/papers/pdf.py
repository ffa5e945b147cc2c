"""A paper as PDF that a screen reader can follow and an archive can keep (PDF/UA-1 and PDF/A-2a)."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from goldenthread.ground.moment import LONDON
from goldenthread.ground.papers import Grid, Paper, Trend, as_values
from goldenthread.kit.papers.columns import breakable, letters, shares
from goldenthread.kit.papers.trends import chart_of, told
from goldenthread.kit.pictures import as_svg

_HERE = Path(__file__).parent
TEMPLATE, FONTS = _HERE / "paper.typ", _HERE / "fonts"


class CannotDraw(Exception):
    """The PDF could not be drawn as it must be; the message says why."""


def as_pdf(paper: Paper) -> bytes:
    """The PDF. The same paper gives the same bytes. Raises CannotDraw, also for what is only a warning (a missing letter)."""
    import typst  # 40 MB that a page without a PDF does not need

    made = datetime.combine(date.fromisoformat(paper.dated), time(12), LONDON)
    try:
        drawn, warnings = typst.compile_with_warnings(
            TEMPLATE,
            root=_HERE,
            font_paths=[FONTS],
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"paper": json.dumps(_values(paper), ensure_ascii=False)},
            pdf_standards=["ua-1", "a-2a"],
            timestamp=int(made.timestamp()),
        )
    except typst.TypstError as bad:
        raise CannotDraw(str(bad)) from bad
    if warnings:
        raise CannotDraw("; ".join(each.message for each in warnings))
    return bytes(drawn)


def _values(paper: Paper) -> dict[str, Any]:
    """The paper as plain values: each table with its columns' widths, each control chart drawn, with its words beside it."""
    values: dict[str, Any] = _breakable(as_values(paper))
    for block, each in zip(paper.blocks, values["blocks"], strict=True):
        if isinstance(block, Grid):
            each["shares"] = found = shares(block.columns, block.rows)
            most = [letters(share) for share in found]
            each["rows"] = [
                [breakable(cell, fits) for cell, fits in zip(row, most, strict=True)] for row in block.rows
            ]
        if isinstance(block, Trend):
            each["svg"] = (
                as_svg(chart_of(block), "", ()).decode().replace("'DejaVu Sans'", "'Liberation Sans'")
            )
            each["told"] = f"{block.title}. {told(block)}"
    return values


def _breakable(value: Any) -> Any:
    if isinstance(value, str):
        return breakable(value)
    if isinstance(value, list):
        return [_breakable(each) for each in value]
    return {name: _breakable(each) for name, each in value.items()} if isinstance(value, dict) else value
