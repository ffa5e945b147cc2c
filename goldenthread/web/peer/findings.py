"""What the team has found so far, and what it recommends."""

from __future__ import annotations

from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.assurance import procedures, queries
from goldenthread.assurance.lifecycle import REVIEW
from goldenthread.assurance.queries import FindingLine
from goldenthread.assurance.queries.standards import standards_of, theme_named
from goldenthread.assurance.vocabulary import FindingState
from goldenthread.kit.presenters import Link
from goldenthread.web.forms import page, posted
from goldenthread.web.improvement.listing import finding_card
from goldenthread.web.peer.after_forms import RecommendForm
from goldenthread.web.peer.pages import ask
from goldenthread.web.request import Request


def listed(request: Request, review_id: UUID) -> HttpResponse:
    """Every finding of the review by theme, and its recommendations."""
    site = queries.on_site(request.viewer, review_id)
    found = _findings(request, review_id)
    instrument = standards_of(*site.instrument)
    by_theme = sorted(found, key=lambda each: (not each.theme, each.theme))
    context = {
        "title": "Findings and recommendations",
        "site": site,
        "total": len(found),
        "groups": [
            (theme_named(instrument, theme) or "Without a theme", [finding_card(each) for each in several])
            for theme, several in groupby(by_theme, key=lambda each: each.theme)
        ],
        "recommended": queries.recommendations(request.viewer, review_id=review_id),
        "may_recommend": ((site.of_team and site.declared) or request.viewer.may("assurance.run"))
        and bool(REVIEW.verdict(site.state, "take_up")),
        "back": Link(site.title, reverse("peer:home", args=[review_id])),
    }
    return page(request, "peer/findings.html", context)


def recommend(request: Request, review_id: UUID) -> HttpResponse:
    """Write a recommendation that rests on findings of the review."""
    site = queries.on_site(request.viewer, review_id)
    offered = [
        (str(each.id), f"{each.kind.label}: {each.words}"[:160]) for each in _findings(request, review_id)
    ]
    form = RecommendForm(request.POST or None, findings=offered)
    if posted(
        request,
        form,
        lambda typed: procedures.recommend(
            request.viewer,
            review_id=review_id,
            words=typed["words"],
            passage=typed["passage"],
            finding_ids=tuple(UUID(each) for each in typed["findings"]),
        ),
    ):
        messages.success(request, "The recommendation is written.")
        return redirect("peer:findings", review_id)
    return ask(request, site, form, "Write a recommendation", "Keep it")


def _findings(request: Request, review_id: UUID) -> list[FindingLine]:
    found = queries.findings_of(request.viewer, review_id)
    return [each for each in found if each.state is not FindingState.SET_ASIDE]
