"""Drawing up one issue: what will be sent, each figure explained by a person, and sending it, which freezes it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from goldenthread.insight import procedures
from goldenthread.insight.cube import Figures
from goldenthread.insight.policy.regular import explained
from goldenthread.insight.queries import figure_page, periods
from goldenthread.insight.queries.regular import NOT_COUNTED, issue_page, may_be_chosen, paper_of_issue
from goldenthread.insight.vocabulary.regular import IssueState
from goldenthread.kit.presenters import Link
from goldenthread.web.figures import drawn as charts
from goldenthread.web.figures.asked import counted_here
from goldenthread.web.forms import page, posted
from goldenthread.web.regular.forms import ExplainForm, SendForm
from goldenthread.web.reports.files import drawn
from goldenthread.web.request import Request


def begin(request: Request, regular_id: UUID) -> HttpResponse:
    """Begin the issue that is due next, or go on with it."""
    issue = procedures.begin_issue(request.viewer, report_id=regular_id)
    return HttpResponseRedirect(reverse("regular:issue", args=[issue]))


def show(request: Request, issue_id: UUID) -> HttpResponse:
    """The issue as it would be sent now, and what has still to be explained."""
    found = issue_page(request.viewer, issue_id)
    if found.row.state is IssueState.SENT:
        return HttpResponseRedirect(reverse("reports:show", args=[found.row.kept_id]))
    figures, trouble = counted_here()
    names = may_be_chosen(found.report.figures)
    words = {key: each.words for key, each in found.explained.items()}
    context = {
        "title": f"{found.report.title}: issue {found.row.number}",
        "back": Link("Data reports to boards", reverse("regular:list")),
        "found": found,
        "trouble": trouble or "Nothing has been counted yet.",
        "blocks": drawn(
            paper_of_issue(request.viewer, figures, found.report, found.row.number, found.explained)
        )
        if figures
        else None,
        "ready": explained(tuple(names), words, names),
        "figures": [
            (
                Link(f"{key} {names[key]}", reverse("regular:explain", args=[issue_id, key])),
                found.explained.get(key),
            )
            for key in names
        ],
        "gone": [f"{key} {NOT_COUNTED}" for key in found.report.figures if key not in names],
    }
    return page(request, "regular/issue.html", context)


def explain(request: Request, issue_id: UUID, key: str) -> HttpResponse:
    """Say what lies behind one figure, beside its own control chart with every month."""
    found = issue_page(request.viewer, issue_id)
    names = may_be_chosen(found.report.figures)
    if key not in names:
        raise Http404(f"no figure {key} in this report")
    here = reverse("regular:issue", args=[issue_id])
    held = found.explained.get(key)
    form = ExplainForm(
        request.POST if request.method == "POST" else None,
        initial={"words": held.words if held else ""},
        version=found.version,
    )
    sent = posted(
        request,
        form,
        lambda typed: procedures.explain_figure(
            request.viewer,
            issue_id=issue_id,
            figure=key,
            words=typed["words"],
            version=typed["version"],
        ),
        version=found.version,
    )
    if sent:
        messages.success(request, "Your explanation stands below the figure, with your name.")
        return HttpResponseRedirect(here)
    figures, _ = counted_here()
    context = {
        "title": names[key],
        "caption": f"{found.report.title}: issue {found.row.number}",
        "back": Link("Back to the issue", here),
        "cancel": here,
        "form": form,
        "offer_links": {},
        **(_chart(request, figures, key) if figures and key in figures.cube.lines else {}),
    }
    return page(request, "regular/explain.html", context)


def send(request: Request, issue_id: UUID) -> HttpResponse:
    """Ask once more, then send."""
    found = issue_page(request.viewer, issue_id)
    if found.row.state is IssueState.SENT and request.method == "GET":
        return HttpResponseRedirect(reverse("reports:show", args=[found.row.kept_id]))
    here = reverse("regular:issue", args=[issue_id])
    figures, trouble = counted_here()
    if figures is None:
        messages.error(request, trouble or "Nothing has been counted yet, so there is nothing to send.")
        return HttpResponseRedirect(here)
    form = SendForm(request.POST if request.method == "POST" else None, version=found.version)
    sent = posted(
        request,
        form,
        lambda typed: procedures.send_issue(
            request.viewer, issue_id=issue_id, figures=figures, version=typed["version"]
        ),
        version=found.version,
    )
    if sent:
        messages.success(
            request,
            "It is sent and frozen: all who see final reports read it here. For others, share it by a link.",
        )
        return HttpResponseRedirect(reverse("reports:show", args=[sent.result]))
    context = {
        "title": "Send this issue",
        "back": Link("Back to the issue", here),
        "cancel": here,
        "form": form,
        "found": found,
        "offer_links": {},
    }
    return page(request, "regular/send.html", context)


def _chart(request: Request, figures: Figures, key: str) -> dict[str, object]:
    """The figure as staff of the council see it: with every month, also the small ones that the board is not shown."""
    shown = figure_page(request.viewer, figures, key, periods(request.viewer, figures)[0])
    return {
        "figure": shown,
        "trend": charts.trend(shown),
        "months": charts.over_time(shown),
        "phases": charts.phases(shown),
    }
