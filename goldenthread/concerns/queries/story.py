"""The story of a person as concerns tell it, and what the person wants."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from goldenthread.access.need_to_know import visible
from goldenthread.access.policy import permission_verdict
from goldenthread.access.prepared import prepared
from goldenthread.access.viewer import Viewer
from goldenthread.concerns.models import Concern, ConcernStep, WishRow
from goldenthread.concerns.vocabulary import WishState
from goldenthread.ground.chronology import Entry
from goldenthread.ground.verdicts import insist
from goldenthread.people.vocabulary import RepresentativeKind

# A person's whole life here is shown; this only keeps one wrong match from bringing a page to a stand.
MOST_ENTRIES = 2_000


@dataclass(frozen=True)
class WishLine:
    """One answer to the question what the adult wants, in whose words. ``why`` is said where no wish was."""

    state: WishState
    words: str
    said_by: str
    why: str
    recorded_by: str
    at: datetime
    from_report: bool = False


def wish_line(row: WishRow, concern: Concern) -> WishLine:
    """A wish as pages show it. ``from_report``: it came with the report; nobody here has asked yet."""
    reported = row.at == concern.received_at and row.words == concern.adult_wishes
    who = RepresentativeKind.label_of(row.said_by) if row.said_by else ""
    if row.said_by_name and row.said_by != RepresentativeKind.ADULT:
        who = f"{who}, {row.said_by_name}" if who else row.said_by_name
    return WishLine(
        state=WishState(row.state),
        words=row.words,
        said_by=who,
        why=row.not_expressed_reason,
        recorded_by=row.by_name,
        at=row.at,
        from_report=reported and row.said_by != RepresentativeKind.ADULT,
    )


def chronology(viewer: Viewer, person_id: UUID) -> tuple[Entry, ...]:
    """What was done in every concern about a person that the viewer may see, oldest first. One query."""
    insist(permission_verdict(viewer.role, "concerns.see"))
    return tuple(
        Entry(
            at=row.at,
            sequence=row.pk,
            kind="concern",
            record=row.concern_id,
            reference=row.concern.reference,
            what=row.what,
            by=row.by_name,
            words=row.words,
            visibility=row.visibility,
        )
        for row in _steps(viewer, person_id)
    )


@prepared
def _steps(viewer: Viewer, person_id: UUID) -> QuerySet[ConcernStep]:
    mine = visible(viewer, Concern).filter(person_id=person_id).values("pk")
    rows = ConcernStep.objects.filter(concern__in=mine).order_by("at", "pk").select_related("concern")
    rows = rows.only("at", "what", "by_name", "words", "visibility", "concern_id", "concern__reference")
    return rows[:MOST_ENTRIES]


def latest_wishes(viewer: Viewer, concern_ids: Iterable[UUID]) -> dict[UUID, WishLine]:
    """The newest wish in words of each of these concerns that the viewer may see. One query."""
    insist(permission_verdict(viewer.role, "concerns.see"))
    found = _said_in(viewer, tuple(sorted(concern_ids)))
    return {row.concern_id: wish_line(row, row.concern) for row in found}


@prepared
def _said_in(viewer: Viewer, concern_ids: tuple[UUID, ...]) -> QuerySet[WishRow]:
    mine = visible(viewer, Concern).filter(pk__in=concern_ids).values("pk")
    rows = WishRow.objects.filter(concern__in=mine, state=WishState.EXPRESSED)
    return _with_report(rows).order_by("pk")


def _with_report(rows: QuerySet[WishRow]) -> QuerySet[WishRow]:
    """With what tells whether a wish came with the report."""
    return rows.select_related("concern").only(
        *("concern", "state", "words", "said_by", "said_by_name", "not_expressed_reason", "by_name", "at"),
        *("concern__received_at", "concern__adult_wishes"),
    )


def wishes_of_person(viewer: Viewer, person_id: UUID, *, most: int = 5) -> tuple[WishLine, ...]:
    """What a person said they want, newest first, over all their concerns that the viewer may see. One query."""
    insist(permission_verdict(viewer.role, "concerns.see"))
    return tuple(wish_line(row, row.concern) for row in _said_by(viewer, person_id, most=most))


@prepared
def _said_by(viewer: Viewer, person_id: UUID, *, most: int) -> QuerySet[WishRow]:
    mine = visible(viewer, Concern).filter(person_id=person_id).values("pk")
    rows = WishRow.objects.filter(concern__in=mine, state=WishState.EXPRESSED)
    return _with_report(rows).order_by("-pk")[:most]
