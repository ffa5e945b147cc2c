"""Tables of what was done and found in an enquiry, and what others were asked."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from goldenthread.concerns.vocabulary import AbuseType, Place, SourceRelationship
from goldenthread.enquiries.models.enquiries import Enquiry
from goldenthread.enquiries.vocabulary import (
    PROSECUTED,
    RISK_IDENTIFIED,
    ActionKind,
    CausedState,
    ChoiceCapacity,
    Effect,
    Finding,
    Law,
    LifeNow,
    Motive,
    Offence,
    PoliceResult,
    RiskOutcome,
    RiskResult,
)
from goldenthread.people.vocabulary import RepresentativeKind


class LegalBasis(models.Model):
    """A law in use in this enquiry, and why."""

    id = models.BigAutoField(primary_key=True)
    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="legal_bases")
    law = models.CharField(max_length=20, choices=Law.choices())
    why = models.TextField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enquiry", "law"], name="law_once_per_enquiry")]


class Allegation(models.Model):
    """One type of abuse, by one source, in one place; what was found, and what became of the risk."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="allegations")
    type = models.CharField(max_length=20, choices=AbuseType.choices())
    place = models.CharField(max_length=25, choices=Place.choices())
    source_relationship = models.CharField(max_length=20, choices=SourceRelationship.choices())
    source_name = models.CharField(max_length=120, blank=True)
    motive = models.CharField(max_length=15, choices=Motive.choices(), default=Motive.NOT_ASKED)
    finding = models.CharField(max_length=15, choices=Finding.choices(), blank=True)
    finding_words = models.TextField(blank=True)
    risk_outcome = models.CharField(max_length=25, choices=RiskOutcome.choices(), blank=True)
    risk_result = models.CharField(max_length=10, choices=RiskResult.choices(), blank=True)
    risk_words = models.TextField(blank=True)
    withdrawn_words = models.TextField(blank=True)
    # Police and courts; they often come to an end long after the enquiry.
    police = models.CharField(max_length=15, choices=PoliceResult.choices(), blank=True)
    offence = models.CharField(max_length=15, choices=Offence.choices(), blank=True)
    charged_on = models.DateField(null=True, blank=True)
    police_words = models.TextField(blank=True)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="risk_result_only_where_identified",
                condition=Q(risk_result="") | Q(risk_outcome__in=list(RISK_IDENTIFIED)),
            ),
            models.CheckConstraint(name="finding_has_words", condition=Q(finding="") | ~Q(finding_words="")),
            models.CheckConstraint(
                name="risk_outcome_has_words", condition=Q(risk_outcome="") | ~Q(risk_words="")
            ),
            models.CheckConstraint(
                name="police_whole",
                condition=Q(police="", offence="", police_words="")
                | (Q(police=PoliceResult.NOT_REPORTED, offence="") & ~Q(police_words=""))
                | (~Q(police__in=["", PoliceResult.NOT_REPORTED]) & ~Q(offence="") & ~Q(police_words="")),
            ),
            models.CheckConstraint(
                name="charged_where_prosecuted",
                condition=Q(charged_on__isnull=False, police__in=list(PROSECUTED))
                | (Q(charged_on__isnull=True) & ~Q(police__in=list(PROSECUTED))),
            ),
        ]
        indexes = [models.Index(fields=["enquiry", "at"])]


class EnquiryAction(models.Model):
    """A step taken, the adult's part in it, and whether it helped."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="actions")
    kind = models.CharField(max_length=20, choices=ActionKind.choices())
    on = models.DateField()
    who = models.CharField(max_length=200)
    words = models.TextField()
    adult_part = models.TextField(blank=True)
    # Written for the adult, and shown on their sheet as it stands here.
    words_for_adult = models.TextField(blank=True)
    effect = models.CharField(max_length=15, choices=Effect.choices(), blank=True)
    effect_words = models.TextField(blank=True)
    effect_at = models.DateTimeField(null=True, blank=True)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="effect_has_words",
                condition=Q(effect="", effect_at__isnull=True)
                | (~Q(effect="") & ~Q(effect_words="") & Q(effect_at__isnull=False)),
            )
        ]
        indexes = [models.Index(fields=["enquiry", "on"])]


class RiskChoice(models.Model):
    """A risk the adult chooses to live with: their view, what was weighed, what they take on themselves."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="risk_choices")
    risk = models.TextField()
    own_view = models.TextField()
    options = models.TextField()
    wellbeing = models.TextField()
    responsibility = models.TextField()
    capacity = models.CharField(max_length=15, choices=ChoiceCapacity.choices())
    capacity_words = models.TextField(blank=True)
    said_by = models.CharField(max_length=20, choices=RepresentativeKind.choices())
    said_by_name = models.CharField(max_length=120, blank=True)
    review_on = models.DateField(null=True, blank=True)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()


class CausedEnquiry(models.Model):
    """A report another agency was asked for. The council stays responsible and checks it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    enquiry = models.ForeignKey(Enquiry, on_delete=models.PROTECT, related_name="caused")
    reference = models.CharField(max_length=30, unique=True)
    agency = models.ForeignKey("access.Agency", on_delete=models.PROTECT, related_name="+")
    # Written for the agency: the question, what the report must cover, what happens if it does not come.
    question = models.TextField()
    terms = models.TextField()
    adult_agreed = models.TextField(blank=True)
    # Who the adult is, in words the agency needs to find them; the one place where it is told.
    about_whom = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=CausedState.choices(), default=CausedState.ASKED)
    report = models.TextField(blank=True)
    # What changed for the adult, as the agency sees it; reports from before this was asked have none.
    life = models.CharField(max_length=10, choices=LifeNow.choices(), blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    received_from = models.CharField(max_length=120, blank=True)
    checked_words = models.TextField(blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="caused_received_whole",
                condition=(Q(received_at__isnull=True) & Q(report=""))
                | (Q(received_at__isnull=False) & ~Q(report="")),
            ),
            models.CheckConstraint(
                name="caused_checked_whole",
                condition=Q(state__in=[CausedState.ASKED, CausedState.RECEIVED])
                | Q(state=CausedState.WITHDRAWN)
                | (
                    Q(received_at__isnull=False, checked_at__isnull=False, checked_by__isnull=False)
                    & ~Q(checked_words="")
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "state", "due_at"]),
            models.Index(fields=["enquiry", "asked_at"]),
        ]
