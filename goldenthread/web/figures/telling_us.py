"""Who tells us, and about whom? The source and demography of concerns, beside the adults who live here."""

from __future__ import annotations

from fractions import Fraction

from django.http import HttpResponse
from markupsafe import Markup

from goldenthread.ground.figures.division import rounded
from goldenthread.insight.queries import population, sources
from goldenthread.insight.queries.sources import Part, Told
from goldenthread.kit.charts import Range, comparison_chart
from goldenthread.kit.presenters import Column, Table
from goldenthread.web.figures import drawn
from goldenthread.web.figures.asked import about, chosen, counted, ways
from goldenthread.web.figures.equal import drawn_splits
from goldenthread.web.forms import page
from goldenthread.web.request import Request


def who_tells_us(request: Request) -> HttpResponse:
    """Concerns by who raised them and by who they are about."""
    figures, trouble = counted()
    context: dict[str, object] = {
        "title": "Who tells us, and about whom?",
        "views": ways("figures:sources", request.viewer.role),
        "trouble": trouble,
        "figures_held": figures is not None,
    }
    period = chosen(request, figures) if figures else None
    if figures is None or period is None:
        return page(request, "figures/none.html", context)
    # Those who live here are nothing to set others' figures beside.
    people = None if figures.of_others else population()
    found = sources(request.viewer, figures, period, people)
    context |= about(request.viewer, figures, period) | {
        "found": found,
        "people": people,
        "tells": [(each, _chart(each), _table(each)) for each in found.tells],
        "about": [(each, _chart(each), _table(each)) for each in found.about],
        "public": drawn_splits(found.public),
    }
    return page(request, "figures/sources.html", context)


def _chart(told: Told) -> Markup | str:
    rows = [_range(each) for each in told.parts]
    if not any(row.value is not None for row in rows):
        return ""
    title = f"Concerns by {told.name.lower()} (in 100 of those where it is known), with what chance alone could make of each"
    return comparison_chart(title, rows, whole=None, ceiling=None, description=drawn.rows_told(rows))


def _range(part: Part) -> Range:
    if part.share is None:
        return Range(part.label, None)
    return Range(part.label, float(part.share), *(part.interval or ()))


def _table(told: Told) -> Table:
    beside = any(each.lives_here is not None for each in told.parts)
    columns = [
        Column("group", told.name, row_header=True),
        Column("count", "Concerns", numeric=True),
        Column("share", "In 100", numeric=True),
        Column("interval", "Between", numeric=True),
    ]
    if beside:
        columns += [
            Column("lives_here", "Of 100 adults here", numeric=True),
            Column("words", "Beside their part"),
        ]
    rows = [
        {
            "group": each.label,
            "count": str(each.count),
            "share": _in_100(each.share),
            "interval": f"{each.interval.low:.0f} and {each.interval.high:.0f}" if each.interval else "–",
            "lives_here": _in_100(each.lives_here),
            "words": each.words or "–",
        }
        for each in told.parts
    ]
    caption = f"Concerns by {told.name.lower()}"
    return Table(caption, columns, rows, caption_hidden=True, empty="Nothing was counted.")


def _in_100(share: Fraction | None) -> str:
    return "–" if share is None else f"{rounded(share):f}"
