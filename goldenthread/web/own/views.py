"""A worker's own measures and their team's, shown to them first."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from goldenthread.ground import local_policy, moment
from goldenthread.insight import procedures
from goldenthread.insight.language.definition import DIRECTIONS
from goldenthread.insight.language.periods import Period
from goldenthread.insight.queries import periods
from goldenthread.insight.queries.own import OwnFigure, choices, followed, own_measures
from goldenthread.insight.queries.sight import as_at
from goldenthread.insight.readings import Reading
from goldenthread.kit import forms as kit
from goldenthread.kit.charts import Band, Point, Trend, trend_chart
from goldenthread.kit.presenters import Column, Link, Table
from goldenthread.web.figures.asked import counted_here, ways, worded
from goldenthread.web.forms import page, posted
from goldenthread.web.request import Request


class FollowForm(kit.KitForm):
    """Which figures are followed."""

    figures = kit.Choices("Which figures?", (), needed="Choose at least one figure", hint="Up to eight.")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        listed = [(key, each.name, each.why) for key, each in choices().items()]
        field = self.fields["figures"]
        field.entries = listed  # type: ignore[attr-defined]
        field.choices = [(key, name) for key, name, _ in listed]  # type: ignore[attr-defined]


def home(request: Request) -> HttpResponse:
    """What this worker and their team follow: theirs first."""
    figures, trouble = counted_here()
    viewer = request.viewer
    context: dict[str, object] = {
        "title": "Your own measures",
        "views": ways("own:home", viewer.role),
        "trouble": trouble,
    }
    if figures is None:
        return page(request, "figures/none.html", context)
    offered = periods(viewer, figures)
    period = next((each for each in offered if str(each) == request.GET.get("period", "")), offered[0])
    context |= {
        "caption": worded(period),
        "as_at": as_at(figures),
        "periods": [Link(worded(each), f"?period={each}", current=each == period) for each in offered],
        "figures": [_shown(each, viewer.team, period) for each in own_measures(viewer, figures, period)],
        "team": viewer.team,
        "first_days": local_policy.current().on(moment.today()).own.first_days,
    }
    return page(request, "own/home.html", context)


def follow(request: Request) -> HttpResponse:
    """Choose what oneself follows."""
    return _choose(request, for_team=False)


def follow_as_team(request: Request) -> HttpResponse:
    """Choose what the team follows."""
    return _choose(request, for_team=True)


def _choose(request: Request, *, for_team: bool) -> HttpResponse:
    now = followed(request.viewer, for_team=for_team)
    form = FollowForm(
        request.POST if request.method == "POST" else None,
        initial={"figures": list(now.figures)},
        version=now.version,
    )

    def deed(said: dict[str, Any]) -> None:
        procedures.follow_figures(request.viewer, for_team=for_team, **said)

    if posted(request, form, deed, version=now.version):
        messages.success(request, "These figures are followed from now on.")
        return HttpResponseRedirect(reverse("own:home"))
    whose = f"the team {request.viewer.team}" if for_team else "you"
    context = {
        "title": f"Which figures {'does your team' if for_team else 'do you'} follow?",
        "form": form,
        "told": f"Chosen last by {now.by_name}."
        if now.by_name
        else f"Nobody has chosen for {whose} yet: these are the usual ones.",
        "cancel": reverse("own:home"),
        "back": Link("Your own measures", reverse("own:home")),
    }
    return page(request, "own/follow.html", context)


def _shown(found: OwnFigure, team: str, period: Period) -> dict[str, object]:
    indicator = found.indicator
    return {
        "key": indicator.key,
        "name": indicator.name,
        "why": indicator.why,
        "good": DIRECTIONS[indicator.direction].capitalize(),
        "mine": _sentence(found.mine, period),
        "table": _compared(found, team),
        "recent": _recent(found),
        "trend": _trend(found, team),
    }


def _sentence(reading: Reading | None, period: Period) -> str:
    if reading is None or not (reading.numerator or reading.denominator):
        return f"No case of yours was counted in this time ({worded(period)})."
    return f"Your work: {reading.sentence[0].lower()}{reading.sentence[1:]}"


def _compared(found: OwnFigure, team: str) -> Table:
    rows = [("You", found.mine), (f"Team {team}", found.team), ("The council", found.council)]
    columns = (
        Column("whose", "Whose work", row_header=True),
        Column("count", "Count", numeric=True),
        Column("of", "Out of", numeric=True),
        Column("value", found.council.unit.capitalize() or "Number", numeric=True),
    )
    lines = [
        {
            "whose": whose,
            "count": _number(each.numerator),
            "of": _number(each.denominator),
            "value": each.shown,
        }
        for whose, each in rows
        if each is not None
    ]
    return Table(f"{found.indicator.name}: you, your team, the council", columns, lines, caption_hidden=True)


def _recent(found: OwnFigure) -> Table:
    """One worker's months are a handful of cases: counts, and no lines drawn through them."""
    columns = (
        Column("month", "Month", row_header=True),
        Column("count", "Count", numeric=True),
        Column("of", "Out of", numeric=True),
    )
    rows = [
        {"month": worded(each.period), "count": _number(each.numerator), "of": _number(each.denominator)}
        for each in reversed(found.recent)
    ]
    return Table(f"{found.indicator.name}: your newest months", columns, rows, caption_hidden=True)


def _trend(found: OwnFigure, team: str) -> object:
    if found.trend is None or not any(value is not None for value in found.trend.chart.values):
        return ""
    chart = found.trend.chart
    points = [
        Point(worded(month), value, bool(rules))
        for month, value, rules in zip(found.trend.periods, chart.values, chart.signals, strict=True)
    ]
    bands = [Band(each.start, each.end, each.centre, each.low, each.high) for each in chart.phases]
    unit = found.council.unit
    title = f"{found.indicator.name}, team {team}, month by month{' (' + unit + ')' if unit else ''}."
    return trend_chart(Trend(title, points, bands, ceiling=100 if unit == "in 100" else None))


def _number(count: int | None) -> str:
    return "–" if count is None else f"{count:,}"
