"""Figures: counts only, never a name, and what stands behind each in a sentence."""

from __future__ import annotations

from django.http import HttpResponse

from goldenthread.access.small_numbers import hide_below
from goldenthread.ground import local_policy, moment
from goldenthread.kit.presenters import Link
from goldenthread.web.figures.over_time import views
from goldenthread.web.figures.periods import chosen, periods
from goldenthread.web.figures.sections import sections
from goldenthread.web.forms import page
from goldenthread.web.request import Request


def home(request: Request) -> HttpResponse:
    """The figures of a period, for those who may see them."""
    today = moment.today()
    period = chosen(today, request.GET.get("period", ""))
    policy = local_policy.current().on(today)
    context = {
        "title": "Figures",
        "views": views("figures:home"),
        "period": period,
        "periods": [
            Link(each.label, f"?period={each.key}", current=each.key == period.key) for each in periods(today)
        ],
        "sections": sections(request.viewer, period),
        "outside": not request.viewer.sees_small_numbers,
        "hide_below": hide_below(request.viewer),
        "as_at": moment.now(),
        "edition": policy.edition,
    }
    return page(request, "figures/home.html", context)
