"""Tables of the evidence library."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from goldenthread.assurance.vocabulary import EvidenceAudience, EvidenceKind, HowTested, SourceKind


class Evidence(models.Model):
    """One piece of evidence. It may stand behind many answers and findings."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    reference = models.CharField(max_length=30, unique=True)
    kind = models.CharField(max_length=12, choices=EvidenceKind.choices())
    sort = models.CharField(max_length=10, choices=SourceKind.choices())
    title = models.CharField(max_length=150)
    # What it shows, in words of whoever added it.
    summary = models.TextField(blank=True)
    # The agency whose library entry it is.
    keeper = models.ForeignKey("access.Agency", on_delete=models.PROTECT, related_name="+")
    # Whose word it is: an agency of the partnership, or somebody from outside by name.
    made_by = models.ForeignKey(
        "access.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_outside_by = models.CharField(max_length=120, blank=True)
    tested = models.CharField(max_length=10, choices=HowTested.choices(), default=HowTested.NOT_TESTED)
    tested_how = models.CharField(max_length=300, blank=True)
    as_of = models.DateField()
    expires_on = models.DateField(null=True, blank=True)
    audience = models.CharField(max_length=12, choices=EvidenceAudience.choices())
    address = models.URLField(max_length=500, blank=True)
    indicator_key = models.CharField(max_length=20, blank=True)
    consented = models.BooleanField(default=False)
    anonymised = models.BooleanField(default=False)
    added_by = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-added_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="evidence_made_by_one",
                condition=Q(made_by__isnull=False, made_outside_by="")
                | (Q(made_by__isnull=True) & ~Q(made_outside_by="")),
            ),
            models.CheckConstraint(
                name="evidence_story_consented",
                condition=~Q(kind=EvidenceKind.STORY) | Q(consented=True, anonymised=True),
            ),
            models.CheckConstraint(
                name="evidence_link_has_address", condition=~Q(kind=EvidenceKind.LINK) | ~Q(address="")
            ),
            models.CheckConstraint(
                name="evidence_figure_has_key",
                condition=~Q(kind=EvidenceKind.INDICATOR) | ~Q(indicator_key=""),
            ),
            models.CheckConstraint(
                name="evidence_expires_after",
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=F("as_of")),
            ),
        ]
        indexes = [models.Index(fields=["kind", "withdrawn_at"]), models.Index(fields=["keeper", "audience"])]


class EvidenceFile(models.Model):
    """A version of a piece's file; the highest number is the one in use."""

    id = models.BigAutoField(primary_key=True)
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="files")
    number = models.PositiveIntegerField()
    file = models.ForeignKey("documents.KeptFile", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["evidence", "number"], name="evidence_file_once")]


class EvidenceStep(models.Model):
    """A state row of a piece of evidence. Never changed."""

    id = models.BigAutoField(primary_key=True)
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    deed = models.CharField(max_length=40)
    what = models.CharField(max_length=300)
    words = models.TextField(blank=True)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["evidence", "at"])]


class EvidenceAs(models.Model):
    """A piece is of a type of evidence that a standard names, such as minutes of a scrutiny panel. Never changed, only ended."""

    id = models.BigAutoField(primary_key=True)
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="types")
    instrument_key = models.CharField(max_length=60)
    item_key = models.CharField(max_length=30)
    ended_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["evidence", "instrument_key", "item_key"],
                name="evidence_type_once",
                condition=Q(ended_at__isnull=True),
            )
        ]
        indexes = [models.Index(fields=["instrument_key", "item_key"])]
