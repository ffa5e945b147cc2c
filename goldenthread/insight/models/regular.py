"""Tables of data reports that boards are sent regularly: who receives which figures how often, each issue, and its explanations."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from goldenthread.insight.vocabulary.regular import BoardAudience, IssueState


class RegularReport(models.Model):
    """A report that is due again and again. ``figures``: keys of indicators, parted by commas, in their order."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    title = models.CharField(max_length=200)
    audience = models.CharField(max_length=12, choices=BoardAudience.choices())
    readers = models.CharField(max_length=300)
    figures = models.CharField(max_length=200)
    every_months = models.PositiveSmallIntegerField()
    next_due_on = models.DateField()
    # The day of the month that was asked for, where a shorter month has brought ``next_due_on`` forward.
    wanted_day = models.PositiveSmallIntegerField()
    stopped_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["next_due_on", "title"]
        constraints = [
            models.CheckConstraint(
                name="regular_rhythm", condition=Q(every_months__gte=1, every_months__lte=12)
            ),
            models.CheckConstraint(
                name="regular_wanted_day", condition=Q(wanted_day__gte=1, wanted_day__lte=31)
            ),
            models.CheckConstraint(name="regular_has_readers", condition=~Q(readers="") & ~Q(figures="")),
        ]


class RegularIssue(models.Model):
    """One issue: drawn up, explained, and sent. A sent one never changes; what was sent is a kept report (``kept_id``)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    report = models.ForeignKey(RegularReport, on_delete=models.PROTECT, related_name="issues")
    number = models.PositiveIntegerField()
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=IssueState.choices(), default=IssueState.DRAFT)
    begun_at = models.DateTimeField()
    begun_by = models.CharField(max_length=120)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.CharField(max_length=120, blank=True)
    kept_id = models.UUIDField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["report", "number"], name="issue_once"),
            models.UniqueConstraint(fields=["report"], name="issue_one_draft", condition=Q(state="draft")),
            models.CheckConstraint(
                name="issue_sent_whole",
                condition=Q(state="sent", sent_at__isnull=False, kept_id__isnull=False)
                | Q(state="draft", sent_at__isnull=True, kept_id__isnull=True),
            ),
        ]


class IssueExplanation(models.Model):
    """A state row: what somebody says of one figure of an issue. Never changed; the newest holds."""

    id = models.BigAutoField(primary_key=True)
    issue = models.ForeignKey(RegularIssue, on_delete=models.PROTECT, related_name="explanations")
    figure = models.CharField(max_length=30)
    words = models.TextField()
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(name="issue_explained", condition=~Q(words=""))]
