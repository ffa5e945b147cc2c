"""What the concerns room tells the house."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from goldenthread.access.viewer import Viewer
from goldenthread.ground.events import Event


@dataclass(frozen=True)
class ConcernDecided(Event):
    """A decision on a concern holds (made, and signed off where that was needed).

    ``outcome`` is a :class:`goldenthread.concerns.vocabulary.Outcome` value; ``enquiry_id`` is set when it joins an open
    enquiry; ``manager_id`` and ``officer_id`` are set when it opens one.
    """

    by: Viewer
    concern_id: UUID
    person_id: UUID
    decision_id: UUID
    outcome: str
    enquiry_id: UUID | None = None
    manager_id: UUID | None = None
    officer_id: UUID | None = None
