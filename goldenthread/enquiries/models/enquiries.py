"""Tables of enquiries. What was said and found is added, never rewritten; an enquiry itself carries where it stands."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from goldenthread.concerns.vocabulary import ClockReason
from goldenthread.enquiries.vocabulary import (
    CARER_ANSWERED,
    Achieved,
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
from goldenthread.people.vocabulary import RepresentativeKind

_OPEN = Q(closed_at__isnull=True)


class Enquiry(models.Model):
    """An enquiry about one adult: who answers for it, what the adult wants, where it stands, how it ended."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    reference = models.CharField(max_length=30, unique=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=EnquiryKind.choices())
    # The decision on a concern that opened it; unique, so that an event told twice opens one enquiry.
    decision_id = models.UUIDField(unique=True)
    law = models.CharField(max_length=120)
    status = models.CharField(max_length=20, choices=EnquiryStatus.choices(), default=EnquiryStatus.PLANNING)
    restricted = models.BooleanField(default=False)
    policy_edition = models.CharField(max_length=20)
    opened_at = models.DateTimeField()
    planning_due_at = models.DateTimeField()
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    # Who. None of these may be empty: an enquiry without one of them cannot be saved.
    manager = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    lead_agency = models.ForeignKey("access.Agency", on_delete=models.PROTECT, related_name="+")
    team = models.CharField(max_length=60, blank=True)

    # The plan.
    plan_kind = models.CharField(max_length=20, choices=ActionKind.choices(), blank=True)
    plan_words = models.TextField(blank=True)
    adult_part = models.TextField(blank=True)
    planned_at = models.DateTimeField(null=True, blank=True)
    next_step = models.CharField(max_length=300, blank=True)
    next_step_on = models.DateField(null=True, blank=True)

    # Asked at the start (SG4a) and capacity (SG3a).
    asked = models.CharField(
        max_length=20, choices=AskedOutcomes.choices(), default=AskedOutcomes.NOT_RECORDED
    )
    asked_words = models.TextField(blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    lacked_capacity = models.CharField(
        max_length=15, choices=LackedCapacity.choices(), default=LackedCapacity.NOT_RECORDED
    )
    capacity_words = models.TextField(blank=True)
    supported_by = models.CharField(max_length=10, choices=SupportedBy.choices(), blank=True)
    supporter_name = models.CharField(max_length=120, blank=True)
    support_words = models.TextField(blank=True)

    # Asked at the end, in whose words.
    safer = models.CharField(max_length=10, choices=EndAnswer.choices(), blank=True)
    safety_met = models.CharField(max_length=10, choices=EndAnswer.choices(), blank=True)
    wellbeing_met = models.CharField(max_length=10, choices=EndAnswer.choices(), blank=True)
    life = models.CharField(max_length=10, choices=LifeNow.choices(), blank=True)
    ending_said_by = models.CharField(max_length=20, choices=RepresentativeKind.choices(), blank=True)
    ending_said_by_name = models.CharField(max_length=120, blank=True)
    ending_words = models.TextField(blank=True)
    ending_at = models.DateTimeField(null=True, blank=True)
    # Asked of an unpaid carer, about safeguarding alone.
    carer_said = models.CharField(max_length=10, choices=CarerSaid.choices(), blank=True)
    carer_words = models.TextField(blank=True)
    closing_words = models.TextField(blank=True)
    # Whether principles pulled against each other at closing, which, and how that was weighed; empty where nobody was asked.
    closing_principles = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="enquiry_closed_whole",
                condition=(
                    Q(status=EnquiryStatus.CLOSED, closed_at__isnull=False)
                    & ~Q(closing_words="")
                    & ~Q(safer="")
                )
                | (~Q(status=EnquiryStatus.CLOSED) & Q(closed_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="enquiry_closed_after_opened",
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=models.F("opened_at")),
            ),
            models.CheckConstraint(
                name="enquiry_planned_before_under_way",
                condition=Q(status=EnquiryStatus.PLANNING) | Q(planned_at__isnull=False),
            ),
            # SG3a: support is asked only where the adult lacked capacity.
            models.CheckConstraint(
                name="supported_only_where_lacking",
                condition=Q(supported_by="") | Q(lacked_capacity=LackedCapacity.YES),
            ),
            models.CheckConstraint(
                name="supporter_named",
                condition=Q(supported_by="")
                | (Q(supported_by=SupportedBy.NOBODY) & ~Q(support_words=""))
                | (~Q(supported_by=SupportedBy.NOBODY) & ~Q(supporter_name="")),
            ),
            models.CheckConstraint(
                name="ending_in_whose_words",
                condition=Q(
                    safer="",
                    safety_met="",
                    wellbeing_met="",
                    life="",
                    carer_said="",
                    ending_said_by="",
                    ending_at__isnull=True,
                )
                | (
                    Q(ending_at__isnull=False)
                    & ~Q(safer="")
                    & ~Q(safety_met="")
                    & ~Q(wellbeing_met="")
                    & ~Q(ending_said_by="")
                    & ~Q(ending_words="")
                ),
            ),
            models.CheckConstraint(
                name="carer_in_their_words",
                condition=~Q(carer_said__in=list(CARER_ANSWERED)) | ~Q(carer_words=""),
            ),
        ]
        indexes = [
            # Open work is a small part of all that is kept: its indexes hold nothing else, and stay small.
            models.Index(fields=["due_at", "id"], name="enquiry_open", condition=_OPEN),
            models.Index(fields=["officer", "due_at", "id"], name="enquiry_open_of_officer", condition=_OPEN),
            models.Index(fields=["manager", "due_at", "id"], name="enquiry_open_of_manager", condition=_OPEN),
            models.Index(fields=["team", "due_at", "id"], name="enquiry_open_of_team", condition=_OPEN),
            models.Index(fields=["person", "opened_at"]),
            models.Index(fields=["closed_at"], name="enquiry_closed", condition=Q(closed_at__isnull=False)),
        ]


