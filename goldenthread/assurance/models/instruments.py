"""The table of editions of instruments: standards that were made in the browser or loaded from a file."""

from __future__ import annotations

from uuid import uuid4

from django.db import models


class InstrumentEdition(models.Model):
    """One version of one instrument, as text. Its words never change, for answers are pinned to them; it may be withdrawn."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    key = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    title = models.CharField(max_length=400)
    text = models.TextField()
    digest = models.CharField(max_length=64)
    saved_at = models.DateTimeField()
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=120)
    # No longer offered; whoever answered it still reads it.
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=120, blank=True)
    withdrawn_why = models.TextField(blank=True)

    class Meta:
        ordering = ["key", "saved_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="instrument_edition_once"),
            models.CheckConstraint(
                name="instrument_edition_whole",
                condition=~models.Q(key="") & ~models.Q(version="") & ~models.Q(text=""),
            ),
            models.CheckConstraint(
                name="instrument_edition_withdrawn_why",
                condition=models.Q(withdrawn_at__isnull=True, withdrawn_why="")
                | (models.Q(withdrawn_at__isnull=False) & ~models.Q(withdrawn_why="")),
            ),
        ]
