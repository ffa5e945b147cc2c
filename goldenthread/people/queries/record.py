"""One person's record, and its part of the chronology."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from goldenthread.access import relations
from goldenthread.access.doorway import opening
from goldenthread.access.need_to_know import find, visible
from goldenthread.access.prepared import prepared
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import Viewer
from goldenthread.ground import moment
from goldenthread.ground.chronology import Entry
from goldenthread.ground.words import Answer
from goldenthread.people import policy
from goldenthread.people.models import Circumstance, Person, PersonStep, Representative
from goldenthread.people.queries.finding import full_name
from goldenthread.people.vocabulary import (
    CircumstanceKind,
    Eligibility,
    EthnicGroup,
    Funding,
    Gender,
    RepresentativeKind,
    SupportReason,
)

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class CircumstanceRow:
    """Something that holds, held or will hold."""

    id: UUID
    kind: CircumstanceKind
    words: str
    from_on: date
    until_on: date | None
    by_name: str
    holds: bool


@dataclass(frozen=True)
class RepresentativeRow:
    """Who speaks with or for the adult."""

    id: UUID
    kind: RepresentativeKind
    name: str
    relationship: str
    contact: str
    safe_to_contact: Answer
    from_on: date
    until_on: date | None
    holds: bool


@dataclass(frozen=True)
class PersonPage:
    """A person's record as the page shows it."""

    id: UUID
    version: int
    name: str
    called: str
    given_name: str
    family_name: str
    known_as: str
    date_of_birth: date | None
    died_on: date | None
    age: int | None
    under_18: str
    nhs_number: str
    address: str
    postcode: str
    gender: Gender
    ethnic_group: EthnicGroup
    support_reason: SupportReason
    funding: Funding
    eligibility: Eligibility
    restricted: bool
    circumstances: tuple[CircumstanceRow, ...]
    representatives: tuple[RepresentativeRow, ...]

    @property
    def holding(self) -> tuple[CircumstanceRow, ...]:
        """Circumstances of today."""
        return tuple(row for row in self.circumstances if row.holds)

    @property
    def speaking(self) -> tuple[RepresentativeRow, ...]:
        """Who speaks for the adult today."""
        return tuple(row for row in self.representatives if row.holds)

    @property
    def communication(self) -> str:
        """How to make information accessible to them, as noted."""
        return "; ".join(row.words for row in self.holding if row.kind is CircumstanceKind.COMMUNICATION)


@dataclass(frozen=True)
class Held:
    """The details by which somebody could be recognised, for rules that keep them out of letters. Never shown."""

    given_name: str
    family_name: str
    known_as: str
    date_of_birth: date | None
    nhs_number: str
    address: str
    postcode: str


@opening("people.see", about="person")
def person_page(viewer: Viewer, person_id: UUID) -> PersonPage:
    """Open a record; the look goes on the trail. 3 queries and the trail's. Raises Refused and NotThere."""
    person = find(viewer, Person, person_id)
    today = moment.today()
    circumstances = _rows(person_id, model=Circumstance, order=("-from_on", "kind", "id"))
    speakers = _rows(person_id, model=Representative, order=("-from_on", "name", "id"))
    return PersonPage(
        id=person.pk,
        version=person.version,
        name=full_name(person),
        called=person.known_as or person.given_name or full_name(person),
        given_name=person.given_name,
        family_name=person.family_name,
        known_as=person.known_as,
        date_of_birth=person.date_of_birth,
        died_on=person.died_on,
        age=policy.age_on(person.date_of_birth, person.died_on or today) if person.date_of_birth else None,
        under_18=policy.adult_warning(person.date_of_birth, today).words,
        nhs_number=person.nhs_number,
        address=person.address,
        postcode=person.postcode,
        gender=Gender(person.gender),
        ethnic_group=EthnicGroup(person.ethnic_group),
        support_reason=SupportReason(person.support_reason),
        funding=Funding(person.funding),
        eligibility=Eligibility(person.eligibility),
        restricted=person.restricted,
        circumstances=tuple(_circumstance(row, today) for row in circumstances),
        representatives=tuple(_representative(row, today) for row in speakers),
    )


@prepared
def _rows(person_id: UUID, *, model: type[M], order: tuple[str, ...] = ()) -> QuerySet[M]:
    return model._default_manager.filter(person_id=person_id).order_by(*order)


