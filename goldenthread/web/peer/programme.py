"""The programme and papers of a peer review, kept by its leader, its manager and the agency's contact."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from goldenthread.assurance import procedures, queries
from goldenthread.web.forms import posted
from goldenthread.web.peer.forms import AnswerForm, HeldForm, MethodsForm, PaperForm, SessionForm
from goldenthread.web.peer.pages import ask as ask_page
from goldenthread.web.peer.pages import themes
from goldenthread.web.request import Request


def add(request: Request, review_id: UUID) -> HttpResponse:
    """Put a session into the programme."""
    site = queries.on_site(request.viewer, review_id)
    form = SessionForm(request.POST or None, themes=themes(request, site), questions=site.questions)
    if posted(
        request,
        form,
        lambda typed: procedures.plan_session(request.viewer, review_id=review_id, told=form.told()),
    ):
        messages.success(request, "It is in the programme.")
        return redirect("peer:home", review_id)
    return ask_page(request, site, form, "Add a session", "Add to the programme")


def change(request: Request, review_id: UUID, session_id: UUID) -> HttpResponse:
    """Change a session, or say that it was held or cancelled."""
    site = queries.on_site(request.viewer, review_id)
    held = next((each for each in site.sessions if each.id == session_id), None)
    if held is None:
        raise Http404("no such session")
    form = HeldForm(
        request.POST or None,
        themes=themes(request, site),
        questions=site.questions,
        held=held,
        version=held.version,
        initial={"state": held.state.value},
    )
    if posted(
        request,
        form,
        lambda typed: procedures.change_session(
            request.viewer,
            review_id=review_id,
            session_id=session_id,
            version=typed["version"],
            state=typed["state"],
            told=form.told(),
        ),
        version=held.version,
    ):
        messages.success(request, "The programme is changed.")
        return redirect("peer:home", review_id)
    return ask_page(request, site, form, held.title, "Save")


def ask(request: Request, review_id: UUID) -> HttpResponse:
    """Ask for a document."""
    site = queries.on_site(request.viewer, review_id)
    form = PaperForm(request.POST or None)
    if posted(
        request,
        form,
        lambda typed: procedures.ask_for_paper(
            request.viewer, review_id=review_id, what=typed["what"], due_on=typed["due_on"]
        ),
    ):
        messages.success(request, "The agency's contact sees what you asked for.")
        return redirect("peer:home", review_id)
    return ask_page(request, site, form, "Ask for a document", "Ask for it")


def answer(request: Request, review_id: UUID, paper_id: UUID) -> HttpResponse:
    """Say where a paper is, or why there is none."""
    site = queries.on_site(request.viewer, review_id)
    paper = next((each for each in site.papers if each.id == paper_id), None)
    if paper is None:
        raise Http404("no such paper")
    form = AnswerForm(request.POST or None, version=paper.version)
    if posted(
        request,
        form,
        lambda typed: procedures.answer_paper(
            request.viewer,
            review_id=review_id,
            paper_id=paper_id,
            version=typed["version"],
            state=typed["state"],
            answer=typed["answer"],
        ),
        version=paper.version,
    ):
        messages.success(request, "The team sees your answer.")
        return redirect("peer:home", review_id)
    return ask_page(request, site, form, paper.what, "Answer")


def methods(request: Request, review_id: UUID) -> HttpResponse:
    """Say how the team looked, and how it did not."""
    site = queries.on_site(request.viewer, review_id)
    form = MethodsForm(
        request.POST or None,
        version=site.version,
        initial={"used": [each.value for each in site.methods_used], "not_used": site.methods_not_used},
    )
    if posted(
        request,
        form,
        lambda typed: procedures.state_methods(
            request.viewer,
            review_id=review_id,
            version=typed["version"],
            used=typed["used"],
            not_used=typed["not_used"],
        ),
        version=site.version,
    ):
        messages.success(request, "Readers can weigh the findings now.")
        return redirect("peer:home", review_id)
    return ask_page(request, site, form, "How the team looked", "Save")
