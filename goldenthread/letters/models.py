"""Tables of letters and feedback duties."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from goldenthread.letters.vocabulary import Audience, DutyState, LetterState, Method, NotPossible


class FeedbackDuty(models.Model):
    """Somebody waits for an answer. Open until met, and measured. About a concern or an enquiry."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    about_kind = models.CharField(max_length=10)
    about_id = models.UUIDField()
    about_reference = models.CharField(max_length=30)
    # Whose details must not be in words for others (rule LET-02).
    person_id = models.UUIDField(null=True, blank=True)
    audience = models.CharField(max_length=20, choices=Audience.choices())
    # Which of several occasions of one record this is: an enquiry that answers two concerns has two referrers, and one that
    # was opened again is closed twice. Empty for the first or only one.
    occasion = models.CharField(max_length=40, blank=True)
    agency_id = models.UUIDField(null=True, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=15, choices=DutyState.choices(), default=DutyState.OPEN)
    draft = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    met_at = models.DateTimeField(null=True, blank=True)
    method = models.CharField(max_length=15, choices=Method.choices(), blank=True)
    words = models.TextField(blank=True)
    not_possible = models.CharField(max_length=15, choices=NotPossible.choices(), blank=True)
    by_id = models.UUIDField(null=True, blank=True)
    by_name = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["about_kind", "about_id", "audience", "occasion"], name="duty_once_per_audience"
            ),
            models.CheckConstraint(
                name="duty_met_whole",
                condition=Q(state="open", met_at__isnull=True, method="", not_possible="")
                | (Q(state="met", met_at__isnull=False, not_possible="") & ~Q(method="") & ~Q(words=""))
                | (Q(state="not_possible", met_at__isnull=False, method="") & ~Q(not_possible="")),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_at"]),
            models.Index(fields=["agency_id", "state"]),
            models.Index(fields=["audience", "opened_at"]),
        ]


class DutyStep(models.Model):
    """A state row: what was done about a duty, by whom, when. Never changed; the record of who was told what and when."""

    id = models.BigAutoField(primary_key=True)
    duty = models.ForeignKey(FeedbackDuty, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    deed = models.CharField(max_length=40)
    what = models.CharField(max_length=200)
    words = models.TextField(blank=True)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["duty", "at"])]


class Letter(models.Model):
    """Words to be sent. ``once`` makes sure the same letter is written only once.

    ``sending_until`` is the lease of the sender that has it in hand; the mark is kept before anything is sent.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    once = models.CharField(max_length=120, unique=True)
    # Most letters answer no duty, and an index that holds them all tells a database too little to use it.
    duty = models.ForeignKey(
        FeedbackDuty,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="letters",
        db_index=False,
    )
    about_kind = models.CharField(max_length=10)
    about_id = models.UUIDField()
    audience = models.CharField(max_length=20, choices=Audience.choices())
    to = models.CharField(max_length=254)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=LetterState.choices(), default=LetterState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    sending_until = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)
    # When it was written, for a letter that somebody must look at; kept by the database, so that these few are found at once.
    troubled_since = models.GeneratedField(
        expression=models.Case(
            models.When(state__in=[LetterState.FAILED, LetterState.UNSURE], then=models.F("created_at")),
            default=None,
        ),
        output_field=models.DateTimeField(null=True),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="letter_sent_whole", condition=Q(sent_at__isnull=False) | ~Q(state="sent")
            ),
            models.CheckConstraint(
                name="letter_leased", condition=Q(sending_until__isnull=False) | ~Q(state="sending")
            ),
        ]
        indexes = [
            models.Index(fields=["state", "next_try_at"]),
            models.Index(
                fields=["duty", "created_at"], name="letter_of_duty", condition=Q(duty__isnull=False)
            ),
            models.Index(
                fields=["troubled_since"],
                name="letter_in_trouble",
                condition=Q(troubled_since__isnull=False),
            ),
            models.Index(fields=["about_kind", "about_id"]),
        ]
