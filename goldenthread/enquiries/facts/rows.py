"""Rows of the facts of enquiries: without names, in the order of the day they started."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Case, Exists, F, Max, Min, OuterRef, Q, QuerySet, Subquery, When

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
)
from goldenthread.access.fact_watch import Row, Watched, plainly, stored, watch, watch_versions
from goldenthread.access.need_to_know import counted
from goldenthread.access.viewer import Viewer
from goldenthread.concerns.vocabulary import AbuseType, Outcome, SourceRelationship
from goldenthread.enquiries.facts.tables import ALLEGATION, CAUSED_REPORT, ENQUIRY
from goldenthread.enquiries.models import (
    Allegation,
    CausedEnquiry,
    Enquiry,
    EnquiryAction,
    EnquiryClockRow,
    EnquiryConcern,
    EnquiryStep,
    WantedOutcome,
)
from goldenthread.enquiries.policy.outcomes import achieved_overall
from goldenthread.enquiries.vocabulary import (
    BECAUSE_OF_WHO,
    Achieved,
    ActionKind,
    AskedOutcomes,
    EnquiryKind,
    Motive,
    SupportedBy,
)
from goldenthread.ground.facts import Batch
from goldenthread.ground.local_policy import ClockName
from goldenthread.people.policy import ages_in_return

_ME = OuterRef("pk")
_NO_SOURCE = [SourceRelationship.NOT_KNOWN, SourceRelationship.STRANGER]


def _in_time(moment: str, due: str) -> Case:
    late_or_not = When(**{f"{moment}__lte": F(due)}, then=True)
    return Case(
        When(**{f"{moment}__isnull": True}, then=None),
        late_or_not,
        default=False,
        output_field=BooleanField(),
    )


def _again() -> Case:
    """Compares the enquiry's allegations with those of the annotated ``earlier_id``."""
    mine = Allegation.objects.filter(enquiry=OuterRef(_ME), withdrawn_words="")
    source = Q(source_relationship=OuterRef("source_relationship")) & ~Q(source_relationship__in=_NO_SOURCE)
    shared = Exists(mine.filter(Q(type=OuterRef("type")) | source))
    theirs = Allegation.objects.filter(enquiry=OuterRef("earlier_id"), withdrawn_words="")
    return Case(
        When(earlier_id__isnull=True, then=None),
        default=Exists(theirs.filter(shared)),
        output_field=BooleanField(),
    )


def _standing(**which: object) -> Exists:
    """An allegation like this stands in the enquiry."""
    return Exists(Allegation.objects.filter(enquiry=_ME, withdrawn_words="", **which))


