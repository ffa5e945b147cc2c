"""Editions of the national return that a signer sent back, for where the day of those who prepare them begins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goldenthread.access.need_to_know import visible
from goldenthread.access.viewer import Viewer
from goldenthread.insight.models import ReturnEdition
from goldenthread.insight.queries.returns import EditionLine, last_sent_back, line_of
from goldenthread.insight.vocabulary.returns import ReturnState


@dataclass(frozen=True)
class SentBack:
    """A draft that was sent back and has not been sent for sign-off since. ``words``: what is to be put right."""

    line: EditionLine
    at: datetime
    by_name: str
    words: str


def returns_sent_back(viewer: Viewer) -> tuple[SentBack, ...]:
    """What waits to be put right, the newest first. Two queries at most; none for a role that prepares no return."""
    if not viewer.may("returns.prepare"):
        return ()
    found = []
    for row in visible(viewer, ReturnEdition).filter(state=ReturnState.DRAFT).prefetch_related("steps"):
        steps = sorted(row.steps.all(), key=lambda each: (each.at, each.pk))
        if step := last_sent_back(steps):
            found.append(SentBack(line_of(row), step.at, step.by_name, step.words))
    return tuple(sorted(found, key=lambda each: each.at, reverse=True))
