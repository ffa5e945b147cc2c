"""Every look has one row in the programme, whoever plans it: the row a review gets when it is opened, and one planned elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from goldenthread.access.numbers import next_reference
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.assurance.models import ProgrammeEntry, Review
from goldenthread.assurance.policy.programme import Look
from goldenthread.assurance.vocabulary import EntryState, ReviewKind
from goldenthread.ground import moment


def enter_review(
    by: Viewer, review: Review, *, earlier: Sequence[Look] = (), reason: str = ""
) -> ProgrammeEntry:
    """The programme's row of a review that was just opened. Its days are today's until the review has its own.

    ``earlier`` are looks at the same thing, the newest first; ``reason``: why it is looked at again.
    """
    begins = review.begins_on or moment.today()
    return enter(
        by,
        kind=ReviewKind(review.kind),
        title=review.title,
        begins_on=begins,
        ends_on=max(review.due_on or begins, begins),
        by_agency_id=by.agency_id or review.owner.agency_id,
        about_id=review.agency_id,
        instrument_key=review.instrument_key,
        review=review,
        **again(earlier, reason),
    )


def again(earlier: Sequence[Look], reason: str) -> dict[str, Any]:
    """What a row says of the looks before it, the newest first; nothing where there are none."""
    if not earlier:
        return {}
    return {
        "earlier": ProgrammeEntry.objects.get(reference=earlier[0].reference),
        "overlaps": [each.reference for each in earlier],
        "reason": reason.strip(),
    }


def enter(
    by: Viewer,
    *,
    kind: ReviewKind,
    title: str,
    begins_on: date,
    ends_on: date,
    by_agency_id: UUID,
    about_id: UUID | None,
    state: EntryState = EntryState.PLANNED,
    **more: Any,
) -> ProgrammeEntry:
    """A row of the programme."""
    return ProgrammeEntry.objects.create(
        reference=next_reference("LOOK"),
        kind=kind,
        title=title,
        begins_on=begins_on,
        ends_on=ends_on,
        by_agency_id=by_agency_id,
        about_id=about_id,
        state=state,
        planned_at=moment.now(),
        by_id=by.user_id or NOBODY,
        by_name=by.name,
        **more,
    )