_CLOCK = EnquiryClockRow.objects.filter(enquiry=_ME, clock=ClockName.ENQUIRY.value)
_ADVOCATE = Exists(EnquiryAction.objects.filter(enquiry=_ME, kind=ActionKind.ADVOCATE))
_FIRST = EnquiryConcern.objects.filter(enquiry=_ME).order_by("concern__raised_at", "concern")
_JUDGED = (
    WantedOutcome.objects.filter(enquiry=_ME, ended_at__isnull=True)
    .exclude(achieved="")
    .order_by()
    .values("enquiry")
)
_KNOWN: Values = {
    "enquiry_key": "pk",
    "person_key": "person_id",
    "kind": "kind",
    "status": "status",
    "started_on": day_of("opened_at"),
    "ended_on": day_of("closed_at"),
    "due_on": day_of("due_at"),
    "ended_in_time": _in_time("closed_at", "due_at"),
    "extended": Exists(_CLOCK.filter(what="extended")),
    "late_reason": Subquery(_CLOCK.filter(what="missed").order_by("-pk").values("reason")[:1]),
    "planned_on": day_of("planned_at"),
    "planned_in_time": _in_time("planned_at", "planning_due_at"),
    "lacked_capacity": "lacked_capacity",
    "supported_by": "supported_by",
    "asked": "asked",
    "safer": "safer",
    "safety_met": "safety_met",
    "wellbeing_met": "wellbeing_met",
    "life": "life",
    "carer": "carer_said",
    "raised_by": Subquery(_FIRST.values("concern__referrer_role")[:1]),
    "lead": "lead_agency__kind",
    "because_of_who": Case(
        When(_standing(motive__in=list(BECAUSE_OF_WHO)), then=True),
        When(_standing(motive__in=[Motive.NOT_ASKED, Motive.NOT_KNOWN]), then=None),
        default=False,
        output_field=BooleanField(),
    ),
    "domestic": Case(
        When(_standing(type=AbuseType.DOMESTIC), then=True), default=False, output_field=BooleanField()
    ),
    "advocate": Case(
        When(supported_by=SupportedBy.ADVOCATE, then=True), default=_ADVOCATE, output_field=BooleanField()
    ),
    "earlier_enquiry_on": day_of("earlier_at"),
    "same_type_or_source_again": _again(),
    "first_concern_on": LondonDay(Subquery(_FIRST.values("concern__raised_at")[:1])),
    "service": Subquery(_FIRST.values("concern__service__name")[:1]),
    "manager_key": "manager_id",
    "officer_key": "officer_id",
    "team": "team",
    "gender": "person__gender",
    "ethnic_group": "person__ethnic_group",
    "support_reason": "person__support_reason",
    "funding": "person__funding",
    "eligibility": "person__eligibility",
}
_ALSO: Values = {
    "born_on": KeptDay(F("person__date_of_birth")),
    "died_on": KeptDay(F("person__died_on")),
    "least": Subquery(_JUDGED.annotate(least=Min("achieved")).values("least")),
    "most": Subquery(_JUDGED.annotate(most=Max("achieved")).values("most")),
}


def _achieved(columns: Columns) -> list[str | None]:
    """One answer for the enquiry (rule ENQ-18), where outcomes were expressed.

    The rule asks whether all answers are the same: the first and the last by the alphabet tell.
    """
    found: list[str | None] = []
    for least, most, asked in zip(columns["least"], columns["most"], columns["asked"], strict=True):
        judged = (Achieved(least), Achieved(most)) if least and asked == AskedOutcomes.EXPRESSED else ()
        overall = achieved_overall(judged)
        found.append(overall.value if overall else None)
    return found


def _days_open(columns: Columns) -> list[int | None]:
    return [
        (ended - started).days if ended else None
        for started, ended in zip(columns["started_on"], columns["ended_on"], strict=True)
    ]


_WORKED_OUT: WorkedOut = {
    "days_open": _days_open,
    "achieved": _achieved,
    "age_at_start": lambda c: ages_in_return(c["born_on"], c["died_on"], c["started_on"]),
    "age_at_end": lambda c: ages_in_return(c["born_on"], c["died_on"], c["ended_on"]),
}


# The moment behind each day by which enquiries, and reports asked for in them, are counted.
MOMENTS = {"started_on": "opened_at", "ended_on": "closed_at"}
# Those that are kept as days.
DAYS = {"charged_on": "allegations__charged_on"}
CAUSED_MOMENTS = {
    "asked_on": "caused__asked_at",
    "due_on": "caused__due_at",
    "received_on": "caused__received_at",
}


def enquiry_rows(
    viewer: Viewer,
    first: date | None = None,
    last: date | None = None,
    *,
    of: Collection[UUID] | None = None,
) -> Iterator[Batch]:
    """Enquiries started from one day to another, or only ``of`` these.

    Raises Refused for a role that does not see figures. One query.
    """
    return read(ENQUIRY, _started(viewer, first, last, of), _KNOWN, also=_ALSO, worked_out=_WORKED_OUT)


