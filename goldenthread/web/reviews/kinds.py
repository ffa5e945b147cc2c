"""The parts of a review's page that its kind adds. Each kind's pages name their function here; the page draws what it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from goldenthread.access.viewer import Viewer
from goldenthread.assurance.queries import ReviewPage
from goldenthread.assurance.vocabulary import ReviewKind
from goldenthread.kit.presenters import TaskItem
from goldenthread.web.reviews.self_assessment import tasks as self_assessment

Tasks = Callable[[Viewer, ReviewPage], Sequence[TaskItem]]

TASKS: Mapping[ReviewKind, tuple[Tasks, ...]] = {
    ReviewKind.SELF_ASSESSMENT: (self_assessment,),
    # A peer review begins with the council's own view of the same standards.
    ReviewKind.PEER_REVIEW: (self_assessment,),
    ReviewKind.CHALLENGE: (self_assessment,),
}


def tasks_of(viewer: Viewer, review: ReviewPage) -> list[TaskItem]:
    """What this kind of review adds to its task list, for this reader."""
    return [task for source in TASKS.get(review.kind, ()) for task in source(viewer, review)]
