"""The programme: a look planned unless somebody looked already, another's result used instead, what it found, or not held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from goldenthread.access.doorway import Done, NotThere, procedure
from goldenthread.access.models import Agency
from goldenthread.access.need_to_know import find
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.models import Evidence, ProgrammeEntry
from goldenthread.assurance.policy import may_write_for
from goldenthread.assurance.policy.programme import Look, repeated_with_reason
from goldenthread.assurance.procedures.entering import again, enter
from goldenthread.assurance.procedures.reviews import open_review
from goldenthread.assurance.queries.programme import looks_before
from goldenthread.assurance.vocabulary import EntryState, ReviewKind
from goldenthread.ground import local_policy, moment
from goldenthread.ground.verdicts import Refused, insist, refused


@dataclass(frozen=True)
class LookTold:
    """What is told of a look. ``by_agency`` None: the planner's own; ``about`` None: the whole partnership."""

    kind: ReviewKind
    title: str
    begins_on: date
    ends_on: date
    theme: str = ""
    instrument_key: str = ""
    by_agency: UUID | None = None
    about: UUID | None = None


@procedure("assurance.plan")
def plan_look(by: Viewer, *, told: LookTold, reason: str = "") -> Done[UUID]:
    """Put a look that an agency takes itself into the programme. Raises Refused (PRG-01, ASR-15, no title, no theme, wrong days)."""
    agency = _checked(by, told)
    entry = _kept(by, told, agency, **again(overlapping(told, reason), reason))
    return Done(entry.pk, _subject(entry), {"kind": told.kind.value, "overlaps": len(entry.overlaps)})


@procedure("assurance.run")
def plan_review(
    by: Viewer,
    *,
    told: LookTold,
    reason: str = "",
    follows_id: UUID | None = None,
    instrument: tuple[str, str] = ("", ""),
    scope: str = "",
    questions: tuple[str, ...] = (),
    requested_by: str = "",
    begins_on: date | None = None,
    due_on: date | None = None,
) -> Done[UUID]:
    """Open a review that is run here, and put it into the programme. A round after a round, or an audit that looks again after its
    actions, names what it ``follows`` and so repeats nothing. Raises Refused (PRG-01; as ``open_review``).
    """
    agency = _checked(by, told)
    earlier = () if follows_id else overlapping(told, reason)
    review_id = open_review(
        by,
        kind=told.kind,
        title=told.title,
        agency_id=told.about,
        follows_id=follows_id,
        instrument=instrument,
        scope=scope,
        questions=questions,
        requested_by=requested_by,
        begins_on=begins_on,
        due_on=due_on,
    )
    entry = ProgrammeEntry.objects.get(review_id=review_id)
    entry.theme, entry.by_agency_id = told.theme.strip(), agency
    for name, value in again(earlier, reason).items():
        setattr(entry, name, value)
    _save(entry, "theme", "by_agency", "earlier", "overlaps", "reason")
    return Done(review_id, Subject("review", review_id), {"overlaps": len(earlier)})


@procedure("assurance.plan")
def reuse_look(by: Viewer, *, told: LookTold, earlier_id: UUID) -> Done[UUID]:
    """Use the result of an earlier look instead of looking again: the programme says so. Raises NotThere and Refused (not the same)."""
    agency = _checked(by, told)
    found = _overlaps(told)
    earlier = ProgrammeEntry.objects.filter(pk=earlier_id, reference__in=[each.reference for each in found])
    held = earlier.first()
    if held is None:
        raise Refused(
            refused("SAME", "That look was at something else. Choose one of those that are named here.")
        )
    names = [each.reference for each in found]
    entry = _kept(by, told, agency, EntryState.REUSED, earlier=held, overlaps=names)
    return Done(entry.pk, _subject(entry), {"earlier": held.reference})


@procedure("assurance.plan")
def tell_result(
    by: Viewer, *, entry_id: UUID, version: int, result: str, evidence_id: UUID | None = None
) -> Done[None]:
    """Say what a look found, with the piece of evidence others may use. Raises Refused (STALE, ASR-15, no words) and NotThere."""
    entry = _own(by, entry_id, version)
    if not result.strip():
        raise Refused(refused("RESULT", "Say in a few sentences what it found.", field="result"))
    entry.result, entry.result_on = result.strip(), moment.today()
    entry.evidence = find(by, Evidence, evidence_id) if evidence_id else entry.evidence
    entry.state = EntryState.DONE
    _save(entry, "result", "result_on", "evidence", "state")
    return Done(None, _subject(entry))


