"""Lists of enquiries: the work of one person, a team or the council, and the enquiries of one adult."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from goldenthread.access.need_to_know import visible
from goldenthread.access.prepared import prepared, prepared_counts
from goldenthread.access.viewer import Viewer
from goldenthread.concerns.policy.decision import EnquiryToJoin
from goldenthread.enquiries.models import Enquiry, WantedOutcome
from goldenthread.enquiries.vocabulary import EnquiryKind, EnquiryStatus
from goldenthread.ground import local_policy, moment, references
from goldenthread.ground.local_policy import ClockName
from goldenthread.people.policy import family_key, given_key
from goldenthread.people.queries.finding import full_name

PAGE = 25
# Counting stops here: "1,000 or more" says enough, and a count never reads the whole table.
COUNTED = 1000
# What is read of an enquiry that is only named.
_OPEN = ("reference", "kind", "status", "opened_at", "law", "manager__name", "officer__name")


@dataclass(frozen=True)
class EnquiryRow:
    """One line of the list."""

    id: UUID
    reference: str
    person_name: str
    kind: EnquiryKind
    status: EnquiryStatus
    law: str
    opened_at: datetime
    due_at: datetime
    closed_at: datetime | None
    clock: str
    manager: str
    officer: str
    next_step: str
    next_step_on: date | None
    wants: str
    restricted: bool


@dataclass(frozen=True)
class EnquiryList:
    """One page of the list. ``total`` stops at COUNTED."""

    rows: tuple[EnquiryRow, ...]
    total: int
    number: int
    pages: int


@dataclass(frozen=True)
class Counts:
    """How much stands in one view of the work; each stops at COUNTED."""

    open: int
    overdue: int
    due_soon: int


@dataclass(frozen=True)
class OpenEnquiry:
    """An open enquiry of an adult, as a concern may be added to it."""

    id: UUID
    reference: str
    kind: EnquiryKind
    status: EnquiryStatus
    opened_at: datetime
    manager: str
    officer: str
    law: str


def enquiry_list(
    viewer: Viewer, *, whose: str = "mine", standing: str = "open", search: str = "", page: int = 1
) -> EnquiryList:
    """Enquiries the viewer may see, those due first at the top. 2 queries.

    ``whose``: mine, team, all. ``standing``: open, overdue, soon, closed, any. ``search``: a reference or a name.
    """
    if search.strip():
        rows = _kind(viewer, whose, standing, _amber()).filter(_searched(search))
        total = rows.order_by()[:COUNTED].count()
        number, pages = _place(page, total)
        start = (number - 1) * PAGE
        found = list(_shown(rows, standing)[start : start + PAGE])
    else:
        total = _counts(viewer, _amber(), whose=whose, standings=(standing,))[standing]
        number, pages = _place(page, total)
        found = _page(viewer, _amber(), whose=whose, standing=standing, start=(number - 1) * PAGE, most=PAGE)
    return EnquiryList(tuple(_row(row) for row in found), total, number, pages)


def first_due(viewer: Viewer, *, most: int) -> tuple[EnquiryRow, ...]:
    """The first few of the viewer's own open enquiries, those due first at the top. One query."""
    rows = _page(viewer, _amber(), whose="mine", standing="open", start=0, most=most)
    return tuple(_row(row) for row in rows)


def enquiry_counts(viewer: Viewer, *, whose: str = "mine") -> Counts:
    """Open, overdue and soon due enquiries of this view. One query."""
    found = _counts(viewer, _amber(), whose=whose, standings=("open", "overdue", "soon"))
    return Counts(found["open"], found["overdue"], found["soon"])


