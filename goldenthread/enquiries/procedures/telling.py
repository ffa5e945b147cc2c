"""Who is told what, and when: duties opened at closing, and the email to an agency that is asked for a report."""

from __future__ import annotations

from uuid import UUID

from goldenthread.access.models import Agency
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import Viewer
from goldenthread.concerns.models import Concern
from goldenthread.concerns.vocabulary import ReferrerRole
from goldenthread.enquiries.models import CausedEnquiry, Enquiry
from goldenthread.enquiries.policy.feedback import draft_for_agency, letter_to_agency
from goldenthread.enquiries.vocabulary import CausedState, EnquiryKind
from goldenthread.ground import local_policy, moment
from goldenthread.ground.local_policy import ClockName
from goldenthread.letters.duties import open_duty
from goldenthread.letters.outbox import NewLetter, put
from goldenthread.letters.vocabulary import Audience


def open_closing_duties(by: Viewer, enquiry: Enquiry, for_adult: str, for_referrer: str) -> None:
    """Open the duty to tell the adult, each referrer of a concern this enquiry answers, and each care service and placing
    council of those concerns, that it has ended.

    Every closing is an occasion of its own: after a reopened enquiry ends, they are told again.
    """
    now = moment.now()
    edition = local_policy.current().for_case(enquiry.opened_at)
    about = Subject("enquiry", enquiry.pk)
    turn = enquiry.steps.filter(deed="close").count()
    open_duty(
        by,
        about=about,
        reference=enquiry.reference,
        audience=Audience.ADULT,
        contact="",
        agency_id=None,
        due_at=edition.due(ClockName.ADULT_FEEDBACK, now),
        draft=for_adult,
        person_id=enquiry.person_id,
        occasion=f"closing {turn}",
    )
    links = enquiry.concern_links.select_related("concern__service", "concern__placed_by")
    told: set[UUID | None] = set()
    for link in links.order_by("joined_at", "pk"):
        concern = link.concern
        _open_agency_duties(by, enquiry, concern, turn, told)
        if concern.referrer_role == ReferrerRole.ADULT:
            continue
        open_duty(
            by,
            about=about,
            reference=concern.reference,
            audience=Audience.REFERRER,
            contact=concern.referrer_contact,
            agency_id=concern.agency_id,
            due_at=edition.due(ClockName.REFERRER_FEEDBACK, now),
            draft=for_referrer.replace("{reference}", concern.reference),
            person_id=enquiry.person_id,
            occasion=f"closing {turn}, {concern.reference}"[:40],
        )


def _open_agency_duties(
    by: Viewer, enquiry: Enquiry, concern: Concern, turn: int, told: set[UUID | None]
) -> None:
    """Each agency once, however many of the concerns it is named in; who raised the concern is told as the referrer."""
    edition = local_policy.current().for_case(enquiry.opened_at)
    for audience, agency in (
        (Audience.PROVIDER, concern.service),
        (Audience.PLACING_COUNCIL, concern.placed_by),
    ):
        if agency is None or agency.pk in told or agency.pk == concern.agency_id:
            continue
        told.add(agency.pk)
        open_duty(
            by,
            about=Subject("enquiry", enquiry.pk),
            reference=concern.reference,
            audience=audience,
            contact=agency.email,
            agency_id=agency.pk,
            due_at=edition.due(ClockName.AGENCY_FEEDBACK, moment.now()),
            draft=draft_for_agency(
                kind=EnquiryKind(enquiry.kind),
                reference=concern.reference,
                phone=edition.phone,
                council=edition.council,
                accountable=f"{enquiry.manager.name}, {edition.council}",
            ),
            person_id=enquiry.person_id,
            occasion=f"closing {turn}, {concern.reference}"[:40],
        )


def tell_agency(by: Viewer, row: CausedEnquiry, agency: Agency, state: str) -> None:
    """Put an email to the agency in the outbox: that they are asked, must say more, or are thanked. It names nobody."""
    if not agency.email:
        return
    council = local_policy.current().for_case(row.asked_at).council
    due = moment.london(row.due_at)
    subject, body = letter_to_agency(
        state=CausedState(state), reference=row.reference, due=f"{due.day} {due:%B %Y}", council=council
    )
    letter = NewLetter(
        once=f"report {row.pk} {state} {row.version}",
        about=Subject("enquiry", row.enquiry_id),
        audience=Audience.PROVIDER,
        to=agency.email,
        subject=subject,
        body=body,
    )
    put(by, [letter])
