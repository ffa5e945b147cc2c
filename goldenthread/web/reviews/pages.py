"""The list of reviews, opening one, and one review's page: its parts as a task list, its people, its moves."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.access.queries import agencies, who_may
from goldenthread.access.viewer import Viewer
from goldenthread.assurance import procedures, queries
from goldenthread.assurance.lifecycle import REVIEW
from goldenthread.assurance.policy import ready_to_begin
from goldenthread.assurance.queries import ReviewPage, ReviewRow
from goldenthread.assurance.queries.instruments import standards
from goldenthread.assurance.queries.judgements import rounds_owed
from goldenthread.assurance.queries.standards import standards_of
from goldenthread.assurance.vocabulary import ReviewKind, ReviewState
from goldenthread.kit.display import short_day
from goldenthread.kit.presenters import Column, Link, Row, Table, Tag, TaskItem, TimelineEntry
from goldenthread.web.board.parts import stories_told
from goldenthread.web.forms import page, posted
from goldenthread.web.request import Request
from goldenthread.web.reviews.forms import ListForm, MemberForm, ReviewForm, WordsForm
from goldenthread.web.reviews.kinds import tasks_of
from goldenthread.web.reviews.owed import owed_card
from goldenthread.web.routes import opens

STATE_COLOUR = {
    ReviewState.PLANNED: "grey",
    ReviewState.UNDER_WAY: "blue",
    ReviewState.REPORTING: "yellow",
    ReviewState.PUBLISHED: "green",
    ReviewState.FOLLOWED_UP: "green",
    ReviewState.STOPPED: "red",
}
# Of these the one before may be named: a round carries answers forward, an audit looks again after its actions.
_FOLLOWED = (ReviewKind.SELF_ASSESSMENT, ReviewKind.FILE_AUDIT)
_LIVE = (ReviewState.PLANNED, ReviewState.UNDER_WAY, ReviewState.REPORTING)
# Moves of the whole review that its page offers, with what each says when it is done.
MOVES = {
    "begin_review": "It has begun. Those who take part may answer now.",
    "end_looking": "Looking is over. Findings are settled and written up now.",
    "stop_review": "It is stopped.",
    "reopen_review": "It is open again, with all that was gathered before. Begin it when scope and people are agreed.",
}


_WHY = {"reopen_review": "Why is it opened again?"}


def list_reviews(request: Request) -> HttpResponse:
    """Every way of looking, newest first."""
    form = ListForm(request.GET or None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    rows = queries.reviews(request.viewer, kind=asked.get("kind") or None)
    if standing := asked.get("standing"):
        rows = tuple(row for row in rows if (row.state in _LIVE) == (standing == "live"))
    columns = (
        Column("title", "Review", row_header=True),
        Column("kind", "Kind"),
        Column("state", "Standing"),
        Column("due_on", "Due"),
        Column("owner", "Run by"),
    )
    empty = "No review fits what you asked for." if asked else "There is no review that you take part in yet."
    context = {
        "title": "Reviews",
        "wide": True,
        "filters": form,
        "table": Table("Reviews", columns, [_line(row) for row in rows], empty=empty, caption_hidden=True),
        "total": len(rows),
        "owed": [owed_card(row) for row in rounds_owed(request.viewer)],
        "may_open": request.viewer.may("assurance.run"),
        "programme": opens("programme:year", request.viewer.role) is not None,
        "matrix": opens("matrix:services", request.viewer.role) is not None,
    }
    return page(request, "reviews/list.html", context)


def _line(row: ReviewRow) -> dict[str, object]:
    return {
        "title": Link(row.title, reverse("reviews:show", args=[row.id])),
        "kind": row.kind.label,
        "state": Tag(row.state.label, STATE_COLOUR[row.state]),
        "due_on": short_day(row.due_on),
        "owner": row.owner,
    }


def open_review(request: Request) -> HttpResponse:
    """Open a review."""
    before = [each for each in queries.reviews(request.viewer) if each.kind in _FOLLOWED]
    form = ReviewForm(
        request.POST or None,
        instruments=[row.instrument for row in standards(request.viewer)],
        rounds=before,
        agencies=agencies(),
        initial={"kind": ReviewKind.SELF_ASSESSMENT},
    )
    sent = posted(
        request,
        form,
        lambda typed: procedures.plan_review(
            request.viewer,
            told=form.look,
            reason=typed["reason"],
            follows_id=form.follows_id,
            **{name: value for name, value in form.told.items() if name != "title"},
        ),
    )
    if sent and sent.result:
        messages.success(request, "The review is opened. Say next who takes part.")
        return redirect("reviews:show", sent.result)
    context = {"title": "Open a review", "form": form, "submit": "Open it", "cancel": reverse("reviews:list")}
    return page(request, "reviews/form.html", context)


def change(request: Request, review_id: UUID) -> HttpResponse:
    """Change what a review looks at."""
    held = queries.review(request.viewer, review_id)
    start = {
        "title": held.title, "scope": held.scope, "questions": "\n".join(held.questions),
        "instrument": f"{held.instrument_key} {held.instrument_version}".strip(), "requested_by": held.requested_by,
        "begins_on": held.begins_on, "due_on": held.due_on,
    }  # fmt: skip
    form = ReviewForm(
        request.POST or None,
        instruments=[row.instrument for row in standards(request.viewer)],
        changing=True,
        version=held.version,
        initial=start,
    )
    sent = posted(
        request,
        form,
        lambda typed: procedures.change_review(
            request.viewer, review_id=review_id, version=typed["version"], **form.told
        ),
        version=held.version,
    )
    if sent:
        messages.success(request, "Saved.")
        return redirect("reviews:show", review_id)
    return page(
        request, "reviews/form.html", frame(held, "Scope, standards and dates", form=form, submit="Save")
    )


def frame(held: ReviewPage, title: str, **more: object) -> dict[str, object]:
    """What every page of one review shows: which it is, and the way back."""
    return {
        "title": title,
        "review": held,
        "caption": f"{held.reference} · {held.title}",
        "back": Link(held.title, reverse("reviews:show", args=[held.id])),
        "cancel": reverse("reviews:show", args=[held.id]),
        **more,
    }


def show(request: Request, review_id: UUID) -> HttpResponse:
    """One review: what it is, its parts, what may be done next."""
    held = queries.review(request.viewer, review_id)
    viewer = request.viewer
    runs = viewer.may("assurance.run")
    against = standards_of(held.instrument_key, held.instrument_version)
    moves = [move for move in REVIEW.open_moves(held.state) if runs and move.deed in MOVES]
    missing = ready_to_begin(scope=held.scope, instrument=held.instrument_key, questions=held.questions)
    context = frame(
        held,
        held.title,
        wide=True,
        state=Tag(held.state.label, STATE_COLOUR[held.state]),
        facts=[*_facts(held, against.title if against else ""), *stories_told(viewer, held.id)],
        tasks=[*_own_tasks(held, runs), *tasks_of(viewer, held)],
        moves=[
            *_ending(viewer, held),
            *((reverse("reviews:move", args=[held.id, move.deed]), move.button) for move in moves),
        ],
        missing=missing if held.state is ReviewState.PLANNED and not missing else None,
        timeline=[TimelineEntry(each.what, each.at, each.by_name, each.words) for each in held.steps],
    )
    context["back"] = Link("Reviews", reverse("reviews:list"))
    return page(request, "reviews/show.html", context)


def _ending(viewer: Viewer, held: ReviewPage) -> list[tuple[str, str]]:
    """The ends that have a page of their own: publishing the report, and the follow-up by somebody whose actions these are not."""
    ends = {move.deed: move.button for move in REVIEW.open_moves(held.state)}
    found = []
    if "publish_review" in ends and viewer.may("assurance.run"):
        found.append((reverse("peer:publish", args=[held.id]), ends["publish_review"]))
    if (
        "follow_up" in ends
        and viewer.may("assurance.follow_up")
        and queries.follow_up_verdict(viewer, held.id)
    ):
        found.append((reverse("peer:follow_up", args=[held.id]), ends["follow_up"]))
    return found


def _own_tasks(held: ReviewPage, runs: bool) -> list[TaskItem]:
    """Parts that every kind of review has."""
    people = [each for each in held.members if each.ended_at is None]
    ready = ready_to_begin(scope=held.scope, instrument=held.instrument_key, questions=held.questions)
    at = [held.id]
    may_change = runs and bool(REVIEW.verdict(held.state, "change_review"))
    return [
        TaskItem(
            "Scope, standards and dates",
            Tag("Done", "green") if ready else Tag("To do", "orange"),
            reverse("reviews:change", args=at) if may_change else "",
        ),
        TaskItem(
            "People",
            Tag(f"{len(people)} take part", "blue") if people else Tag("Nobody yet"),
            reverse("reviews:people", args=at),
        ),
    ]


def _facts(held: ReviewPage, standards: str) -> list[Row]:
    rows = [
        Row("Kind", f"{held.kind.label}. {held.kind.meaning}"),
        Row("Run by", held.owner),
        Row(
            "Standards",
            f"{standards} ({held.instrument_version})"
            if standards
            else held.instrument_key or "Key questions only",
        ),
        Row("What it looks at", held.scope, words=True) if held.scope else Row("What it looks at", ""),
        Row("Begins", held.begins_on),
        Row("Answers due", held.due_on),
    ]
    if held.questions:
        rows.insert(4, Row("Key questions", list(held.questions)))
    if held.requested_by:
        rows.append(Row("Asked for by", held.requested_by))
    return rows


def people(request: Request, review_id: UUID) -> HttpResponse:
    """Who takes part, and room for one more."""
    held = queries.review(request.viewer, review_id)
    runs = request.viewer.may("assurance.run")
    accounts = who_may("assurance.review") if runs else ()
    form = MemberForm(
        request.POST or None, people=[(str(each.id), f"{each.name}, {each.agency}") for each in accounts]
    )
    sent = posted(
        request,
        form,
        lambda typed: procedures.add_member(
            request.viewer,
            review_id=review_id,
            function=typed["function"],
            user_id=UUID(typed["user"]) if typed["user"] else None,
            name=typed["name"],
            role=typed["role"],
            employer=typed["employer"],
        ),
    )
    if sent:
        messages.success(request, "Added.")
        return redirect("reviews:people", review_id)
    may_add = runs and bool(REVIEW.verdict(held.state, "add_member"))
    context = frame(held, "People", form=form, may_add=may_add, submit="Add them")
    return page(request, "reviews/people.html", context)


def end_member(request: Request, round_id: UUID, member_id: int) -> HttpResponse:
    """End somebody's part."""
    procedures.end_member(request.viewer, review_id=round_id, member_id=member_id)
    messages.success(request, "Their part has ended. They can no longer open the review because of it.")
    return redirect("reviews:people", round_id)


def move(request: Request, review_id: UUID, turn: str) -> HttpResponse:
    """Begin, end looking, or stop: one page that says what it means, with a reason where one is needed."""
    if turn not in MOVES:
        raise Http404("no such move")
    held = queries.review(request.viewer, review_id)
    step = REVIEW.move(turn)
    form = WordsForm(
        request.POST or None,
        version=held.version,
        label=_WHY.get(turn, "Why does it stop?"),
        needed=step.needs_words,
    )

    def run(typed: dict[str, object]) -> None:
        given = {"review_id": review_id, "version": typed["version"]}
        if step.needs_words:
            given["words"] = typed["words"]
        getattr(procedures, turn)(request.viewer, **given)

    if posted(request, form, run, version=held.version):
        messages.success(request, MOVES[turn])
        return redirect("reviews:show", review_id)
    after = step.target or held.state
    context = frame(
        held, step.button, form=form, submit=step.button, meaning=f"{after.label}: {after.meaning}"
    )
    return page(request, "reviews/form.html", context)
