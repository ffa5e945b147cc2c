"""One enquiry, opened: everything its pages show, read with a number of queries that does not grow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.db.models import QuerySet

from goldenthread.access.doorway import opening
from goldenthread.access.need_to_know import find
from goldenthread.access.prepared import prepared
from goldenthread.access.viewer import Viewer
from goldenthread.concerns.policy.principles import Weighed, weighed_as
from goldenthread.enquiries.models import Enquiry, EnquiryStep
from goldenthread.enquiries.policy.closing import DutyFacts, Missing, missing_before_closing
from goldenthread.enquiries.queries import parts
from goldenthread.enquiries.queries.closing import closing_facts
from goldenthread.enquiries.queries.held import held, rows_of
from goldenthread.enquiries.vocabulary import (
    ActionKind,
    AskedOutcomes,
    CarerSaid,
    EndAnswer,
    EnquiryKind,
    EnquiryStatus,
    LackedCapacity,
    LifeNow,
    SupportedBy,
)
from goldenthread.ground import local_policy, moment
from goldenthread.ground.chronology import Entry
from goldenthread.ground.local_policy import ClockName
from goldenthread.people.models import Circumstance
from goldenthread.people.queries.finding import full_name
from goldenthread.people.vocabulary import CircumstanceKind, RepresentativeKind

ClockState = Literal["in time", "due soon", "overdue", "stopped"]


@dataclass(frozen=True)
class EnquiryPage:
    """An enquiry as its pages show it."""

    id: UUID
    version: int
    reference: str
    kind: EnquiryKind
    law: str
    status: EnquiryStatus
    restricted: bool
    opened_at: datetime
    planning_due_at: datetime
    due_at: datetime
    closed_at: datetime | None
    clock: ClockState
    person_id: UUID
    person_name: str
    called: str
    date_of_birth: date | None
    nhs_number: str
    communication: str
    speakers: tuple[parts.SpeakerRow, ...]
    manager_id: UUID
    manager: str
    officer_id: UUID
    officer: str
    lead_agency_id: UUID
    lead_agency: str
    team: str
    plan_kind: ActionKind | None
    plan_words: str
    adult_part: str
    planned_at: datetime | None
    next_step: str
    next_step_on: date | None
    asked: AskedOutcomes
    asked_words: str
    asked_at: datetime | None
    lacked_capacity: LackedCapacity
    capacity_words: str
    supported_by: SupportedBy | None
    supporter_name: str
    support_words: str
    safer: EndAnswer | None
    safety_met: EndAnswer | None
    wellbeing_met: EndAnswer | None
    life: LifeNow | None
    carer_said: CarerSaid | None
    carer_words: str
    ending_said_by: RepresentativeKind | None
    ending_said_by_name: str
    ending_words: str
    closing_words: str
    weighed: Weighed | None
    wanted: tuple[parts.WantedRow, ...]
    laws: tuple[parts.LawRow, ...]
    allegations: tuple[parts.AllegationRow, ...]
    actions: tuple[parts.ActionRow, ...]
    risk_choices: tuple[parts.RiskChoiceRow, ...]
    caused: tuple[parts.CausedRow, ...]
    concerns: tuple[parts.ConcernRow, ...]
    clock_rows: tuple[parts.ClockRow, ...]
    steps: tuple[Entry, ...]
    missing: tuple[Missing, ...]
    open_duties: tuple[DutyFacts, ...]
    extend_reasons: tuple[str, ...]
    clock_unit: str

    @property
    def standing_wishes(self) -> tuple[parts.WantedRow, ...]:
        """What the adult wants now."""
        return tuple(row for row in self.wanted if row.stands)

    @property
    def standing_allegations(self) -> tuple[parts.AllegationRow, ...]:
        """Allegations that were not taken off."""
        return tuple(row for row in self.allegations if not row.withdrawn_words)

    @property
    def is_closed(self) -> bool:
        """True when the enquiry has ended."""
        return self.status is EnquiryStatus.CLOSED

    @property
    def law_words(self) -> str:
        """Every law in use, by name."""
        return "; ".join(row.law.label for row in self.laws) or self.law


@opening("enquiries.see", about="enquiry")
def open_enquiry(viewer: Viewer, enquiry_id: UUID) -> EnquiryPage:
    """Open an enquiry; the look goes on the trail. At most 14 queries and the trail's. Raises Refused and NotThere."""
    row = find(viewer, Enquiry, enquiry_id, along=("person", "manager", "officer", "lead_agency"))
    edition = local_policy.current().for_case(row.opened_at)
    clock = edition.clocks[ClockName.ENQUIRY]
    rows = held(row.pk)
    known = closing_facts(row, rows)
    return EnquiryPage(
        **_own(row),
        **_people(row),
        clock="stopped" if row.closed_at else clock.state(moment.now(), row.due_at),
        wanted=parts.wanted(rows.wanted),
        laws=parts.laws(row.pk),
        allegations=parts.allegations(rows.allegations),
        actions=parts.actions(rows.actions),
        risk_choices=parts.risk_choices(row.pk),
        caused=parts.caused(rows.caused),
        concerns=parts.concerns(row.pk),
        clock_rows=parts.clock_rows(rows.clock_rows),
        steps=steps_of(row),
        missing=() if row.closed_at else missing_before_closing(known),
        open_duties=known.open_duties,
        extend_reasons=clock.extend_reasons,
        clock_unit=clock.unit,
    )


