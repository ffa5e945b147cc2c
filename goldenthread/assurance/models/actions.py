"""Tables of actions: who does what by when, which measure should move, and whether it did."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from goldenthread.assurance.models.findings import Finding, Recommendation
from goldenthread.assurance.vocabulary import ActionState, Direction, Effect


class ImprovementAction(models.Model):
    """One action. It may answer several findings of several sources; one person owns it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    reference = models.CharField(max_length=30, unique=True)
    title = models.CharField(max_length=200)
    words = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=ActionState.choices(), default=ActionState.PLANNED)
    owner = models.ForeignKey(
        "access.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    # The owner's agency on the day they took it on: it stays with the agency when the person leaves.
    agency = models.ForeignKey(
        "access.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    due_on = models.DateField(null=True, blank=True)
    findings = models.ManyToManyField(Finding, related_name="actions", blank=True)
    recommendation = models.ForeignKey(
        Recommendation, null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    # The figure whose going the wrong way asked for it, where one did.
    asked_by_figure = models.CharField(max_length=20, blank=True)
    board_priority = models.CharField(max_length=120, blank=True)
    done_on = models.DateField(null=True, blank=True)
    # What those who raised it are told: you said, we did.
    you_said = models.TextField(blank=True)
    we_did = models.TextField(blank=True)
    # The measure that is expected to move: an indicator of the house by key, or one that others count, with its source.
    indicator_key = models.CharField(max_length=20, blank=True)
    measure = models.CharField(max_length=200, blank=True)
    measure_source = models.CharField(max_length=200, blank=True)
    direction = models.CharField(max_length=4, choices=Direction.choices(), blank=True)
    baseline = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    baseline_of = models.CharField(max_length=80, blank=True)
    target = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    moves_from = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    planned_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["planned_at", "reference"]
        constraints = [
            models.CheckConstraint(
                name="improvement_owned_and_due",
                condition=Q(state__in=[ActionState.PLANNED, ActionState.STOPPED])
                | Q(owner__isnull=False, due_on__isnull=False),
            ),
            models.CheckConstraint(
                name="improvement_done_dated",
                condition=~Q(state=ActionState.DONE) | Q(done_on__isnull=False),
            ),
            models.CheckConstraint(
                name="improvement_measure_whole",
                condition=Q(measure="", indicator_key="")
                | (~Q(direction="") & Q(moves_from__isnull=False, review_on__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"]), models.Index(fields=["owner", "state"])]


class ActionStep(models.Model):
    """A state row of an action: begun, how it goes, handed over, done. Never changed."""

    id = models.BigAutoField(primary_key=True)
    action = models.ForeignKey(ImprovementAction, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    deed = models.CharField(max_length=40)
    what = models.CharField(max_length=300)
    words = models.TextField(blank=True)
    # Where the evidence is: an address, a document, a minute.
    evidence = models.CharField(max_length=300, blank=True)
    before = models.CharField(max_length=10, blank=True)
    after = models.CharField(max_length=10, blank=True)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ["-at", "-id"]


class MeasurePoint(models.Model):
    """A value of a measure that this house does not count, given by hand with its source. Never changed: the newest of a day holds."""

    id = models.BigAutoField(primary_key=True)
    action = models.ForeignKey(ImprovementAction, on_delete=models.PROTECT, related_name="points")
    on = models.DateField()
    value = models.DecimalField(max_digits=12, decimal_places=3)
    source = models.CharField(max_length=200)
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ["on", "id"]


class EffectJudgement(models.Model):
    """Whether the measure moved, as the chart or a person judged it, with the points it was judged on. Never changed."""

    id = models.BigAutoField(primary_key=True)
    action = models.ForeignKey(ImprovementAction, on_delete=models.PROTECT, related_name="judgements")
    effect = models.CharField(max_length=10, choices=Effect.choices())
    by_chart = models.BooleanField()
    # The sentence of the rule, or the person's reason.
    words = models.TextField()
    rules = models.JSONField(default=list, blank=True)
    points = models.JSONField(default=list, blank=True)
    centre = models.FloatField(null=True, blank=True)
    low = models.FloatField(null=True, blank=True)
    high = models.FloatField(null=True, blank=True)
    changed = models.PositiveIntegerField(default=0)
    target_reached = models.BooleanField(null=True)
    as_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(name="effect_judged_with_words", condition=~Q(words="")),
        ]
