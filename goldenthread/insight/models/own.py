"""Tables of own measures."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class FollowRow(models.Model):
    """A state row: which figures a worker, or a team, follows from then on. Never changed; the newest holds."""

    id = models.BigAutoField(primary_key=True)
    user_id = models.UUIDField(null=True, blank=True)
    team = models.CharField(max_length=60, blank=True)
    # Keys of indicators, parted by commas, in the order they are shown.
    figures = models.CharField(max_length=200)
    at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="follow_of_one",
                condition=Q(user_id__isnull=False, team="") | (Q(user_id__isnull=True) & ~Q(team="")),
            ),
            models.CheckConstraint(name="follow_something", condition=~Q(figures="")),
        ]
        indexes = [models.Index(fields=["user_id", "id"]), models.Index(fields=["team", "id"])]
