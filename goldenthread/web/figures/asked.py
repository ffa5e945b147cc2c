"""What every page of figures needs: the figures counted last, the period that was asked for, and the ways of looking."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from django.http import Http404
from django.urls import reverse

from goldenthread.access.viewer import Viewer
from goldenthread.access.vocabulary import Role
from goldenthread.insight.cube import CubeError, Figures
from goldenthread.insight.language.definition import Indicator
from goldenthread.insight.language.periods import Grain, Period
from goldenthread.insight.queries import as_at, indicators, latest, periods
from goldenthread.kit.presenters import Link
from goldenthread.web.request import Request
from goldenthread.web.routes import opens

log = logging.getLogger("goldenthread.web")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WAYS = (
    ("figures:home", "Dashboards"),
    ("figures:forum", "Provider forum"),
    ("figures:leading", "Leading figures"),
    ("figures:personal", "Making Safeguarding Personal"),
    ("own:home", "Your own measures"),
    ("signals:list", "Going the wrong way"),
    ("quality:home", "Quality of records"),
    ("figures:services", "Services"),
    ("framework:home", "One framework"),
    ("framework:strategy", "The strategy"),
    ("figures:equality", "The same for everybody?"),
    ("figures:together", "Council and partners"),
    ("figures:sources", "Who tells us"),
    ("figures:made", "How figures are made"),
    ("regular:list", "Reports to boards"),
    ("returns:home", "The national return"),
)


def ways(here: str, role: Role) -> list[Link]:
    """The ways of looking at figures that are open to a role."""
    return [Link(words, reverse(name), current=name == here) for name, words in _WAYS if opens(name, role)]


def counted() -> tuple[Figures | None, str]:
    """The figures counted last, and what is wrong where they cannot be read."""
    try:
        return latest(), ""
    except CubeError:
        log.exception("figures cannot be read")
        return None, "The figures that were counted cannot be read."


def counted_here() -> tuple[Figures | None, str]:
    """The council's own figures counted last; none where others' are shown, whose cases and workers are not here."""
    figures, trouble = counted()
    if figures is not None and figures.of_others:
        return None, "The figures that are shown now are of others. This page is of the council's own."
    return figures, trouble


def known(key: str) -> Indicator:
    """The indicator of an address. Raises Http404."""
    found = indicators().get(key)
    if found is None:
        raise Http404(f"no figure {key}")
    return found


def chosen(request: Request, figures: Figures, *, in_public: bool = False) -> Period | None:
    """The period asked for, of those offered; else the first. None where no year is over for a reader who sees whole years only."""
    return of_offered(request, periods(request.viewer, figures, in_public=in_public))


def of_offered(request: Request, offered: Sequence[Period]) -> Period | None:
    """The period asked for, of these; else the first. None where there is none."""
    asked = request.GET.get("period", "")
    return next((each for each in offered if str(each) == asked), next(iter(offered), None))


def about(
    viewer: Viewer,
    figures: Figures,
    period: Period,
    *,
    kept: str = "",
    in_public: bool = False,
    offered: Sequence[Period] | None = None,
) -> dict[str, object]:
    """What a page says of its period: as at, in words, and the other periods. ``kept``: what else the address holds.

    ``offered``: the periods, where they are other than those of all who see figures.
    """
    if offered is None:
        offered = periods(viewer, figures, in_public=in_public)
    return {
        "as_at": as_at(figures),
        "period": period,
        "period_words": f"{figures.whose}: {worded(period)}" if figures.of_others else worded(period),
        "so_far": so_far(figures, period),
        "periods": [Link(worded(each), f"?period={each}{kept}", current=each == period) for each in offered],
        "outside": in_public or not viewer.sees_small_numbers,
    }


def so_far(figures: Figures, period: Period) -> str:
    """What the caption adds to a period that is not over, or whose first months were not counted."""
    if as_at(figures).date() < period.last:
        return ", so far"
    first = figures.cube.months[0]
    if first > period.months[0]:
        return f", counted from {worded(Period(Grain.MONTH, first))}"
    return ""


def worded(period: Period) -> str:
    """A period in words: "Year 2025-26", "Quarter 1 of 2025-26", "Jun 2025", "Twelve months to Jun 2025"."""
    if period.grain is Grain.YEAR:
        return f"Year {period}"
    if period.grain is Grain.QUARTER:
        return f"Quarter {str(period)[-1]} of {str(period)[:7]}"
    if period.grain is Grain.TWELVE_MONTHS:
        return f"Twelve months to {worded(Period(Grain.MONTH, period.number))}"
    return f"{_MONTHS[period.first.month - 1]} {period.first.year}"
