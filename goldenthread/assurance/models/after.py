"""Tables of what follows a visit: actions it set going, plans that took recommendations in, who was told."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from goldenthread.assurance.models.actions import ImprovementAction
from goldenthread.assurance.models.findings import Recommendation
from goldenthread.assurance.models.reviews import Review
from goldenthread.assurance.vocabulary import TellingKind


class BegunAction(models.Model):
    """An action that began because of taking part in a review, before its report was published. Never changed."""

    id = models.BigAutoField(primary_key=True)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="begun")
    action = models.ForeignKey(ImprovementAction, on_delete=models.PROTECT, related_name="begun_by")
    begun_on = models.DateField()
    # What in the review set it going.
    because = models.TextField()
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ["begun_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["review", "action"], name="begun_once"),
            models.CheckConstraint(name="begun_with_reason", condition=~Q(because="")),
        ]


class PlannedIn(models.Model):
    """A plan of the council or a partner that took a recommendation in. Never changed, only withdrawn."""

    id = models.BigAutoField(primary_key=True)
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="planned_in")
    plan = models.CharField(max_length=200)
    passage = models.CharField(max_length=120, blank=True)
    words = models.TextField()
    on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ["on", "id"]


class Telling(models.Model):
    """Who was told what the review found, or where its report can be read. Never changed, only withdrawn."""

    id = models.BigAutoField(primary_key=True)
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="tellings")
    kind = models.CharField(max_length=10, choices=TellingKind.choices())
    on = models.DateField()
    audience = models.CharField(max_length=200, blank=True)
    # How or where: a meeting, a newsletter, an address.
    place = models.CharField(max_length=300, blank=True)
    words = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(
                name="telling_whole",
                condition=(Q(kind=TellingKind.MESSAGES) & ~Q(audience="") & ~Q(words=""))
                | (Q(kind=TellingKind.PUBLISHED) & ~Q(place=""))
                | (Q(kind=TellingKind.WITHHELD) & ~Q(words="")),
            )
        ]