def _place(asked: int, total: int) -> tuple[int, int]:
    """Which page is shown, of how many."""
    pages = max(1, -(-total // PAGE))
    return min(max(1, asked), pages), pages


def _amber() -> datetime:
    """What is due by then is due soon."""
    days = local_policy.current().on(moment.today()).clocks[ClockName.ENQUIRY].amber_days
    return moment.now() + timedelta(days=days)


@prepared_counts
def _counts(
    viewer: Viewer, amber: datetime, *, whose: str, standings: tuple[str, ...]
) -> dict[str, tuple[QuerySet[Enquiry], int]]:
    return {name: (_kind(viewer, whose, name, amber), COUNTED) for name in standings}


@prepared
def _page(
    viewer: Viewer, amber: datetime, *, whose: str, standing: str, start: int, most: int
) -> QuerySet[Enquiry]:
    return _shown(_kind(viewer, whose, standing, amber), standing)[start : start + most]


def _shown(rows: QuerySet[Enquiry], standing: str) -> QuerySet[Enquiry]:
    """The columns a list shows, in its order."""
    order = ("-closed_at", "pk") if standing == "closed" else ("due_at", "pk")
    return (
        rows.select_related("person", "manager", "officer")
        .annotate(wants=_latest_wish())
        .only(
            *(
                "reference",
                "kind",
                "status",
                "law",
                "opened_at",
                "due_at",
                "closed_at",
                "next_step",
                "next_step_on",
            ),
            *("restricted", "manager__name", "officer__name"),
            *("person__given_name", "person__family_name", "person__known_as"),
        )
        .order_by(*order)
    )


def open_enquiries_of(viewer: Viewer, person_id: UUID) -> tuple[OpenEnquiry, ...]:
    """Open enquiries of one adult that the viewer may see, newest first. One query."""
    return tuple(each for each in enquiries_of(viewer, person_id) if each.status is not EnquiryStatus.CLOSED)


def enquiries_of(viewer: Viewer, person_id: UUID) -> tuple[OpenEnquiry, ...]:
    """Every enquiry of one adult that the viewer may see, newest first. One query."""
    return tuple(_open(row) for row in _of_person(viewer, person_id))


@prepared
def _of_person(viewer: Viewer, person_id: UUID) -> QuerySet[Enquiry]:
    rows = visible(viewer, Enquiry).filter(person_id=person_id).select_related("manager", "officer")
    return rows.only(*_OPEN).order_by("-opened_at", "pk")


def enquiry_to_join(viewer: Viewer, enquiry_id: UUID) -> EnquiryToJoin | None:
    """What the rules of concerns need to know of an enquiry that a concern shall join; None for one this viewer may not see."""
    row = visible(viewer, Enquiry).filter(pk=enquiry_id).first()
    if row is None:
        return None
    return EnquiryToJoin(
        id=row.pk,
        person_id=row.person_id,
        is_open=row.status != EnquiryStatus.CLOSED,
        is_s42=row.kind == EnquiryKind.S42,
    )


def enquiries_of_concerns(viewer: Viewer, concern_ids: set[UUID]) -> dict[UUID, OpenEnquiry]:
    """The enquiry that answers each of these concerns, where there is one the viewer may see. One query."""
    rows = _answering(viewer, tuple(sorted(concern_ids)))
    return {getattr(row, "concern_id"): _open(row) for row in rows}  # noqa: B009


@prepared
def _answering(viewer: Viewer, concern_ids: tuple[UUID, ...]) -> QuerySet[Enquiry]:
    # Joined from the concerns: asked the other way round, SQLite first makes a list of every enquiry that may be seen.
    rows = visible(viewer, Enquiry).filter(concern_links__concern_id__in=concern_ids)
    rows = rows.annotate(concern_id=F("concern_links__concern_id"))
    return rows.select_related("manager", "officer").only(*_OPEN)


def _kind(viewer: Viewer, whose: str, standing: str, amber: datetime) -> QuerySet[Enquiry]:
    """Enquiries of somebody's, as they stand; ``amber`` bounds those due soon."""
    rows = visible(viewer, Enquiry)
    if whose == "mine":
        rows = rows.filter(Q(officer_id=viewer.user_id) | Q(manager_id=viewer.user_id))
    elif whose == "team":
        rows = rows.filter(team=viewer.team) if viewer.team else rows.none()
    is_open = Q(closed_at__isnull=True)
    now = moment.now()
    found = {
        "open": is_open,
        "overdue": is_open & Q(due_at__lt=now),
        "soon": is_open & Q(due_at__gte=now, due_at__lte=amber),
        "closed": Q(closed_at__isnull=False),
    }.get(standing)
    return rows.filter(found) if found is not None else rows


def _searched(search: str) -> Q:
    tidied = references.tidy(search)
    if "-" in tidied and any(char.isdigit() for char in tidied):
        return Q(reference=tidied)
    found = Q()
    for word in search.split()[:4]:
        family, given = family_key(word), given_key(word)
        if family or given:
            found &= Q(person__family_key__startswith=family or given) | Q(
                person__given_key__startswith=given or family
            )
    return found


def _latest_wish() -> Subquery:
    rows = WantedOutcome.objects.filter(enquiry=OuterRef("pk"), ended_at__isnull=True).order_by("-at", "-pk")
    return Subquery(rows.values("words")[:1])


def _row(row: Enquiry) -> EnquiryRow:
    clock = local_policy.current().for_case(row.opened_at).clocks[ClockName.ENQUIRY]
    return EnquiryRow(
        id=row.pk,
        reference=row.reference,
        person_name=full_name(row.person),
        kind=EnquiryKind(row.kind),
        status=EnquiryStatus(row.status),
        law=row.law,
        opened_at=row.opened_at,
        due_at=row.due_at,
        closed_at=row.closed_at,
        clock="stopped" if row.closed_at else clock.state(moment.now(), row.due_at),
        manager=row.manager.name,
        officer=row.officer.name,
        next_step=row.next_step,
        next_step_on=row.next_step_on,
        wants=getattr(row, "wants", "") or "",
        restricted=row.restricted,
    )


def _open(row: Enquiry) -> OpenEnquiry:
    return OpenEnquiry(
        id=row.pk,
        reference=row.reference,
        kind=EnquiryKind(row.kind),
        status=EnquiryStatus(row.status),
        opened_at=row.opened_at,
        manager=row.manager.name,
        officer=row.officer.name,
        law=row.law,
    )
