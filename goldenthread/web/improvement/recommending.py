"""Recommendations: will they be implemented, and how far have they come, as somebody else sees it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from goldenthread.assurance import procedures, queries
from goldenthread.assurance.queries import RecommendationRow
from goldenthread.assurance.vocabulary import Progress, Response
from goldenthread.kit.presenters import Link, Tag
from goldenthread.web.forms import page, posted
from goldenthread.web.improvement import forms
from goldenthread.web.improvement.listing import ways
from goldenthread.web.request import Request

_ANSWERS = {Response.IMPLEMENT: "green", Response.NOT: "red"}
_PROGRESS = {Progress.DONE: "green", Progress.PARTLY: "yellow", Progress.NOT_YET: "red"}


def listed(request: Request) -> HttpResponse:
    """Every recommendation, its answer and how far it has come."""
    found = queries.recommendations(request.viewer)
    context = {
        "title": "Recommendations",
        "ways": ways("improvement:recommendations"),
        "found": [
            (
                each,
                Tag(each.response.label, _ANSWERS[each.response])
                if each.response
                else Tag("Not answered yet", "orange"),
            )
            for each in found
        ],
        "progress": _PROGRESS,
        "answers": request.viewer.may("assurance.run"),
        "follows": request.viewer.may("assurance.follow_up"),
    }
    return page(request, "improvement/recommendations.html", context)


def answer(request: Request, recommendation_id: UUID) -> HttpResponse:
    """Say whether it will be implemented."""
    row = _one(request, recommendation_id)
    form = forms.AnswerForm(
        request.POST or None if request.method == "POST" else None,
        version=row.version,
        initial={"response": row.response, "words": row.response_words},
    )

    def deed(said: dict[str, Any]) -> None:
        procedures.respond_to_recommendation(request.viewer, recommendation_id=recommendation_id, **said)

    if posted(request, form, deed, version=row.version):
        messages.success(request, "The answer is kept.")
        return HttpResponseRedirect(reverse("improvement:recommendations"))
    return _form(request, row, form, "Will it be implemented?")


def follow_up(request: Request, recommendation_id: UUID) -> HttpResponse:
    """Say how far it has come."""
    row = _one(request, recommendation_id)
    form = forms.FollowUpForm(request.POST or None if request.method == "POST" else None)

    def deed(said: dict[str, Any]) -> None:
        procedures.follow_up_recommendation(
            request.viewer,
            recommendation_id=recommendation_id,
            progress=said["progress"],
            words=said["words"],
        )

    if posted(request, form, deed):
        messages.success(request, "Your view is kept, with your name and the day.")
        return HttpResponseRedirect(reverse("improvement:recommendations"))
    return _form(request, row, form, "How far has it come?")


def _one(request: Request, recommendation_id: UUID) -> RecommendationRow:
    found = queries.recommendations(request.viewer, only=recommendation_id)
    if not found:
        raise Http404("no such recommendation")
    return found[0]


def _form(request: Request, row: RecommendationRow, form: Any, title: str) -> HttpResponse:
    at = reverse("improvement:recommendations")
    context = {
        "title": title,
        "caption": f"{row.reference}, {row.source}",
        "told": row.words,
        "form": form,
        "back": Link("Recommendations", at),
        "cancel": at,
        "offer_links": {},
    }
    return page(request, "improvement/form.html", context)
