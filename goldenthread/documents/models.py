"""Tables of kept files. Their bytes lie in the database: one backup, one transaction, nothing on a disk that a page could serve."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models import Q


class KeptFile(models.Model):
    """One file as it was kept. Never changed: another version is another row."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    # As its owner called it, cleaned: shown and offered again on download, never a path.
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    kept_at = models.DateTimeField()
    by_id = models.UUIDField()

    class Meta:
        constraints = [models.CheckConstraint(name="kept_file_not_empty", condition=Q(size__gt=0))]


class KeptPart(models.Model):
    """A stretch of a kept file's bytes."""

    id = models.BigAutoField(primary_key=True)
    file = models.ForeignKey(KeptFile, on_delete=models.PROTECT, related_name="parts")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="kept_part_once")]
