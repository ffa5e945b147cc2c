"""The end of a review: comments on accuracy, publication, follow-up."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.assurance import procedures, queries
from goldenthread.assurance.vocabulary import ReviewKind
from goldenthread.web.forms import posted
from goldenthread.web.peer.forms import AccuracyForm, AnswerAccuracyForm, FollowUpForm, PublishForm
from goldenthread.web.peer.pages import ask
from goldenthread.web.request import Request


def comment(request: Request, review_id: UUID) -> HttpResponse:
    """Say what is wrong in the draft report."""
    site = queries.on_site(request.viewer, review_id)
    form = AccuracyForm(request.POST or None)
    if posted(
        request,
        form,
        lambda typed: procedures.comment_on_accuracy(
            request.viewer, review_id=review_id, passage=typed["passage"], words=typed["words"]
        ),
    ):
        messages.success(request, "The team answers before the report is published.")
        return redirect("peer:home", review_id)
    return ask(
        request,
        site,
        form,
        "Comment on accuracy",
        "Send the comment",
        "Facts only: the team's judgement is its own.",
    )


def answer(request: Request, review_id: UUID, comment_id: UUID) -> HttpResponse:
    """Answer a comment on accuracy."""
    site = queries.on_site(request.viewer, review_id)
    row = next((each for each in site.comments if each.id == comment_id), None)
    if row is None:
        raise Http404("no such comment")
    form = AnswerAccuracyForm(request.POST or None, version=row.version)
    if posted(
        request,
        form,
        lambda typed: procedures.answer_accuracy(
            request.viewer,
            review_id=review_id,
            comment_id=comment_id,
            version=typed["version"],
            taken=typed["taken"] == "yes",
            answer=typed["answer"],
        ),
        version=row.version,
    ):
        messages.success(request, "Your answer is kept beside the comment.")
        return redirect("peer:home", review_id)
    return ask(request, site, form, f"Comment on {row.passage}", "Answer", row.words)


def publish(request: Request, review_id: UUID) -> HttpResponse:
    """Publish the report."""
    site = queries.on_site(request.viewer, review_id)
    form = PublishForm(request.POST or None, version=site.version)
    if posted(
        request,
        form,
        lambda typed: procedures.publish_review(
            request.viewer, review_id=review_id, version=typed["version"], where=typed["where"]
        ),
        version=site.version,
    ):
        messages.success(
            request,
            "It is published. Its settled findings are in the improvement plan."
            if site.kind is ReviewKind.SELF_ASSESSMENT
            else "It is published. Its settled findings are in the improvement plan. Say now who was told, and where it can be read.",
        )
        # A round is no visit: what follows it stands on its own page.
        return redirect(
            "reviews:show" if site.kind is ReviewKind.SELF_ASSESSMENT else "peer:after", review_id
        )
    lead = "From now everybody in the partnership reads its settled findings. What is still a draft stays with the team."
    return ask(
        request,
        site,
        form,
        "Publish the report",
        "Publish",
        lead,
        reverse("reviews:show", args=[review_id]) if site.kind is ReviewKind.SELF_ASSESSMENT else "",
    )


def follow_up(request: Request, review_id: UUID) -> HttpResponse:
    """Record what came of a published review."""
    site = queries.on_site(request.viewer, review_id)
    form = FollowUpForm(request.POST or None, version=site.version)
    if posted(
        request,
        form,
        lambda typed: procedures.follow_up(
            request.viewer, review_id=review_id, version=typed["version"], words=typed["words"]
        ),
        version=site.version,
    ):
        messages.success(request, "The follow-up is recorded.")
        return redirect("reviews:show", review_id)
    return ask(
        request,
        site,
        form,
        "Follow-up",
        "Record it",
        "Whoever owns an action of this review leaves this to somebody else.",
        # Board members follow up too, and do not open the review on site.
        reverse("peer:after", args=[review_id]),
    )
