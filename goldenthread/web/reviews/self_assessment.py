"""What a self-assessment adds to the page of a review."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from goldenthread.access.viewer import Viewer
from goldenthread.assurance.queries import ReviewPage
from goldenthread.assurance.queries.judgements import PartRow, round_of
from goldenthread.assurance.vocabulary import JudgementState, ReviewState
from goldenthread.kit.presenters import Tag, TaskItem


def progress(part: PartRow) -> Tag:
    """How far an agency is, in words."""
    if part.states.get(JudgementState.SENT_BACK):
        return Tag(f"{part.states[JudgementState.SENT_BACK]} sent back", "orange")
    if part.done >= part.asked > 0:
        agreed = part.states.get(JudgementState.AGREED, 0) >= part.asked
        return Tag("Agreed", "green") if agreed else Tag("All submitted", "turquoise")
    if not part.states:
        return Tag("Not started")
    return Tag(counted(part), "blue")


def counted(part: PartRow) -> str:
    """How many answers are sent, in words."""
    return f"{part.done} of {part.asked} submitted"


def tasks(viewer: Viewer, review: ReviewPage) -> Sequence[TaskItem]:
    """Agencies, each agency's answers, side by side, and movement."""
    if not review.instrument_key:
        return ()
    found = round_of(viewer, review.id)
    at = [review.id]
    items = []
    if viewer.may("assurance.run"):
        number = len(found.parts)
        items.append(
            TaskItem(
                "Who answers",
                Tag(f"{number} {'agency' if number == 1 else 'agencies'}", "blue")
                if number
                else Tag("Nobody yet", "orange"),
                reverse("reviews:agencies", args=at),
            )
        )
    for part in found.parts:
        own = part.own or viewer.may("assurance.run")
        begun = review.state is not ReviewState.PLANNED
        hint = f"Led by {part.lead}" if part.lead else "No lead is named"
        items.append(
            TaskItem(
                f"Answers of {part.agency}",
                progress(part),
                reverse("reviews:part", args=[review.id, part.id]) if own and begun else "",
                hint if begun else "Answering opens when the review begins",
            )
        )
    if found.parts:
        items.append(TaskItem("Side by side: where agencies differ", "", reverse("reviews:compare", args=at)))
        items.append(
            TaskItem("Movement since the last round or inspection", "", reverse("reviews:movement", args=at))
        )
    return items
