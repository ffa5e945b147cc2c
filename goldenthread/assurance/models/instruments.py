"""The table of editions of instruments: standards that were made in the browser or loaded from a file."""

from __future__ import annotations

from uuid import uuid4

from django.db import models


class InstrumentEdition(models.Model):
    """One version of one instrument, as text. Never changed: answers are pinned to its words."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    key = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    title = models.CharField(max_length=400)
    text = models.TextField()
    digest = models.CharField(max_length=64)
    saved_at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)

    class Meta:
        ordering = ["key", "saved_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="instrument_edition_once"),
            models.CheckConstraint(
                name="instrument_edition_whole",
                condition=~models.Q(key="") & ~models.Q(version="") & ~models.Q(text=""),
            ),
        ]
