"""Reports asked of another agency: the council causes the enquiry to be made, checks the report and stays responsible."""

from __future__ import annotations

from uuid import UUID

from goldenthread.access import relations
from goldenthread.access.doorway import Done, procedure
from goldenthread.access.models import Agency
from goldenthread.access.need_to_know import find
from goldenthread.access.numbers import next_reference
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.access.vocabulary import AgencyKind, Relation
from goldenthread.enquiries.lifecycle import CAUSED
from goldenthread.enquiries.models import CausedEnquiry, Enquiry
from goldenthread.enquiries.policy import asking_complete, report_checked, report_given
from goldenthread.enquiries.procedures.rows import author, child, keep_step, open_for, subject
from goldenthread.enquiries.procedures.telling import tell_agency
from goldenthread.enquiries.vocabulary import CausedState, LifeNow
from goldenthread.ground import local_policy, moment
from goldenthread.ground.local_policy import ClockName
from goldenthread.ground.verdicts import Refused, insist, refused


@procedure("enquiries.manage", about="enquiry")
def cause_enquiry(
    by: Viewer,
    *,
    enquiry_id: UUID,
    agency_id: UUID | None,
    about_whom: str,
    question: str,
    terms: str,
    adult_view: str,
) -> Done[UUID]:
    """Ask a provider or partner to enquire and report. They see these words and nothing beside. Raises Refused (ENQ-14)."""
    enquiry = open_for(by, "cause_enquiry", enquiry_id)
    agency = Agency.objects.filter(pk=agency_id or NOBODY, active=True).first()
    if agency is None:
        raise Refused(refused("AGENCY", "Choose the agency to ask.", field="agency"))
    insist(
        asking_complete(
            agency_is_council=agency.kind == AgencyKind.COUNCIL,
            about_whom=about_whom,
            question=question,
            terms=terms,
            adult_view=adult_view,
        )
    )
    now = moment.now()
    made = CausedEnquiry.objects.create(
        enquiry=enquiry,
        reference=next_reference("SGR"),
        agency=agency,
        about_whom=about_whom.strip(),
        question=question.strip(),
        terms=terms.strip(),
        adult_agreed=adult_view.strip(),
        asked_at=now,
        due_at=local_policy.current().for_case(now).due(ClockName.CAUSED_ENQUIRY, now),
        by_id=author(by)["by_id"],
        by_name=by.name,
    )
    relations.give(Subject("caused_enquiry", made.pk), Relation.ASKED, agency_id=agency.pk)
    tell_agency(by, made, agency, "asked")
    keep_step(
        enquiry,
        by,
        "cause_enquiry",
        f"{agency.name} asked for a report, {made.reference}",
        f"{question.strip()}\n\n{terms.strip()}",
    )
    return Done(made.pk, subject(enquiry), {"agency": agency.pk.hex, "report": made.pk.hex})


@procedure("enquiries.answer", about="caused_enquiry")
def answer_caused_enquiry(
    by: Viewer, *, caused_enquiry_id: UUID, version: int, report: str, life: LifeNow | None
) -> Done[None]:
    """Send the report that the agency was asked for, with what changed for the adult. Raises NotThere, and Refused (STALE, state, ENQ-15)."""
    row = find(by, CausedEnquiry, caused_enquiry_id, version=version, lock=True)
    given = report_given(report=report, life=life)
    insist(CAUSED.verdict(CausedState(row.state), "answer_caused_enquiry").and_(given))
    row.state, row.report, row.life = CausedState.RECEIVED, report.strip(), life or ""
    row.received_at, row.received_from = moment.now(), by.name
    row.version += 1
    row.save(update_fields=["state", "report", "life", "received_at", "received_from", "version"])
    enquiry = Enquiry.objects.get(pk=row.enquiry_id)
    what = f"Report {row.reference} received from {by.agency_name}. Life of the adult, as they see it: {LifeNow(row.life).label.lower()}"
    keep_step(enquiry, by, "answer_caused_enquiry", what, report)
    return Done(None, Subject("caused_enquiry", row.pk), {"enquiry": enquiry.pk.hex})


@procedure("enquiries.manage", about="enquiry")
def check_caused_report(
    by: Viewer, *, enquiry_id: UUID, caused_enquiry_id: UUID, version: int, accepted: bool | None, words: str
) -> Done[None]:
    """Accept a report, or send it back with what is missing; the words go to the agency. Raises Refused (STALE, state, ENQ-16)."""
    enquiry = open_for(by, "cause_enquiry", enquiry_id)
    row: CausedEnquiry = child(enquiry.caused, caused_enquiry_id, version=version)
    deed = "accept_report" if accepted else "send_back_report"
    insist(report_checked(accepted=accepted, words=words).and_(CAUSED.verdict(CausedState(row.state), deed)))
    row.state = CAUSED.after(CausedState(row.state), deed)
    now = moment.now()
    row.checked_words, row.checked_at, row.checked_by_id = words.strip(), now, by.user_id
    if row.state == CausedState.SENT_BACK:
        # What is missing takes time too: the clock starts again.
        row.due_at = local_policy.current().for_case(row.asked_at).due(ClockName.CAUSED_ENQUIRY, now)
    row.save(update_fields=["state", "checked_words", "checked_at", "checked_by", "due_at", "version"])
    agency = Agency.objects.get(pk=row.agency_id)
    tell_agency(by, row, agency, row.state)
    what = f"Report {row.reference} of {agency.name}: {CausedState(row.state).label.lower()}"
    keep_step(enquiry, by, deed, what, words, visibility="provider")
    return Done(None, subject(enquiry), {"report": row.pk.hex, "state": row.state})


@procedure("enquiries.manage", about="enquiry")
def withdraw_caused_enquiry(
    by: Viewer, *, enquiry_id: UUID, caused_enquiry_id: UUID, version: int, words: str
) -> Done[None]:
    """Say that a report is no longer needed; the agency stops seeing it. Raises Refused (STALE, state, no reason)."""
    enquiry = open_for(by, "cause_enquiry", enquiry_id)
    row: CausedEnquiry = child(enquiry.caused, caused_enquiry_id, version=version)
    insist(CAUSED.verdict(CausedState(row.state), "withdraw_report", words=words))
    row.state, row.checked_words = CausedState.WITHDRAWN, words.strip()
    row.checked_at, row.checked_by_id = moment.now(), by.user_id
    row.save(update_fields=["state", "checked_words", "checked_at", "checked_by", "version"])
    relations.end(Subject("caused_enquiry", row.pk), Relation.ASKED)
    keep_step(enquiry, by, "withdraw_report", f"Report {row.reference} no longer needed", words)
    return Done(None, subject(enquiry), {"report": row.pk.hex})
