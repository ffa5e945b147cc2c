"""Tables of signals: a figure that goes the wrong way, and what was answered."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from goldenthread.insight.vocabulary.signals import SignalCause, SignalState


class Signal(models.Model):
    """A figure is asked about. What it showed stays as it was when it was opened; only where it stands changes."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    figure = models.CharField(max_length=40)
    # The service it is about; empty for a figure of the whole council.
    about = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=200)
    definition = models.CharField(max_length=64)
    cause = models.CharField(max_length=10, choices=SignalCause.choices())
    # Rules of the control chart that the month breaks, by their names, parted by commas; empty for a missed target.
    rules = models.CharField(max_length=80, blank=True)
    target = models.CharField(max_length=80, blank=True)
    period = models.CharField(max_length=12)
    # The first of the months that went the wrong way one after another: what came before it is what the figure is measured by.
    began = models.CharField(max_length=12)
    shown = models.CharField(max_length=300)
    opened_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=SignalState.choices(), default=SignalState.OPEN)
    owner_id = models.UUIDField(null=True, blank=True)
    owner_name = models.CharField(max_length=120, blank=True)
    answer_due_at = models.DateTimeField(null=True, blank=True)
    action_due_on = models.DateField(null=True, blank=True)
    acted_on = models.DateField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-opened_at", "id"]
        constraints = [
            # One figure is asked about once at a time: a further month is added to the signal that is open.
            models.UniqueConstraint(
                fields=["figure", "about"], name="signal_once_at_a_time", condition=~Q(state="settled")
            ),
            models.CheckConstraint(
                name="signal_has_owner",
                condition=Q(state__in=["open", "settled"])
                | (Q(owner_id__isnull=False, answer_due_at__isnull=False) & ~Q(owner_name="")),
            ),
            models.CheckConstraint(
                name="signal_acted_whole", condition=Q(acted_on__isnull=False) | ~Q(state="acted")
            ),
            models.CheckConstraint(
                name="signal_settled_whole",
                condition=Q(state="settled", settled_at__isnull=False)
                | (~Q(state="settled") & Q(settled_at__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "answer_due_at"]),
            models.Index(fields=["owner_id", "state"]),
        ]


class SignalMonth(models.Model):
    """A month that went the wrong way, once for each figure, and the signal it opened or was added to. Never changed."""

    id = models.BigAutoField(primary_key=True)
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="months")
    figure = models.CharField(max_length=40)
    about = models.CharField(max_length=200, blank=True)
    period = models.CharField(max_length=12)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["figure", "about", "period"], name="signal_month_once")
        ]


class SignalAnswer(models.Model):
    """A state row: what lies behind the figure, what is done and by when. Never changed; a new answer is a new row."""

    id = models.BigAutoField(primary_key=True)
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="answers")
    at = models.DateTimeField()
    explanation = models.TextField()
    action = models.TextField()
    action_due_on = models.DateField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.CheckConstraint(name="signal_answer_whole", condition=~Q(explanation="") & ~Q(action=""))
        ]


class SignalStep(models.Model):
    """A state row: what was done about a signal, by whom, when. Never changed."""

    id = models.BigAutoField(primary_key=True)
    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    deed = models.CharField(max_length=40)
    what = models.CharField(max_length=200)
    words = models.TextField(blank=True)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)
