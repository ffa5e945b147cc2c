"""Tables of control charts: where a person said that limits begin anew, and why. Rows are added, never changed."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from goldenthread.insight.vocabulary.phases import PhaseDeed


class ControlChart(models.Model):
    """The chart of one indicator, once somebody has said anything about it. ``version`` counts what was said."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    indicator = models.CharField(max_length=30, unique=True)
    version = models.PositiveIntegerField(default=0)


class PhaseStep(models.Model):
    """A state row: what was said of a chart, from which month, by whom, when, why. Never changed."""

    id = models.BigAutoField(primary_key=True)
    chart = models.ForeignKey(ControlChart, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    # The first day of the month; the deed sees to it. As a constraint it would need a function that only Django's own SQLite has,
    # and a backup must be readable without it.
    month = models.DateField()
    deed = models.CharField(max_length=10, choices=PhaseDeed.choices())
    reason = models.TextField()
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["chart", "number"], name="phase_step_once"),
            models.CheckConstraint(name="phase_reason_given", condition=~models.Q(reason="")),
        ]
