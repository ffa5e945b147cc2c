"""What the council says of itself before a visit, by key question: asked for, told, and a finding written beside it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.assurance import procedures, queries
from goldenthread.assurance.queries import OfItself, OnSite
from goldenthread.kit.display import plural
from goldenthread.kit.presenters import Row
from goldenthread.web.forms import page, posted
from goldenthread.web.peer.forms import AskOfItselfForm, BesideForm, OfItselfForm
from goldenthread.web.peer.key_questions import rows
from goldenthread.web.peer.pages import ask as ask_page
from goldenthread.web.peer.pages import themes
from goldenthread.web.request import Request


def ask(request: Request, review_id: UUID) -> HttpResponse:
    """Ask what the council says of itself on each key question that was not asked yet."""
    site = queries.on_site(request.viewer, review_id)
    form = AskOfItselfForm(request.POST or None)
    sent = posted(
        request,
        form,
        lambda typed: procedures.ask_for_self_assessment(
            request.viewer, review_id=review_id, due_on=typed["due_on"]
        ),
    )
    if sent:
        messages.success(
            request, f"The agency's contact is asked on {plural(sent.result or 0, 'key question')}."
        )
        return redirect("peer:home", review_id)
    left = sum(each.id is None for each in site.of_itself)
    lead = (
        f"The agency's contact is asked for progress, strengths and areas for improvement on {plural(left, 'key question')}."
        if left
        else "Nothing is left to ask: the review has no key question that was not asked."
    )
    return ask_page(request, site, form, "Ask for a self-assessment", "Ask for it", lead)


def tell(request: Request, review_id: UUID, asked_id: UUID) -> HttpResponse:
    """Say how the council sees itself on a key question; it may be changed until the visit begins."""
    site = queries.on_site(request.viewer, review_id)
    told = _asked(site, asked_id)
    form = OfItselfForm(
        request.POST or None,
        version=told.version,
        initial={
            "progress": told.progress,
            "strengths": told.strengths,
            "improvements": told.improvements,
        },
    )
    if posted(
        request,
        form,
        lambda typed: procedures.tell_of_itself(
            request.viewer,
            review_id=review_id,
            paper_id=asked_id,
            version=typed["version"],
            progress=typed["progress"],
            strengths=typed["strengths"],
            improvements=typed["improvements"],
        ),
        version=told.version,
    ):
        messages.success(request, "The team reads it under its key question.")
        return redirect("peer:home", review_id)
    lead = (
        "The visit has begun. You can still send this once; it cannot be changed afterwards."
        if site.visit_begun
        else "You may change it until the visit begins. A box may stay empty where there is nothing to name."
    )
    return _page(request, site, told, form, "Send", lead)


def find(request: Request, review_id: UUID, asked_id: UUID) -> HttpResponse:
    """Write a finding on a key question beside what the council said on it."""
    site = queries.on_site(request.viewer, review_id)
    told = _asked(site, asked_id)
    form = BesideForm(request.POST or None, themes=themes(request, site))
    if posted(
        request,
        form,
        lambda typed: procedures.find_beside(
            request.viewer,
            review_id=review_id,
            paper_id=asked_id,
            kind=typed["kind"],
            words=typed["words"],
            theme=typed["theme"],
        ),
    ):
        messages.success(request, "The finding is drafted. What the council said is one of its sources.")
        return redirect("peer:findings", review_id)
    return _page(request, site, told, form, "Draft the finding", "", rows(told))


def _asked(site: OnSite, asked_id: UUID) -> OfItself:
    found = next((each for each in site.of_itself if each.id == asked_id), None)
    if found is None:
        raise Http404("no such self-assessment")
    return found


def _page(
    request: Request,
    site: OnSite,
    told: OfItself,
    form: object,
    send: str,
    lead: str,
    said: list[Row] | None = None,
) -> HttpResponse:
    context = {
        "title": told.question,
        "site": site,
        "form": form,
        "told": told,
        "send": send,
        "lead": lead,
        "said": said,
        "cancel": reverse("peer:home", args=[site.review_id]),
    }
    return page(request, "peer/of_itself.html", context)
