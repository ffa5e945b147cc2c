"""Tables of findings: what was found, what shows it, what was recommended."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from goldenthread.assurance.models.reviews import Review
from goldenthread.assurance.vocabulary import (
    FindingKind,
    FindingOrigin,
    FindingState,
    Independence,
    Progress,
    Response,
    SourceKind,
)


class Finding(models.Model):
    """One finding: its words, what it is about, where it stands in its source, and what became of it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    reference = models.CharField(max_length=30, unique=True)
    kind = models.CharField(max_length=10, choices=FindingKind.choices())
    state = models.CharField(max_length=10, choices=FindingState.choices(), default=FindingState.DRAFT)
    # Where it comes from: a review of this house, or a source outside it, which is then named.
    origin = models.CharField(max_length=10, choices=FindingOrigin.choices())
    review = models.ForeignKey(
        Review, null=True, blank=True, on_delete=models.PROTECT, related_name="findings"
    )
    named = models.CharField(max_length=200, blank=True)
    passage = models.CharField(max_length=80, blank=True)
    words = models.TextField()
    theme = models.CharField(max_length=150, blank=True)
    statements = models.JSONField(default=list, blank=True)
    question = models.CharField(max_length=300, blank=True)
    board_priority = models.CharField(max_length=120, blank=True)
    # A row of a gap table: what was raised, what evidence is wanted, what is answered and when.
    issue = models.TextField(blank=True)
    evidence_wanted = models.TextField(blank=True)
    response = models.TextField(blank=True)
    responded_on = models.DateField(null=True, blank=True)
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey("access.User", null=True, on_delete=models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["raised_at", "reference"]
        constraints = [
            models.CheckConstraint(
                name="finding_has_a_source", condition=Q(review__isnull=False) | ~Q(named="")
            ),
            models.CheckConstraint(
                name="finding_of_a_review",
                condition=~Q(origin=FindingOrigin.REVIEW) | Q(review__isnull=False),
            ),
            models.CheckConstraint(
                name="finding_closed_whole",
                condition=Q(
                    state__in=[FindingState.EMBEDDED, FindingState.SET_ASIDE], closed_at__isnull=False
                )
                | Q(state__in=[FindingState.DRAFT, FindingState.AGREED], closed_at__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["state", "kind"])]


class FindingSource(models.Model):
    """One source that shows a finding. Who said it is never named: reviews are non-attributable."""

    id = models.BigAutoField(primary_key=True)
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="sources")
    kind = models.CharField(max_length=10, choices=SourceKind.choices())
    independence = models.CharField(max_length=10, choices=Independence.choices())
    # Two sources of one origin are one: a focus group, one document, one figure.
    origin = models.CharField(max_length=200)
    shows = models.TextField(blank=True)
    # The piece of the evidence library, where it is kept there.
    evidence_id = models.UUIDField(null=True, blank=True)
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ["id"]


class FindingStep(models.Model):
    """A state row of a finding. Never changed."""

    id = models.BigAutoField(primary_key=True)
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    deed = models.CharField(max_length=40)
    what = models.CharField(max_length=300)
    words = models.TextField(blank=True)
    before = models.CharField(max_length=10, blank=True)
    after = models.CharField(max_length=10, blank=True)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ["-at", "-id"]


class Recommendation(models.Model):
    """What a review recommends, and whether it will be implemented."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    reference = models.CharField(max_length=30, unique=True)
    review = models.ForeignKey(
        Review, null=True, blank=True, on_delete=models.PROTECT, related_name="recommendations"
    )
    named = models.CharField(max_length=200, blank=True)
    passage = models.CharField(max_length=80, blank=True)
    words = models.TextField()
    findings = models.ManyToManyField(Finding, related_name="recommendations", blank=True)
    response = models.CharField(max_length=10, choices=Response.choices(), blank=True)
    response_words = models.TextField(blank=True)
    responded_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["made_at", "reference"]
        constraints = [
            models.CheckConstraint(
                name="recommendation_has_a_source", condition=Q(review__isnull=False) | ~Q(named="")
            ),
            models.CheckConstraint(
                name="recommendation_refused_with_reason",
                condition=~Q(response=Response.NOT) | ~Q(response_words=""),
            ),
        ]


class FollowUp(models.Model):
    """How far a recommendation has come, as somebody saw it who owns none of its actions. Never changed."""

    id = models.BigAutoField(primary_key=True)
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="follow_ups")
    progress = models.CharField(max_length=10, choices=Progress.choices())
    words = models.TextField()
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ["-at", "-id"]
