"""Supplying an agency's figures of one measure in one period."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from goldenthread.access.queries import AgencyName
from goldenthread.ground import moment
from goldenthread.insight import procedures
from goldenthread.insight.framework import Supplied
from goldenthread.insight.language.periods import Period
from goldenthread.insight.queries.supplied import (
    newest_periods,
    supplied_now,
    version_of,
    who_supplies,
)
from goldenthread.kit.presenters import Link
from goldenthread.web.figures.asked import worded
from goldenthread.web.forms import page, posted
from goldenthread.web.framework.forms import SupplyForm
from goldenthread.web.framework.table import definition, known
from goldenthread.web.request import Request


def supply(request: Request, measure: str) -> HttpResponse:
    """The form; ``?agency=`` and ``?period=`` choose whose figures and of when."""
    asked = known(measure)
    back = Link(asked.name, reverse("framework:measure", args=[measure]))
    offered = who_supplies(request.viewer, asked)
    if not offered:
        return page(
            request, "framework/not_ours.html", {"title": "Supply figures", "measure": asked, "back": back}
        )
    agency = _agency(request, offered)
    period = _period(request, newest_periods(asked, moment.today()))
    held = supplied_now(request.viewer, measure, agency.id, str(period))
    form = SupplyForm(
        request.POST if request.method == "POST" else None, measure=asked, held=held, version=version_of(held)
    )
    sent = posted(
        request,
        form,
        lambda typed: procedures.supply_figures(
            request.viewer,
            measure=measure,
            agency_id=agency.id,
            period=str(period),
            figures=form.told,
            version=typed["version"],
        ),
        version=version_of(held),
    )
    if sent:
        messages.success(request, taken_in(sent.result or 0))
        return HttpResponseRedirect(back.href)
    context = {
        "title": "Supply figures",
        "caption": asked.name,
        "back": back,
        "cancel": back.href,
        "form": form,
        "rows": definition(asked)[:3],
        "offer_links": {},
        **_chosen(asked, agency, offered, period),
    }
    return page(request, "framework/supply.html", context)


def taken_in(many: int) -> str:
    """What is said when figures were taken in; none are new where all stood there already."""
    if not many:
        return "Nothing is new: these figures stand there already."
    return f"{many} {'figure is' if many == 1 else 'figures are'} supplied, with your name."


def _chosen(
    asked: Supplied, agency: AgencyName, offered: tuple[AgencyName, ...], period: Period
) -> dict[str, object]:
    """Whose figures and of when, and the others that may be chosen."""
    here = reverse("framework:supply", args=[asked.key])
    return {
        "action": f"{here}?agency={agency.id}&period={period}",
        "agency": agency,
        "period_words": worded(period),
        "agencies": [
            Link(each.name, f"{here}?agency={each.id}&period={period}", current=each == agency)
            for each in offered
        ],
        "periods": [
            Link(worded(each), f"{here}?agency={agency.id}&period={each}", current=each == period)
            for each in newest_periods(asked, moment.today())
        ],
    }


def _agency(request: Request, offered: tuple[AgencyName, ...]) -> AgencyName:
    """The agency asked for; else one's own, else the first. Raises Http404 for one that is not offered."""
    asked = request.GET.get("agency", "")
    if not asked:
        return next((each for each in offered if each.id == request.viewer.agency_id), offered[0])
    try:
        return next(each for each in offered if each.id == UUID(asked))
    except (ValueError, StopIteration):
        raise Http404("no such agency here") from None


def _period(request: Request, periods: list[Period]) -> Period:
    asked = request.GET.get("period", "")
    return next((each for each in periods if str(each) == asked), periods[0])
