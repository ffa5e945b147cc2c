"""Tables of concerns. What the report said is never changed; what the council found out and decided stands beside it."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from goldenthread.concerns.vocabulary import (
    Channel,
    ClockReason,
    ConcernStatus,
    Limb,
    LimbAnswer,
    NoActionReason,
    Outcome,
    Place,
    ReferrerRole,
    Signpost,
    SourceRelationship,
    WishState,
)
from goldenthread.ground.words import Answer

_ALL_YES = Q(limb_needs="yes", limb_abuse="yes", limb_protect="yes")
# Danger as the report tells it, or as somebody found it since.
IN_DANGER = Q(immediate_danger=Answer.YES) | Q(danger_found_at__isnull=False)
_NOT_WITH_DUTY = [Outcome.OTHER_ENQUIRY, Outcome.OTHER_RESPONSE, Outcome.NO_FURTHER_ACTION]


class Concern(models.Model):
    """A concern: the report as it came, then where its screening stands."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    reference = models.CharField(max_length=30, unique=True)

    # The report. No procedure changes these columns after receipt.
    channel = models.CharField(max_length=10, choices=Channel.choices())
    raised_at = models.DateTimeField()
    received_at = models.DateTimeField()
    agency_id = models.UUIDField(null=True, blank=True)
    raised_by_id = models.UUIDField(null=True, blank=True)
    external_ref = models.CharField(max_length=80, blank=True)
    once_key = models.CharField(max_length=160, null=True, blank=True, unique=True)
    referrer_name = models.CharField(max_length=120, blank=True)
    referrer_role = models.CharField(
        max_length=20, choices=ReferrerRole.choices(), default=ReferrerRole.NOT_KNOWN
    )
    referrer_agency = models.CharField(max_length=200, blank=True)
    referrer_contact = models.CharField(max_length=200, blank=True)
    adult_given_name = models.CharField(max_length=100, blank=True)
    adult_family_name = models.CharField(max_length=100, blank=True)
    adult_date_of_birth = models.DateField(null=True, blank=True)
    adult_nhs_number = models.CharField(max_length=10, blank=True)
    adult_address = models.CharField(max_length=300, blank=True)
    adult_postcode = models.CharField(max_length=9, blank=True)
    types = models.JSONField(default=list)
    place = models.CharField(max_length=25, choices=Place.choices(), default=Place.NOT_KNOWN)
    narrative = models.TextField()
    immediate_danger = models.CharField(max_length=10, choices=Answer.choices(), default=Answer.NOT_ASKED)
    adult_aware = models.CharField(max_length=10, choices=Answer.choices(), default=Answer.NOT_ASKED)
    adult_agrees = models.CharField(max_length=10, choices=Answer.choices(), default=Answer.NOT_ASKED)
    adult_wishes = models.TextField(blank=True)
    source_of_risk_name = models.CharField(max_length=120, blank=True)
    source_of_risk_relationship = models.CharField(
        max_length=20, choices=SourceRelationship.choices(), default=SourceRelationship.NOT_KNOWN
    )
    crime_reference = models.CharField(max_length=60, blank=True)
    children_present = models.CharField(max_length=10, choices=Answer.choices(), default=Answer.NOT_ASKED)

    # Screening.
    status = models.CharField(max_length=20, choices=ConcernStatus.choices(), default=ConcernStatus.RECEIVED)
    person = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    restricted = models.BooleanField(default=False)
    allocated_to = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    team = models.CharField(max_length=60, blank=True)
    # The service the concern is about, named while screening, so that commissioning hears of it without a name.
    service = models.ForeignKey(
        "access.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # The council that placed the adult in this area, where another did; it hears back too.
    placed_by = models.ForeignKey(
        "access.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # Danger that was not in the report: when somebody last found it while screening (DangerRow says what and who said so).
    danger_found_at = models.DateTimeField(null=True, blank=True)
    # Where there is danger now, reported or found, somebody must record what made the adult safe, the same day.
    made_safe_at = models.DateTimeField(null=True, blank=True)
    limb_needs = models.CharField(max_length=15, choices=LimbAnswer.choices(), blank=True)
    limb_abuse = models.CharField(max_length=15, choices=LimbAnswer.choices(), blank=True)
    limb_protect = models.CharField(max_length=15, choices=LimbAnswer.choices(), blank=True)
    threshold_level = models.PositiveSmallIntegerField(null=True, blank=True)
    threshold_codes = models.JSONField(default=list)
    due_at = models.DateTimeField()
    pending_outcome = models.CharField(max_length=20, choices=Outcome.choices(), blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices(), blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    policy_edition = models.CharField(max_length=20)
    version = models.PositiveIntegerField(default=1)
    # When somebody last did something with it; empty until then, so that what stands still can be seen.
    moved_at = models.DateTimeField(null=True, blank=True)
    # The order of the work list, kept by the database: 0 danger not yet made safe, 1 other open work, 9 decided.
    queue = models.GeneratedField(
        expression=models.Case(
            models.When(status=ConcernStatus.DECIDED, then=models.Value(9)),
            models.When(IN_DANGER & Q(made_safe_at__isnull=True), then=models.Value(0)),
            default=models.Value(1),
        ),
        output_field=models.SmallIntegerField(),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency_id", "external_ref"],
                name="concern_external_ref_once",
                condition=~Q(external_ref="") & Q(agency_id__isnull=False),
            ),
            # Care Act 2014 s42(2): with three yeses there is a duty to enquire; no other ending is possible.
            models.CheckConstraint(
                name="three_yeses_mean_enquiry",
                condition=~(
                    _ALL_YES & (Q(outcome__in=_NOT_WITH_DUTY) | Q(pending_outcome__in=_NOT_WITH_DUTY))
                ),
            ),
            models.CheckConstraint(
                name="s42_needs_three_yeses",
                condition=~(Q(outcome=Outcome.S42_ENQUIRY) | Q(pending_outcome=Outcome.S42_ENQUIRY))
                | _ALL_YES,
            ),
            models.CheckConstraint(
                name="concern_decided_whole",
                condition=(
                    Q(
                        status=ConcernStatus.DECIDED,
                        decided_at__isnull=False,
                        person__isnull=False,
                        pending_outcome="",
                    )
                    & ~Q(outcome="")
                )
                | (~Q(status=ConcernStatus.DECIDED) & Q(outcome="", decided_at__isnull=True)),
            ),
            # SCR-09: nothing is decided about somebody who is in danger and not yet made safe.
            models.CheckConstraint(
                name="made_safe_before_decided",
                condition=~Q(status=ConcernStatus.DECIDED) | Q(made_safe_at__isnull=False) | ~IN_DANGER,
            ),
            # What made somebody safe before the danger was found does not answer it.
            models.CheckConstraint(
                name="made_safe_after_danger_found",
                condition=Q(made_safe_at__isnull=True)
                | Q(danger_found_at__isnull=True)
                | Q(made_safe_at__gte=models.F("danger_found_at")),
            ),
            models.CheckConstraint(
                name="concern_sign_off_has_proposal",
                condition=(Q(status=ConcernStatus.AWAITING_SIGN_OFF) & ~Q(pending_outcome=""))
                | (~Q(status=ConcernStatus.AWAITING_SIGN_OFF) & Q(pending_outcome="")),
            ),
            models.CheckConstraint(
                name="concern_threshold_level",
                condition=Q(threshold_level__isnull=True) | Q(threshold_level__in=[1, 2, 3]),
            ),
        ]
        indexes = [
            models.Index(fields=["queue", "due_at", "id"], name="concern_queue"),
            models.Index(fields=["allocated_to", "queue", "due_at", "id"], name="concern_queue_of_worker"),
            models.Index(fields=["team", "queue", "due_at", "id"], name="concern_queue_of_team"),
            models.Index(fields=["status", "due_at"], name="concern_status_due"),
            models.Index(fields=["queue", "moved_at"], name="concern_stands_still"),
            models.Index(fields=["person", "received_at"], name="concern_of_person"),
            # For facts: the concern before this one. Empty where nobody has said whom it is about, so that reports cost nothing.
            models.Index(
                fields=["person", "raised_at"],
                name="concern_raised_of_person",
                condition=Q(person__isnull=False),
            ),
            models.Index(fields=["agency_id", "received_at"], name="concern_of_agency"),
            models.Index(fields=["service", "received_at"], name="concern_about_service"),
            models.Index(fields=["received_at"], name="concern_received"),
            models.Index(fields=["adult_nhs_number"], name="concern_nhs_number"),
            models.Index(Lower("adult_family_name"), name="concern_family_name"),
        ]

    @property
    def danger_known(self) -> bool:
        """Danger is on record, reported or found since, whether or not the adult is safe by now."""
        return self.immediate_danger == Answer.YES or self.danger_found_at is not None


class LimbRow(models.Model):
    """One answer to one part of the test, as given; the latest of each part stands."""

    id = models.BigAutoField(primary_key=True)
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="limb_rows")
    limb = models.CharField(max_length=10, choices=Limb.choices())
    answer = models.CharField(max_length=15, choices=LimbAnswer.choices())
    evidence = models.TextField(blank=True)
    reason = models.TextField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="limb_yes_no_has_reason",
                condition=Q(answer=LimbAnswer.NOT_YET_KNOWN) | (~Q(reason="") & ~Q(evidence="")),
            )
        ]
        indexes = [models.Index(fields=["concern", "limb", "id"], name="limb_of_concern")]


