"""A figure drawn: over time, by groups and in a funnel, each as a chart with the table that holds every number of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from markupsafe import Markup

from goldenthread.ground.figures.sentences import number
from goldenthread.ground.moment import london
from goldenthread.insight.language.definition import Indicator, Measure
from goldenthread.insight.language.periods import Grain, Period
from goldenthread.insight.outside import Guarded
from goldenthread.insight.queries import Comparison, FigurePage, Group, Stands
from goldenthread.kit.charts import Band, Point, Range, Trend, comparison_chart, trend_chart
from goldenthread.kit.funnels import Dot, Plot, funnel_chart
from goldenthread.kit.presenters import Column, Table
from goldenthread.web.figures.asked import worded


def unit(indicator: Indicator) -> str:
    """What the value is in, for a heading."""
    counting = indicator.counting
    if counting is None:
        return ""
    days = counting.numerator.days
    named = {Measure.SHARE: "in 100", Measure.RATE: f"per {counting.times:,}", Measure.COUNT: "number"}
    return named.get(counting.measure, days.unit if days else "days")


def ceiling(indicator: Indicator) -> float | None:
    """The highest value there can be, if there is one."""
    return 100 if indicator.counting and indicator.counting.measure is Measure.SHARE else None


def trend(found: FigurePage) -> Markup | str:
    """The figure over time: months in a control chart inside the council, years with their intervals outside. "" for nothing."""
    if found.chart is None:
        return _years(found)
    points = [
        Point(ends(each.period), value, bool(each.rules))
        for each, value in zip(found.months, found.chart.values, strict=True)
    ]
    bands = [Band(each.start, each.end, each.centre, each.low, each.high) for each in found.chart.phases]
    return trend_chart(Trend(trend_title(found), points, bands, ceiling(found.indicator), _told(found)))


def trend_title(found: FigurePage) -> str:
    """What the chart over time shows, in a sentence."""
    if found.chart is None:
        return f"{found.indicator.name}, year by year ({unit(found.indicator)}), with what chance alone could make of each"
    if found.rolling:
        return (
            f"{found.indicator.name}, in the twelve months to the end of each month ({unit(found.indicator)}). "
            "Each point shares eleven months with the one before it, so no limits are drawn."
        )
    return f"{found.indicator.name}, month by month ({unit(found.indicator)}). {_what_it_says(found)}"


def ends(period: Period) -> str:
    """A month, or the last of twelve, in words."""
    return worded(Period(Grain.MONTH, period.months[-1]))


def _years(found: FigurePage) -> Markup | str:
    rows = [as_range(worded(each.period), each.figure) for each in found.years]
    if not any(row.value is not None for row in rows):
        return ""
    return comparison_chart(
        trend_title(found), rows, whole=None, ceiling=ceiling(found.indicator), description=rows_told(rows)
    )


def _what_it_says(found: FigurePage) -> str:
    special = [worded(each.period) for each in found.months if each.rules]
    if found.chart is None or found.chart.phases[-1].centre is None:
        return "There are too few months yet to tell change from chance."
    if not special:
        return "It varies as it always does: no month stands out."
    return f"More than chance: {', '.join(special)}."


def _told(found: FigurePage) -> str:
    """The control chart for those who hear it: from when to when, the average and its limits, the newest month."""
    assert found.chart is not None, "told of a chart"
    values = [value for value in found.chart.values if value is not None]
    last = found.chart.phases[-1]
    points = "points, each of twelve months, to the end of" if found.rolling else "months from"
    words = f"{len(found.months)} {points} {ends(found.months[0].period)} to {ends(found.months[-1].period)}, between {min(values):.0f} and {max(values):.0f}."
    if last.centre is not None and last.low is not None and last.high is not None:
        words += f" Average {last.centre:.0f}, limits {last.low:.0f} and {last.high:.0f}."
    return f"{words} Every number is in the table beside it."


def phases(found: FigurePage) -> list[str]:
    """Where limits begin anew: from which month, why, who said so, and the average before and since."""
    if found.chart is None:
        return []
    told = []
    for before, since in pairwise(found.chart.phases):
        period = found.months[since.start].period
        said = next(each for each in found.notes.holding if each.month == period.first)
        now = "fewer than 12 months since then, so no limits are drawn yet"
        if since.centre is not None:
            was = "" if before.centre is None else f", before it {before.centre:.0f}"
            now = f"the average is {since.centre:.0f} since then{was}"
        told.append(
            f"From {worded(period)} limits begin anew: {now}. “{said.reason}” "
            f"({said.by_name}, {london(said.at):%-d %B %Y})"
        )
    return told


def over_time(found: FigurePage) -> Table:
    """Every month or year of the chart, newest first."""
    columns = [
        Column("when", _when(found), row_header=True),
        Column("numerator", "Count", numeric=True),
        Column("denominator", "Out of", numeric=True),
        Column("value", unit(found.indicator).capitalize(), numeric=True),
        Column("told", "More than chance" if found.months and not found.rolling else "Between"),
    ]
    rows = [
        {
            "when": ends(each.period) if found.months else worded(each.period),
            "told": between(each.figure)
            if found.rolling or not found.months
            else " ".join(each.rules) or "–",
            **cells(each.figure),
        }
        for each in reversed(found.months or found.years)
    ]
    return Table(f"{found.indicator.name}, newest first", columns, rows, caption_hidden=True)


def _when(found: FigurePage) -> str:
    if found.rolling:
        return "Twelve months to the end of"
    return "Month" if found.months else "Year"


def cells(figure: Guarded) -> dict[str, object]:
    """The numbers of a row."""
    below = str(figure.denominator) if figure.reading.counting.denominator else "–"
    return {"numerator": str(figure.numerator), "denominator": below, "value": figure.value}


def as_range(label: str, figure: Guarded) -> Range:
    """The value and its interval; neither where they are hidden."""
    value, interval = figure.reading.value, figure.reading.interval
    if figure.hidden or value is None:
        return Range(label, None)
    return Range(label, float(value), *(interval or ()))


def between(figure: Guarded) -> str:
    """The interval in words; – where there is none."""
    drawn = as_range("", figure)
    return "–" if drawn.low is None or drawn.high is None else f"{drawn.low:.0f} and {drawn.high:.0f}"


def groups_title(found: FigurePage) -> str:
    """What the chart by groups shows."""
    by = dict(found.breakdowns)[found.by].lower()
    return (
        f"{found.indicator.name} by {by} ({unit(found.indicator)}), with what chance alone could make of each"
    )


def groups(found: FigurePage) -> Markup | str:
    """The groups with their intervals; "" where there is none to draw, and then the table is there alone."""
    rows = [as_range(each.label, each.figure) for each in found.groups]
    if not any(row.value is not None for row in rows):
        return ""
    return comparison_chart(
        groups_title(found),
        rows,
        whole=as_range("", found.whole).value,
        ceiling=ceiling(found.indicator),
        description=rows_told(rows),
    )


def rows_told(rows: Sequence[Range]) -> str:
    """Groups and their intervals for those who hear a chart."""
    told = [
        f"{row.label}: {'not shown' if row.value is None else f'{row.value:.0f}'}"
        + (
            f", between {row.low:.0f} and {row.high:.0f}"
            if row.low is not None and row.high is not None
            else ""
        )
        for row in rows
    ]
    return "; ".join(told) + "."


def groups_table(found: FigurePage, listed: Callable[[Group], object] | None = None) -> Table:
    """Every number of the chart by groups; with ``listed`` also where the cases of each are, for those who may open cases."""
    columns = (
        Column("group", dict(found.breakdowns).get(found.by, "Group"), row_header=True),
        Column("numerator", "Count", numeric=True),
        Column("denominator", "Out of", numeric=True),
        Column("value", unit(found.indicator).capitalize(), numeric=True),
        Column("interval", "Between", numeric=True),
        *([Column("cases", "Cases")] if listed else []),
    )
    rows = [
        {"group": each.label, "interval": between(each.figure), **cells(each.figure)}
        | ({"cases": listed(each)} if listed else {})
        for each in found.groups
    ]
    return Table(f"{found.indicator.name} by group", columns, rows, caption_hidden=True)


def funnel_title(found: FigurePage, beside: Comparison) -> str:
    """What the funnel shows."""
    return f"{found.indicator.name} ({unit(found.indicator)}), by how many it is out of. {beside.sentence}"


def funnel(found: FigurePage, beside: Comparison) -> Markup | str:
    """The funnel; "" where nothing can be drawn."""
    if not beside.drawn:
        return ""
    dots = [_dot(each, own=each is beside.council) for each in beside.drawn]
    label = f"England {beside.twin.year}" if beside.twin else "All together"

    def limits(size: float) -> tuple[float, float, float, float]:
        inner, outer = beside.limits(size)
        return inner.low, inner.high, outer.low, outer.high

    return funnel_chart(
        Plot(
            title=funnel_title(found, beside),
            dots=dots,
            target=float(beside.target),
            target_label=f"{label}: {number(beside.target)}",
            limits=limits,
            size_label="Out of how many",
            ceiling=ceiling(found.indicator),
            description="; ".join(
                f"{each.label}: {each.figure.value}. {each.words}" for each in beside.drawn
            ),
        )
    )


def _dot(each: Stands, *, own: bool) -> Dot:
    now = each.figure.reading
    assert now.value is not None, "drawn is what has a value"
    assert now.denominator, "and what it is out of"
    beyond = each.standing is not None and each.standing != "within"
    return Dot(each.label, now.denominator, float(now.value), beyond=beyond, own=own)


def funnel_table(found: FigurePage, beside: Comparison) -> Table:
    """Every number of the funnel, in the order of the groups and never by value."""
    columns = (
        Column("label", "Which", row_header=True),
        Column("numerator", "Count", numeric=True),
        Column("denominator", "Out of", numeric=True),
        Column("value", unit(found.indicator).capitalize(), numeric=True),
        Column("words", "Beside England" if beside.twin else "Beside all together"),
    )
    every = [*([beside.council] if beside.council else []), *beside.groups]
    rows = [{"label": each.label, "words": each.words, **cells(each.figure)} for each in every]
    return Table(f"{found.indicator.name} in its funnel", columns, rows, caption_hidden=True)
