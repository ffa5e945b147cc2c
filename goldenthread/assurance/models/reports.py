"""Tables of reports: kept versions, and the links by which they were shared."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from goldenthread.assurance.models.reviews import Review
from goldenthread.assurance.vocabulary import ReportKind, ReportStage


class Report(models.Model):
    """One kept version of a report, whole: what it said on its day. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=12, choices=ReportKind.choices())
    review = models.ForeignKey(
        Review, null=True, blank=True, on_delete=models.PROTECT, related_name="reports"
    )
    # Versions of one report: same series, running number.
    series = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    stage = models.CharField(max_length=10, choices=ReportStage.choices())
    title = models.CharField(max_length=200)
    paper = models.JSONField()
    digest = models.CharField(max_length=64)
    # The findings, recommendations and messages it was drawn from, one by one, so that two versions can be compared by them.
    holds = models.JSONField(default=list, blank=True)
    note = models.TextField(blank=True)
    made_at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ["-made_at", "-number"]
        constraints = [
            models.UniqueConstraint(name="report_version_once", fields=["series", "number"]),
        ]


class ReportShare(models.Model):
    """A link by which somebody outside may read one version, until a day. Only the token's hash is kept."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="shares")
    digest = models.CharField(max_length=64, unique=True)
    to = models.CharField(max_length=200)
    given_at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ["-given_at", "id"]
        constraints = [
            models.CheckConstraint(name="share_ends_after_given", condition=Q(until__gt=F("given_at"))),
        ]
