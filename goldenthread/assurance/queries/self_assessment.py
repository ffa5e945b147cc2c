"""What the council says of itself before a visit, by the key questions of the review."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from goldenthread.access.need_to_know import find
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.models import PaperRequest, Review, ReviewSession
from goldenthread.assurance.vocabulary import PaperState, SessionState
from goldenthread.ground import moment

# The three parts of a self-assessment and what they are called.
PARTS = (
    ("progress", "Progress"),
    ("strengths", "Strengths"),
    ("improvements", "Areas for improvement"),
)


@dataclass(frozen=True)
class OfItself:
    """A key question and what the council said of itself on it. ``id`` is None where nobody asked; ``at`` None: not sent."""

    question: str
    id: UUID | None = None
    version: int = 0
    due_on: date | None = None
    progress: str = ""
    strengths: str = ""
    improvements: str = ""
    at: datetime | None = None
    by_name: str = ""
    # Sent when the visit had begun: readers weigh it otherwise.
    late: bool = False

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """Each part's name and words; "" where the council named none."""
        return tuple((name, getattr(self, key)) for key, name in PARTS)


def self_assessment(viewer: Viewer, review_id: UUID) -> tuple[OfItself, ...]:
    """What was said to each key question, in their order, for papers. Three queries. Raises NotThere."""
    review = find(viewer, Review, review_id)
    return told_of_itself(review.questions, review.papers.all(), review.sessions.all())


def told_of_itself(
    questions: Sequence[str], papers: Iterable[PaperRequest], sessions: Iterable[ReviewSession]
) -> tuple[OfItself, ...]:
    """Each key question with what was said to it; a question asked once that the review no longer has comes last."""
    asked = {each.question: each for each in papers if each.question}
    begun = _began_at(sessions)
    return tuple(
        _told(asked[question], begun) if question in asked else OfItself(question)
        for question in dict.fromkeys((*questions, *asked))
    )


def not_asked(questions: Iterable[str], papers: Iterable[PaperRequest]) -> tuple[str, ...]:
    """Key questions, each once, on which no self-assessment was asked for."""
    asked = {each.question for each in papers}
    return tuple(each for each in dict.fromkeys(questions) if each not in asked)


def visit_begun(sessions: Iterable[ReviewSession]) -> bool:
    """Has a session of the programme been held, or come to its hour?"""
    several = list(sessions)
    began = _began_at(several)
    return any(each.state == SessionState.HELD for each in several) or (
        began is not None and began <= moment.now()
    )


def _began_at(sessions: Iterable[ReviewSession]) -> datetime | None:
    hours = [each.at for each in sessions if each.at and each.state != SessionState.CANCELLED]
    return min(hours, default=None)


def _told(row: PaperRequest, begun: datetime | None) -> OfItself:
    return OfItself(
        question=row.question,
        id=row.pk,
        version=row.version,
        due_on=row.due_on,
        progress=row.progress,
        strengths=row.strengths,
        improvements=row.improvements,
        at=row.answered_at if row.state == PaperState.SENT else None,
        by_name=row.answered_by,
        late=bool(begun and row.answered_at and row.answered_at > begun),
    )
