"""Figures over time: the leading ones together, each with its trend and its groups, and how every figure is made.

They are read from what was counted last from nameless facts; no page here touches a record of a person.
"""

from __future__ import annotations

import logging

from django.http import Http404, HttpResponse
from django.urls import reverse

from goldenthread.insight.cube import CubeError, Figures
from goldenthread.insight.language.definition import DIRECTIONS, Indicator, Measure
from goldenthread.insight.language.periods import Grain, Period
from goldenthread.insight.outside import Guarded
from goldenthread.insight.queries import (
    FigurePage,
    figure_page,
    figure_rows,
    indicators,
    latest,
    leading,
    made,
    periods,
)
from goldenthread.insight.queries.figures import as_at
from goldenthread.insight.tables import as_csv
from goldenthread.kit.charts import Band, Point, Range, Trend, comparison_chart, trend_chart
from goldenthread.kit.presenters import Column, Link, Row, Table
from goldenthread.web.forms import page
from goldenthread.web.request import Request

log = logging.getLogger("goldenthread.web")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def views(here: str) -> list[Link]:
    """The ways of looking at figures."""
    ways = (
        ("figures:home", "Now, from the records"),
        ("figures:leading", "Over time"),
        ("figures:made", "How figures are made"),
    )
    return [Link(words, reverse(name), current=name == here) for name, words in ways]


def leading_figures(request: Request) -> HttpResponse:
    """The leading figures of a period, outcomes first."""
    figures, trouble = _counted()
    context: dict[str, object] = {
        "title": "Figures over time",
        "views": views("figures:leading"),
        "trouble": trouble,
    }
    if figures is None:
        return page(request, "figures/none.html", context)
    period = _chosen(request, figures)
    found = leading(request.viewer, figures, period)
    context |= _about(request, figures, period) | {
        "figures": [each for each in found if each.figure],
        "waiting": [each.indicator for each in found if each.figure is None],
        "directions": DIRECTIONS,
    }
    return page(request, "figures/leading.html", context)


def one_figure(request: Request, key: str) -> HttpResponse:
    """One figure, with its trend, its groups and how it is made."""
    indicator = _known(key)
    figures, trouble = _counted()
    context = {
        "title": indicator.name,
        "views": views(""),
        "indicator": indicator,
        "rows": _definition(indicator),
        "trouble": trouble,
        "back": Link("Figures over time", reverse("figures:leading")),
    }
    if figures is None or indicator.counting is None:
        return page(request, "figures/none.html", context)
    period = _chosen(request, figures)
    found = figure_page(request.viewer, figures, key, period, by=request.GET.get("by", ""))
    context |= _about(request, figures, period, found.by) | {
        "figure": found,
        "between": _between(found.whole),
        "trend": _trend(found) if found.chart else "",
        "months": _months(found),
        "phases": found.chart.phases if found.chart else (),
        "choices": [
            Link(words, f"?period={period}&by={by}#groups", current=by == found.by)
            for by, words in found.breakdowns
        ],
        # With nothing to draw there is the table alone.
        "comparison": _comparison(found) if any(not each.figure.hidden for each in found.groups) else "",
        "groups": _groups(found),
        "download": f"{reverse('figures:download', args=[key])}?period={period}",
    }
    return page(request, "figures/one.html", context)


def download(request: Request, key: str) -> HttpResponse:
    """The figure's numbers as CSV, as this reader may see them."""
    indicator = _known(key)
    figures, _ = _counted()
    if figures is None or indicator.counting is None:
        raise Http404("nothing is counted for this figure")
    period = _chosen(request, figures)
    response = HttpResponse(
        as_csv(figure_rows(request.viewer, figures, key, period)), content_type="text/csv; charset=utf-8"
    )
    name = f"figure-{key}-{period}.csv".replace(" ", "-")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def how_made(request: Request) -> HttpResponse:
    """How every figure is made, its national twin, and what those that cannot be counted yet wait for."""
    every = made(request.viewer, indicators())
    context = {
        "title": "How figures are made",
        "views": views("figures:made"),
        "counted": [(each, _definition(each)) for each in every if each.counting],
        "waiting": [each for each in every if not each.counting],
    }
    return page(request, "figures/made.html", context)


def _counted() -> tuple[Figures | None, str]:
    """The figures counted last, and what is wrong where they cannot be read."""
    try:
        return latest(), ""
    except CubeError:
        log.exception("figures cannot be read")
        return None, "The figures that were counted cannot be read."


def _known(key: str) -> Indicator:
    found = indicators().get(key)
    if found is None:
        raise Http404(f"no figure {key}")
    return found


def _chosen(request: Request, figures: Figures) -> Period:
    """The period asked for, of those offered; else this year so far."""
    asked, offered = request.GET.get("period", ""), periods(request.viewer, figures)
    return next((each for each in offered if str(each) == asked), offered[0])


