"""Rows of the facts of feedback: without names, in the order of the day the answer came to be owed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Case, F, QuerySet, When

from goldenthread.access.fact_rows import (
    Columns,
    Values,
    day_of,
    from_to,
    of_these,
    read,
    working_days,
)
from goldenthread.access.fact_watch import Watched, watch_versions
from goldenthread.access.need_to_know import counted
from goldenthread.access.viewer import Viewer
from goldenthread.ground.facts import Batch
from goldenthread.letters.facts.tables import FEEDBACK
from goldenthread.letters.models import FeedbackDuty
from goldenthread.letters.vocabulary import DutyState

_VALUES: Values = {
    "duty_key": "pk",
    "about": "about_kind",
    "concern_key": Case(When(about_kind="concern", then="about_id"), default=None),
    "enquiry_key": Case(When(about_kind="enquiry", then="about_id"), default=None),
    "audience": "audience",
    "opened_on": day_of("opened_at"),
    "due_on": day_of("due_at"),
    "met_on": day_of("met_at"),
    "state": "state",
    "in_time": Case(
        When(state=DutyState.MET, met_at__lte=F("due_at"), then=True),
        When(state=DutyState.MET, then=False),
        default=None,
        output_field=BooleanField(),
    ),
    "method": "method",
    "not_possible": "not_possible",
}


# The moment behind each day by which duties are counted.
MOMENTS = {"opened_on": "opened_at", "met_on": "met_at", "due_on": "due_at"}


def feedback_rows(
    viewer: Viewer,
    first: date | None = None,
    last: date | None = None,
    *,
    of: Collection[UUID] | None = None,
) -> Iterator[Batch]:
    """Duties opened from one day to another, or only ``of`` these.

    Raises Refused for a role that does not see figures. One query.
    """
    rows = _opened(viewer, first, last, of)
    return read(FEEDBACK, rows, _VALUES, worked_out={"days_to_answer": _days_to_answer})


def watch_feedback(viewer: Viewer) -> Iterator[Watched]:
    """What a duty's facts can change with: every deed on it raises its version. Raises Refused."""
    return watch_versions(_opened(viewer, None, None), "opened_at", ["version"])


def _opened(
    viewer: Viewer, first: date | None, last: date | None, of: Collection[UUID] | None = None
) -> QuerySet[FeedbackDuty, Any]:
    rows = counted(viewer, FeedbackDuty).filter(**from_to("opened_at", first, last), **of_these("pk", of))
    return rows.order_by("opened_at", "pk")


def _days_to_answer(columns: Columns) -> list[int | None]:
    """For answers given; an answer that was not possible took no days."""
    given = [
        met if state == DutyState.MET else None
        for met, state in zip(columns["met_on"], columns["state"], strict=True)
    ]
    return working_days(columns["opened_on"], given)
