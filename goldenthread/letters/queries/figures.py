"""Figures of feedback, counted and nameless: who was told, how, in time, and why not. Percentages are the page's."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from goldenthread.access.need_to_know import counted
from goldenthread.access.viewer import Viewer
from goldenthread.ground import moment
from goldenthread.ground.calendar import end_of
from goldenthread.ground.local_policy import current
from goldenthread.letters.models import FeedbackDuty
from goldenthread.letters.vocabulary import Audience, DutyState, Method, NotPossible


@dataclass(frozen=True)
class FeedbackFigures:
    """Of the answers that came to be owed to an audience in a period: how many were given, in time, how and why not.

    For referrers ``owed`` is the number of concerns decided that somebody else than the adult raised. ``median_days`` are
    working days from the decision to the answer, None when nobody was told yet. ``overdue`` are those of ``open`` that are late.
    """

    owed: int
    told: int
    told_in_time: int
    not_possible: int
    open: int
    overdue: int
    median_days: float | None
    by_method: tuple[tuple[Method, int], ...]
    by_reason: tuple[tuple[NotPossible, int], ...]


def feedback_figures(
    viewer: Viewer,
    *,
    period: tuple[date, date],
    audience: Audience = Audience.REFERRER,
    about: str = "concern",
) -> FeedbackFigures:
    """Figures of answers that came to be owed between two London days, both included (R183). One query.

    Raises Refused for a role that does not see figures.
    """
    first, last = period
    after = end_of(first - timedelta(days=1))
    rows = (
        counted(viewer, FeedbackDuty)
        .filter(audience=audience, about_kind=about, opened_at__gt=after, opened_at__lte=end_of(last))
        .values_list("state", "opened_at", "due_at", "met_at", "method", "not_possible")
    )
    methods: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    days: list[int] = []
    owed = told_in_time = still_open = overdue = 0
    now = moment.now()
    for state, opened_at, due_at, met_at, method, reason in rows.iterator(chunk_size=2000):
        owed += 1
        if state == DutyState.MET and met_at is not None:
            methods[method] += 1
            told_in_time += met_at <= due_at
            calendar = current().for_case(opened_at).calendar
            days.append(calendar.between(moment.london(opened_at).date(), moment.london(met_at).date()))
        elif state == DutyState.NOT_POSSIBLE:
            reasons[reason] += 1
        else:
            still_open += 1
            overdue += due_at < now
    return FeedbackFigures(
        owed=owed,
        told=len(days),
        told_in_time=told_in_time,
        not_possible=reasons.total(),
        open=still_open,
        overdue=overdue,
        median_days=median(days) if days else None,
        by_method=tuple((Method(word), number) for word, number in methods.most_common()),
        by_reason=tuple((NotPossible(word), number) for word, number in reasons.most_common()),
    )
