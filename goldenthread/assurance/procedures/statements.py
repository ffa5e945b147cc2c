"""I statements: kept as adults answer them at the end of an enquiry; and what agencies say of a line of a standard."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from goldenthread.access.doorway import Done, NotThere, procedure
from goldenthread.access.need_to_know import find
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.assurance.models import Evidence, LineShown, StatementAnswers
from goldenthread.assurance.policy import may_write_for
from goldenthread.assurance.policy.statements import statements_answered
from goldenthread.assurance.procedures.rows import author
from goldenthread.assurance.queries.standards import standards_of
from goldenthread.assurance.queries.statements import asked_of_people, levels_of
from goldenthread.enquiries.models import Enquiry
from goldenthread.enquiries.policy import speaker_named
from goldenthread.ground.verdicts import Refused, insist, refused
from goldenthread.people.vocabulary import RepresentativeKind


@procedure("enquiries.work", about="enquiry")
def keep_statements(
    by: Viewer,
    *,
    enquiry_id: UUID,
    instrument: tuple[str, str],
    answers: Mapping[str, int],
    said_by: RepresentativeKind,
    said_by_name: str = "",
    said_by_why: str = "",
    words: str = "",
) -> Done[UUID]:
    """Keep what the adult, or who speaks for them, answers to I statements. Raises Refused (PRN-01, ENQ-05) and NotThere."""
    enquiry = find(by, Enquiry, enquiry_id)
    edition = standards_of(*instrument)
    asked = asked_of_people(edition) if edition else ()
    if edition is None or not asked:
        raise Refused(refused("STANDARD", "These statements are not held here. Ask the board manager."))
    insist(
        statements_answered(answers=answers, levels={item.key: levels_of(edition, item) for item in asked})
    )
    insist(speaker_named(said_by=said_by, name=said_by_name, why=said_by_why))
    kept = StatementAnswers.objects.create(
        enquiry=enquiry,
        instrument_key=edition.key,
        instrument_version=edition.version,
        answers=dict(answers),
        words=words.strip(),
        said_by=said_by,
        said_by_name=said_by_name.strip(),
        said_by_why=said_by_why.strip(),
        **author(by),
    )
    return Done(kept.pk, Subject("enquiry", enquiry.pk), {"answered": len(answers), "said_by": said_by.value})


@procedure("assurance.answer")
def show_line(
    by: Viewer, *, instrument: tuple[str, str], item_key: str, words: str, evidence_id: UUID | None = None
) -> Done[UUID]:
    """Say for one's own agency what shows a line of a standard, with a piece of evidence if there is one. Raises Refused, NotThere."""
    edition = standards_of(*instrument)
    if edition is None or item_key not in edition.by_key:
        raise NotThere(Subject("standard", by.user_id or NOBODY))
    if not words.strip():
        raise Refused(refused("WORDS", "Say in a sentence what shows it.", field="words"))
    if by.agency_id is None:
        raise Refused(refused("AGENCY", "Somebody of an agency says what shows it."))
    kept = LineShown.objects.create(
        instrument_key=edition.key,
        instrument_version=edition.version,
        item_key=item_key,
        agency_id=by.agency_id,
        words=words.strip(),
        evidence=find(by, Evidence, evidence_id) if evidence_id else None,
        **author(by),
    )
    return Done(kept.pk, Subject("line_shown", kept.pk), {"item": item_key})


@procedure("assurance.answer")
def take_line_back(by: Viewer, *, line_id: UUID) -> Done[None]:
    """Take back what one's agency said of a line; it stays on the record. Doing it twice changes nothing. Raises Refused, NotThere."""
    held = LineShown.objects.select_for_update().filter(pk=line_id).first()
    if held is None:
        raise NotThere(Subject("line_shown", line_id))
    insist(may_write_for(own_agency=held.agency_id == by.agency_id, runs_assurance=by.may("assurance.run")))
    if held.ended_at is None:
        held.ended_at = author(by)["at"]
        held.save(update_fields=["ended_at"])
    return Done(None, Subject("line_shown", held.pk))