def allegation_rows(
    viewer: Viewer,
    first: date | None = None,
    last: date | None = None,
    *,
    of: Collection[UUID] | None = None,
) -> Iterator[Batch]:
    """Allegations of enquiries started from one day to another, or only ``of`` these enquiries. Raises Refused. One query."""
    values: Values = {
        "allegation_key": "pk",
        "enquiry_key": "enquiry_id",
        "person_key": "enquiry__person_id",
        "kind": "enquiry__kind",
        "started_on": day_of("enquiry__opened_at"),
        "ended_on": day_of("enquiry__closed_at"),
        "type": "type",
        "place": "place",
        "source": "source_relationship",
        "finding": "finding",
        "risk_outcome": "risk_outcome",
        "risk_result": "risk_result",
        "motive": "motive",
        "police": "police",
        "offence": "offence",
        "charged_on": "charged_on",
        "gender": "enquiry__person__gender",
        "ethnic_group": "enquiry__person__ethnic_group",
        "support_reason": "enquiry__person__support_reason",
        "funding": "enquiry__person__funding",
        "eligibility": "enquiry__person__eligibility",
    }
    adult: Values = {
        "born_on": KeptDay(F("enquiry__person__date_of_birth")),
        "died_on": KeptDay(F("enquiry__person__died_on")),
    }
    worked_out = {"age_at_end": _WORKED_OUT["age_at_end"]}
    return read(ALLEGATION, _alleged(viewer, first, last, of), values, also=adult, worked_out=worked_out)


def caused_report_rows(
    viewer: Viewer,
    first: date | None = None,
    last: date | None = None,
    *,
    of: Collection[UUID] | None = None,
) -> Iterator[Batch]:
    """Reports asked of agencies from one day to another, or only ``of`` these enquiries. Raises Refused. One query."""
    values: Values = {
        "report_key": "pk",
        "enquiry_key": "enquiry_id",
        "agency": "agency__name",
        "agency_kind": "agency__kind",
        "asked_on": day_of("asked_at"),
        "due_on": day_of("due_at"),
        "received_on": day_of("received_at"),
        "state": "state",
        "life": "life",
        "in_time": _in_time("received_at", "due_at"),
    }
    return read(CAUSED_REPORT, _asked(viewer, first, last, of), values)


def led_to() -> Values:
    """The enquiry that answers a concern, and the one that came after it was closed, asked for within a question about concerns."""
    link = EnquiryConcern.objects.filter(concern=_ME)
    after = Enquiry.objects.filter(
        person=OuterRef("person"), kind=EnquiryKind.S42, opened_at__gt=OuterRef("decided_at")
    ).order_by("opened_at")
    screened_out = When(outcome=Outcome.NO_FURTHER_ACTION, then=Subquery(after.values("opened_at")[:1]))
    return {
        "enquiry_key": Subquery(link.values("enquiry_id")[:1]),
        "enquiry_kind": Subquery(link.values("enquiry__kind")[:1]),
        "enquiry_started_on": LondonDay(Subquery(link.values("enquiry__opened_at")[:1])),
        "s42_after_on": LondonDay(Case(screened_out, default=None)),
    }


def watch_led_to(viewer: Viewer) -> Callable[..., Row]:
    """Reads what concerns led to, and answers as ``led_to`` does, for one concern after another. Two queries."""
    links: dict[str, str] = dict(
        stored(EnquiryConcern.objects.order_by(), **plainly("concern_id", "enquiry_id"))
    )
    opened: dict[str, list[str]] = {}
    section_42 = counted(viewer, Enquiry).filter(kind=EnquiryKind.S42).order_by("opened_at")
    for person, moment in stored(section_42, **plainly("person_id", "opened_at")):
        opened.setdefault(person, []).append(moment)

    def told(concern: str, person: str | None, outcome: str, decided: str | None) -> Row:
        after = None
        if decided and person in opened and outcome == Outcome.NO_FURTHER_ACTION:
            at = bisect_right(opened[person], decided)
            after = opened[person][at] if at < len(opened[person]) else None
        return links.get(concern), after

    return told