def names(viewer: Viewer, ids: Collection[UUID]) -> dict[UUID, str]:
    """Names of people the viewer may see. One query."""
    rows = visible(viewer, Person).filter(pk__in=set(ids)).only("given_name", "family_name", "known_as")
    return {person.pk: full_name(person) for person in rows}


def identity(person_id: UUID) -> Held | None:
    """What must not stand in a letter to others, whoever writes it (rule LET-02). For rules only: nothing shows it."""
    row = Person._default_manager.filter(pk=person_id).values(*Held.__dataclass_fields__).first()
    return Held(**row) if row else None


def chronology(viewer: Viewer, person_id: UUID) -> tuple[Entry, ...]:
    """What was done to this record, and what began and ended in the person's life on its own day, oldest first.

    Entries of the kind ``circumstance`` are of a whole day, at its midday. 4 queries. Raises NotThere.
    """
    person = find(viewer, Person, person_id)
    steps = _rows(person_id, model=PersonStep, order=("at", "id"))
    ended = {step.what for step in steps}
    found = [
        _entry(person, step.at, step.pk, "person", step.what, step.by_name, step.words)
        for step in steps
        if step.deed not in _SHOWN_ON_THEIR_DAY
    ]
    for row in _rows(person_id, model=Circumstance):
        label = CircumstanceKind(row.kind).label
        found += _days(person, row, label, row.words, f"{label} ended, {day(row.until_on)}", ended)
    for speaker in _rows(person_id, model=Representative):
        label = RepresentativeKind(speaker.kind).label
        words = f"{speaker.name}{f' ({speaker.relationship})' if speaker.relationship else ''}"
        found += _days(
            person, speaker, label, words, f"{label} ended: {speaker.name}, {day(speaker.until_on)}", ended
        )
    return tuple(sorted(found))


# These rows carry the day they are about; the step is when somebody noted it.
_SHOWN_ON_THEIR_DAY = ("add_circumstance", "add_representative")


def _days(
    person: Person, row: Circumstance | Representative, label: str, words: str, end_step: str, ended: set[str]
) -> list[Entry]:
    """The day it began, and the day it ended where no step of its own says so; nothing of days to come."""
    today = moment.today()
    found = []
    if row.from_on <= today:
        found.append(
            _entry(person, _midday(row.from_on), 0, "circumstance", f"{label} began", row.by_name, words)
        )
    if row.until_on and row.until_on <= today and end_step not in ended:
        found.append(
            _entry(person, _midday(row.until_on), 0, "circumstance", f"{label} ended", row.by_name, words)
        )
    return found


def _midday(on: date) -> datetime:
    return datetime.combine(on, time(12), tzinfo=moment.LONDON)


def _entry(person: Person, at: datetime, sequence: int, kind: str, what: str, by: str, words: str) -> Entry:
    return Entry(
        at=at, sequence=sequence, kind=kind, record=person.pk, reference="", what=what, by=by, words=words
    )


def day(on: date | None) -> str:
    """A day in words, as steps write it; empty for none."""
    return f"{on.day} {on:%B %Y}" if on else ""


def restricted_to(viewer: Viewer, person_id: UUID) -> tuple[tuple[UUID, str, str], ...]:
    """Who may open a restricted record: account, name and relation in words. Raises NotThere."""
    person = find(viewer, Person, person_id)
    return tuple(
        (user_id, name, relation.label)
        for user_id, name, relation in relations.people_related(Subject("person", person.pk))
    )


def _circumstance(row: Circumstance, today: date) -> CircumstanceRow:
    return CircumstanceRow(
        id=row.pk,
        kind=CircumstanceKind(row.kind),
        words=row.words,
        from_on=row.from_on,
        until_on=row.until_on,
        by_name=row.by_name,
        holds=_holds(row.from_on, row.until_on, today),
    )


def _representative(row: Representative, today: date) -> RepresentativeRow:
    return RepresentativeRow(
        id=row.pk,
        kind=RepresentativeKind(row.kind),
        name=row.name,
        relationship=row.relationship,
        contact=row.contact,
        safe_to_contact=Answer(row.safe_to_contact),
        from_on=row.from_on,
        until_on=row.until_on,
        holds=_holds(row.from_on, row.until_on, today),
    )


def _holds(from_on: date, until_on: date | None, today: date) -> bool:
    return from_on <= today and (until_on is None or until_on >= today)
