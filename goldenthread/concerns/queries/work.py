"""The work list: what waits, most pressing first. The number of queries does not grow with the work, nor does their cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Lower

from goldenthread.access.need_to_know import visible
from goldenthread.access.policy import permission_verdict
from goldenthread.access.viewer import Viewer
from goldenthread.concerns.models import Concern, Decision, WishRow
from goldenthread.concerns.policy.clocks import STANDS_STILL_AFTER
from goldenthread.concerns.vocabulary import AbuseType, ConcernStatus, Outcome, WishState
from goldenthread.ground import local_policy, moment, nhs_number
from goldenthread.ground.local_policy import ClockName
from goldenthread.ground.references import tidy
from goldenthread.ground.verdicts import insist
from goldenthread.ground.words import Answer
from goldenthread.people.policy import family_key

PAGE = 25
# Counting stops here: "more than 1,000" is as good as a number, and costs the same in a town and in a country.
COUNTED = 1_000
BADGE = 100
OPEN = Q(queue__lt=9)


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
    rows = _rows(viewer, wanted)
    total = rows[:COUNTED].count()
    pages = max(1, -(-total // PAGE))
    number = min(max(1, wanted.page), pages)
    order = _order(wanted)
    start = (number - 1) * PAGE
    return WorkPage(items_of(rows.order_by(*order)[start : start + PAGE]), total, number, pages)


def _order(wanted: WorkWanted) -> tuple[str, ...]:
    """Each order is one that an index keeps, so that a page costs the same however much is held."""
    if wanted.text:
        return ("-received_at", "id")
    if wanted.status == ConcernStatus.DECIDED:
        return ("-due_at", "-id")
    return ("-received_at", "id") if wanted.sort == "newest" else ("queue", "due_at", "id")


def needs_me(viewer: Viewer, *, most: int = 5) -> tuple[WorkItem, ...]:
    """The viewer's own open concerns, most pressing first. One query."""
    insist(permission_verdict(viewer.role, "concerns.see"))
    rows = _rows(viewer, WorkWanted(whose="mine"))
    return items_of(rows.order_by("queue", "due_at", "id")[:most])


def work_counts(viewer: Viewer) -> WorkCounts:
    """Numbers beside the filters. Seven queries, each of which stops counting at BADGE."""
    insist(permission_verdict(viewer.role, "concerns.see"))

    def count(**wanted: str) -> int:
        return _rows(viewer, WorkWanted(**wanted))[:BADGE].count()  # type: ignore[arg-type]

    return WorkCounts(
        danger=count(only="danger"),
        overdue=count(only="overdue"),
        mine=count(whose="mine"),
        team=count(whose="team") if viewer.team else 0,
        unallocated=count(whose="unallocated"),
        sign_off=count(only="sign_off") if viewer.may("concerns.sign_off") else 0,
        still=count(only="still"),
    )


def still_since(now: datetime) -> datetime:
    """A concern untouched since then stands still: some working days before now, by the calendar of today's policy."""
    calendar = local_policy.current().for_case(now).calendar
    day, left = moment.london(now), STANDS_STILL_AFTER
    while left:
        left -= calendar.is_working(day.date())
        day -= timedelta(days=1)
    return day


def _rows(viewer: Viewer, wanted: WorkWanted) -> QuerySet[Concern]:
    rows = visible(viewer, Concern)
    if wanted.text.strip():
        rows = rows.filter(_text(wanted.text.strip()[:200]))
    elif wanted.status:
        rows = rows.filter(status=wanted.status)
        rows = rows if wanted.status == ConcernStatus.DECIDED else rows.filter(OPEN)
    else:
        rows = rows.filter(OPEN)
    whose = {
        "mine": Q(allocated_to_id=viewer.user_id),
        "team": Q(team=viewer.team) & ~Q(team=""),
        "unallocated": Q(allocated_to__isnull=True),
    }
    rows = rows.filter(whose.get(wanted.whose, Q()))
    return _only(rows, viewer, wanted.only)


def _only(rows: QuerySet[Concern], viewer: Viewer, only: str) -> QuerySet[Concern]:
    now = moment.now()
    if only == "overdue":
        return rows.filter(OPEN, due_at__lt=now)
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
        since = still_since(now)
        return rows.filter(OPEN).filter(
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


def items_of(rows: QuerySet[Concern]) -> tuple[WorkItem, ...]:
    """The rows as the list shows them, with names and the newest wish in the same query."""
    wish = (
        WishRow.objects.filter(concern=OuterRef("pk"), state=WishState.EXPRESSED)
        .order_by("-pk")
        .values("words")[:1]
    )
    found = rows.select_related("person", "allocated_to").annotate(wants=Subquery(wish)).defer("queue")
    now = moment.now()
    return tuple(_item(row, row.wants or "", now) for row in found)


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
        danger=row.immediate_danger == Answer.YES
        and row.made_safe_at is None
        and row.status != ConcernStatus.DECIDED,
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
