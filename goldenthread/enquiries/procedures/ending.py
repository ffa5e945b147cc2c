"""The end of an enquiry: asked at the end, closed with nothing missing, opened again when it must be."""

from __future__ import annotations

from uuid import UUID

from goldenthread.access.doorway import Done, procedure
from goldenthread.access.need_to_know import find
from goldenthread.access.viewer import Viewer
from goldenthread.concerns.policy.principles import Weighed, conflict_said, kept_principles
from goldenthread.enquiries.lifecycle import ENQUIRY
from goldenthread.enquiries.models import Enquiry
from goldenthread.enquiries.policy import (
    closing_verdict,
    ending_recorded,
    impact_recorded,
    missing_before_closing,
    speaker_named,
)
from goldenthread.enquiries.procedures.rows import keep, keep_step, open_for, subject
from goldenthread.enquiries.procedures.telling import open_closing_duties
from goldenthread.enquiries.queries.closing import closing_facts
from goldenthread.enquiries.vocabulary import CarerSaid, EndAnswer, EnquiryStatus, LifeNow
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused, insist, refused
from goldenthread.people.vocabulary import RepresentativeKind

# All that is said at the end, which is asked anew when an enquiry is opened again.
_ENDING = (
    *("safer", "safety_met", "wellbeing_met", "life", "ending_said_by", "ending_said_by_name"),
    *("ending_words", "ending_at", "carer_said", "carer_words"),
)


@procedure("enquiries.work", about="enquiry")
def record_ending(
    by: Viewer,
    *,
    enquiry_id: UUID,
    version: int,
    safer: EndAnswer | None,
    safety_met: EndAnswer | None,
    wellbeing_met: EndAnswer | None,
    life: LifeNow | None,
    carer: CarerSaid | None,
    said_by: RepresentativeKind | None,
    words: str,
    said_by_name: str = "",
    said_by_why: str = "",
    carer_words: str = "",
) -> Done[None]:
    """Record what the adult, or who speaks for them, says at the end: safer, hopes met, and what changed in their life; and a carer's view.

    Raises Refused (ENQ-05, ENQ-07, ENQ-20).
    """
    enquiry = open_for(by, "record_ending", enquiry_id, version=version)
    insist(ending_recorded(answers=(safer, safety_met, wellbeing_met), said_by=said_by, words=words))
    insist(impact_recorded(life=life, carer=carer, carer_words=carer_words))
    if not (safer and safety_met and wellbeing_met and life and carer and said_by):
        return Done(None, subject(enquiry))
    insist(speaker_named(said_by=said_by, name=said_by_name, why=said_by_why))
    enquiry.safer, enquiry.safety_met, enquiry.wellbeing_met = safer, safety_met, wellbeing_met
    enquiry.life, enquiry.carer_said, enquiry.carer_words = life, carer, carer_words.strip()
    enquiry.ending_said_by, enquiry.ending_said_by_name = said_by, said_by_name.strip()
    enquiry.ending_words, enquiry.ending_at = (
        f"{words.strip()}\n\n{said_by_why.strip()}".strip(),
        moment.now(),
    )
    keep(enquiry, *_ENDING)
    answers = (
        f"Life: {life.label.lower()}. Feels safer: {safer.label.lower()}. Hopes of safety met: {safety_met.label.lower()}. "
        f"Hopes of wellbeing met: {wellbeing_met.label.lower()}. Unpaid carer: {carer.label.lower()}"
    )
    keep_step(enquiry, by, "record_ending", answers, f"{enquiry.ending_words}\n\n{enquiry.carer_words}")
    return Done(None, subject(enquiry), {"safer": safer.value, "said_by": said_by.value})


@procedure("enquiries.manage", about="enquiry")
def close(
    by: Viewer,
    *,
    enquiry_id: UUID,
    version: int,
    words: str,
    draft_for_adult: str,
    draft_for_referrer: str,
    weighed: Weighed | None = None,
) -> Done[None]:
    """Close the enquiry when nothing is missing, and open the duty to tell the adult and each referrer.

    ``draft_for_referrer`` may hold ``{reference}`` where each referrer's own concern is named; ``weighed`` None: nobody was asked
    whether principles pulled against each other. Raises Refused (STALE, ENQ-17, PRN-02).
    """
    enquiry = open_for(by, "close", enquiry_id, version=version, words=words)
    insist(closing_verdict(missing=missing_before_closing(closing_facts(enquiry))))
    if not draft_for_adult.strip() or not draft_for_referrer.strip():
        field = "draft_for_referrer" if draft_for_adult.strip() else "draft_for_adult"
        raise Refused(
            refused(
                "WORDS", "Write what they will be told; it may be changed before it is given.", field=field
            )
        )
    if weighed:
        insist(conflict_said(pull=weighed.pull, between=weighed.between, words=weighed.words))
        keep_step(enquiry, by, "weigh_principles", "Were principles against each other?", weighed.told)
    before = enquiry.status
    enquiry.status = ENQUIRY.after(EnquiryStatus(before), "close")
    enquiry.closed_at, enquiry.closing_words = moment.now(), words.strip()
    enquiry.closing_principles = kept_principles(weighed) if weighed else {}
    enquiry.next_step, enquiry.next_step_on = "", None
    keep(
        enquiry,
        *("status", "closed_at", "closing_words", "closing_principles", "next_step", "next_step_on"),
    )
    keep_step(enquiry, by, "close", "Enquiry closed", words, before=before)
    open_closing_duties(by, enquiry, draft_for_adult.strip(), draft_for_referrer.strip())
    return Done(None, subject(enquiry), {"kind": enquiry.kind})


@procedure("enquiries.manage", about="enquiry")
def reopen(by: Viewer, *, enquiry_id: UUID, version: int, words: str) -> Done[None]:
    """Open a closed enquiry again, with the reason. What was said at the end is asked anew. Raises Refused (STALE, state, no reason)."""
    enquiry = find(by, Enquiry, enquiry_id, version=version, lock=True)
    insist(ENQUIRY.verdict(EnquiryStatus(enquiry.status), "reopen", words=words))
    before = enquiry.status
    enquiry.status = ENQUIRY.after(EnquiryStatus(before), "reopen")
    enquiry.closed_at, enquiry.closing_words = None, ""
    for name in _ENDING:
        setattr(enquiry, name, None if name == "ending_at" else "")
    keep(enquiry, "status", "closed_at", "closing_words", *_ENDING)
    keep_step(enquiry, by, "reopen", "Enquiry opened again", words, before=before)
    return Done(None, subject(enquiry))
