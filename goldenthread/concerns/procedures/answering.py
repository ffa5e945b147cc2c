"""What is owed after a decision: an answer to the adult, to whoever raised it, to the care service and the placing council."""

from __future__ import annotations

from goldenthread.access.trail import Subject
from goldenthread.access.viewer import Viewer
from goldenthread.concerns.models import Concern, Decision, WishRow
from goldenthread.concerns.procedures.keeping import edition_of
from goldenthread.concerns.vocabulary import ReferrerRole, WishState
from goldenthread.ground import moment
from goldenthread.ground.local_policy import ClockName
from goldenthread.letters.duties import open_duty
from goldenthread.letters.policy.drafts import Facts, write
from goldenthread.letters.vocabulary import Audience, Happened
from goldenthread.people.vocabulary import RepresentativeKind


def open_duties(by: Viewer, concern: Concern, decision: Decision) -> None:
    """Open the duty to answer each audience, with words to begin from. Twice changes nothing."""
    edition = edition_of(concern)
    now = moment.now()
    happened = Happened(decision.outcome)
    answers_for = decision.manager or decision.signed_off_by or decision.by
    facts = Facts(
        reference=concern.reference,
        council=edition.council,
        phone=edition.phone,
        accountable=f"{answers_for.name}, {edition.council}",
        signpost=decision.signpost,
    )
    about = Subject("concern", concern.pk)
    open_duty(
        by,
        about=about,
        reference=concern.reference,
        audience=Audience.ADULT,
        due_at=edition.due(ClockName.ADULT_FEEDBACK, now),
        draft=write(Audience.ADULT, happened, _for_the_adult(facts, concern)),
        person_id=concern.person_id,
    )
    _open_agency_duties(by, concern, happened, facts)
    # Who raised it about themselves is answered once, as the adult.
    if concern.referrer_role == ReferrerRole.ADULT:
        return
    open_duty(
        by,
        about=about,
        reference=concern.reference,
        audience=Audience.REFERRER,
        due_at=edition.due(ClockName.REFERRER_FEEDBACK, now),
        contact=concern.referrer_contact,
        agency_id=concern.agency_id,
        draft=write(Audience.REFERRER, happened, facts),
        person_id=concern.person_id,
    )


def _open_agency_duties(by: Viewer, concern: Concern, happened: Happened, facts: Facts) -> None:
    """The care service it is about and the council that placed the adult there, where they did not raise it themselves.

    Nothing goes to them by itself: somebody gives it, or says why telling them is not safe.
    """
    due_at = edition_of(concern).due(ClockName.AGENCY_FEEDBACK, moment.now())
    for audience, agency in (
        (Audience.PROVIDER, concern.service),
        (Audience.PLACING_COUNCIL, concern.placed_by),
    ):
        if agency is None or agency.pk == concern.agency_id:
            continue
        open_duty(
            by,
            about=Subject("concern", concern.pk),
            reference=concern.reference,
            audience=audience,
            due_at=due_at,
            contact=agency.email,
            agency_id=agency.pk,
            draft=write(audience, happened, facts),
            person_id=concern.person_id,
        )


def _for_the_adult(facts: Facts, concern: Concern) -> Facts:
    """With the name they like to be called by, and their own words where they said them themselves."""
    person = concern.person
    said = (
        WishRow.objects.filter(concern=concern, state=WishState.EXPRESSED, said_by=RepresentativeKind.ADULT)
        .order_by("pk")
        .last()
    )
    return Facts(
        **facts.__dict__
        | {
            "called": (person.known_as or person.given_name) if person else "",
            "wanted": said.words if said else "",
        }
    )
