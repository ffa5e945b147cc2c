"""Concerns about each care service for its size, between the limits that chance alone would make: who is reported too often, or too seldom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from goldenthread.access.policy import permission_verdict
from goldenthread.access.queries import agencies
from goldenthread.access.viewer import Viewer
from goldenthread.ground import moment
from goldenthread.ground.figures.division import ratio
from goldenthread.ground.figures.funnel import Funnel, Standing, exact_rate_limits, standing
from goldenthread.ground.figures.sentences import counted as many
from goldenthread.ground.figures.sentences import number
from goldenthread.ground.verdicts import insist
from goldenthread.insight.cube import Figures
from goldenthread.insight.framework import Supplied
from goldenthread.insight.language.periods import Grain, Period, month_of
from goldenthread.insight.policy.signals import MONTHS_OF_SERVICE, unlike_its_size
from goldenthread.insight.queries.latest import indicators
from goldenthread.insight.queries.supplied import SuppliedLine, sizes
from goldenthread.insight.queries.telling import REPORTED, SERVICE
from goldenthread.insight.queries.wrong_way import Found
from goldenthread.insight.vocabulary.signals import SignalCause

FIGURE = "A9"
# A rate for so many places, or people served.
TIMES = 10
MONTHS = MONTHS_OF_SERVICE


@dataclass(frozen=True)
class SizedService:
    """One service: its size, how many concerns are about it, for every ten places or people, and where that stands."""

    name: str
    size: SuppliedLine
    reported: int
    rate: Fraction
    standing: Standing

    @property
    def cause(self) -> SignalCause | None:
        """Too often or too seldom for its size; None where chance alone would do as much."""
        return unlike_its_size(self.standing)


@dataclass(frozen=True)
class SizedKind:
    """Services whose size is told in the same way. ``target``: the rate of all of them together."""

    measure: Supplied
    target: Fraction
    lines: tuple[SizedService, ...]

    def limits(self, size: float) -> Funnel:
        """The funnel at a size."""
        return exact_rate_limits(float(self.target), size, times=TIMES)


@dataclass(frozen=True)
class SizedPage:
    """``months``: those that are counted, oldest first. ``unknown``: services whose size nobody has supplied."""

    months: tuple[Period, ...]
    kinds: tuple[SizedKind, ...]
    unknown: tuple[str, ...]


def sized_services(viewer: Viewer, figures: Figures) -> SizedPage:
    """Every service for its size, in the newest twelve whole months. Staff of the council only. Two queries. Raises Refused."""
    insist(permission_verdict(viewer.role, "figures.services"))
    months, held = figures.months(MONTHS), sizes(viewer)
    unknown = [each.name for each in agencies(("provider",)) if each.name not in held]
    return SizedPage(tuple(months), by_size(figures, months, held), tuple(unknown))


def by_size(
    figures: Figures, months: Sequence[Period], held: dict[str, SuppliedLine]
) -> tuple[SizedKind, ...]:
    """Services set beside all others whose size is told in the same way. A service alone is set beside nobody."""
    found = []
    for measure in dict.fromkeys(line.measure.key for line in held.values()):
        mine = {name: line for name, line in held.items() if line.measure.key == measure}
        reported = {name: reported_about(figures, months, name) for name in mine}
        target = ratio(sum(reported.values()), sum(line.numerator for line in mine.values()), times=TIMES)
        if len(mine) < 2 or not target:
            continue
        lines = tuple(_one(name, mine[name], reported[name], target) for name in sorted(mine))
        found.append(SizedKind(next(iter(mine.values())).measure, target, lines))
    return tuple(found)


def reported_about(figures: Figures, months: Sequence[Period], name: str) -> int:
    """Concerns raised about a service in these months; none is nought."""
    return sum(each.numerator or 0 for each in figures.series(REPORTED, months, by=SERVICE, group=name))


def patterns(viewer: Viewer, figures: Figures) -> tuple[Found, ...]:
    """Services that are reported too often or too seldom for their size, once a quarter. For the clockwork. One query."""
    months = figures.months(MONTHS)
    if len(months) < MONTHS or REPORTED not in figures.cube.lines:
        return ()
    quarter = Period.of(month_of(moment.today()), Grain.QUARTER).before
    indicator = indicators()[FIGURE]
    return tuple(
        Found(
            FIGURE, indicator.name, indicator.version, line.cause, (), "", quarter, quarter, told(kind, line),
            about=line.name,
        )
        for kind in by_size(figures, months, sizes(viewer))
        for line in kind.lines
        if line.cause
    )  # fmt: skip


def told(kind: SizedKind, line: SizedService) -> str:
    """What is shown of a service, in a sentence."""
    of = kind.measure.of
    return (
        f"{line.name}: {many(line.reported, ('concern', 'concerns'))} in twelve months for "
        f"{many(line.size.numerator, of)}, {number(line.rate)} for every {TIMES}. "
        f"All such services together: {number(kind.target)}."
    )[:300]


def _one(name: str, size: SuppliedLine, reported: int, target: Fraction) -> SizedService:
    rate = Fraction(reported * TIMES, size.numerator)
    limits = exact_rate_limits(float(target), size.numerator, times=TIMES)
    return SizedService(name, size, reported, rate, standing(float(rate), limits))
