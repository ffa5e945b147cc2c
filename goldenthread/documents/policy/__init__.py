"""Rules of kept files. Pure: bytes in, verdict out."""

from goldenthread.documents.policy.files import (
    MOST_BYTES,
    Looked,
    file_is_clean,
    file_may_be_kept,
    looked_at,
    media_type,
    name_for,
)

__all__ = ["MOST_BYTES", "Looked", "file_is_clean", "file_may_be_kept", "looked_at", "media_type", "name_for"]
