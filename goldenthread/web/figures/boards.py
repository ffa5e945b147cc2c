"""Dashboards: the figures of one audience, outcomes for people first, each with its sentence, its chart and the table beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.urls import reverse
from markupsafe import Markup

from goldenthread.insight.dashboards import OF_DANGER, Dashboard
from goldenthread.insight.language.definition import DIRECTIONS
from goldenthread.insight.queries import (
    FigurePage,
    Sheet,
    Shown,
    dashboard,
    first_of,
    forum_periods,
    forum_sheet,
    open_to,
    sheet,
)
from goldenthread.kit.presenters import Link, Table
from goldenthread.web.figures import drawn
from goldenthread.web.figures.asked import about, chosen, counted, of_offered, ways
from goldenthread.web.forms import page
from goldenthread.web.request import Request


@dataclass(frozen=True)
class Panel:
    """One figure as a dashboard draws it."""

    page: FigurePage
    council: str
    direction: str
    trend: Markup | str
    table: Table
    phases: list[str]
    funnel: Markup | str
    funnel_table: Table | None
    beside: str

    @property
    def empty(self) -> bool:
        """True where nothing of it can be shown: neither this year nor another."""
        return self.page.whole.hidden and not self.trend


def home(request: Request) -> HttpResponse:
    """The dashboard this reader is shown first."""
    return _drawn(request, first_of(request.viewer))


def board(request: Request, audience: str) -> HttpResponse:
    """The dashboard of an audience. Raises Http404 where there is none of that name."""
    try:
        asked = dashboard(request.viewer, audience)
    except KeyError:
        raise Http404(f"no dashboard {audience}") from None
    return _drawn(request, asked)


def forum(request: Request) -> HttpResponse:
    """The dashboard of the provider forum, for a care provider: the same numbers, and no way to a page they may not open."""
    figures, trouble = counted()
    offered = forum_periods(request.viewer, figures) if figures else ()
    period = of_offered(request, offered)
    context: dict[str, object] = {
        "title": "Figures for care providers",
        "views": ways("figures:forum", request.viewer.role),
        "trouble": trouble,
        "figures_held": figures is not None,
        "audiences": (),
        "leads_on": False,
    }
    if figures is None or period is None:
        return page(request, "figures/none.html", context)
    found = forum_sheet(request.viewer, figures, period)
    context |= about(request.viewer, figures, period, in_public=True, offered=offered) | _shown(found)
    return page(request, "figures/board.html", context)


def _drawn(request: Request, asked: Dashboard) -> HttpResponse:
    figures, trouble = counted()
    context: dict[str, object] = {
        "title": f"Figures: {asked.name.lower()}",
        "views": ways("figures:home", request.viewer.role),
        "trouble": trouble,
        "figures_held": figures is not None,
        "leads_on": True,
        "audiences": [
            Link(each.name, reverse("figures:board", args=[each.key]), current=each.key == asked.key)
            for each in open_to(request.viewer)
        ],
    }
    period = chosen(request, figures, in_public=asked.public) if figures else None
    if figures is None or period is None:
        return page(request, "figures/none.html", context)
    found = sheet(request.viewer, figures, asked, period, group=request.GET.get("group", ""))
    kept = f"&group={quote(found.group)}" if found.group else ""
    context |= about(request.viewer, figures, period, kept=kept, in_public=asked.public) | _shown(found)
    context["own_group"] = request.viewer.team if asked.group == "team" else ""
    return page(request, "figures/board.html", context)


def _shown(found: Sheet) -> dict[str, object]:
    return {
        "sheet": found,
        "dashboard": found.dashboard,
        "outcomes": _panels(found.outcomes),
        "activity": _panels(found.activity),
        "danger_first": OF_DANGER in found.dashboard.activity,
        "groups": _groups(found),
    }


def _groups(found: Sheet) -> list[Link]:
    return [
        Link(each, f"?period={found.period}&group={quote(each)}", current=each == found.group)
        for each in found.groups
    ]


def _panels(shown: Sequence[Shown]) -> list[Panel]:
    return [
        Panel(
            page=each.page,
            council=each.council.value if each.council else "",
            direction=DIRECTIONS[each.page.indicator.direction].capitalize(),
            trend=drawn.trend(each.page),
            table=drawn.over_time(each.page),
            phases=drawn.phases(each.page),
            funnel=drawn.funnel(each.page, each.comparison) if each.comparison else "",
            funnel_table=drawn.funnel_table(each.page, each.comparison) if each.comparison else None,
            beside=each.comparison.sentence if each.comparison else "",
        )
        for each in shown
    ]