class DangerRow(models.Model):
    """Danger that the report did not tell of, as found while screening: what it is, who said so, what is being done."""

    id = models.BigAutoField(primary_key=True)
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="danger_rows")
    words = models.TextField()
    said_by = models.CharField(max_length=200)
    doing = models.TextField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="danger_says_who_and_what",
                condition=~Q(words="") & ~Q(said_by="") & ~Q(doing=""),
            )
        ]


class WishRow(models.Model):
    """What the adult wants, in their words, by whom it was said; from the first report on."""

    id = models.BigAutoField(primary_key=True)
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="wish_rows")
    state = models.CharField(max_length=15, choices=WishState.choices(), default=WishState.EXPRESSED)
    words = models.TextField(blank=True)
    # Kind of person who said it: people.vocabulary.RepresentativeKind; empty where nobody said anything.
    said_by = models.CharField(max_length=20, blank=True)
    said_by_name = models.CharField(max_length=120, blank=True)
    not_expressed_reason = models.TextField(blank=True)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="wish_has_words_or_reason",
                condition=(Q(state=WishState.EXPRESSED) & ~Q(words=""))
                | (~Q(state=WishState.EXPRESSED) & Q(words="") & ~Q(not_expressed_reason="")),
            )
        ]
        indexes = [models.Index(fields=["concern", "id"], name="wish_of_concern")]


