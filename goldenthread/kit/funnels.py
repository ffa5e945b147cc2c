"""The funnel plot as SVG: each one by its size, between the limits that chance alone would make. Shapes tell before colours do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from goldenthread.kit.charts import HEIGHT, LETTER, WIDTH, drawing, mark, number, round_up, tag, text, ticks

_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 20, 18, 56
_STEPS = 48
# How far apart two names must be, one below the other.
LINE = 15
Edges = tuple[float, float, float, float]


@dataclass(frozen=True)
class Dot:
    """One of the plot: how large it is, its value, and whether it lies beyond the limits. ``own``: drawn as a square, with its name."""

    label: str
    size: float
    value: float
    beyond: bool = False
    own: bool = False


@dataclass(frozen=True)
class Plot:
    """A funnel. ``limits`` gives, for a size, the inner low and high and the outer low and high."""

    title: str
    dots: Sequence[Dot]
    target: float
    target_label: str
    limits: Callable[[float], Edges]
    size_label: str
    ceiling: float | None = None
    description: str = ""


def funnel_chart(plot: Plot) -> Markup:
    """The plot: target as a line, two funnels dashed and dotted, a diamond for each one beyond them."""
    widest = round_up(max([dot.size for dot in plot.dots] + [10]))
    # Closer together where the funnel is steep.
    sizes = [size for step in range(1, _STEPS + 1) if (size := widest * (step / _STEPS) ** 2) >= 1]
    edges = [(size, plot.limits(size)) for size in sizes]
    values = [dot.value for dot in plot.dots]
    top = plot.ceiling or round_up(max([*values, edges[len(edges) // 3][1][3], plot.target * 1.5, 1]))

    def x(size: float) -> float:
        return _LEFT + size / widest * (WIDTH - _LEFT - _RIGHT)

    def y(value: float) -> float:
        return HEIGHT - _BOTTOM - min(value, top) / top * (HEIGHT - _TOP - _BOTTOM)

    parts = [
        *_scales(plot, widest, top, x, y),
        *_funnels(edges, x, y),
        tag("line", "gt-chart__centre", x1=_LEFT, x2=WIDTH - _RIGHT, y1=y(plot.target), y2=y(plot.target)),
        text(plot.target_label, WIDTH - _RIGHT, _clear(y(plot.target)), "end"),
        *_dots(plot, x, y),
    ]
    return drawing(plot.title, WIDTH, HEIGHT, parts, plot.description)


def _clear(down: float) -> float:
    """Where the name of the line can be read: above it, or well below it where it runs along the top."""
    return down - 6 if down - 20 > _TOP else HEIGHT - _BOTTOM - 8


def _scales(
    plot: Plot, widest: float, top: float, x: Callable[[float], float], y: Callable[[float], float]
) -> Iterator[Markup]:
    for tick in ticks(top):
        yield tag("line", "gt-chart__grid", x1=_LEFT, x2=WIDTH - _RIGHT, y1=y(tick), y2=y(tick))
        yield text(number(tick), _LEFT - 8, y(tick) + 5, "end")
    for tick in ticks(widest):
        anchor = "end" if tick == widest else "middle"
        yield text(number(tick), x(tick), HEIGHT - _BOTTOM + 20, anchor)
    yield text(plot.size_label, (WIDTH + _LEFT - _RIGHT) / 2, HEIGHT - _BOTTOM + 42, "middle")


def _funnels(
    edges: Sequence[tuple[float, Edges]], x: Callable[[float], float], y: Callable[[float], float]
) -> Iterator[Markup]:
    for edge, name in ((0, "inner"), (1, "inner"), (2, "limit"), (3, "limit")):
        points = " ".join(f"{x(size):.1f},{y(limits[edge]):.1f}" for size, limits in edges)
        yield tag("polyline", f"gt-chart__{name}", points=points)


def _dots(plot: Plot, x: Callable[[float], float], y: Callable[[float], float]) -> Iterator[Markup]:
    """Every mark; a name beside those that stand out, where it lies on no other name: the table has them all."""
    at = _clear(y(plot.target))
    named: list[tuple[float, float, float]] = [
        (WIDTH - _RIGHT - LETTER * len(plot.target_label), WIDTH - _RIGHT, at)
    ]
    for dot in sorted(plot.dots, key=lambda each: not each.own):
        across, down = x(dot.size), y(dot.value)
        if dot.own:
            yield tag("rect", "gt-chart__own", x=across - 6, y=down - 6, width=12, height=12)
        else:
            yield mark(across, down, special=dot.beyond)
        if dot.beyond or dot.own:
            # Near the right edge the name stands on the left of its mark.
            left = across > WIDTH * 0.7
            wide = LETTER * len(dot.label)
            start = across - 12 - wide if left else across + 12
            for line in (down + 5, down + 5 + LINE, down + 5 - LINE) if dot.own else (down + 5,):
                if not any(
                    abs(line - other) < LINE and start < end and begin < start + wide
                    for begin, end, other in named
                ):
                    named.append((start, start + wide, line))
                    yield text(dot.label, across + (-12 if left else 12), line, "end" if left else "start")
                    break
