"""Figures of screening, counted and nameless: numerators and denominators, never a percentage (that is the page's)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q

from goldenthread.access.need_to_know import counted
from goldenthread.access.policy import permission_verdict
from goldenthread.access.viewer import Viewer
from goldenthread.concerns.models import IN_DANGER, ClockRow, Concern, ConcernStep
from goldenthread.concerns.vocabulary import ClockReason
from goldenthread.ground.calendar import end_of
from goldenthread.ground.verdicts import insist


@dataclass(frozen=True)
class MissedReason:
    """How often a clock was missed for this reason."""

    reason: ClockReason
    count: int


@dataclass(frozen=True)
class Timeliness:
    """Concerns decided in a period: how many, in time (their clock as extended), extended, late with a reason; wishes asked.

    ``danger`` are those reported with danger now, or where it was found while screening; ``danger_made_safe`` of them say what made the adult safe.
    """

    decided: int
    in_time: int
    extended: int
    late: int
    late_with_reason: int
    asked: int
    danger: int
    danger_made_safe: int
    missed_reasons: tuple[MissedReason, ...]


def timeliness_figures(viewer: Viewer, first: date, last: date) -> Timeliness:
    """Figures of concerns decided from one London day to another, both included. Two queries."""
    insist(permission_verdict(viewer.role, "figures.see"))
    rows = counted(viewer, Concern).filter(
        status="decided",
        decided_at__gt=end_of(date.fromordinal(first.toordinal() - 1)),
        decided_at__lte=end_of(last),
    )
    clock_rows = ClockRow.objects.filter(concern=OuterRef("pk"), clock="screening")
    asked = ConcernStep.objects.filter(concern=OuterRef("pk"), deed="record_wish")
    late = Q(decided_at__gt=F("due_at"))
    found = rows.annotate(
        was_extended=Exists(clock_rows.filter(what="extended")),
        has_reason=Exists(clock_rows.filter(what="missed")),
        was_asked=Exists(asked),
    ).aggregate(
        decided=Count("pk"),
        in_time=Count("pk", filter=~late),
        extended=Count("pk", filter=Q(was_extended=True)),
        late=Count("pk", filter=late),
        late_with_reason=Count("pk", filter=late & Q(has_reason=True)),
        asked=Count("pk", filter=Q(was_asked=True)),
        danger=Count("pk", filter=IN_DANGER),
        danger_made_safe=Count("pk", filter=IN_DANGER & Q(made_safe_at__isnull=False)),
    )
    reasons = (
        ClockRow.objects.filter(concern__in=rows.values("pk"), clock="screening", what="missed")
        .values("reason")
        .annotate(number=Count("concern", distinct=True))
        .order_by("-number", "reason")
    )
    return Timeliness(
        **found,
        missed_reasons=tuple(MissedReason(ClockReason(row["reason"]), row["number"]) for row in reasons),
    )
