"""What every deed of this room does alike: find the review, ask the state table, keep a state row."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from goldenthread.access.need_to_know import find
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.assurance.lifecycle import REVIEW
from goldenthread.assurance.models import Review, ReviewStep
from goldenthread.assurance.vocabulary import ReviewState
from goldenthread.ground import moment
from goldenthread.ground.verdicts import insist


def subject(review: Review) -> Subject:
    """The review on the trail."""
    return Subject("review", review.pk)


def author(by: Viewer) -> dict[str, Any]:
    """Who wrote a row, and when."""
    return {"by_id": by.user_id or NOBODY, "by_name": by.name, "at": moment.now()}


def review_for(
    by: Viewer, deed: str, review_id: UUID, *, version: int | None = None, words: str | None = None
) -> Review:
    """The review, locked, in a state from which the deed may follow. Raises NotThere and Refused."""
    review = find(by, Review, review_id, version=version, lock=True)
    insist(REVIEW.verdict(ReviewState(review.state), deed, words=words))
    return review


def keep_review(review: Review, by: Viewer, deed: str, what: str, *fields: str, words: str = "") -> None:
    """Save these fields and the state the deed leads to, one version on, with a state row."""
    before = review.state
    review.state = REVIEW.after(ReviewState(before), deed)
    review.version += 1
    review.save(update_fields=[*fields, "state", "version"])
    keep_review_step(review, by, deed, what, words=words, before=before)


def keep_review_step(
    review: Review, by: Viewer, deed: str, what: str, *, words: str = "", before: str = ""
) -> None:
    """Add a state row to the review."""
    ReviewStep.objects.create(
        review=review,
        deed=deed,
        what=what[:300],
        words=words.strip(),
        before=before,
        after=review.state,
        **author(by),
    )
