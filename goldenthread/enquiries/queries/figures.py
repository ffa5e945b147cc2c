"""Figures of closed enquiries: did adults get what they wanted, are they safer, and why did it take longer. No names."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q

from goldenthread.access.need_to_know import counted
from goldenthread.access.small_numbers import hide_below
from goldenthread.access.viewer import Viewer
from goldenthread.concerns.vocabulary import ClockReason
from goldenthread.enquiries.models import Allegation, Enquiry, EnquiryClockRow, WantedOutcome
from goldenthread.enquiries.policy.outcomes import achieved_overall
from goldenthread.enquiries.vocabulary import (
    RISK_IDENTIFIED,
    Achieved,
    AskedOutcomes,
    EndAnswer,
    EnquiryStatus,
    RiskResult,
)
from goldenthread.ground import moment
from goldenthread.ground.calendar import end_of
from goldenthread.ground.local_policy import ClockName


@dataclass(frozen=True)
class Figure:
    """A count out of a count. Both are None where so few stand behind it that somebody could be recognised."""

    code: str
    words: str
    numerator: int | None
    denominator: int | None


@dataclass(frozen=True)
class OutcomeFigures:
    """Enquiries closed from ``first`` to ``last``, both included, as known at ``as_at``."""

    first: date
    last: date
    as_at: date
    closed: int | None
    figures: tuple[Figure, ...]
    missed_reasons: tuple[Figure, ...]


def outcome_figures(viewer: Viewer, *, first: date, last: date) -> OutcomeFigures:
    """Figures of enquiries closed in the period. 6 queries. Small counts are hidden from readers outside the council.

    Raises Refused for a role that sees no figures.
    """
    closed = counted(viewer, Enquiry).filter(
        status=EnquiryStatus.CLOSED,
        closed_at__gte=end_of(first - timedelta(days=1)),
        closed_at__lte=end_of(last),
    )
    total = closed.count()
    floor = hide_below(viewer)
    rows = [*_asked(closed, total), *_achieved(closed), *_safer(closed), *_risk(closed)]
    return OutcomeFigures(
        first=first,
        last=last,
        as_at=moment.today(),
        closed=_hidden(total, floor),
        figures=tuple(_figure(row, floor) for row in rows),
        missed_reasons=tuple(_figure(row, floor) for row in _missed(closed)),
    )


_Row = tuple[str, str, int, int]


def _asked(closed: Any, total: int) -> list[_Row]:
    by = Counter(dict(closed.values_list("asked").annotate(n=Count("pk")).values_list("asked", "n")))
    asked = by[AskedOutcomes.EXPRESSED] + by[AskedOutcomes.NONE_EXPRESSED]
    return [
        ("asked", "adults, or those who speak for them, were asked what they want", asked, total),
        ("expressed", "of those asked said what they want", by[AskedOutcomes.EXPRESSED], asked),
    ]


def _achieved(closed: Any) -> list[_Row]:
    judged: dict[Any, list[Achieved]] = {}
    rows = WantedOutcome.objects.filter(enquiry__in=closed, ended_at__isnull=True).exclude(achieved="")
    for enquiry_id, achieved in rows.values_list("enquiry_id", "achieved"):
        judged.setdefault(enquiry_id, []).append(Achieved(achieved))
    overall = Counter(achieved_overall(tuple(each)) for each in judged.values())
    words = {
        Achieved.FULLY: "got all they wanted",
        Achieved.PARTLY: "got part of it",
        Achieved.NOT: "got none of it",
    }
    return [(f"achieved_{word.value}", words[word], overall[word], len(judged)) for word in Achieved]


def _safer(closed: Any) -> list[_Row]:
    known = closed.exclude(safer="").exclude(safer=EndAnswer.NOT_KNOWN)
    names = ("safer", "safety_met", "wellbeing_met")
    tally = known.aggregate(
        known=Count("pk"),
        **{
            f"{n}_{w}": Count("pk", filter=Q(**{n: w}))
            for n in names
            for w in (EndAnswer.YES, EndAnswer.PARTLY)
        },
    )
    words = {
        "safer": "feel safer",
        "safety_met": "say their hopes of safety were met",
        "wellbeing_met": "say their hopes of wellbeing were met",
    }
    rows: list[_Row] = []
    for name in names:
        for word, ending in ((EndAnswer.YES, ""), (EndAnswer.PARTLY, ", in part")):
            rows.append(
                (f"{name}_{word.value}", words[name] + ending, tally[f"{name}_{word.value}"], tally["known"])
            )
    return rows


def _risk(closed: Any) -> list[_Row]:
    identified = Allegation.objects.filter(
        enquiry__in=closed, withdrawn_words="", risk_outcome__in=list(RISK_IDENTIFIED)
    )
    by = Counter(
        dict(identified.values_list("risk_result").annotate(n=Count("pk")).values_list("risk_result", "n"))
    )
    total = sum(by.values())
    return [(f"risk_{word.value}", word.label.lower(), by[word.value], total) for word in RiskResult]


def _missed(closed: Any) -> list[_Row]:
    rows = (
        EnquiryClockRow.objects.filter(enquiry__in=closed, what="missed", clock=ClockName.ENQUIRY)
        .values("enquiry_id", "reason")
        .distinct()
    )
    by = Counter(row["reason"] for row in rows)
    enquiries = len({row["enquiry_id"] for row in rows})
    return [
        (f"missed_{word.value}", word.label, by[word.value], enquiries)
        for word in ClockReason
        if by[word.value]
    ]


def _figure(row: _Row, floor: int) -> Figure:
    code, words, numerator, denominator = row
    small = numerator < floor or denominator < floor
    return Figure(code, words, None if small else numerator, None if small else denominator)


def _hidden(count: int, floor: int) -> int | None:
    return None if count < floor else count
