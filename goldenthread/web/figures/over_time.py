"""Figures over time: the leading ones together, each with its trend and its groups, and how every figure is made.

They are read from what was counted last from nameless facts; no page here touches a record of a person.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.urls import reverse

from goldenthread.ground.figures.sentences import number
from goldenthread.insight.cube import Figures
from goldenthread.insight.language.definition import DIRECTIONS, Indicator, Population, Role
from goldenthread.insight.language.periods import Period
from goldenthread.insight.national import Published
from goldenthread.insight.queries import (
    FigurePage,
    Group,
    comparison,
    figure_page,
    indicators,
    leading,
    made,
    parts,
    population,
    published,
    sight_of,
)
from goldenthread.insight.queries.comparison import STANDING_WORDS
from goldenthread.kit.presenters import Column, Link, Row, Table
from goldenthread.web.figures import drawn
from goldenthread.web.figures.asked import about, chosen, counted, known, ways
from goldenthread.web.figures.cases import address
from goldenthread.web.figures.supplied import supplied_figure
from goldenthread.web.forms import page
from goldenthread.web.request import Request
from goldenthread.web.routes import opens


def leading_figures(request: Request) -> HttpResponse:
    """The leading figures of a period, outcomes first."""
    figures, trouble = counted()
    context: dict[str, object] = {
        "title": "Leading figures",
        "views": ways("figures:leading", request.viewer.role),
        "trouble": trouble,
        "figures_held": figures is not None,
    }
    period = chosen(request, figures) if figures else None
    if figures is None or period is None:
        return page(request, "figures/none.html", context)
    found = leading(request.viewer, figures, period)
    context |= about(request.viewer, figures, period) | {
        "figures": [each for each in found if each.figure],
        "waiting": [each.indicator for each in found if each.indicator.waits_for],
        "supplied": [each.indicator for each in found if each.indicator.supplied],
        "directions": DIRECTIONS,
    }
    return page(request, "figures/leading.html", context)


def one_figure(request: Request, key: str) -> HttpResponse:
    """One figure, with its trend, its groups, what it is set beside and how it is made."""
    indicator = known(key)
    if indicator.supplied:
        return supplied_figure(request, indicator, definition(indicator))
    figures, trouble = counted()
    context: dict[str, object] = {
        "title": indicator.name,
        "views": ways("", request.viewer.role),
        "indicator": indicator,
        "rows": definition(indicator),
        "trouble": trouble,
        "figures_held": figures is not None,
        "back": Link("Leading figures", reverse("figures:leading")),
    }
    period = chosen(request, figures) if figures else None
    if figures is None or period is None or indicator.counting is None:
        return page(request, "figures/none.html", context)
    found = figure_page(request.viewer, figures, key, period, by=request.GET.get("by", ""))
    kept = f"&by={found.by}" if found.by else ""
    context |= about(request.viewer, figures, period, kept=kept) | _of_one(found)
    context |= _beside(request, figures, found, period)
    context["divided_by"] = _divided_by(indicator, figures)
    context["files"] = files(key, period, kept)
    role = request.viewer.role
    # Nothing of this house stands behind others' figures: neither cases nor what was asked about them.
    own = not figures.of_others
    context["asked"] = (
        f"{reverse('signals:list')}?figure={key}" if own and opens("signals:list", role) else ""
    )
    context["behind"] = ()
    if own and opens("figures:cases", role):
        context["behind"] = _behind(indicator, period)
        context["groups"] = drawn.groups_table(found, lambda group: _listed(found, group))
    may = own and found.chart is not None and not found.rolling and request.viewer.may("figures.rephase")
    context["limits"] = reverse("figures:limits", args=[key]) if may else ""
    return page(request, "figures/one.html", context)


def _behind(indicator: Indicator, period: Period) -> list[Link]:
    """The lists of cases behind the figure."""
    words = {Role.NUMERATOR: "The cases it counts", Role.DENOMINATOR: "The cases it is out of"}
    parts_of = indicator.counting.parts if indicator.counting else ()
    return [Link(words[part], address(indicator.key, part, period)) for part, _ in parts_of]


def _divided_by(indicator: Indicator, figures: Figures) -> str:
    """Which people a rate is divided by, with their year and source; "" for a figure that is not divided by people who live here."""
    if indicator.counting is None or not isinstance(indicator.counting.denominator, Population):
        return ""
    people = None if figures.of_others else population()
    if people is None:
        return "It cannot be worked out here: the number of adults who live here is not known."
    return f"Divided by {people.total:,} adults, those of mid-{people.year}, whichever year is shown. {people.source}."


def _listed(found: FigurePage, group: Group) -> Link | str:
    """Where the cases of a group are listed; nothing leads to none."""
    reading = group.figure.reading
    part = Role.NUMERATOR if reading.numerator else Role.DENOMINATOR
    if not (reading.numerator or reading.denominator) or part not in dict(reading.counting.parts):
        return "–"
    here = address(found.indicator.key, part, found.period, by=found.by, group=group.key)
    return Link("List", here, hidden=f"the cases: {group.label}")


def _of_one(found: FigurePage) -> dict[str, object]:
    return {
        "figure": found,
        "between": drawn.between(found.whole),
        "trend": drawn.trend(found),
        "months": drawn.over_time(found),
        "phases": drawn.phases(found),
        "choices": [
            Link(words, f"?period={found.period}&by={by}#groups", current=by == found.by)
            for by, words in found.breakdowns
        ],
        # With nothing to draw there is the table alone.
        "comparison": drawn.groups(found) if found.by else "",
        "groups": drawn.groups_table(found),
    }


def _beside(request: Request, figures: Figures, found: FigurePage, period: Period) -> dict[str, object]:
    """What the figure is set beside: the funnel, other published figures, and shares of kinds."""
    seen = sight_of(request.viewer)
    beside = comparison(seen, figures, found, by=found.by)
    mine = [each for each in published() if each.indicator == found.indicator.key]
    kinds = parts(seen, figures, found.indicator.key, period)
    return {
        "beside": beside,
        "funnel": drawn.funnel(found, beside) if beside else "",
        "funnel_table": drawn.funnel_table(found, beside) if beside else None,
        "kinds": [(each, STANDING_WORDS[each.standing] if each.standing else "") for each in kinds],
        "published": published_table(mine) if mine else None,
    }


def published_table(found: Sequence[Published]) -> Table:
    """Published figures with their year, how they are known, and where they were seen."""
    columns = (
        Column("place", "Whose", row_header=True),
        Column("year", "Year"),
        Column("value", "Figure", numeric=True),
        Column("note", "What it counts, and care to take"),
        Column("source", "Seen in"),
    )
    rows = [
        {
            "place": each.place,
            "year": each.year,
            "value": number(each.value),
            "note": f"{each.note} {each.mark_words} {each.caution}",
            "source": "; ".join(each.sources),
        }
        for each in found
    ]
    return Table("Published elsewhere", columns, rows, caption_hidden=True)


def files(key: str, period: Period, kept: str = "") -> list[Link]:
    """The numbers and the pictures of a figure, to take away."""
    words = {"csv": "Numbers (CSV)", "xlsx": "Numbers (Excel)", "svg": "Chart (SVG)", "png": "Chart (PNG)"}
    return [
        Link(words[kind], f"{reverse('figures:download', args=[key, kind])}?period={period}{kept}")
        for kind in words
    ]


def how_made(request: Request) -> HttpResponse:
    """How every figure is made, its national twin, and what those that cannot be counted yet wait for."""
    every = made(request.viewer, indicators())
    people = population()
    context = {
        "title": "How figures are made",
        "views": ways("figures:made", request.viewer.role),
        "counted": [(each, definition(each)) for each in every if each.counting],
        "waiting": [each for each in every if not each.counting],
        "population": people,
    }
    return page(request, "figures/made.html", context)


def definition(indicator: Indicator) -> list[Row]:
    """How it is made, for a summary list."""
    told = (
        ("What is counted", indicator.definition),
        ("What is left out", indicator.exclusions),
        ("Why it matters", indicator.why),
        ("Which way is good", DIRECTIONS[indicator.direction].capitalize()),
        ("National twin", indicator.national_twin or "There is none."),
        ("Source", indicator.source),
        ("Written by", f"{indicator.author}; looked at again by {indicator.next_review:%-d %B %Y}"),
        ("Definition", f"{indicator.key}, version {indicator.version[:12]}"),
    )
    return [Row(name, words) for name, words in told if words]
