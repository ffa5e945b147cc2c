"""Tables of quality systems: which there are, when each last ran, and what came of it."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from goldenthread.assurance.models.actions import ImprovementAction
from goldenthread.assurance.vocabulary import QualitySystem


class QualityArrangement(models.Model):
    """How one system of quality is arranged here; none where nobody has said. ``in_use`` False: there is none, and why."""

    id = models.BigAutoField(primary_key=True)
    system = models.CharField(max_length=12, choices=QualitySystem.choices(), unique=True)
    in_use = models.BooleanField()
    # Who runs it, by function; and what it is, or why there is none.
    run_by = models.CharField(max_length=120, blank=True)
    words = models.TextField()
    every_months = models.PositiveSmallIntegerField(null=True, blank=True)
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="quality_said", condition=~Q(words="")),
            models.CheckConstraint(
                name="quality_rhythm", condition=Q(every_months__isnull=True) | Q(every_months__gte=1)
            ),
        ]


class QualityRun(models.Model):
    """One time that a system ran: what was looked at, what it showed and what came of it. Never changed, only withdrawn."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    system = models.CharField(max_length=12, choices=QualitySystem.choices())
    title = models.CharField(max_length=150)
    on = models.DateField()
    agency = models.ForeignKey("access.Agency", on_delete=models.PROTECT, related_name="+")
    # How many cases, calls or people, where that can be counted.
    size = models.PositiveIntegerField(null=True, blank=True)
    showed = models.TextField()
    led_to = models.TextField(blank=True)
    action = models.ForeignKey(
        ImprovementAction, null=True, blank=True, on_delete=models.PROTECT, related_name="quality_runs"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ["-on", "-at"]
        indexes = [models.Index(fields=["system", "on"])]


class QualityStep(models.Model):
    """A state row of a system of quality or of a run of it: what was said before, and why a run was withdrawn. Never changed."""

    id = models.BigAutoField(primary_key=True)
    system = models.CharField(max_length=12, choices=QualitySystem.choices())
    run = models.ForeignKey(QualityRun, null=True, blank=True, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    deed = models.CharField(max_length=40)
    what = models.CharField(max_length=300)
    words = models.TextField(blank=True)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ["-at", "-id"]
