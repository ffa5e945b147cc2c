"""Rows of the facts of concerns: without names, in the order of the day they were raised."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce

from goldenthread.access.fact_rows import (
    Columns,
    KeptDay,
    LondonDay,
    Values,
    WorkedOut,
    day_of,
    from_to,
    of_these,
    read,
    working_days,
)
from goldenthread.access.fact_watch import Row, Watched, plainly, watch
from goldenthread.access.models import Agency
from goldenthread.access.need_to_know import counted
from goldenthread.access.viewer import Viewer
from goldenthread.concerns.facts.tables import CONCERN, CONCERN_TYPE
from goldenthread.concerns.models import IN_DANGER, ClockRow, Concern, ConcernStep, Decision, WishRow
from goldenthread.concerns.vocabulary import ConcernStatus, Outcome, ReferrerRole, WishState
from goldenthread.ground.facts import Batch
from goldenthread.ground.local_policy import ClockName
from goldenthread.ground.words import Answer
from goldenthread.people.policy import ages_in_return, children_on
from goldenthread.people.vocabulary import RepresentativeKind

_ME = OuterRef("pk")
_CLOCK = ClockRow.objects.filter(concern=_ME, clock=ClockName.SCREENING.value)
_DECISION = Decision.objects.filter(concern=_ME, sent_back_words="").order_by("-at")
_EARLIER = (
    # "At the latest then" lets the index be read from there on; what comes after it leaves out the row itself.
    Concern.objects.filter(person=OuterRef("person"), raised_at__lte=OuterRef("raised_at"))
    .filter(Q(raised_at__lt=OuterRef("raised_at")) | Q(pk__lt=_ME))
    .order_by("-raised_at")
    .values("raised_at")[:1]
)
# A professional's account of what the adult wants is not their wish.
_WISH = WishRow.objects.filter(concern=_ME, state=WishState.EXPRESSED).exclude(
    said_by__in=["", RepresentativeKind.PROFESSIONAL]
)
_REASON = When(outcome=Outcome.NO_FURTHER_ACTION, then=Subquery(_DECISION.values("reason")[:1]))
_SIGNPOST = When(outcome=Outcome.OTHER_RESPONSE, then=Subquery(_DECISION.values("signpost")[:1]))
_FIRST_LOOK = (
    ConcernStep.objects.filter(concern=_ME).exclude(after=ConcernStatus.RECEIVED).order_by("at", "id")
)
# Who is surely not the service, though no account says who it was. Anybody else may work for it.
_NOT_THE_SERVICE = [
    ReferrerRole.ADULT,
    ReferrerRole.FAMILY,
    ReferrerRole.GP,
    ReferrerRole.AMBULANCE,
    ReferrerRole.POLICE,
    ReferrerRole.FIRE,
    ReferrerRole.REGULATOR,
]
SIX_MONTHS = timedelta(days=183)
_EVER = Value(datetime(9999, 12, 31, tzinfo=UTC))
_KNOWN: Values = {
    "concern_key": "pk",
    "person_key": "person_id",
    "raised_on": day_of("raised_at"),
    "received_on": day_of("received_at"),
    # Decided at once, by an import of old cases, is screened too.
    "screening_began_on": LondonDay(Coalesce(Subquery(_FIRST_LOOK.values("at")[:1]), "decided_at")),
    "decided_on": day_of("decided_at"),
    "due_on": day_of("due_at"),
    "decided_in_time": Case(
        When(decided_at__isnull=True, then=None),
        When(decided_at__lte=F("due_at"), then=True),
        default=False,
        output_field=BooleanField(),
    ),
    "extended": Exists(_CLOCK.filter(what="extended")),
    "late_reason": Subquery(_CLOCK.filter(what="missed").order_by("-pk").values("reason")[:1]),
    "outcome": "outcome",
    "no_action_reason": Case(_REASON, default=None),
    "signpost": Case(_SIGNPOST, default=None),
    "channel": "channel",
    "referrer_role": "referrer_role",
    "agency": Subquery(Agency.objects.filter(pk=OuterRef("agency_id")).values("name")[:1]),
    "service": "service__name",
    "raised_by_service": Case(
        When(service__isnull=True, then=None),
        When(agency_id=F("service_id"), then=True),
        When(Q(agency_id__isnull=False) | Q(referrer_role__in=_NOT_THE_SERVICE), then=False),
        default=None,
        output_field=BooleanField(),
    ),
    "team": "team",
    "worker_key": "allocated_to_id",
    "place": "place",
    "danger": Case(
        When(IN_DANGER, then=True),
        When(immediate_danger=Answer.NO, then=False),
        default=None,
        output_field=BooleanField(),
    ),
    "danger_known_on": LondonDay(
        Case(
            When(danger_found_at__isnull=False, then="danger_found_at"),
            When(immediate_danger=Answer.YES, then="received_at"),
            default=None,
        )
    ),
    "made_safe_on": day_of("made_safe_at"),
    "level": "threshold_level",
    "wish_known": Exists(_WISH.filter(at__lte=Coalesce(OuterRef("decided_at"), _EVER))),
    "adult_aware": "adult_aware",
    "adult_agrees": "adult_agrees",
    "earlier_concern_on": LondonDay(Subquery(_EARLIER)),
    "gender": "person__gender",
    "ethnic_group": "person__ethnic_group",
    "support_reason": "person__support_reason",
    "funding": "person__funding",
    "eligibility": "person__eligibility",
}
_ADULT: Values = {"born_on": KeptDay(F("person__date_of_birth")), "died_on": KeptDay(F("person__died_on"))}
_WORKED_OUT: WorkedOut = {
    "days_to_decision": lambda columns: working_days(columns["received_on"], columns["decided_on"]),
    "age": lambda columns: ages_in_return(columns["born_on"], columns["died_on"], columns["raised_on"]),
    "followed_to": lambda columns: [
        decided + SIX_MONTHS if decided and outcome == Outcome.NO_FURTHER_ACTION else None
        for decided, outcome in zip(columns["decided_on"], columns["outcome"], strict=True)
    ],
    "under_18": lambda columns: children_on(columns["born_on"], columns["raised_on"]),
}


# The moment behind each day by which concerns are counted.
MOMENTS = {
    "raised_on": "raised_at",
    "received_on": "received_at",
    "decided_on": "decided_at",
    # Nobody decides before they look: what was not looked at by a day was not decided by then. Facts tell the day itself.
    "screening_began_on": "decided_at",
    "followed_to": "decided_at",
}
# How long after its moment such a day lies.
LATER = {"followed_to": SIX_MONTHS}


def concern_rows(
    viewer: Viewer,
    first: date | None = None,
    last: date | None = None,
    *,
    led_to: Values,
    of: Collection[UUID] | None = None,
) -> Iterator[Batch]:
    """Concerns raised from one day to another. ``led_to`` asks for enquiries, which a room above this one knows.

    ``of``: only of these concerns.

    Raises Refused for a role that does not see figures. One query.
    """
    values = {**_KNOWN, **led_to}
    return read(CONCERN, _raised(viewer, first, last, of), values, also=_ADULT, worked_out=_WORKED_OUT)


def concern_type_rows(
    viewer: Viewer,
    first: date | None = None,
    last: date | None = None,
    *,
    of: Collection[UUID] | None = None,
) -> Iterator[Batch]:
    """Types reported of concerns raised from one day to another, or only ``of`` these. Raises Refused. One query."""
    values: Values = {"concern_key": "pk", "person_key": "person_id", "raised_on": day_of("raised_at")}
    rows = _raised(viewer, first, last, of)
    for batch in read(
        CONCERN_TYPE, rows, values, also={"types": Cast("types", TextField())}, worked_out={"type": _types}
    ):
        *same, types = batch
        counts = [len(each) for each in types]
        repeated = [[v for v, n in zip(column, counts, strict=True) for _ in range(n)] for column in same]
        yield (*repeated, [word for each in types for word in each])


def watch_concerns(viewer: Viewer, *, led_to: Callable[[Viewer], Callable[..., Row]]) -> Iterator[Watched]:
    """What a concern's facts can change with: every deed on it or on the adult's record raises a version.

    ``led_to`` reads what concerns led to, and answers for each by its key, adult, outcome and the moment of its decision.

    Raises Refused for a role that does not see figures.
    """
    after = led_to(viewer)
    latest: dict[str | None, str] = {}

    def told(key: str, person: str | None, raised: str, decided: str, outcome: str, *versions: int) -> Row:
        earlier = latest.get(person)
        if person is not None:
            latest[person] = raised
        return key, versions, earlier, after(key, person, outcome, decided)

    values = plainly("pk", "person_id", "raised_at", "decided_at")
    values |= {"w_outcome": F("outcome"), "w_version": F("version"), "w_person": F("person__version")}
    return watch(_raised(viewer, None, None), "raised_at", values, told)


def _raised(
    viewer: Viewer, first: date | None, last: date | None, of: Collection[UUID] | None = None
) -> QuerySet[Concern, Any]:
    rows = counted(viewer, Concern).filter(**from_to("raised_at", first, last), **of_these("pk", of))
    return rows.order_by("raised_at", "pk")


def _types(columns: Columns) -> list[list[str]]:
    """The types of each concern, each once."""
    return [_types_of(each) for each in columns["types"]]


@lru_cache(maxsize=10_000)
def _types_of(stored: str) -> list[str]:
    return list(dict.fromkeys(json.loads(stored)))
