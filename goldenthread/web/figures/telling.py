"""What is reported about each care service: which tell of themselves, and which are reported too often or too seldom for their size.

Questions for commissioners, never a ranking.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from markupsafe import Markup

from goldenthread.ground.figures.funnel import Standing
from goldenthread.ground.figures.sentences import number
from goldenthread.insight.cube import Figures
from goldenthread.insight.queries.signals import asked_about_services
from goldenthread.insight.queries.sized import TIMES, SizedKind, sized_services
from goldenthread.insight.queries.supplied import framework_measures, who_supplies
from goldenthread.insight.queries.telling import ServiceLine, services
from goldenthread.insight.vocabulary.signals import SignalCause, SignalState
from goldenthread.insight.vocabulary.supplied import MeasureSort
from goldenthread.kit.funnels import Dot, Plot, funnel_chart
from goldenthread.kit.presenters import Column, Link, Table, Tag
from goldenthread.web.figures.asked import about, chosen, counted_here, ways, worded
from goldenthread.web.forms import page
from goldenthread.web.request import Request

LESS = {Standing.BELOW, Standing.FAR_BELOW}


def told_of_themselves(request: Request) -> HttpResponse:
    """Each service in a period."""
    figures, trouble = counted_here()
    context: dict[str, object] = {
        "title": "What services tell of themselves",
        "views": ways("figures:services", request.viewer.role),
        "trouble": trouble,
        "figures_held": figures is not None,
    }
    period = chosen(request, figures) if figures else None
    if figures is None or period is None:
        return page(request, "figures/none.html", context)
    found = services(request.viewer, figures, period)
    context |= about(request.viewer, figures, period) | {
        "whole": found.all.sentence,
        "table": _table(found.lines),
        **_sizes(request, figures),
    }
    return page(request, "figures/services.html", context)


def _table(lines: tuple[ServiceLine, ...]) -> Table:
    columns = (
        Column("name", "Service", row_header=True),
        Column("reported", "Concerns about it", numeric=True),
        Column("itself", "Raised by itself", numeric=True),
        Column("known", "Known who raised it", numeric=True),
        Column("flag", "What it says"),
    )
    rows = [
        {
            "name": each.name,
            "reported": f"{each.reported:,}",
            "itself": f"{each.itself:,}",
            "known": f"{each.known:,}",
            "flag": flag(each),
        }
        for each in lines
    ]
    return Table("Services", columns, rows, empty="No care service is on record.", caption_hidden=True)


def _sizes(request: Request, figures: Figures) -> dict[str, object]:
    """Each service for its size: a funnel and its table for each way that size is told."""
    found = sized_services(request.viewer, figures)
    asked = asked_about_services(request.viewer)
    measures = [each for each in framework_measures().values() if each.sort is MeasureSort.SIZE]
    return {
        "kinds": [(each, _funnel(each), _sized(each, asked)) for each in found.kinds],
        "sized_months": f"{worded(found.months[0])} to {worded(found.months[-1])}" if found.months else "",
        "unknown": found.unknown,
        "supply_sizes": [
            Link(each.name, reverse("framework:supply", args=[each.key]))
            for each in measures
            if who_supplies(request.viewer, each)
        ],
    }


def _funnel(kind: SizedKind) -> Markup:
    def limits(size: float) -> tuple[float, float, float, float]:
        inner, outer = kind.limits(size)
        return inner.low, inner.high, outer.low, outer.high

    unlike = [each for each in kind.lines if each.cause]
    told = "; ".join(f"{each.name}: {each.cause.label.lower()}" for each in unlike if each.cause)
    return funnel_chart(
        Plot(
            title=f"Concerns for every {TIMES} {kind.measure.of[1]}, by size. {told or 'None is unlike the others by more than chance'}.",
            dots=[
                Dot(each.name, each.size.numerator, float(each.rate), beyond=each.cause is not None)
                for each in kind.lines
            ],
            target=float(kind.target),
            target_label=f"All together: {number(kind.target)}",
            limits=limits,
            size_label=kind.measure.name,
            description="; ".join(f"{each.name}: {number(each.rate)}" for each in kind.lines) + ".",
        )
    )


def _sized(kind: SizedKind, asked: dict[str, tuple[UUID, SignalState]]) -> Table:
    columns = (
        Column("name", "Service", row_header=True),
        Column("size", kind.measure.name, numeric=True),
        Column("reported", "Concerns", numeric=True),
        Column("rate", f"For every {TIMES}", numeric=True),
        Column("flag", "What it says"),
        Column("asked", "What was asked"),
    )
    rows = []
    for each in kind.lines:
        signal = asked.get(each.name)
        colour = {SignalCause.OVER: "orange", SignalCause.UNDER: "yellow"}
        rows.append(
            {
                "name": each.name,
                "size": f"{each.size.numerator:,}",
                "reported": f"{each.reported:,}",
                "rate": number(each.rate),
                "flag": Tag(each.cause.label, colour[each.cause]) if each.cause else "Nothing unusual",
                "asked": Link(
                    signal[1].label, reverse("signals:show", args=[signal[0]]), hidden=f"about {each.name}"
                )
                if signal
                else "–",
            }
        )
    return Table(f"Concerns by {kind.measure.name.lower()}", columns, rows, caption_hidden=True)


def flag(line: ServiceLine) -> Tag | str:
    """What is worth a question, the most pressing alone. It says "unlike", never "worse"."""
    if line.silent:
        return Tag("Nobody reports anything", "yellow")
    if line.beside in LESS:
        return Tag("Seldom tells of itself", "orange")
    if line.newest:
        return Tag(f"{line.newest.capitalize()} reported than before", "yellow")
    if line.beside not in (None, Standing.WITHIN):
        return Tag("Often tells of itself", "blue")
    return "Nothing unusual"
