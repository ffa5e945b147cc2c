"""What follows a visit: actions it set going, plans that take its recommendations in, who is told, where the report is."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from goldenthread.access.doorway import Done, NotThere, procedure
from goldenthread.access.need_to_know import find
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.models import (
    BegunAction,
    ImprovementAction,
    PlannedIn,
    Recommendation,
    Review,
    Telling,
)
from goldenthread.assurance.policy.after import began_because_of_it, has_happened, telling_whole
from goldenthread.assurance.procedures.actions import plan_action
from goldenthread.assurance.procedures.plan_rows import keep_action_step
from goldenthread.assurance.procedures.rows import author, keep_review_step, review_for, subject
from goldenthread.assurance.queries.after import is_contact
from goldenthread.assurance.vocabulary import TellingKind
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused, insist, refused


@procedure("assurance.act", about="review")
def log_begun(
    by: Viewer,
    *,
    review_id: UUID,
    because: str,
    begun_on: date | None,
    improvement_id: UUID | None = None,
    title: str = "",
    owner_id: UUID | None = None,
    due_on: date | None = None,
) -> Done[UUID]:
    """Log an action that began because of taking part, before the report: one of the plan, or a new one, which joins it.

    By the agency's contact or whoever runs assurance. Raises Refused (report published, PEER-06, no reason, no action, twice)
    and NotThere.
    """
    review = _for_agency(by, "log_begun", review_id)
    insist(
        began_because_of_it(
            begun_on=begun_on, opened_on=moment.london(review.opened_at).date(), today=moment.today()
        )
    )
    assert begun_on
    if not because.strip():
        raise Refused(refused("BECAUSE", "Say what in the review set it going.", field="because"))
    if not improvement_id and not title.strip():
        raise Refused(
            refused("ACTION", "Choose an action of the plan, or say what was begun.", field="title")
        )
    improvement_id = improvement_id or plan_action(by, title=title, owner_id=owner_id, due_on=due_on)
    action = find(by, ImprovementAction, improvement_id)
    if review.begun.filter(action=action).exists():
        raise Refused(refused("TWICE", "This action is logged already.", field="improvement_id"))
    BegunAction.objects.create(
        review=review, action=action, begun_on=begun_on, because=because.strip(), **author(by)
    )
    keep_action_step(action, by, "log_begun", f"Began because of the review “{review.title}”", words=because)
    keep_review_step(review, by, "log_begun", f"Begun already: {action.title}", words=because)
    return Done(improvement_id, subject(review), {"action": action.reference})


@procedure("assurance.open", about="review")
def take_into_plan(
    by: Viewer,
    *,
    review_id: UUID,
    recommendation_id: UUID,
    plan: str,
    passage: str,
    words: str,
    on: date | None,
) -> Done[int]:
    """Say which plan of the council or a partner took a recommendation in, where in it, in which words, and when.

    Raises Refused (no plan, no words, PEER-08, not the agency's contact) and NotThere.
    """
    review = _for_agency(by, "take_into_plan", review_id)
    recommendation = find(by, Recommendation, recommendation_id)
    if recommendation.review_id != review.pk:
        raise NotThere(subject(review))
    if not plan.strip():
        raise Refused(refused("PLAN", "Name the plan.", field="plan"))
    if not words.strip():
        raise Refused(refused("WORDS", "Write what the plan says it will do.", field="words"))
    insist(has_happened(on=on, today=moment.today()))
    assert on
    made = PlannedIn.objects.create(
        recommendation=recommendation,
        plan=plan.strip()[:200],
        passage=passage.strip()[:120],
        words=words.strip(),
        on=on,
        **author(by),
    )
    keep_review_step(
        review, by, "take_into_plan", f"{recommendation.reference} is in the plan: {made.plan}", words=words
    )
    return Done(made.pk, subject(review))


@procedure("assurance.open", about="review")
def tell_of(
    by: Viewer,
    *,
    review_id: UUID,
    kind: TellingKind,
    on: date | None,
    audience: str = "",
    place: str = "",
    words: str = "",
) -> Done[int]:
    """Record who was told the key messages, or whether and where the report was published.

    Raises Refused (PEER-07, PEER-08, not published yet, not the agency's contact).
    """
    review = _for_agency(by, "tell_of" if kind is TellingKind.MESSAGES else "tell_publication", review_id)
    insist(telling_whole(kind=kind, audience=audience, place=place, words=words))
    insist(has_happened(on=on, today=moment.today()))
    assert on
    made = Telling.objects.create(
        review=review,
        kind=kind,
        on=on,
        audience=audience.strip()[:200],
        place=place.strip()[:300],
        words=words.strip(),
        **author(by),
    )
    about = made.audience or made.place
    keep_review_step(review, by, "tell_of", f"{kind.label}: {about}" if about else kind.label, words=words)
    return Done(made.pk, subject(review), {"kind": kind.value})


@procedure("assurance.open", about="review")
def take_back(by: Viewer, *, review_id: UUID, telling_id: int = 0, plan_id: int = 0) -> Done[None]:
    """Withdraw a record of a telling or of a plan that was made by mistake. Twice changes nothing. Raises NotThere."""
    review = _for_agency(by, "tell_of", review_id)
    row: Telling | PlannedIn | None
    if telling_id:
        row = Telling.objects.select_for_update().filter(pk=telling_id, review=review).first()
    else:
        found = PlannedIn.objects.select_for_update(of=("self",))
        row = found.filter(pk=plan_id, recommendation__review=review).first()
    if row is None:
        raise NotThere(subject(review))
    if row.withdrawn_at is None:
        row.withdrawn_at = moment.now()
        row.save(update_fields=["withdrawn_at"])
        what = row.kind if isinstance(row, Telling) else row.plan
        keep_review_step(review, by, "take_back", f"Withdrawn: {what}")
    return Done(None, subject(review))


def _for_agency(by: Viewer, deed: str, review_id: UUID) -> Review:
    """The review, for the agency's contact or whoever runs assurance."""
    review = review_for(by, deed, review_id)
    if not by.may("assurance.run") and not is_contact(by, review):
        raise Refused(
            refused("CONTACT", "The agency's contact of this review, or the board's staff, record this.")
        )
    return review
