"""Tables of enquiries. What was said and found is added, never rewritten; an enquiry itself carries where it stands."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from goldenthread.concerns.vocabulary import AbuseType, ClockReason, Place, SourceRelationship
from goldenthread.enquiries.vocabulary import (
    RISK_IDENTIFIED,
    Achieved,
    ActionKind,
    AskedOutcomes,
    CausedState,
    ChoiceCapacity,
    Effect,
    EndAnswer,
    EnquiryKind,
    EnquiryStatus,
    Finding,
    LackedCapacity,
    Law,
    RiskOutcome,
    RiskResult,
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
    ending_said_by = models.CharField(max_length=20, choices=RepresentativeKind.choices(), blank=True)
    ending_said_by_name = models.CharField(max_length=120, blank=True)
    ending_words = models.TextField(blank=True)
    ending_at = models.DateTimeField(null=True, blank=True)
    closing_words = models.TextField(blank=True)

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
                    safer="", safety_met="", wellbeing_met="", ending_said_by="", ending_at__isnull=True
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
    finding = models.CharField(max_length=15, choices=Finding.choices(), blank=True)
    finding_words = models.TextField(blank=True)
    risk_outcome = models.CharField(max_length=25, choices=RiskOutcome.choices(), blank=True)
    risk_result = models.CharField(max_length=10, choices=RiskResult.choices(), blank=True)
    risk_words = models.TextField(blank=True)
    withdrawn_words = models.TextField(blank=True)
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
