"""Tables of what shows a line of a standard outside a round, and of what adults answered to I statements."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from goldenthread.assurance.models.evidence import Evidence
from goldenthread.people.vocabulary import RepresentativeKind


class LineShown(models.Model):
    """What an agency says of one line of a standard, and the piece of evidence that shows it. Taken back, it stays on the record."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    instrument_key = models.CharField(max_length=60)
    instrument_version = models.CharField(max_length=20)
    item_key = models.CharField(max_length=60)
    agency = models.ForeignKey("access.Agency", on_delete=models.PROTECT, related_name="+")
    words = models.TextField()
    evidence = models.ForeignKey(Evidence, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "id"]
        constraints = [models.CheckConstraint(name="line_shown_has_words", condition=~Q(words=""))]
        indexes = [models.Index(fields=["instrument_key", "item_key"])]


class StatementAnswers(models.Model):
    """What an adult, or who speaks for them, answered to I statements about one enquiry. Never changed; the newest counts."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    enquiry = models.ForeignKey("enquiries.Enquiry", on_delete=models.PROTECT, related_name="+")
    instrument_key = models.CharField(max_length=60)
    instrument_version = models.CharField(max_length=20)
    # Statement → level of its scale. A statement that was not asked, or that they did not want to answer, is not in it.
    answers = models.JSONField(default=dict)
    words = models.TextField(blank=True)
    said_by = models.CharField(max_length=20, choices=RepresentativeKind.choices())
    said_by_name = models.CharField(max_length=120, blank=True)
    said_by_why = models.TextField(blank=True)
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ["-at", "id"]
        indexes = [models.Index(fields=["enquiry", "at"]), models.Index(fields=["instrument_key", "at"])]
