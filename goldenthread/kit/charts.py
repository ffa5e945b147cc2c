"""Charts as SVG, drawn on the server: readable in print, in grey, and beside a table that holds every number.

A chart says in its title what it shows. Special points differ in shape, not in colour alone. Nothing here divides or decides:
values and limits are handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10

from markupsafe import Markup, escape

Place = Callable[[float], float]
WIDTH, HEIGHT = 760, 280
# The scale stands at both ends: on a narrow screen one is out of sight.
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 40, 14, 44
_ROW = 30
# About how wide a letter of a label is.
LETTER = 7


@dataclass(frozen=True)
class Point:
    """One point of a trend. ``value`` is None where there is none to show; ``special``: it breaks a rule of the chart."""

    label: str
    value: float | None
    special: bool = False


@dataclass(frozen=True)
class Band:
    """Average and limits from one point up to another, not included. None where there are too few points for them."""

    start: int
    end: int
    centre: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Trend:
    """A control chart. ``title`` says what it shows; ``ceiling`` the highest value there can be, if there is one.

    ``description`` tells the chart in words to those who hear it read.
    """

    title: str
    points: Sequence[Point]
    bands: Sequence[Band] = ()
    ceiling: float | None = None
    description: str = ""


@dataclass(frozen=True)
class Range:
    """One line of a comparison: a value with its interval, or neither where it is not shown."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None


def trend_chart(trend: Trend) -> Markup:
    """The control chart: values joined by a line, average, limits; a diamond where a rule is broken."""
    marks = ticks(_highest(trend), counts=_counts([p.value for p in trend.points if p.value is not None]))
    top = marks[-1]
    across = (WIDTH - _LEFT - _RIGHT) / max(1, len(trend.points) - 1)

    def x(place: float) -> float:
        return _LEFT + place * across

    def y(value: float) -> float:
        return HEIGHT - _BOTTOM - value / top * (HEIGHT - _TOP - _BOTTOM)

    parts = [
        *_scale(marks, y),
        *_months(trend.points, x),
        *(part for band in trend.bands for part in _limits(band, x, y)),
        *_lines(trend.points, x, y),
        *_marks(trend.points, x, y),
    ]
    return drawing(trend.title, WIDTH, HEIGHT, parts, trend.description, kind="time")


def comparison_chart(
    title: str, rows: Sequence[Range], *, whole: float | None, ceiling: float | None, description: str = ""
) -> Markup:
    """Values with their intervals, one below the other, and the value of the whole as a line to read them against."""
    known = [row.high if row.high is not None else row.value for row in rows if row.value is not None]
    values = [*(value for value in known if value is not None), whole or 0]
    top = ceiling or round_up(max([*values, 1]))
    marks = ticks(top, counts=_counts(values))
    top = marks[-1]
    left, right = 250, 40
    height = _ROW * len(rows) + 40

    def x(value: float) -> float:
        return left + value / top * (WIDTH - left - right)

    parts = [tag("line", "gt-chart__axis", x1=left, x2=WIDTH - right, y1=height - 30, y2=height - 30)]
    for tick in marks:
        parts.append(text(number(tick), x(tick), height - 12, "middle"))
    if whole is not None:
        parts.append(tag("line", "gt-chart__centre", x1=x(whole), x2=x(whole), y1=4, y2=height - 30))
    for place, row in enumerate(rows):
        middle = _ROW * place + 18
        parts.append(
            text(row.label if len(row.label) < 34 else row.label[:32] + "…", left - 12, middle + 5, "end")
        )
        if row.value is None:
            parts.append(text("not shown", left + 6, middle + 5, "start"))
            continue
        if row.low is not None and row.high is not None:
            parts.append(tag("line", "gt-chart__reach", x1=x(row.low), x2=x(row.high), y1=middle, y2=middle))
        parts.append(tag("circle", "gt-chart__point", cx=x(row.value), cy=middle, r=5))
    return drawing(title, WIDTH, height, parts, description)


def _highest(trend: Trend) -> float:
    if trend.ceiling:
        return trend.ceiling
    values = [point.value for point in trend.points if point.value is not None]
    limits = [band.high for band in trend.bands if band.high is not None]
    return round_up(max([*values, *limits, 1]))


def round_up(value: float) -> float:
    """The next number above that ends in noughts."""
    step: float = 10.0 ** floor(log10(value))
    for part in (1, 2, 2.5, 5, 10):
        if value <= part * step:
            return part * step
    return ceil(value / step) * step


