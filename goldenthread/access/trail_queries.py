"""Reading the trail, for the auditor. It names staff, deeds and references of records; never an adult."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from goldenthread.access.doorway import OPENINGS, PROCEDURES, opening
from goldenthread.access.models import Agency, TrailRow, User
from goldenthread.access.need_to_know import references_of, subject_of
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.access.vocabulary import Act, Role
from goldenthread.ground.calendar import end_of
from goldenthread.ground.references import tidy

PAGE = 50
_WHO = 50


@dataclass(frozen=True)
class TrailEntry:
    """One row as the auditor reads it. ``deed`` is in words; ``name`` its name in the code; ``place`` its place in the chain."""

    id: int
    at: datetime
    act: Act
    deed: str
    name: str
    who: str
    role: str
    agency: str
    kind: str
    record: str
    id_of_record: UUID
    place: int
    detail: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class TrailPage:
    """Rows, newest first. ``older`` continues the search; "" when there is nothing older."""

    entries: tuple[TrailEntry, ...]
    older: str


@dataclass(frozen=True)
class TrailSearch:
    """What is looked for; an empty value does not narrow. ``record`` is a reference or an id; ``who`` part of a name or email."""

    record: str = ""
    kind: str = ""
    who: str = ""
    act: str = ""
    from_day: date | None = None
    to_day: date | None = None
    older: str = ""


def kinds() -> tuple[str, ...]:
    """Kinds of record that have a chain."""
    return tuple(TrailRow.objects.order_by().values_list("subject_kind", flat=True).distinct())


@opening("trail.read", about="account")
def search_trail(viewer: Viewer, wanted: TrailSearch) -> TrailPage:
    """Search the trail, newest first. Reading it is itself on the trail. Raises Refused for other roles."""
    rows = _narrowed(wanted)
    if wanted.older:
        at, _, row = wanted.older.partition("-")
        if at.isdigit() and row.isdigit():
            rows = rows.filter(Q(at_us__lt=int(at)) | Q(at_us=int(at), id__lt=int(row)))
    found = list(rows.order_by("-at_us", "-id")[: PAGE + 1])
    older = f"{found[PAGE - 1].at_us}-{found[PAGE - 1].pk}" if len(found) > PAGE else ""
    return TrailPage(_entries(found[:PAGE]), older)


def _narrowed(wanted: TrailSearch) -> QuerySet[TrailRow]:
    rows = TrailRow.objects.all()
    if wanted.record:
        rows = rows.filter(_record(wanted.record))
    if wanted.kind:
        rows = rows.filter(subject_kind=wanted.kind)
    if wanted.who:
        people = User.objects.filter(Q(name__icontains=wanted.who) | Q(email__iexact=wanted.who)).values_list(
            "pk", flat=True
        )
        rows = rows.filter(actor_id__in=list(people[:_WHO]))
    if wanted.act:
        rows = rows.filter(act=wanted.act)
    if wanted.from_day:
        rows = rows.filter(at_us__gt=_us(end_of(wanted.from_day - timedelta(days=1))))
    if wanted.to_day:
        rows = rows.filter(at_us__lte=_us(end_of(wanted.to_day)))
    return rows


def _record(typed: str) -> Q:
    subject = subject_of(tidy(typed))
    if subject:
        return Q(subject_kind=subject.kind, subject_id=subject.id)
    try:
        return Q(subject_id=UUID(typed.strip()))
    except ValueError:
        return Q(pk__in=[])


def _us(when: datetime) -> int:
    return int(when.timestamp() * 1_000_000)


def _entries(rows: list[TrailRow]) -> tuple[TrailEntry, ...]:
    users = dict(User.objects.filter(pk__in={row.actor_id for row in rows}).values_list("pk", "name"))
    agencies = dict(Agency.objects.filter(pk__in={row.agency_id for row in rows}).values_list("pk", "name"))
    records: dict[UUID, str] = {}
    for kind in {row.subject_kind for row in rows}:
        records |= references_of(kind, {row.subject_id for row in rows if row.subject_kind == kind})
    return tuple(
        TrailEntry(
            id=row.pk,
            at=datetime.fromtimestamp(row.at_us / 1_000_000, UTC),
            act=Act(row.act),
            deed=_in_words(row.deed),
            name=row.deed,
            who=users.get(row.actor_id, ""),
            role=Role.label_of(row.role),
            agency=agencies.get(row.agency_id, ""),
            kind=row.subject_kind,
            record=records.get(
                row.subject_id, "of nobody" if row.subject_id == NOBODY else str(row.subject_id)
            ),
            id_of_record=row.subject_id,
            place=row.seq,
            detail=_detail(row.detail),
        )
        for row in rows
    )


def _in_words(deed: str) -> str:
    """What the code says first about this deed."""
    entry = PROCEDURES.get(deed) or OPENINGS.get(deed)
    if entry:
        return re.split(r"[.;:] |[.;:]$|``", str(entry.function.__doc__ or deed).strip().splitlines()[0])[0]
    if deed.startswith("route "):
        return f"Open the page {deed.removeprefix('route ')}"
    return deed


def _detail(text: str) -> tuple[tuple[str, str], ...]:
    held = json.loads(text or "{}")
    return tuple(
        (str(key), ", ".join(map(str, v)) if isinstance(v, list) else str(v)) for key, v in held.items()
    )
