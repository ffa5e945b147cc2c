"""B8: a chronology of 500 entries is tagged row by row. How long it takes to draw is measured by ``make bench``."""

from __future__ import annotations

import io

import pikepdf

from bench.papers import chronology
from goldenthread.kit.papers import as_pdf


def test_a_chronology_is_tagged_row_by_row():
    with pikepdf.open(io.BytesIO(as_pdf(chronology()))) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        found: dict[str, int] = {}
        waiting = [pdf.Root.StructTreeRoot.K]
        while waiting:
            each = waiting.pop()
            if isinstance(each, pikepdf.Array):
                waiting += list(each)
            elif isinstance(each, pikepdf.Dictionary):
                kind = str(each.get("/S", ""))
                found[kind] = found.get(kind, 0) + 1
                if "/K" in each:
                    waiting.append(each.K)
    assert found["/TR"] == 501
    assert found["/TH"] == 3
    assert found["/TD"] == 1500
