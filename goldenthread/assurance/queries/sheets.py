"""Sheets that came back: what became of each row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from goldenthread.access.doorway import NotThere, opening
from goldenthread.access.need_to_know import find
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.models import Review, SheetReturn
from goldenthread.assurance.vocabulary import SheetOutcome


@dataclass(frozen=True)
class ReturnedRow:
    """One row of a sheet and what became of it."""

    item: str
    claim: str
    grade: str
    reasoning: str
    changed: str
    outcome: SheetOutcome
    why: str
    answer_id: UUID | None


@dataclass(frozen=True)
class ReturnPage:
    """A sheet that came back."""

    review_id: UUID
    review: str
    part_id: int
    agency: str
    file_name: str
    at: datetime
    by_name: str
    rows: tuple[ReturnedRow, ...]


@opening("assurance.open", about="review")
def sheet_return(viewer: Viewer, review_id: UUID, *, return_id: UUID) -> ReturnPage:
    """A sheet that came back, for the agency whose it is and the board's staff. Raises Refused and NotThere."""
    review = find(viewer, Review, review_id)
    row = SheetReturn.objects.select_related("part__agency").filter(part__review=review, pk=return_id).first()
    own = row is not None and (row.part.agency_id == viewer.agency_id or viewer.may("assurance.run"))
    if row is None or not own:
        raise NotThere(Subject("review", review_id))
    return ReturnPage(
        review_id=review.pk,
        review=review.title,
        part_id=row.part_id,
        agency=row.part.agency.name,
        file_name=row.file_name,
        at=row.at,
        by_name=row.by_name,
        rows=tuple(_row(each) for each in row.rows),
    )


def _row(held: dict[str, str]) -> ReturnedRow:
    return ReturnedRow(
        item=held["item"],
        claim=held["claim"],
        grade=held["grade"],
        reasoning=held["reasoning"],
        changed=held["changed"],
        outcome=SheetOutcome(held["outcome"]),
        why=held["why"],
        answer_id=UUID(held["answer_id"]) if held["answer_id"] else None,
    )
