"""Figures: counts only, never a name, and what stands behind each in a sentence."""

from __future__ import annotations

from django.http import HttpResponse

from goldenthread.concerns.queries import commissioned
from goldenthread.ground import local_policy, moment
from goldenthread.kit.presenters import Column, Link, Table
from goldenthread.web.figures.periods import chosen, periods
from goldenthread.web.figures.sections import sections
from goldenthread.web.forms import page
from goldenthread.web.request import Request
from goldenthread.web.routes import opens


def home(request: Request) -> HttpResponse:
    """The figures of a period, for those who may see them."""
    today = moment.today()
    period = chosen(today, request.GET.get("period", ""))
    policy = local_policy.current().on(today)
    hide_below = policy.small_numbers.hide_below
    context = {
        "title": "Figures",
        "period": period,
        "periods": [
            Link(each.label, f"?period={each.key}", current=each.key == period.key) for each in periods(today)
        ],
        "sections": sections(request.viewer, period, hide_below),
        "outside": request.viewer.agency_kind != "council",
        "hide_below": hide_below,
        "as_at": moment.now(),
        "edition": policy.edition,
        "services": bool(opens("figures:services", request.viewer.role)),
    }
    return page(request, "figures/home.html", context)


def services(request: Request) -> HttpResponse:
    """For the commissioner: which services concerns are about, newest first, without names."""
    lines = commissioned(request.viewer)
    columns = (
        Column("service", "Service", row_header=True),
        Column("received_at", "Received"),
        Column("types", "What it is about"),
        Column("place", "Where"),
        Column("process", "Where it stands"),
        Column("law", "Law in use"),
    )
    rows = [
        {
            "service": line.service,
            "received_at": line.received_at.date(),
            "types": ", ".join(word.label for word in line.types) or "Not known",
            "place": line.place.label,
            "process": line.process,
            "law": line.law,
        }
        for line in lines
    ]
    empty = "No concern about a named service has been received."
    context = {
        "title": "Services that concerns are about",
        "table": Table("Concerns about services", columns, rows, empty=empty, caption_hidden=True),
    }
    return page(request, "figures/services.html", context)