def steps_of(row: Enquiry) -> tuple[Entry, ...]:
    """Everything done in this enquiry, newest first."""
    steps = rows_of(row.pk, model=EnquiryStep, order=("-at", "-pk"))
    return tuple(
        Entry(
            at=step.at,
            sequence=step.pk,
            kind="enquiry",
            record=row.pk,
            reference=row.reference,
            what=step.what,
            by=step.by_name,
            words=step.words,
            visibility=step.visibility,
        )
        for step in steps
    )


def _own(row: Enquiry) -> dict[str, Any]:
    same = (
        "version", "reference", "law", "restricted", "opened_at", "planning_due_at", "due_at", "closed_at", "team",
        "plan_words", "adult_part", "planned_at", "next_step", "next_step_on", "asked_words", "asked_at",
        "capacity_words", "supporter_name", "support_words", "ending_said_by_name", "ending_words", "closing_words",
        "carer_words",
    )  # fmt: skip
    worded = {
        "plan_kind": ActionKind,
        "supported_by": SupportedBy,
        "safer": EndAnswer,
        "safety_met": EndAnswer,
        "wellbeing_met": EndAnswer,
        "life": LifeNow,
        "carer_said": CarerSaid,
        "ending_said_by": RepresentativeKind,
    }
    values: dict[str, Any] = {name: getattr(row, name) for name in same}
    values |= {
        name: words(getattr(row, name)) if getattr(row, name) else None for name, words in worded.items()
    }
    return values | {
        "id": row.pk,
        "weighed": weighed_as(**row.closing_principles) if row.closing_principles else None,
        "kind": EnquiryKind(row.kind),
        "status": EnquiryStatus(row.status),
        "asked": AskedOutcomes(row.asked),
        "lacked_capacity": LackedCapacity(row.lacked_capacity),
    }


def _people(row: Enquiry) -> dict[str, Any]:
    person = row.person
    return {
        "person_id": person.pk,
        "person_name": full_name(person),
        "called": person.known_as or person.given_name or full_name(person),
        "date_of_birth": person.date_of_birth,
        "nhs_number": person.nhs_number,
        "communication": "; ".join(row.words for row in _communication(person.pk)),
        "speakers": parts.speakers(person.pk),
        "manager_id": row.manager_id,
        "manager": row.manager.name,
        "officer_id": row.officer_id,
        "officer": row.officer.name,
        "lead_agency_id": row.lead_agency_id,
        "lead_agency": row.lead_agency.name,
    }


@prepared
def _communication(person_id: UUID) -> QuerySet[Circumstance]:
    rows = Circumstance.objects.filter(person_id=person_id, kind=CircumstanceKind.COMMUNICATION)
    return rows.filter(until_on__isnull=True)
