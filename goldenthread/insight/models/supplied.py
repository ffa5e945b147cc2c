"""Tables of figures that agencies supply, and of what is said for a measure of the strategy. Rows are added, never changed."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from goldenthread.insight.vocabulary.supplied import Basis, StrategyDeed


class SuppliedFigure(models.Model):
    """A state row: what an agency says of one measure in one period. Its newest row holds; ``number`` counts them from 1."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    measure = models.CharField(max_length=10)
    # Of the definition it was supplied under: figures of another one mean something else.
    definition = models.CharField(max_length=64)
    agency_id = models.UUIDField()
    agency_name = models.CharField(max_length=200)
    agency_kind = models.CharField(max_length=20)
    part = models.CharField(max_length=20, blank=True)
    period = models.CharField(max_length=12)
    number = models.PositiveIntegerField()
    numerator = models.PositiveIntegerField()
    denominator = models.PositiveIntegerField(null=True, blank=True)
    basis = models.CharField(max_length=10, choices=Basis.choices())
    source = models.CharField(max_length=200)
    reason = models.TextField(blank=True)
    # The file it came in; empty where it was typed.
    file_name = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)
    by_agency = models.CharField(max_length=200)

    class Meta:
        ordering = ["at", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "agency_id", "part", "period", "number"], name="supplied_once"
            ),
            models.CheckConstraint(
                name="supplied_part_of_whole",
                condition=Q(denominator__isnull=True) | Q(numerator__lte=F("denominator")),
            ),
            models.CheckConstraint(name="supplied_has_source", condition=~Q(source="")),
            models.CheckConstraint(
                name="supplied_corrected_with_reason", condition=Q(number=1) | ~Q(reason="")
            ),
        ]
        indexes = [models.Index(fields=["agency_id", "measure"])]


class StrategyStep(models.Model):
    """A state row: what was said of one line of the strategy that was missed in a period. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    line = models.CharField(max_length=40)
    period = models.CharField(max_length=12)
    number = models.PositiveIntegerField()
    service = models.CharField(max_length=200)
    agency_id = models.UUIDField()
    agency_kind = models.CharField(max_length=20)
    # What the figure showed, and the target it missed, as they stood.
    shown = models.CharField(max_length=300)
    target = models.CharField(max_length=120)
    deed = models.CharField(max_length=12, choices=StrategyDeed.choices())
    words = models.TextField()
    action = models.TextField(blank=True)
    action_due_on = models.DateField(null=True, blank=True)
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)
    by_agency = models.CharField(max_length=200)

    class Meta:
        ordering = ["at", "number"]
        constraints = [
            models.UniqueConstraint(fields=["line", "period", "number"], name="strategy_step_once"),
            models.CheckConstraint(
                name="strategy_answer_whole",
                condition=~Q(deed="answered") | (~Q(action="") & Q(action_due_on__isnull=False)),
            ),
            models.CheckConstraint(name="strategy_words_said", condition=~Q(words="")),
        ]
