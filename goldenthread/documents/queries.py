"""Reads of kept files, inside the opening of the record they belong to."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from goldenthread.documents.models import KeptFile, KeptPart
from goldenthread.documents.policy import media_type
from goldenthread.documents.vocabulary import FileKind


class FileDamaged(Exception):
    """The bytes are not those that were kept."""


@dataclass(frozen=True)
class FileName:
    """A kept file as lists show it. ``size`` in bytes."""

    id: UUID
    name: str
    kind: FileKind
    size: int
    sha256: str
    kept_at: datetime


@dataclass(frozen=True)
class FileContent:
    """A kept file to be handed out."""

    name: str
    media_type: str
    content: bytes


def file_names(ids: tuple[UUID, ...]) -> dict[UUID, FileName]:
    """Kept files by their ids."""
    rows = KeptFile.objects.filter(pk__in=ids)
    return {
        row.pk: FileName(row.pk, row.name, FileKind(row.kind), row.size, row.sha256, row.kept_at)
        for row in rows
    }


def file_content(file_id: UUID) -> FileContent:
    """A file whole. Raises FileDamaged when its hash is not the one kept, KeptFile.DoesNotExist for none."""
    row = KeptFile.objects.get(pk=file_id)
    parts = KeptPart.objects.filter(file=row).order_by("number").values_list("content", flat=True)
    content = b"".join(bytes(part) for part in parts)
    if hashlib.sha256(content).hexdigest() != row.sha256:
        raise FileDamaged(str(row.pk))
    return FileContent(row.name, media_type(FileKind(row.kind)), content)