def _about(request: Request, figures: Figures, period: Period, by: str = "") -> dict[str, object]:
    kept = f"&by={by}" if by else ""
    return {
        "as_at": as_at(figures),
        "period": period,
        "period_words": _worded(period),
        "so_far": ", so far" if as_at(figures).date() < period.last else "",
        "periods": [
            Link(
                _worded(each),
                f"?period={each}{kept}",
                current=each == period,
            )
            for each in periods(request.viewer, figures)
        ],
        "outside": not request.viewer.sees_small_numbers,
    }


def _worded(period: Period) -> str:
    if period.grain is Grain.YEAR:
        return f"Year {period}"
    if period.grain is Grain.QUARTER:
        return f"Quarter {str(period)[-1]} of {str(period)[:7]}"
    return f"{_MONTHS[period.first.month - 1]} {period.first.year}"


def _unit(indicator: Indicator) -> str:
    counting = indicator.counting
    if counting is None:
        return ""
    days = counting.numerator.days
    named = {Measure.SHARE: "in 100", Measure.RATE: f"per {counting.times:,}", Measure.COUNT: "number"}
    return named.get(counting.measure, days.unit if days else "days")


def _trend(found: FigurePage) -> object:
    chart = found.chart
    assert chart is not None, "a trend is drawn of a chart"
    points = [
        Point(_worded(each.period), value, bool(each.rules))
        for each, value in zip(found.months, chart.values, strict=True)
    ]
    bands = [Band(each.start, each.end, each.centre, each.low, each.high) for each in chart.phases]
    share = found.indicator.counting and found.indicator.counting.measure is Measure.SHARE
    title = f"{found.indicator.name}, month by month ({_unit(found.indicator)}). {_what_it_says(found)}"
    return trend_chart(Trend(title, points, bands, ceiling=100 if share else None))


def _what_it_says(found: FigurePage) -> str:
    special = [_worded(each.period) for each in found.months if each.rules]
    if found.chart is None or found.chart.phases[-1].centre is None:
        return "There are too few months yet to tell change from chance."
    if not special:
        return "It varies as it always does: no month stands out."
    return f"More than chance: {', '.join(special)}."


def _months(found: FigurePage) -> Table:
    columns = (
        Column("month", "Month", row_header=True),
        Column("numerator", "Count", numeric=True),
        Column("denominator", "Out of", numeric=True),
        Column("value", _unit(found.indicator).capitalize(), numeric=True),
        Column("rules", "More than chance"),
    )
    rows = [
        {"month": _worded(each.period), "rules": " ".join(each.rules) or "–", **_cells(each.figure)}
        for each in reversed(found.months)
    ]
    return Table(f"{found.indicator.name}, newest month first", columns, rows, caption_hidden=True)


def _cells(figure: Guarded) -> dict[str, object]:
    below = str(figure.denominator) if figure.reading.counting.denominator else "–"
    return {"numerator": str(figure.numerator), "denominator": below, "value": figure.value}


def _comparison(found: FigurePage) -> object:
    rows = [_range(each.label, each.figure) for each in found.groups]
    share = found.indicator.counting and found.indicator.counting.measure is Measure.SHARE
    whole = _range("", found.whole).value
    title = f"{found.indicator.name} by {dict(found.breakdowns)[found.by].lower()} ({_unit(found.indicator)}), with what chance alone could make of each"
    return comparison_chart(title, rows, whole=whole, ceiling=100 if share else None)


def _range(label: str, figure: Guarded) -> Range:
    """The value and its interval; neither where they are hidden."""
    value, interval = figure.reading.value, figure.reading.interval
    if figure.hidden or value is None:
        return Range(label, None)
    return Range(label, float(value), *(interval or ()))


def _groups(found: FigurePage) -> Table:
    columns = (
        Column("group", dict(found.breakdowns).get(found.by, "Group"), row_header=True),
        Column("numerator", "Count", numeric=True),
        Column("denominator", "Out of", numeric=True),
        Column("value", _unit(found.indicator).capitalize(), numeric=True),
        Column("interval", "Between", numeric=True),
    )
    rows = [
        {"group": each.label, "interval": _between(each.figure), **_cells(each.figure)}
        for each in found.groups
    ]
    return Table(f"{found.indicator.name} by group", columns, rows, caption_hidden=True)


def _between(figure: Guarded) -> str:
    drawn = _range("", figure)
    return "–" if drawn.low is None or drawn.high is None else f"{drawn.low:.0f} and {drawn.high:.0f}"


def _definition(indicator: Indicator) -> list[Row]:
    """How it is made, for a summary list."""
    told = (
        ("What is counted", indicator.definition),
        ("What is left out", indicator.exclusions),
        ("Why it matters", indicator.why),
        ("Which way is good", DIRECTIONS[indicator.direction]),
        ("National twin", indicator.national_twin or "There is none."),
        ("Source", indicator.source),
        ("Written by", f"{indicator.author}; looked at again by {indicator.next_review:%-d %B %Y}"),
        ("Definition", f"{indicator.key}, version {indicator.version[:12]}"),
    )
    return [Row(name, words) for name, words in told if words]
