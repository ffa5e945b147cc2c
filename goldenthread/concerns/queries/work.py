"""The work list: what waits, most pressing first. The number of queries does not grow with the work, nor does their cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Lower

from goldenthread.access.need_to_know import visible
from goldenthread.access.policy import permission_verdict
from goldenthread.access.prepared import prepared, prepared_counts
from goldenthread.access.viewer import Viewer
from goldenthread.concerns.models import Concern, Decision, WishRow
from goldenthread.concerns.vocabulary import AbuseType, ConcernStatus, Outcome, WishState
from goldenthread.ground import local_policy, moment, nhs_number
from goldenthread.ground.local_policy import ClockName
from goldenthread.ground.references import tidy
from goldenthread.ground.verdicts import insist
from goldenthread.people.policy import family_key

PAGE = 25
# Counting stops here: "more than 1,000" is as good as a number, and costs the same in a town and in a country.
COUNTED = 1_000
BADGE = 100
OPEN = Q(queue__lt=9)
# The same as a list: with it an index also bounds what comes after the queue, the due day or the last move.
OPEN_QUEUES = Q(queue__in=(0, 1))


@dataclass(frozen=True)
class WorkWanted:
    """What a viewer wants to see. ``whose``: all, mine, team, unallocated; ``only``: overdue, danger, sign_off, still, "" ."""

    whose: str = "all"
    status: str = ""
    only: str = ""
    text: str = ""
    sort: str = "due"
    page: int = 1


@dataclass(frozen=True)
class WorkItem:
    """One concern as the list shows it. ``wants`` is the newest wish in the adult's words, if any."""

    id: UUID
    reference: str
    name: str
    types: tuple[AbuseType, ...]
    summary: str
    status: ConcernStatus
    outcome: Outcome | None
    pending: Outcome | None
    received_at: datetime
    due_at: datetime
    clock: str
    danger: bool
    restricted: bool
    allocated_to: str
    team: str
    wants: str
    moved_at: datetime


@dataclass(frozen=True)
class WorkPage:
    """A page of the list. ``total`` stops at COUNTED."""

    items: tuple[WorkItem, ...]
    total: int
    number: int
    pages: int


@dataclass(frozen=True)
class WorkCounts:
    """How many open concerns there are of each kind; each count stops at BADGE."""

    danger: int
    overdue: int
    mine: int
    team: int
    unallocated: int
    sign_off: int
    still: int


def work_list(viewer: Viewer, wanted: WorkWanted) -> WorkPage:
    """Concerns the viewer may see: danger not yet made safe, then overdue, then what is due next. Two queries."""
    insist(permission_verdict(viewer.role, "concerns.see"))
    if wanted.text.strip():
        return _found(viewer, wanted)
    since = still_since(moment.now()) if wanted.only == "still" else None
    shape = {"whose": wanted.whose, "status": wanted.status, "only": wanted.only}
    total = _total(viewer, since, **shape)["total"]
    number, pages = _place(wanted.page, total)
    rows = _page(viewer, since, **shape, sort=wanted.sort, start=(number - 1) * PAGE, most=PAGE)
    return WorkPage(_items(rows), total, number, pages)


def _found(viewer: Viewer, wanted: WorkWanted) -> WorkPage:
    """Concerns by words: each search is a query of its own."""
    rows = _kind(
        visible(viewer, Concern).filter(_text(wanted.text.strip()[:200])),
        viewer,
        None,
        wanted.whose,
        wanted.only,
    )
    total = rows[:COUNTED].count()
    number, pages = _place(wanted.page, total)
    start = (number - 1) * PAGE
    found = _shown(rows.order_by("-received_at", "id"))[start : start + PAGE]
    return WorkPage(_items(list(found)), total, number, pages)


