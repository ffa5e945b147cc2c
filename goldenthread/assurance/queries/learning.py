"""Learning from networks and bodies outside, and where it is used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch

from goldenthread.access.doorway import NotThere
from goldenthread.access.need_to_know import visible
from goldenthread.access.policy import permission_verdict
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.models import Finding, ImprovementAction, LearningCitation, OutsideLearning
from goldenthread.assurance.vocabulary import OutsideBody
from goldenthread.ground.verdicts import insist


@dataclass(frozen=True)
class CitationRow:
    """Where learning is used: a finding or an action, and how.

    Where this reader may not open it both ids are None, and the words are empty: they may quote it.
    """

    finding_id: UUID | None
    action_id: UUID | None
    used_by: str
    words: str
    by_name: str


@dataclass(frozen=True)
class LearningRow:
    """Something learnt elsewhere, with where it is used."""

    id: UUID
    reference: str
    body: OutsideBody
    body_name: str
    title: str
    passage: str
    learnt: str
    on: date
    by_name: str
    citations: tuple[CitationRow, ...]


@dataclass(frozen=True)
class BodyRow:
    """A network or body: how much was learnt from it, when last, and how much of that is used. ``newest`` None: nothing yet."""

    body: OutsideBody
    count: int
    newest: date | None
    used: int


def learning(
    viewer: Viewer, *, only: UUID | None = None, finding_id: UUID | None = None, action_id: UUID | None = None
) -> tuple[LearningRow, ...]:
    """What was learnt elsewhere, newest first: all, one, or what a finding or an action uses. Four queries. Raises Refused.

    It holds nothing of any person, so everybody in the partnership reads it.
    """
    insist(permission_verdict(viewer.role, "assurance.open"))
    rows = OutsideLearning.objects.all()
    if only:
        rows = rows.filter(pk=only)
    if finding_id:
        rows = rows.filter(citations__finding_id=finding_id)
    if action_id:
        rows = rows.filter(citations__action_id=action_id)
    cited = LearningCitation.objects.select_related("finding", "action")
    found = list(rows.distinct().prefetch_related(Prefetch("citations", queryset=cited)))
    seen = _seen(viewer, found)
    return tuple(_row(row, seen) for row in found)


def one_learning(viewer: Viewer, learning_id: UUID) -> LearningRow:
    """One. Raises NotThere and Refused."""
    found = learning(viewer, only=learning_id)
    if not found:
        raise NotThere(Subject("learning", learning_id))
    return found[0]


def bodies(rows: tuple[LearningRow, ...]) -> tuple[BodyRow, ...]:
    """Every network and body, also those nothing was learnt from, over rows that were read already."""
    return tuple(
        BodyRow(
            body,
            len(of := [row for row in rows if row.body is body]),
            max((row.on for row in of), default=None),
            sum(bool(row.citations) for row in of),
        )
        for body in OutsideBody
    )


def _seen(viewer: Viewer, rows: list[OutsideLearning]) -> set[UUID]:
    cited = [each for row in rows for each in row.citations.all()]
    findings = {each.finding_id for each in cited if each.finding_id}
    actions = {each.action_id for each in cited if each.action_id}
    seen: set[UUID] = set()
    if findings:
        seen |= set(visible(viewer, Finding).filter(pk__in=findings).values_list("pk", flat=True))
    if actions:
        seen |= set(visible(viewer, ImprovementAction).filter(pk__in=actions).values_list("pk", flat=True))
    return seen


def _row(row: OutsideLearning, seen: set[UUID]) -> LearningRow:
    return LearningRow(
        id=row.pk,
        reference=row.reference,
        body=OutsideBody(row.body),
        body_name=row.body_name or OutsideBody(row.body).label,
        title=row.title,
        passage=row.passage,
        learnt=row.learnt,
        on=row.on,
        by_name=row.by_name,
        citations=tuple(_cited(each, seen) for each in row.citations.all()),
    )


def _cited(row: LearningCitation, seen: set[UUID]) -> CitationRow:
    used = row.finding or row.action
    assert used
    open_ = used.pk in seen
    name = f"{used.reference} {row.action.title}" if row.action else f"Finding {used.reference}"
    hidden = (
        "An action of the improvement plan"
        if row.action
        else "A finding of a review that is not published yet"
    )
    return CitationRow(
        row.finding_id if open_ else None,
        row.action_id if open_ else None,
        name if open_ else hidden,
        row.words if open_ else "",
        row.by_name,
    )
