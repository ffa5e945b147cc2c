"""One person's record, and its part of the chronology."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from goldenthread.access import relations
from goldenthread.access.doorway import opening
from goldenthread.access.need_to_know import find, visible
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
    EthnicGroup,
    Gender,
    RepresentativeKind,
    SupportReason,
)


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
    circumstances = Circumstance.objects.filter(person=person).order_by("-from_on", "kind", "id")
    speakers = Representative.objects.filter(person=person).order_by("-from_on", "name", "id")
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
        restricted=person.restricted,
        circumstances=tuple(_circumstance(row, today) for row in circumstances),
        representatives=tuple(_representative(row, today) for row in speakers),
    )


def names(viewer: Viewer, ids: Collection[UUID]) -> dict[UUID, str]:
    """Names of people the viewer may see. One query."""
    rows = visible(viewer, Person).filter(pk__in=set(ids)).only("given_name", "family_name", "known_as")
    return {person.pk: full_name(person) for person in rows}


def identity(person_id: UUID) -> Held | None:
    """What must not stand in a letter to others, whoever writes it (rule LET-02). For rules only: nothing shows it."""
    row = Person._default_manager.filter(pk=person_id).values(*Held.__dataclass_fields__).first()
    return Held(**row) if row else None


def chronology(viewer: Viewer, person_id: UUID) -> tuple[Entry, ...]:
    """What was done to this record, oldest first. 2 queries. Raises NotThere."""
    person = find(viewer, Person, person_id)
    steps = PersonStep.objects.filter(person=person).order_by("at", "id")
    return tuple(
        Entry(
            at=step.at,
            sequence=step.pk,
            kind="person",
            record=person.pk,
            reference="",
            what=step.what,
            by=step.by_name,
            words=step.words,
        )
        for step in steps
    )


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