def ticks(top: float, *, counts: bool = False) -> list[float]:
    """Where a scale is marked. ``counts``: of what comes whole, so that no half of a person is marked."""
    if not counts:
        return [top * part / 4 for part in range(5)]
    whole = ceil(top)
    parts = next(each for each in (4, 5, 3, 2, 1) if whole % each == 0)
    return [float(whole // parts * part) for part in range(parts + 1)]


def _counts(values: Sequence[float]) -> bool:
    return all(float(value).is_integer() for value in values)


def _scale(marks: Sequence[float], y: Place) -> Iterator[Markup]:
    for tick in marks:
        at = y(tick)
        yield tag("line", "gt-chart__grid", x1=_LEFT, x2=WIDTH - _RIGHT, y1=at, y2=at)
        yield text(number(tick), _LEFT - 8, at + 5, "end")
        yield text(number(tick), WIDTH - _RIGHT + 8, at + 5, "start", kind="far")


def _months(points: Sequence[Point], x: Place) -> Iterator[Markup]:
    # Few enough names that none runs into the next.
    every = max(1, ceil(len(points) / 8))
    newest, words = len(points) - 1, points[-1].label if points else ""
    # The newest stands at the very edge: under its point where it fits, else before it.
    fits = LETTER * len(words) / 2 <= _RIGHT
    reach = LETTER * len(words) * (0.5 if fits else 1)
    for place in range(newest, -1, -every):
        anchor = "end" if place == newest and not fits else "middle"
        if place != newest and x(place) + LETTER * (len(points[place].label) / 2 + 1) > x(newest) - reach:
            continue  # A whole date is longer than a month, and would run into the newest.
        yield text(points[place].label, x(place), HEIGHT - _BOTTOM + 24, anchor)


def _limits(band: Band, x: Place, y: Place) -> Iterator[Markup]:
    ends = {"x1": x(band.start), "x2": x(band.end - 1)}
    for value, name in ((band.centre, "centre"), (band.low, "limit"), (band.high, "limit")):
        if value is not None:
            at = y(value)
            yield tag("line", f"gt-chart__{name}", **ends, y1=at, y2=at)


def _lines(points: Sequence[Point], x: Place, y: Place) -> Iterator[Markup]:
    """Neighbours are joined; where a value is missing the line has a gap."""
    for place, (one, other) in enumerate(pairwise(points)):
        if one.value is not None and other.value is not None:
            yield tag(
                "line",
                "gt-chart__line",
                x1=x(place),
                x2=x(place + 1),
                y1=y(one.value),
                y2=y(other.value),
            )


def _marks(points: Sequence[Point], x: Place, y: Place) -> Iterator[Markup]:
    for place, point in enumerate(points):
        if point.value is None:
            continue
        yield mark(x(place), y(point.value), special=point.special)


def mark(across: float, down: float, *, special: bool) -> Markup:
    """A dot; a diamond for what is special."""
    if not special:
        return tag("circle", "gt-chart__point", cx=across, cy=down, r=4)
    corners = ((0, -8), (8, 0), (0, 8), (-8, 0))
    shape = " ".join(f"{across + dx:.1f},{down + dy:.1f}" for dx, dy in corners)
    return tag("polygon", "gt-chart__special", points=shape)


def drawing(
    title: str, width: float, height: float, parts: Sequence[Markup], description: str = "", *, kind: str = ""
) -> Markup:
    """The parts as one SVG that is read out as its title and its description. ``kind``: what its style may know it by."""
    told = Markup("<desc>{}</desc>").format(description) if description else Markup("")
    return Markup(
        '<svg class="gt-chart{}" role="img" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" focusable="false">'
        "<title>{}</title>{}{}</svg>"
    ).format(
        f" gt-chart--{kind}" if kind else "", f"{width:g}", f"{height:g}", title, told, Markup().join(parts)
    )


def tag(name: str, class_: str, **attributes: float | str) -> Markup:
    """One element of a drawing."""
    told = Markup().join(
        Markup(' {}="{}"').format(key, f"{value:.1f}" if isinstance(value, float) else value)
        for key, value in attributes.items()
    )
    return Markup('<{} class="{}"{}/>').format(name, class_, told)


def text(words: str, x: float, y: float, anchor: str, *, kind: str = "text") -> Markup:
    """Words in a drawing."""
    return Markup('<text class="gt-chart__{}" x="{}" y="{}" text-anchor="{}">{}</text>').format(
        kind, f"{x:.1f}", f"{y:.1f}", anchor, escape(words)
    )


def number(value: float) -> str:
    """A number of a scale."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"