class Decision(models.Model):
    """A decision as made (or proposed), with the rule's verdict and the policy of the day; then signed off or sent back."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=20, choices=Outcome.choices())
    reason = models.CharField(max_length=20, choices=NoActionReason.choices(), blank=True)
    rationale = models.TextField()
    signpost = models.CharField(max_length=20, choices=Signpost.choices(), blank=True)
    signpost_words = models.TextField(blank=True)
    follow_up_on = models.DateField(null=True, blank=True)
    adult_view = models.TextField(blank=True)
    law = models.CharField(max_length=120)
    duty = models.CharField(max_length=15)
    verdict = models.JSONField(default=dict)
    # Whether principles pulled against each other, which, and how that was weighed; empty where nobody was asked.
    principles = models.JSONField(default=dict)
    policy_edition = models.CharField(max_length=20)
    enquiry_id = models.UUIDField(null=True, blank=True)
    manager = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    officer = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    needs_sign_off = models.BooleanField()
    signed_off_by = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    signed_off_at = models.DateTimeField(null=True, blank=True)
    sent_back_words = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="decision_signed_off_whole",
                condition=Q(signed_off_by__isnull=True, signed_off_at__isnull=True)
                | Q(signed_off_by__isnull=False, signed_off_at__isnull=False),
            ),
            models.CheckConstraint(
                name="nobody_signs_off_themselves",
                condition=Q(signed_off_by__isnull=True) | ~Q(signed_off_by=models.F("by")),
            ),
            models.CheckConstraint(
                name="no_action_has_reason",
                condition=~Q(outcome=Outcome.NO_FURTHER_ACTION) | ~Q(reason=""),
            ),
            models.CheckConstraint(
                name="other_response_has_signpost",
                condition=~Q(outcome=Outcome.OTHER_RESPONSE) | ~Q(signpost=""),
            ),
            models.CheckConstraint(
                name="added_names_enquiry",
                condition=~Q(outcome=Outcome.ADDED_TO_ENQUIRY) | Q(enquiry_id__isnull=False),
            ),
        ]


class ClockRow(models.Model):
    """A clock of this concern was extended, or missed, for a reason."""

    id = models.BigAutoField(primary_key=True)
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="clock_rows")
    clock = models.CharField(max_length=20)
    what = models.CharField(max_length=10, choices=[("extended", "Extended"), ("missed", "Missed")])
    reason = models.CharField(max_length=25, choices=ClockReason.choices())
    words = models.TextField()
    due_before = models.DateTimeField()
    due_after = models.DateTimeField(null=True, blank=True)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)
    at = models.DateTimeField()


class ConcernStep(models.Model):
    """A state row: what was done, by whom, when, why. Never changed; the chronology is made of these."""

    id = models.BigAutoField(primary_key=True)
    concern = models.ForeignKey(Concern, on_delete=models.PROTECT, related_name="steps")
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
        indexes = [models.Index(fields=["concern", "at", "id"], name="step_of_concern")]


class Draft(models.Model):
    """A report somebody is still typing on the public form; removed a day after the last touch."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    answers = models.JSONField(default=dict)
    reference = models.CharField(max_length=30, blank=True)
    touched_at = models.DateTimeField(db_index=True)
