"""Making Safeguarding Personal: how far it has come, over time and by team."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from goldenthread.insight.language.periods import Period
from goldenthread.insight.queries.personal import PersonalFigure, personal
from goldenthread.insight.queries.supplied import measure_page
from goldenthread.insight.readings import Reading
from goldenthread.kit.presenters import Column, Link, Table
from goldenthread.web.figures import drawn
from goldenthread.web.figures.asked import about, chosen, counted, ways, worded
from goldenthread.web.forms import page
from goldenthread.web.request import Request

# Supplied by the agencies: who has been trained in it, and whether people know that the adult's wishes lead.
SUPPLIED = ("T2", "U3")


def making_personal(request: Request) -> HttpResponse:
    """Every figure of it, from the first contact to what the adult says at the end."""
    figures, trouble = counted()
    context: dict[str, object] = {
        "title": "Making Safeguarding Personal",
        "views": ways("figures:personal", request.viewer.role),
        "trouble": trouble,
        "figures_held": figures is not None,
    }
    period = chosen(request, figures) if figures else None
    if figures is None or period is None:
        return page(request, "figures/none.html", context)
    found = personal(request.viewer, figures, period)
    context |= about(request.viewer, figures, period) | {
        "found": [
            (each.page, drawn.trend(each.page), drawn.over_time(each.page), _teams(each, found.quarters))
            for each in found.figures
        ],
        "supplied": [_supplied(request, key) for key in SUPPLIED],
    }
    return page(request, "figures/personal.html", context)


def _teams(each: PersonalFigure, quarters: tuple[Period, ...]) -> Table | None:
    """A row for each team, a column for each quarter, and the later half of them beside the earlier."""
    if not each.teams:
        return None
    columns = (
        Column("team", "Team", row_header=True),
        *(Column(f"q{n}", worded(quarter), numeric=True) for n, quarter in enumerate(quarters)),
        Column("change", "The later half beside the earlier"),
    )
    rows = [
        {"team": line.name, "change": line.change or "Too few to say"}
        | {f"q{n}": _cell(reading) for n, reading in enumerate(line.readings)}
        for line in each.teams
    ]
    return Table(f"{each.page.indicator.name} by team", columns, rows, caption_hidden=True)


def _cell(reading: Reading) -> str:
    if not reading.denominator:
        return "–"
    return f"{reading.shown} ({reading.numerator or 0:,} of {reading.denominator:,})"


def _supplied(request: Request, key: str) -> tuple[Link, list[str]]:
    """A supplied measure: where it is, and the newest figure of each agency in a sentence."""
    found = measure_page(request.viewer, key, None)
    names = found.measure.part_names
    told = [
        f"{line.agency}{', ' + names[line.part].lower() if line.part else ''}, {worded(line.period)}: "
        f"{line.sentence} {found.changes.get((line.agency, line.part), '')}".strip()
        for line in found.newest
    ]
    return Link(found.measure.name, reverse("framework:measure", args=[key])), told
