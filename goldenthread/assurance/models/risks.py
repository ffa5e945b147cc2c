"""Tables of the risk register of services, and of learning that was brought in from elsewhere."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q

from goldenthread.assurance.vocabulary import OutsideBody, RiskLevel, RiskSource, RiskState


class ServiceRisk(models.Model):
    """What could go wrong for people in one care service, how likely we hold it to be, and what is being done."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    reference = models.CharField(max_length=30, unique=True)
    service = models.ForeignKey("access.Agency", on_delete=models.PROTECT, related_name="+")
    risk = models.TextField()
    level = models.CharField(max_length=10, choices=RiskLevel.choices())
    reason = models.TextField()
    doing = models.TextField()
    owner = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    review_on = models.DateField()
    state = models.CharField(max_length=10, choices=RiskState.choices(), default=RiskState.OPEN)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-opened_at", "id"]
        constraints = [
            models.UniqueConstraint(
                name="service_risk_open_once", fields=["service"], condition=Q(state=RiskState.OPEN)
            ),
            models.CheckConstraint(
                name="service_risk_closed_dated",
                condition=Q(state=RiskState.OPEN, closed_at__isnull=True)
                | Q(state=RiskState.CLOSED, closed_at__isnull=False),
            ),
            models.CheckConstraint(name="service_risk_reasoned", condition=~Q(reason="") & ~Q(doing="")),
        ]


class ServiceRiskSource(models.Model):
    """Something that shows a risk. It names nobody. Never changed."""

    id = models.BigAutoField(primary_key=True)
    risk = models.ForeignKey(ServiceRisk, on_delete=models.PROTECT, related_name="sources")
    kind = models.CharField(max_length=20, choices=RiskSource.choices())
    as_of = models.DateField()
    shows = models.TextField()
    # Where it can be read: a form's number, a report, a minute.
    where = models.CharField(max_length=200, blank=True)
    # What was counted on that day, in words, where the source is concerns data.
    counted = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ["-as_of", "-id"]


class ServiceRiskStep(models.Model):
    """A state row of an entry of the register. Never changed."""

    id = models.BigAutoField(primary_key=True)
    risk = models.ForeignKey(ServiceRisk, on_delete=models.PROTECT, related_name="steps")
    at = models.DateTimeField()
    deed = models.CharField(max_length=40)
    what = models.CharField(max_length=300)
    words = models.TextField(blank=True)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ["-at", "-id"]


class OutsideLearning(models.Model):
    """Something learnt from a network or body outside the partnership. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    reference = models.CharField(max_length=30, unique=True)
    body = models.CharField(max_length=20, choices=OutsideBody.choices())
    body_name = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=150)
    # How it reached us: a meeting, a visit, a paper; and the place in it.
    passage = models.CharField(max_length=200, blank=True)
    learnt = models.TextField()
    on = models.DateField()
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ["-on", "-at"]
        constraints = [
            models.CheckConstraint(
                name="learning_names_its_body", condition=~Q(body=OutsideBody.OTHER) | ~Q(body_name="")
            )
        ]


class LearningCitation(models.Model):
    """Where learning from elsewhere is used: on a finding or an action, and how. Never changed."""

    id = models.BigAutoField(primary_key=True)
    learning = models.ForeignKey(OutsideLearning, on_delete=models.PROTECT, related_name="citations")
    finding = models.ForeignKey(
        "assurance.Finding", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    action = models.ForeignKey(
        "assurance.ImprovementAction", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    words = models.TextField()
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                name="citation_of_one",
                condition=Q(finding__isnull=False, action__isnull=True)
                | Q(finding__isnull=True, action__isnull=False),
            )
        ]