def _place(asked: int, total: int) -> tuple[int, int]:
    """Which page is shown, of how many."""
    pages = max(1, -(-total // PAGE))
    return min(max(1, asked), pages), pages


def _order(status: str, sort: str) -> tuple[str, ...]:
    """Each order is one that an index keeps, so that a page costs the same however much is held."""
    if status == ConcernStatus.DECIDED:
        return ("-due_at", "-id")
    return ("-received_at", "id") if sort == "newest" else ("queue", "due_at", "id")


def most_pressing(
    viewer: Viewer, *, whose: str = "all", only: str = "", most: int = 5
) -> tuple[WorkItem, ...]:
    """The first few open concerns of one kind (as in WorkWanted), most pressing first. One query."""
    insist(permission_verdict(viewer.role, "concerns.see"))
    since = still_since(moment.now()) if only == "still" else None
    return _items(_page(viewer, since, whose=whose, status="", only=only, sort="due", start=0, most=most))


def work_counts(viewer: Viewer) -> WorkCounts:
    """Numbers beside the filters, each of which stops counting at BADGE. One query."""
    insist(permission_verdict(viewer.role, "concerns.see"))
    counts = _badges(viewer, still_since(moment.now()), signs=viewer.may("concerns.sign_off"))
    return WorkCounts(**dict.fromkeys(("team", "sign_off"), 0) | counts)


@prepared_counts
def _badges(viewer: Viewer, since: datetime, *, signs: bool) -> dict[str, tuple[QuerySet[Concern], int]]:
    kinds = {name: ("all", name) for name in ("danger", "overdue", "still")}
    kinds |= {name: (name, "") for name in ("mine", "unallocated")}
    if viewer.team:
        kinds["team"] = ("team", "")
    if signs:
        kinds["sign_off"] = ("all", "sign_off")
    return {name: (_rows(viewer, since, whose, "", only), BADGE) for name, (whose, only) in kinds.items()}


@prepared_counts
def _total(
    viewer: Viewer, since: datetime | None, *, whose: str, status: str, only: str
) -> dict[str, tuple[QuerySet[Concern], int]]:
    return {"total": (_rows(viewer, since, whose, status, only), COUNTED)}


@prepared
def _page(
    viewer: Viewer,
    since: datetime | None,
    *,
    whose: str,
    status: str,
    only: str,
    sort: str,
    start: int,
    most: int,
) -> QuerySet[Concern]:
    rows = _rows(viewer, since, whose, status, only).order_by(*_order(status, sort))
    return _shown(rows)[start : start + most]


def still_since(now: datetime) -> datetime:
    """A concern untouched since then stands still: some working days before now, by the calendar of today's policy."""
    edition = local_policy.current().for_case(now)
    day, left = moment.london(now), edition.work.stands_still_after
    while left:
        left -= edition.calendar.is_working(day.date())
        day -= timedelta(days=1)
    return day


def _rows(viewer: Viewer, since: datetime | None, whose: str, status: str, only: str) -> QuerySet[Concern]:
    rows = visible(viewer, Concern)
    if status:
        rows = rows.filter(status=status)
    if status != ConcernStatus.DECIDED and only not in _OF_OPEN_WORK:
        rows = rows.filter(OPEN)
    return _kind(rows, viewer, since, whose, only)


# Kinds that say themselves that they are of open work.
_OF_OPEN_WORK = ("overdue", "danger", "still")


def _kind(
    rows: QuerySet[Concern], viewer: Viewer, since: datetime | None, whose: str, only: str
) -> QuerySet[Concern]:
    """Those of somebody's, and of one kind. ``since``: what has not moved since then stands still."""
    if whose == "mine":
        rows = rows.filter(allocated_to_id=viewer.user_id)
    elif whose == "team":
        rows = rows.filter(Q(team=viewer.team) & ~Q(team=""))
    elif whose == "unallocated":
        rows = rows.filter(allocated_to__isnull=True)
    if only == "overdue":
        return rows.filter(OPEN_QUEUES, due_at__lt=moment.now())
    if only == "danger":
        return rows.filter(queue=0)
    if only == "sign_off":
        own = Decision.objects.filter(
            concern=OuterRef("pk"),
            by_id=viewer.user_id,
            needs_sign_off=True,
            signed_off_at__isnull=True,
            sent_back_words="",
        )
        return rows.filter(~Exists(own), status=ConcernStatus.AWAITING_SIGN_OFF)
    if only == "still":
        return rows.filter(OPEN_QUEUES).filter(
            Q(moved_at__lt=since) | Q(moved_at__isnull=True, received_at__lt=since)
        )
    return rows


def _text(text: str) -> Q:
    """A reference, an NHS number, a family name, or a given and a family name; as reported or as now known."""
    digits = nhs_number.tidy(text)
    if digits.isascii() and digits.isdigit() and len(digits) == 10:
        return _either(Q(adult_nhs_number=digits), Q(person__nhs_number=digits))
    if any(each.isdigit() for each in text):
        return _either(Q(reference=tidy(text)), Q(external_ref=text))
    given, _, family = text.rpartition(" ")
    reported, known = Q(lower_family=family.lower()), Q(person__family_key=family_key(family))
    if given:
        reported &= Q(adult_given_name__istartswith=given)
        known &= Q(person__given_name__istartswith=given)
    return _either(reported, known)


def _either(one: Q, other: Q) -> Q:
    """Two ways to find a concern, each by its own index."""
    rows = Concern.objects.annotate(lower_family=Lower("adult_family_name"))
    return Q(pk__in=rows.filter(one).values("pk").union(rows.filter(other).values("pk")))


def _shown(rows: QuerySet[Concern]) -> QuerySet[Concern]:
    """The columns a list shows, with names and the newest wish in the same query."""
    wish = (
        WishRow.objects.filter(concern=OuterRef("pk"), state=WishState.EXPRESSED)
        .order_by("-pk")
        .values("words")[:1]
    )
    return (
        rows.select_related("person", "allocated_to")
        .annotate(wants=Subquery(wish))
        .only(
            *(
                "reference",
                "types",
                "narrative",
                "status",
                "outcome",
                "pending_outcome",
                "received_at",
                "due_at",
            ),
            *("immediate_danger", "danger_found_at", "made_safe_at", "restricted", "team", "moved_at"),
            *("adult_given_name", "adult_family_name", "allocated_to__name"),
            *("person__given_name", "person__family_name", "person__known_as"),
        )
    )


def _items(rows: list[Concern]) -> tuple[WorkItem, ...]:
    now = moment.now()
    return tuple(_item(row, getattr(row, "wants") or "", now) for row in rows)  # noqa: B009


def _item(row: Concern, wants: str, now: datetime) -> WorkItem:
    clock = local_policy.current().for_case(row.received_at).clocks[ClockName.SCREENING]
    return WorkItem(
        id=row.pk,
        reference=row.reference,
        name=name_of(row),
        types=tuple(AbuseType(each) for each in row.types),
        summary=shortened(row.narrative, 160),
        status=ConcernStatus(row.status),
        outcome=Outcome(row.outcome) if row.outcome else None,
        pending=Outcome(row.pending_outcome) if row.pending_outcome else None,
        received_at=row.received_at,
        due_at=row.due_at,
        clock="" if row.status == ConcernStatus.DECIDED else clock.state(now, row.due_at),
        danger=row.danger_known and row.made_safe_at is None and row.status != ConcernStatus.DECIDED,
        restricted=row.restricted,
        allocated_to=row.allocated_to.name if row.allocated_to else "",
        team=row.team,
        wants=shortened(wants, 160),
        moved_at=row.moved_at or row.received_at,
    )


def name_of(row: Concern) -> str:
    """The adult's name: of the person matched, else as reported."""
    if row.person is not None:
        known = f"{row.person.given_name} {row.person.family_name}".strip() or row.person.known_as
        if known:
            return known
    return f"{row.adult_given_name} {row.adult_family_name}".strip() or "An adult whose name is not known"


def shortened(text: str, most: int) -> str:
    """The beginning of a text on one line, cut at a word."""
    flat = " ".join(text.split())
    if len(flat) <= most:
        return flat
    return flat[: most - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"
