"""B8: a report of three pages as tagged PDF and as Word, from the paper to the bytes."""

from __future__ import annotations

import time
from statistics import median

from goldenthread.ground.papers import Bars, Block, Bullets, Grid, Heading, Paper, Text
from goldenthread.kit.papers import as_pdf, as_word

ROUNDS = 9


def report() -> Paper:
    """A report of three pages: chapters, lists, a table and a chart, as a review's is."""
    blocks: list[Block] = [
        Heading("What was looked at"),
        Text("How accountability is shared, and what shows it. " * 6),
    ]
    for number in range(8):
        blocks += [
            Heading(f"Theme {number + 1}", 2),
            Text("What was seen and what was said about it, in a few sentences. " * 6),
            Text("Two of five are shown by two or more independent sources.", note=True),
            Bullets(
                tuple(
                    f"Finding {number}.{line}: what works, and where it stands (paragraph {line})"
                    for line in range(4)
                )
            ),
        ]
    rows = tuple(
        (f"Page {row}", "An issue that was raised " * 3, "What the plan lacks " * 3) for row in range(12)
    )
    blocks += [
        Grid("Gaps", ("Page", "Issue", "Gap"), rows),
        Bars("40 findings by kind", (("Strength", 24), ("Area", 16))),
    ]
    return Paper("Peer review", "Sandgate Council", "2026-11-21", "Version 1, draft", tuple(blocks))


def papers() -> dict[str, float]:
    """Median seconds of each form, after the first of each, which loads what draws it."""
    paper = report()
    found = {}
    for name, draw in (("pdf", as_pdf), ("word", as_word)):
        draw(paper)
        took = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            draw(paper)
            took.append(time.perf_counter() - began)
        found[name] = median(took)
    return found
