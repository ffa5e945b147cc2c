"""One finding, and one action with everything that is known of whether it helped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Prefetch

from goldenthread.access.doorway import NotThere, opening
from goldenthread.access.need_to_know import visible
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.models import (
    EffectJudgement,
    Evidence,
    Finding,
    ImprovementAction,
    Recommendation,
)
from goldenthread.assurance.policy import Answer, embedded, may_be_acted_on
from goldenthread.assurance.queries.plan import (
    ActionLine,
    Editions,
    FindingLine,
    action_line,
    action_rows,
    finding_line,
    source_of,
)
from goldenthread.assurance.vocabulary import (
    Direction,
    Effect,
    Independence,
    Progress,
    Response,
    SourceKind,
)
from goldenthread.ground.verdicts import Verdict


@dataclass(frozen=True)
class Step:
    """What was done, by whom, when."""

    at: datetime
    what: str
    words: str
    by_name: str
    evidence: str = ""


@dataclass(frozen=True)
class SourceRow:
    """A source that shows a finding. ``evidence_id``: the piece of the library it is, where this reader may open it."""

    kind: SourceKind
    independence: Independence
    origin: str
    shows: str
    evidence_id: UUID | None = None


@dataclass(frozen=True)
class FollowUpRow:
    """How far a recommendation has come."""

    progress: Progress
    words: str
    by_name: str
    at: datetime


@dataclass(frozen=True)
class RecommendationRow:
    """A recommendation with its answer. ``response`` None: nobody has answered it."""

    id: UUID
    version: int
    reference: str
    words: str
    source: str
    passage: str
    response: Response | None
    response_words: str
    findings: tuple[tuple[UUID, str], ...]
    actions: tuple[tuple[UUID, str, str, str], ...]
    follow_ups: tuple[FollowUpRow, ...]


@dataclass(frozen=True)
class FindingPage:
    """A finding as its page shows it. ``may_close``: may it be closed as embedded, and if not, what is missing."""

    line: FindingLine
    version: int
    review_id: UUID | None
    statements: tuple[str, ...]
    sources: tuple[SourceRow, ...]
    actions: tuple[ActionLine, ...]
    recommendations: tuple[RecommendationRow, ...]
    may_close: Verdict
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Judgement:
    """Whether the measure moved, as judged then. ``points``: label and value."""

    id: int
    effect: Effect
    by_chart: bool
    words: str
    rules: tuple[str, ...]
    points: tuple[tuple[str, float], ...]
    centre: float | None
    low: float | None
    high: float | None
    changed: int
    target_reached: bool | None
    as_at: datetime | None
    at: datetime
    by_name: str


@dataclass(frozen=True)
class ActionPage:
    """An action as its page shows it."""

    line: ActionLine
    version: int
    words: str
    recommendation: RecommendationRow | None
    direction: Direction | None
    baseline: Decimal | None
    baseline_of: str
    target: Decimal | None
    moves_from: date | None
    measure_source: str
    values: tuple[tuple[date, Decimal, str], ...]
    judgements: tuple[Judgement, ...]
    steps: tuple[Step, ...]


@opening("assurance.open", about="finding")
def finding(viewer: Viewer, finding_id: UUID) -> FindingPage:
    """One finding, opened; about ten queries whatever it holds. Raises Refused and NotThere."""
    row = (
        visible(viewer, Finding)
        .select_related("review")
        .prefetch_related("sources", "actions", "steps")
        .filter(pk=finding_id)
        .first()
    )
    if row is None:
        raise NotThere(Subject("finding", finding_id))
    actions = tuple(action_line(each) for each in action_rows(viewer).filter(findings=row).distinct())
    answers = [Answer(each.reference, each.state, each.effect, each.target_reached) for each in actions]
    line = finding_line(row)
    named = [each.evidence_id for each in row.sources.all() if each.evidence_id]
    seen = (
        set(visible(viewer, Evidence).filter(pk__in=named).values_list("pk", flat=True)) if named else set()
    )
    return FindingPage(
        line=line,
        version=row.version,
        review_id=row.review_id,
        statements=tuple(row.statements),
        sources=tuple(
            SourceRow(
                SourceKind(each.kind),
                Independence(each.independence),
                each.origin,
                each.shows,
                each.evidence_id if each.evidence_id in seen else None,
            )
            for each in row.sources.all()
        ),
        actions=actions,
        recommendations=recommendations(viewer, finding_id=row.pk),
        may_close=embedded(answers, acted_on=may_be_acted_on(line.kind)),
        steps=tuple(Step(each.at, each.what, each.words, each.by_name) for each in row.steps.all()),
    )


@opening("assurance.open", about="improvement")
def action(viewer: Viewer, improvement_id: UUID) -> ActionPage:
    """One action, opened; about ten queries whatever it holds. Raises Refused and NotThere."""
    row = (
        action_rows(viewer)
        .prefetch_related("steps", "points", "judgements")
        .filter(pk=improvement_id)
        .first()
    )
    if row is None:
        raise NotThere(Subject("improvement", improvement_id))
    held = recommendations(viewer, only=row.recommendation_id) if row.recommendation_id else ()
    return ActionPage(
        line=action_line(row),
        version=row.version,
        words=row.words,
        recommendation=held[0] if held else None,
        direction=Direction(row.direction) if row.direction else None,
        baseline=row.baseline,
        baseline_of=row.baseline_of,
        target=row.target,
        moves_from=row.moves_from,
        measure_source=row.measure_source,
        values=tuple((each.on, each.value, each.source) for each in row.points.all()),
        judgements=tuple(_judgement(each) for each in row.judgements.all()),
        # Values stand with the measure; among the steps they would hide what was done.
        steps=tuple(
            Step(each.at, each.what, each.words, each.by_name, each.evidence)
            for each in row.steps.all()
            if each.deed != "add_point"
        ),
    )


def recommendations(
    viewer: Viewer, *, finding_id: UUID | None = None, review_id: UUID | None = None, only: UUID | None = None
) -> tuple[RecommendationRow, ...]:
    """Recommendations the viewer may see: of a finding, of a review, one, or all. Four queries."""
    rows = (
        visible(viewer, Recommendation)
        .select_related("review")
        .prefetch_related(
            Prefetch("findings", queryset=visible(viewer, Finding)),
            Prefetch("actions", queryset=visible(viewer, ImprovementAction)),
            "follow_ups",
        )
    )
    if finding_id:
        rows = rows.filter(findings=finding_id)
    if review_id:
        rows = rows.filter(review_id=review_id)
    if only:
        rows = rows.filter(pk=only)
    return tuple(
        RecommendationRow(
            id=row.pk,
            version=row.version,
            reference=row.reference,
            words=row.words,
            source=row.review.title if row.review else row.named,
            passage=row.passage,
            response=Response(row.response) if row.response else None,
            response_words=row.response_words,
            findings=tuple((each.pk, each.reference) for each in row.findings.all()),
            actions=tuple((each.pk, each.reference, each.title, each.state) for each in row.actions.all()),
            follow_ups=tuple(
                FollowUpRow(Progress(each.progress), each.words, each.by_name, each.at)
                for each in row.follow_ups.all()
            ),
        )
        for row in rows
    )


def findings_of(viewer: Viewer, review_id: UUID) -> tuple[FindingLine, ...]:
    """Findings of one review that the viewer may see, drafts where they take part. Three queries."""
    rows = visible(viewer, Finding).filter(review_id=review_id)
    editions: Editions = {}
    return tuple(
        finding_line(row, editions)
        for row in rows.select_related("review").prefetch_related("sources", "actions")
    )


def _judgement(row: EffectJudgement) -> Judgement:
    return Judgement(
        id=row.pk,
        effect=Effect(row.effect),
        by_chart=row.by_chart,
        words=row.words,
        rules=tuple(row.rules),
        points=tuple((str(label), float(value)) for label, value in row.points),
        centre=row.centre,
        low=row.low,
        high=row.high,
        changed=row.changed,
        target_reached=row.target_reached,
        as_at=row.as_at,
        at=row.at,
        by_name=row.by_name,
    )


__all__ = [
    "ActionPage", "FindingPage", "FollowUpRow", "Judgement", "RecommendationRow", "SourceRow", "Step", "action", "finding",
    "findings_of", "recommendations", "source_of",
]  # fmt: skip