@procedure("assurance.plan")
def drop_look(by: Viewer, *, entry_id: UUID, version: int, words: str) -> Done[None]:
    """Say that a look is not held, and why. Raises Refused (STALE, ASR-15, no words, it is a review) and NotThere."""
    entry = _own(by, entry_id, version)
    if not words.strip():
        raise Refused(refused("WORDS", "Say why it is not held.", field="words"))
    entry.state, entry.reason = EntryState.DROPPED, words.strip()
    _save(entry, "state", "reason")
    return Done(None, _subject(entry))


def _checked(by: Viewer, told: LookTold) -> UUID:
    """The agency that looks. Raises Refused for what cannot be."""
    if not told.title.strip():
        raise Refused(refused("TITLE", "Give it a name by which people will know it.", field="title"))
    if not told.theme.strip() and not told.instrument_key:
        raise Refused(
            refused("THEME", "Name the tool, or say in a few words what it is about.", field="theme")
        )
    if told.ends_on < told.begins_on:
        raise Refused(
            refused("ORDER", "It cannot end before it begins. Change one of the days.", field="ends_on")
        )
    agency = told.by_agency or by.agency_id
    if agency is None or not Agency.objects.filter(pk=agency, active=True).exists():
        raise Refused(refused("AGENCY", "Choose the agency that looks.", field="by_agency"))
    if told.about and not Agency.objects.filter(pk=told.about, active=True).exists():
        raise Refused(refused("AGENCY", "Choose the service or agency from the list.", field="about"))
    insist(may_write_for(own_agency=agency == by.agency_id, runs_assurance=by.may("assurance.run")))
    return agency


def _overlaps(told: LookTold) -> tuple[Look, ...]:
    return looks_before(
        theme=told.theme,
        instrument=told.instrument_key,
        about=told.about,
        begins_on=told.begins_on,
        ends_on=told.ends_on,
        months=_months(),
    )


def overlapping(told: LookTold, reason: str) -> tuple[Look, ...]:
    """What was looked at already; raises Refused (PRG-01) where no reason says why to look again."""
    earlier = _overlaps(told)
    insist(repeated_with_reason(earlier=earlier, reason=reason, months=_months()))
    return earlier


def _months() -> int:
    return local_policy.current().on(moment.today()).programme.look_again_after_months


def _kept(
    by: Viewer,
    told: LookTold,
    agency: UUID,
    state: EntryState = EntryState.PLANNED,
    **more: Any,
) -> ProgrammeEntry:
    return enter(
        by,
        kind=told.kind,
        title=told.title.strip(),
        theme=told.theme.strip(),
        instrument_key=told.instrument_key,
        by_agency_id=agency,
        about_id=told.about,
        begins_on=told.begins_on,
        ends_on=told.ends_on,
        state=state,
        **more,
    )


def _own(by: Viewer, entry_id: UUID, version: int) -> ProgrammeEntry:
    """An entry that is planned and of the writer's own agency, locked. Raises NotThere and Refused."""
    entry = ProgrammeEntry.objects.select_for_update().filter(pk=entry_id, review__isnull=True).first()
    if entry is None:
        raise NotThere(Subject("programme", entry_id))
    insist(
        may_write_for(own_agency=entry.by_agency_id == by.agency_id, runs_assurance=by.may("assurance.run"))
    )
    if entry.version != version:
        raise Refused(
            refused(
                "STALE",
                "Somebody else has changed this since you opened the page. What you typed is still below. "
                "Read what changed, then send it again if it still holds.",
            )
        )
    if entry.state != EntryState.PLANNED:
        raise Refused(
            refused("STATE", f"It is “{EntryState(entry.state).label}” and does not change any more.")
        )
    return entry


def _save(entry: ProgrammeEntry, *fields: str) -> None:
    entry.version += 1
    entry.save(update_fields=[*fields, "version"])


def _subject(entry: ProgrammeEntry) -> Subject:
    return Subject("programme", entry.pk)
