"""Which board is sent which figures how often: what is due, what was sent, and setting it up."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from goldenthread.insight import procedures
from goldenthread.insight.queries.regular import (
    NOT_COUNTED,
    RegularRow,
    may_be_chosen,
    regular_report,
    regular_reports,
)
from goldenthread.kit.display import day
from goldenthread.kit.presenters import Link, Row, Tag
from goldenthread.web.figures.asked import ways
from goldenthread.web.forms import page, posted, version_sent
from goldenthread.web.regular.forms import EVERY, ReportForm
from goldenthread.web.request import Request


def listed(request: Request) -> HttpResponse:
    """Every report, with its issues."""
    draws = request.viewer.may("figures.report")
    context = {
        "title": "Data reports to boards",
        "views": ways("regular:list", request.viewer.role),
        "found": [(each, standing(each), _facts(each)) for each in regular_reports(request.viewer)],
        "draws": draws,
    }
    return page(request, "regular/list.html", context)


def add(request: Request) -> HttpResponse:
    """Set one up."""
    return _set_up(request, None)


def change(request: Request, regular_id: UUID) -> HttpResponse:
    """Change who receives it, its figures or its rhythm, from the next issue on."""
    return _set_up(request, regular_report(request.viewer, regular_id))


def stop(request: Request, regular_id: UUID) -> HttpResponse:
    """Send it no more."""
    found = regular_report(request.viewer, regular_id)
    procedures.stop_report(request.viewer, report_id=regular_id, version=version_sent(request))
    messages.success(request, f"“{found.title}” is not sent any more. What was sent stays.")
    return HttpResponseRedirect(reverse("regular:list"))


def standing(row: RegularRow) -> Tag:
    """Where a report stands."""
    if row.stopped_on:
        return Tag("Not sent any more", "grey")
    if row.late:
        return Tag(f"Late: was due {day(row.next_due_on)}", "red")
    return Tag(f"Due {day(row.next_due_on)}", "blue")


def _facts(row: RegularRow) -> list[Row]:
    names = may_be_chosen(row.figures)
    return [
        Row("For", row.audience.label),
        Row("Who receives it", row.readers),
        Row("How often", EVERY[row.every_months]),
        Row("Figures", "; ".join(f"{key} {names.get(key, NOT_COUNTED)}" for key in row.figures)),
    ]


def _set_up(request: Request, held: RegularRow | None) -> HttpResponse:
    initial: dict[str, Any] = {}
    if held:
        initial = {
            "title": held.title,
            "audience": held.audience,
            "readers": held.readers,
            "figures": list(held.figures),
            "every_months": str(held.every_months),
            "next_due_on": held.next_due_on,
        }
    version = held.version if held else None
    form = ReportForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        offered=may_be_chosen(),
        version=version,
    )

    def deed(typed: dict[str, Any]) -> UUID:
        told = {name: typed[name] for name in ReportForm.base_fields if name != "version"}
        return procedures.set_up_report(
            request.viewer, report_id=held.id if held else None, version=typed["version"], **told
        )

    if posted(request, form, deed, version=version):
        messages.success(request, "It stands in the list, with the day it is due.")
        return HttpResponseRedirect(reverse("regular:list"))
    context = {
        "title": f"Change: {held.title}" if held else "Set up a data report",
        "back": Link("Data reports to boards", reverse("regular:list")),
        "cancel": reverse("regular:list"),
        "form": form,
        "held": held,
        "offer_links": {},
    }
    return page(request, "regular/set_up.html", context)
