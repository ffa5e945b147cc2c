"""What is owed after a decision: an answer to the adult and one to whoever raised the concern."""

from __future__ import annotations

from goldenthread.access.trail import Subject
from goldenthread.access.viewer import Viewer
from goldenthread.concerns.models import Concern, Decision
from goldenthread.concerns.policy.feedback import draft_for_adult, draft_for_referrer
from goldenthread.concerns.procedures.keeping import edition_of
from goldenthread.concerns.vocabulary import Outcome, ReferrerRole, Signpost
from goldenthread.ground import moment
from goldenthread.ground.local_policy import ClockName
from goldenthread.letters.duties import open_duty
from goldenthread.letters.vocabulary import Audience


def open_duties(by: Viewer, concern: Concern, decision: Decision) -> None:
    """Open the duty to answer the adult and the referrer, each with words to begin from. Twice changes nothing."""
    edition = edition_of(concern)
    now = moment.now()
    outcome = Outcome(decision.outcome)
    signpost = Signpost(decision.signpost) if decision.signpost else None
    about = Subject("concern", concern.pk)
    open_duty(
        about=about,
        reference=concern.reference,
        audience=Audience.ADULT,
        contact="",
        agency_id=None,
        due_at=edition.due(ClockName.ADULT_FEEDBACK, now),
        draft=draft_for_adult(outcome, signpost=signpost, phone=edition.phone, council=edition.council),
    )
    # Who raised it about themselves is answered once, as the adult.
    if concern.referrer_role == ReferrerRole.ADULT:
        return
    open_duty(
        about=about,
        reference=concern.reference,
        audience=Audience.REFERRER,
        contact=concern.referrer_contact,
        agency_id=concern.agency_id,
        due_at=edition.due(ClockName.REFERRER_FEEDBACK, now),
        draft=draft_for_referrer(outcome, reference=concern.reference, phone=edition.phone, council=edition.council),
    )
