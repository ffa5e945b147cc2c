"""What is reported about each care service, by whom, and which services are unlike the others or unlike themselves.

How much is reported about a service is set beside its own past here; beside others it is set for its size (``sized``). The share that it
told of itself is set beside the others.
"""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.access.policy import permission_verdict
from goldenthread.access.queries import agencies
from goldenthread.access.viewer import Viewer
from goldenthread.ground.figures.control import xmr
from goldenthread.ground.figures.funnel import Standing, exact_share_limits, standing
from goldenthread.ground.verdicts import insist
from goldenthread.insight.cube import Figures
from goldenthread.insight.language.periods import Period
from goldenthread.insight.policy.signals import wrong_way
from goldenthread.insight.readings import Reading

# Concerns by the service they are about, and of those whose reporter is known, the ones it raised itself.
REPORTED, TOLD_ITSELF = "A1", "C6"
SERVICE = "service"
MONTHS = 24


@dataclass(frozen=True)
class ServiceLine:
    """One service. ``reported``: concerns about it. ``itself`` of ``known``: those it raised itself, where it is known who did.

    ``beside``: its share beside that of all, None where there is nothing to set beside it. ``newest``: "more" or "less" than its own
    past in the newest whole month, by its control chart; "" for neither.
    """

    name: str
    reported: int
    itself: int
    known: int
    beside: Standing | None
    newest: str

    @property
    def silent(self) -> bool:
        """Nothing at all was reported about it."""
        return not self.reported


@dataclass(frozen=True)
class Services:
    """All services, those that are unlike others first, then by name; and the share that all told of themselves."""

    lines: tuple[ServiceLine, ...]
    all: Reading


def services(viewer: Viewer, figures: Figures, period: Period) -> Services:
    """Each service in a period, also those about which nobody reported. Staff of the council only. One query. Raises Refused."""
    insist(permission_verdict(viewer.role, "figures.services"))
    every = figures.reading(TOLD_ITSELF, period)
    counted = {
        group
        for key in (REPORTED, TOLD_ITSELF)
        if key in figures.cube.lines
        for group in figures.cube.of(key).groups(key, SERVICE)
        if group
    }
    names = counted | {each.name for each in agencies(("provider",))}
    lines = [_line(figures, period, name, every) for name in names]
    return Services(tuple(sorted(lines, key=lambda each: (not _unlike(each), each.name))), every)


def _line(figures: Figures, period: Period, name: str, every: Reading) -> ServiceLine:
    reported = figures.reading(REPORTED, period, by=SERVICE, group=name)
    told = figures.reading(TOLD_ITSELF, period, by=SERVICE, group=name)
    beside = None
    if told.value is not None and told.denominator and every.value is not None:
        beside = standing(float(told.value), exact_share_limits(float(every.value), told.denominator))
    return ServiceLine(
        name,
        reported.numerator or 0,
        told.numerator or 0,
        told.denominator or 0,
        beside,
        _newest(figures, name),
    )


def _newest(figures: Figures, name: str) -> str:
    """Whether the newest month is more than chance, beside the service's own past."""
    series = figures.series(REPORTED, figures.months(MONTHS), by=SERVICE, group=name)
    chart = xmr([float(each.numerator or 0) for each in series], floor=0)
    if not series:
        return ""
    # A rise is the wrong way where less is better, a fall where more is: both are worth a question here.
    if wrong_way(chart, len(series) - 1, up=False):
        return "more"
    return "less" if wrong_way(chart, len(series) - 1, up=True) else ""


def _unlike(line: ServiceLine) -> bool:
    return line.silent or bool(line.newest) or line.beside not in (None, Standing.WITHIN)
