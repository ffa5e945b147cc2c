"""One line of a person's chronology, whichever room it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, order=True)
class Entry:
    """What was done, when, by whom and why. ``sequence`` orders entries of the same moment.

    ``kind`` and ``record`` name what it belongs to (``concern``/``enquiry`` and its id), ``reference`` is for people,
    ``visibility`` is the audience the words were written for.
    """

    at: datetime
    sequence: int
    kind: str
    record: UUID
    reference: str
    what: str
    by: str
    words: str = ""
    visibility: str = "file"
