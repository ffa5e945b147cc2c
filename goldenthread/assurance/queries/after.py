"""What follows a visit: actions it set going, plans that took recommendations in, who was told, where the report is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from goldenthread.access.doorway import opening
from goldenthread.access.need_to_know import find, visible
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.assurance.models import BegunAction, ImprovementAction, PlannedIn, Review, Telling
from goldenthread.assurance.policy.findings import followed_up_by_another
from goldenthread.assurance.queries.findings import RecommendationRow, recommendations
from goldenthread.assurance.vocabulary import ActionState, MemberFunction, Response, ReviewState, TellingKind
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Verdict


@dataclass(frozen=True)
class BegunRow:
    """An action that began because of the review. ``id`` is the action's."""

    id: UUID
    reference: str
    title: str
    state: ActionState
    owner: str
    agency: str
    begun_on: date
    because: str
    by_name: str
    logged_at: datetime


@dataclass(frozen=True)
class PlanRow:
    """A plan that took a recommendation in."""

    id: int
    recommendation_id: UUID
    plan: str
    passage: str
    words: str
    on: date
    by_name: str


@dataclass(frozen=True)
class TellingRow:
    """Who was told what, or where the report can be read."""

    id: int
    kind: TellingKind
    on: date
    audience: str
    place: str
    words: str
    by_name: str


@dataclass(frozen=True)
class Followed:
    """A recommendation with the plans that took it in."""

    row: RecommendationRow
    plans: tuple[PlanRow, ...]

    @property
    def taken_in(self) -> bool:
        """True when an action or a plan follows, or it was answered that none will."""
        return bool(self.plans or self.row.actions or self.row.response is Response.NOT)


@dataclass(frozen=True)
class After:
    """What followed one review. ``may_tell``: this reader records it; ``may_log``: an action may still be logged as begun."""

    review_id: UUID
    version: int
    title: str
    state: ReviewState
    opened_on: date
    key_messages: tuple[str, ...]
    published_at: datetime | None
    published_where: str
    follow_up_on: date | None
    follow_up_words: str
    begun: tuple[BegunRow, ...]
    recommendations: tuple[Followed, ...]
    told: tuple[TellingRow, ...]
    may_tell: bool
    may_log: bool

    @property
    def messages(self) -> tuple[TellingRow, ...]:
        """Who was told the key messages."""
        return tuple(each for each in self.told if each.kind is TellingKind.MESSAGES)

    @property
    def publication(self) -> tuple[TellingRow, ...]:
        """Where the report was published, or why it was not."""
        return tuple(each for each in self.told if each.kind is not TellingKind.MESSAGES)


@opening("assurance.open", about="review")
def after(viewer: Viewer, review_id: UUID) -> After:
    """What followed a review. Ten queries at most. Raises Refused and NotThere."""
    review = find(viewer, Review, review_id)
    held = recommendations(viewer, review_id=review_id)
    plans = _plans([each.id for each in held])
    contact = is_contact(viewer, review)
    return After(
        review_id=review.pk,
        version=review.version,
        title=review.title,
        state=ReviewState(review.state),
        opened_on=moment.london(review.opened_at).date(),
        key_messages=tuple(review.key_messages),
        published_at=review.published_at,
        published_where=review.published_where,
        follow_up_on=review.follow_up_on,
        follow_up_words=next((step.words for step in review.steps.filter(deed="follow_up")), ""),
        begun=begun_of(viewer, review_id),
        recommendations=tuple(
            Followed(each, tuple(plan for plan in plans if plan.recommendation_id == each.id))
            for each in held
        ),
        told=tuple(
            TellingRow(row.pk, TellingKind(row.kind), row.on, row.audience, row.place, row.words, row.by_name)
            for row in Telling.objects.filter(review=review, withdrawn_at__isnull=True)
        ),
        may_tell=viewer.may("assurance.run") or contact,
        may_log=viewer.may("assurance.act") and (viewer.may("assurance.run") or contact),
    )


def follow_up_verdict(viewer: Viewer, review_id: UUID) -> Verdict:
    """May this viewer follow the review up, or do they own one of its actions (ACT-03)? Four queries. Raises NotThere."""
    return followed_up_by_another(by=viewer.user_id, owners=action_owners(find(viewer, Review, review_id)))


def action_owners(review: Review) -> tuple[UUID, ...]:
    """Who owns an action of a review: one that answers a recommendation or a finding of it, or one that it set going. Three queries."""
    answering = review.recommendations.filter(actions__owner__isnull=False)
    found = review.findings.filter(actions__owner__isnull=False)
    begun = review.begun.filter(action__owner__isnull=False)
    return (
        *answering.values_list("actions__owner_id", flat=True),
        *found.values_list("actions__owner_id", flat=True),
        *begun.values_list("action__owner_id", flat=True),
    )


def is_contact(viewer: Viewer, review: Review) -> bool:
    """Is this viewer the contact of the agency that is looked at?"""
    return review.members.filter(
        user_id=viewer.user_id or NOBODY, function=MemberFunction.CONTACT, ended_at__isnull=True
    ).exists()


def begun_of(viewer: Viewer, review_id: UUID) -> tuple[BegunRow, ...]:
    """Actions that began because of this review, the first begun first. Two queries. Raises NotThere."""
    review = find(viewer, Review, review_id)
    rows = BegunAction.objects.filter(review=review).select_related(
        "action", "action__owner", "action__agency"
    )
    return tuple(
        BegunRow(
            id=row.action_id,
            reference=row.action.reference,
            title=row.action.title,
            state=ActionState(row.action.state),
            owner=row.action.owner.name if row.action.owner else "",
            agency=row.action.agency.name if row.action.agency else "",
            begun_on=row.begun_on,
            because=row.because,
            by_name=row.by_name,
            logged_at=row.at,
        )
        for row in rows
    )


def set_going_by(viewer: Viewer, improvement_id: UUID) -> tuple[tuple[UUID, str, date, str], ...]:
    """Reviews because of which an action began, that the viewer may see: id, title, the day, and why. One query."""
    rows = BegunAction.objects.filter(
        action__in=visible(viewer, ImprovementAction).filter(pk=improvement_id),
        review__in=visible(viewer, Review),
    )
    return tuple(
        (row.review_id, row.review.title, row.begun_on, row.because) for row in rows.select_related("review")
    )


def _plans(recommendation_ids: list[UUID]) -> list[PlanRow]:
    rows = PlannedIn.objects.filter(recommendation_id__in=recommendation_ids, withdrawn_at__isnull=True)
    return [
        PlanRow(row.pk, row.recommendation_id, row.plan, row.passage, row.words, row.on, row.by_name)
        for row in rows
    ]
