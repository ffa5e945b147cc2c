"""Tables of people. A role such as source of risk belongs to a person in an event, never to the person."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from goldenthread.ground.words import Answer
from goldenthread.people.vocabulary import (
    CircumstanceKind,
    Eligibility,
    EthnicGroup,
    Funding,
    Gender,
    RepresentativeKind,
    SupportReason,
)


class Person(models.Model):
    """An adult the council knows of. ``*_key`` columns are tidied forms for finding the same person again."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100, blank=True)
    known_as = models.CharField(max_length=100, blank=True)
    date_of_birth = models.DateField(null=True, blank=True)
    died_on = models.DateField(null=True, blank=True)
    nhs_number = models.CharField(max_length=10, blank=True)
    address = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=9, blank=True)
    gender = models.CharField(max_length=10, choices=Gender.choices(), default=Gender.NOT_KNOWN)
    ethnic_group = models.CharField(
        max_length=2, choices=EthnicGroup.choices(), default=EthnicGroup.NOT_KNOWN
    )
    support_reason = models.CharField(
        max_length=15, choices=SupportReason.choices(), default=SupportReason.NOT_KNOWN
    )
    funding = models.CharField(max_length=10, choices=Funding.choices(), default=Funding.NOT_KNOWN)
    eligibility = models.CharField(
        max_length=15, choices=Eligibility.choices(), default=Eligibility.NOT_KNOWN
    )
    restricted = models.BooleanField(default=False)
    family_key = models.CharField(max_length=100, blank=True)
    given_key = models.CharField(max_length=100, blank=True)
    sound_key = models.CharField(max_length=20, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="person_died_after_birth",
                condition=Q(died_on__isnull=True)
                | Q(date_of_birth__isnull=True)
                | Q(died_on__gte=models.F("date_of_birth")),
            ),
            models.CheckConstraint(
                name="person_has_something",
                condition=~Q(given_name="", family_name="", known_as="", nhs_number="", address=""),
            ),
        ]
        indexes = [
            models.Index(fields=["nhs_number"]),
            models.Index(fields=["date_of_birth", "sound_key"]),
            models.Index(fields=["family_key", "given_key"]),
            models.Index(fields=["sound_key", "given_key"]),
            models.Index(fields=["postcode"]),
            # The few whose records are restricted, which every list of cases asks about.
            models.Index(fields=["id"], name="person_restricted", condition=Q(restricted=True)),
        ]


class Circumstance(models.Model):
    """Something true of a person for a time: legal status, a worker, a care package."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="circumstances")
    kind = models.CharField(max_length=15, choices=CircumstanceKind.choices())
    words = models.CharField(max_length=300)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "until_on"])]
        constraints = [
            models.CheckConstraint(
                name="circumstance_ends_after_start",
                condition=Q(until_on__isnull=True) | Q(until_on__gte=models.F("from_on")),
            )
        ]


class Representative(models.Model):
    """Somebody who speaks with or for the adult, from a day on."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="representatives")
    kind = models.CharField(max_length=20, choices=RepresentativeKind.choices())
    name = models.CharField(max_length=120)
    relationship = models.CharField(max_length=120, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    safe_to_contact = models.CharField(max_length=10, choices=Answer.choices(), default=Answer.NOT_ASKED)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="representative_ends_after_start",
                condition=Q(until_on__isnull=True) | Q(until_on__gte=models.F("from_on")),
            )
        ]


class PersonStep(models.Model):
    """A state row: what was done to this record, by whom, when, why. Never changed; the chronology reads these."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    deed = models.CharField(max_length=40)
    what = models.CharField(max_length=400)
    words = models.TextField(blank=True)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["person", "at"])]