def watch_enquiries(viewer: Viewer) -> Iterator[Watched]:
    """What an enquiry's facts can change with: every deed keeps a state row. Raises Refused. Three queries."""
    rows = counted(viewer, Enquiry).order_by("opened_at", "pk")
    # Grouped as they are stored: by their text it takes twice as long.
    steps = EnquiryStep.objects.order_by().values("enquiry_id").annotate(last=Max("pk"))
    last = {str(enquiry): step for enquiry, step in stored(steps, "enquiry_id", "last")}
    concerns: dict[str, Row] = {}
    links = EnquiryConcern.objects.order_by("concern__raised_at", "concern")
    of_concern = plainly("enquiry_id", "concern__raised_at") | {
        "w_service": F("concern__service"),
        "w_role": F("concern__referrer_role"),
    }
    for enquiry, *first in stored(links, **of_concern):
        concerns.setdefault(enquiry, tuple(first))
    before: dict[str, tuple[str, str]] = {}

    def told(key: str, person: str, opened: str, kind: str, *versions: int) -> Row:
        earlier, earlier_at = before.get(person, ("", ""))
        if kind == EnquiryKind.S42:
            before[person] = key, opened
        return key, person, versions, last.get(key), concerns.get(key), earlier_at, last.get(earlier)

    values = plainly("pk", "person_id", "opened_at")
    values |= {"w_kind": F("kind"), "w_version": F("version"), "w_person": F("person__version")}
    return watch(rows, "opened_at", values, told)


def watch_allegations(viewer: Viewer) -> Iterator[Watched]:
    """What an allegation's facts can change with; those taken off again are watched too. Raises Refused."""
    counted(viewer, Enquiry)  # raises Refused for those who may not
    versions = ["version", "enquiry__version", "enquiry__person__version"]
    return watch_versions(Allegation.objects.all(), "enquiry__opened_at", versions)


def watch_caused_reports(viewer: Viewer) -> Iterator[Watched]:
    """What the facts of a report asked for can change with. Raises Refused."""
    return watch_versions(_asked(viewer, None, None), "asked_at", ["version"])


def _started(
    viewer: Viewer, first: date | None, last: date | None, of: Collection[UUID] | None = None
) -> QuerySet[Enquiry, Any]:
    """Enquiries in order, each with the latest section 42 enquiry before it about the same adult."""
    rows = counted(viewer, Enquiry)
    before = Q(opened_at__lte=OuterRef("opened_at")) & (
        Q(opened_at__lt=OuterRef("opened_at")) | Q(pk__lt=_ME)
    )
    earlier = rows.filter(before, person=OuterRef("person"), kind=EnquiryKind.S42).order_by(
        "-opened_at", "-pk"
    )
    return (
        rows.filter(**from_to("opened_at", first, last), **of_these("pk", of))
        .annotate(
            earlier_id=Subquery(earlier.values("pk")[:1]),
            earlier_at=Subquery(earlier.values("opened_at")[:1]),
        )
        .order_by("opened_at", "pk")
    )


def _alleged(
    viewer: Viewer, first: date | None, last: date | None, of: Collection[UUID] | None
) -> QuerySet[Allegation, Any]:
    counted(viewer, Enquiry)  # raises Refused for those who may not
    rows = Allegation.objects.filter(withdrawn_words="", **from_to("enquiry__opened_at", first, last))
    rows = rows.filter(**of_these("enquiry", of))
    return rows.order_by("enquiry__opened_at", "enquiry_id", "pk")


def _asked(
    viewer: Viewer, first: date | None, last: date | None, of: Collection[UUID] | None = None
) -> QuerySet[CausedEnquiry, Any]:
    rows = counted(viewer, CausedEnquiry).filter(
        **from_to("asked_at", first, last), **of_these("enquiry", of)
    )
    return rows.order_by("asked_at", "pk")
