"""The parts of a review's page that its kind adds. Each kind's pages name their function here; the page draws what it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlencode

from django.urls import reverse

from goldenthread.access.viewer import Viewer
from goldenthread.assurance.queries import ReviewPage
from goldenthread.assurance.vocabulary import ReviewKind
from goldenthread.kit.presenters import TaskItem
from goldenthread.web.reviews.self_assessment import tasks as self_assessment
from goldenthread.web.routes import opens

Tasks = Callable[[Viewer, ReviewPage], Sequence[TaskItem]]


def _file_audit(viewer: Viewer, review: ReviewPage) -> Sequence[TaskItem]:
    found = []
    if opens("audits:results", viewer.role):
        found.append(
            TaskItem("Sample, auditors and results", "", reverse("audits:results", args=[review.id]))
        )
    if opens("audits:words", viewer.role):
        found.append(TaskItem("What was read, in words", "", reverse("audits:words", args=[review.id])))
    return found


def _on_site(viewer: Viewer, review: ReviewPage) -> Sequence[TaskItem]:
    if not opens("peer:home", viewer.role):
        return ()
    parts = (
        ("peer:home", "On site: programme, notes and papers"),
        ("peer:findings", "Findings and recommendations of the team"),
        ("peer:feedback", "Feedback of the last day"),
    )
    return [TaskItem(words, "", reverse(name, args=[review.id])) for name, words in parts]


def _matrix(viewer: Viewer, review: ReviewPage) -> Sequence[TaskItem]:
    if not opens("matrix:show", viewer.role):
        return ()
    return [TaskItem("The five questions, line by line", "", reverse("matrix:show", args=[review.id]))]


def _report(viewer: Viewer, review: ReviewPage) -> Sequence[TaskItem]:
    """What every review ends in."""
    found = []
    if opens("improvement:findings", viewer.role):
        source = urlencode({"source": review.title, "show": "all"})
        found.append(
            TaskItem("Findings and what follows them", "", f"{reverse('improvement:findings')}?{source}")
        )
    if opens("reports:list", viewer.role):
        found.append(TaskItem("Report", "", reverse("reports:list")))
    if review.kind is not ReviewKind.SELF_ASSESSMENT and opens("peer:after", viewer.role):
        found.append(
            TaskItem("What followed: plans, who was told", "", reverse("peer:after", args=[review.id]))
        )
    return found


TASKS: Mapping[ReviewKind, tuple[Tasks, ...]] = {
    ReviewKind.SELF_ASSESSMENT: (self_assessment,),
    # A peer review begins with the council's own view of the same standards.
    ReviewKind.PEER_REVIEW: (self_assessment, _on_site),
    ReviewKind.CHALLENGE: (self_assessment, _on_site),
    ReviewKind.FILE_AUDIT: (_file_audit, _on_site),
    ReviewKind.AGENCY_REVIEW: (_on_site,),
    ReviewKind.DEEP_DIVE: (_on_site,),
    ReviewKind.QUALITY_CHECK: (_on_site,),
    ReviewKind.PROVIDER_AUDIT: (_on_site,),
    ReviewKind.SERVICE_MATRIX: (_matrix,),
}


def tasks_of(viewer: Viewer, review: ReviewPage) -> list[TaskItem]:
    """What this kind of review adds to its task list, for this reader."""
    return [task for source in (*TASKS.get(review.kind, ()), _report) for task in source(viewer, review)]
