"""B8: a report of three pages and a chronology of 500 entries, as tagged PDF and as Word, from the paper to the bytes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
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


def chronology() -> Paper:
    """A chronology of 500 entries, one row for each."""
    rows = tuple(
        (
            f"{day % 28 + 1} May 2026, 09:{day % 60:02}",
            "What was done, by whom and why. " * 3,
            "Sandgate Council",
        )
        for day in range(500)
    )
    return Paper(
        "Chronology", "Sandgate Council", "2026-05-01", "Version 1",
        (Heading("What happened"), Grid("Entries", ("When", "What", "Who"), rows)),
    )  # fmt: skip


def papers() -> dict[str, float]:
    """Median seconds of each form, after the first of each, which loads what draws it.

    Each time has other words: what draws PDF remembers what it drew.
    """
    found = {}
    for what, paper in (("", report()), ("chronology ", chronology())):
        for name, draw in (("pdf", as_pdf), ("word", as_word)):
            draw(paper)
            took = []
            for number in range(ROUNDS):
                other = replace(paper, title=f"{paper.title} {number}", blocks=tuple(_renamed(paper, number)))
                began = time.perf_counter()
                draw(other)
                took.append(time.perf_counter() - began)
            found[what + name] = median(took)
    return found


def _renamed(paper: Paper, number: int) -> Iterator[Block]:
    for block in paper.blocks:
        if isinstance(block, Text):
            yield replace(block, text=f"{block.text} {number}")
        elif isinstance(block, Grid):
            yield replace(block, rows=tuple((f"{first} {number}", *rest) for first, *rest in block.rows))
        else:
            yield block
