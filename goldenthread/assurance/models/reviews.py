"""Tables of reviews: the one shape that every way of looking shares."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from goldenthread.assurance.vocabulary import MemberFunction, ReviewKind, ReviewState


class Review(models.Model):
    """One review: what it looks at, against which standards, who asked for it, where it stands."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    reference = models.CharField(max_length=30, unique=True)
    kind = models.CharField(max_length=20, choices=ReviewKind.choices())
    title = models.CharField(max_length=150)
    state = models.CharField(max_length=12, choices=ReviewState.choices(), default=ReviewState.PLANNED)
    # The edition of the standards it is judged against. Both are empty where a review is led by its questions alone.
    instrument_key = models.CharField(max_length=60, blank=True)
    instrument_version = models.CharField(max_length=20, blank=True)
    scope = models.TextField(blank=True)
    questions = models.JSONField(default=list, blank=True)
    requested_by = models.CharField(max_length=120, blank=True)
    # What was used to look, and what was not, so that a reader can weigh the findings.
    methods_used = models.JSONField(default=list, blank=True)
    methods_not_used = models.TextField(blank=True)
    # What readers should take from it, a sentence each: told on the last day and kept with the report.
    key_messages = models.JSONField(default=list, blank=True)
    # The agency that is looked at, where it is one.
    agency = models.ForeignKey(
        "access.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    owner = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    # The round before this one, whose answers are carried forward.
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    begins_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    follow_up_on = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_where = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-opened_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="review_instrument_whole",
                condition=Q(instrument_key="", instrument_version="")
                | (~Q(instrument_key="") & ~Q(instrument_version="")),
            ),
            models.CheckConstraint(
                name="review_due_after_begun",
                condition=Q(begins_on__isnull=True) | Q(due_on__isnull=True) | Q(due_on__gte=F("begins_on")),
            ),
            models.CheckConstraint(
                name="review_published_dated",
                condition=~Q(state__in=[ReviewState.PUBLISHED, ReviewState.FOLLOWED_UP])
                | Q(published_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["kind", "state"])]


class ReviewMember(models.Model):
    """Somebody who takes part in a review. Names without an account may stand here: team of a report that was brought in."""

    id = models.BigAutoField(primary_key=True)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey("access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=120, blank=True)
    employer = models.CharField(max_length=120, blank=True)
    function = models.CharField(max_length=12, choices=MemberFunction.choices())
    # What the member declared; "None declared" is a declaration, an empty field is none.
    conflicts = models.TextField(blank=True)
    conflicts_declared_at = models.DateTimeField(null=True, blank=True)
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "user"], name="review_member_once", condition=Q(ended_at__isnull=True)
            )
        ]


class ReviewStep(models.Model):
    """A state row of a review. Never changed."""

    id = models.BigAutoField(primary_key=True)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    deed = models.CharField(max_length=40)
    what = models.CharField(max_length=300)
    words = models.TextField(blank=True)
    before = models.CharField(max_length=12, blank=True)
    after = models.CharField(max_length=12, blank=True)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["review", "at"])]