class EnquiryConcern(models.Model):
    """A concern that this enquiry answers. A concern belongs to one enquiry at most."""

    id = models.BigAutoField(primary_key=True)
    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="concern_links")
    concern = models.OneToOneField("concerns.Concern", on_delete=models.PROTECT, related_name="+")
    joined_at = models.DateTimeField()


class WantedOutcome(models.Model):
    """Something the adult wants, in their words or those of who speaks for them; at the end, how far it was reached."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="wanted_outcomes")
    words = models.TextField()
    said_by = models.CharField(max_length=20, choices=RepresentativeKind.choices())
    said_by_name = models.CharField(max_length=120, blank=True)
    # Where a professional speaks for the adult: why neither the adult nor a representative could be asked.
    said_by_why = models.TextField(blank=True)
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)
    # People change their minds: the older words stay readable, and a later row stands in their place.
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_words = models.TextField(blank=True)
    achieved = models.CharField(max_length=10, choices=Achieved.choices(), blank=True)
    achieved_said_by = models.CharField(max_length=20, choices=RepresentativeKind.choices(), blank=True)
    achieved_said_by_name = models.CharField(max_length=120, blank=True)
    achieved_words = models.TextField(blank=True)
    achieved_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(name="wanted_outcome_has_words", condition=~Q(words="")),
            models.CheckConstraint(
                name="wanted_outcome_speaker_named",
                condition=Q(said_by=RepresentativeKind.ADULT) | ~Q(said_by_name="") | ~Q(said_by_why=""),
            ),
            models.CheckConstraint(
                name="achieved_in_whose_words",
                condition=Q(achieved="", achieved_said_by="", achieved_at__isnull=True)
                | (
                    ~Q(achieved="")
                    & ~Q(achieved_said_by="")
                    & ~Q(achieved_words="")
                    & Q(achieved_at__isnull=False)
                ),
            ),
        ]
        indexes = [models.Index(fields=["enquiry", "at"])]


class EnquiryClockRow(models.Model):
    """A clock of this enquiry was extended, or missed, for a reason."""

    id = models.BigAutoField(primary_key=True)
    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="clock_rows")
    clock = models.CharField(max_length=20)
    what = models.CharField(max_length=10, choices=[("extended", "Extended"), ("missed", "Missed")])
    reason = models.CharField(max_length=25, choices=ClockReason.choices())
    words = models.TextField()
    due_before = models.DateTimeField()
    due_after = models.DateTimeField(null=True, blank=True)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["enquiry", "clock"])]


class EnquiryStep(models.Model):
    """A state row: what was done, by whom, when, why. Never changed; the chronology is made of these."""

    id = models.BigAutoField(primary_key=True)
    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    deed = models.CharField(max_length=40)
    before = models.CharField(max_length=20, blank=True)
    after = models.CharField(max_length=20)
    what = models.CharField(max_length=200)
    words = models.TextField(blank=True)
    visibility = models.CharField(max_length=20, default="file")
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["enquiry", "at"])]
