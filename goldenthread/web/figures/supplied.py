"""A figure that agencies supply: each agency's newest, with where it was taken from, how it was come by and when it was said."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.urls import reverse

from goldenthread.insight.framework import Supplied
from goldenthread.insight.language.definition import Indicator
from goldenthread.insight.queries.supplied import SuppliedLine, for_indicator
from goldenthread.kit.display import at_time
from goldenthread.kit.presenters import Column, Link, Row, Table
from goldenthread.web.figures.asked import ways, worded
from goldenthread.web.forms import page
from goldenthread.web.request import Request


def supplied_figure(request: Request, indicator: Indicator, rows: list[Row]) -> HttpResponse:
    """The page of such a figure. What agencies say of different people or periods is set side by side, and never added up."""
    found = for_indicator(request.viewer, indicator.supplied)
    context = {
        "title": indicator.name,
        "views": ways("", request.viewer.role),
        "back": Link("Leading figures", reverse("figures:leading")),
        "indicator": indicator,
        "rows": rows,
        "worded": worded,
        "called": _called,
        "measures": [
            (measure, lines, _table(measure, lines), reverse("framework:measure", args=[measure.key]))
            for measure, lines in found
        ],
    }
    return page(request, "figures/supplied.html", context)


def _called(line: SuppliedLine) -> str:
    part = f", {line.measure.part_names[line.part].lower()}" if line.measure.parts else ""
    return f"{line.agency}{part}"


def _count(line: SuppliedLine) -> str:
    if line.hidden:
        return line.shown
    return f"{line.numerator:,}" + ("" if line.denominator is None else f" of {line.denominator:,}")


def _table(measure: Supplied, lines: Sequence[SuppliedLine]) -> Table:
    columns = (
        Column("who", "Whose", row_header=True),
        Column("period", "Period"),
        Column("count", "Count", numeric=True),
        Column("value", "In 100" if measure.measure == "share" else "Number", numeric=True),
        Column("between", "Between", numeric=True),
        Column("source", "Taken from, and how it was come by"),
        Column("said", "As at"),
    )
    rows = [
        {
            "who": _called(each),
            "period": worded(each.period),
            "count": _count(each),
            "value": each.shown.removesuffix(" in 100"),
            "between": f"{each.interval.low:.0f} and {each.interval.high:.0f}" if each.interval else "–",
            "source": f"{each.source}. {each.basis.label}." if each.basis else each.source,
            "said": at_time(each.at) if each.at else "–",
        }
        for each in lines
    ]
    return Table(f"{measure.name}: newest figures", columns, rows, caption_hidden=True)
