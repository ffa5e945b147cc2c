"""The matrix of a service: which services have one, the five questions side by side, one line rated, the end of it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.access.queries import agencies
from goldenthread.access.vocabulary import AgencyKind
from goldenthread.assurance import procedures, queries
from goldenthread.assurance.policy.judgements import middle
from goldenthread.assurance.policy.matrix import looked_for
from goldenthread.assurance.queries import ReviewPage
from goldenthread.assurance.queries.judgements import AnswerRow, Round, round_of
from goldenthread.assurance.queries.matrix import matrices
from goldenthread.assurance.vocabulary import ReviewKind, ReviewState
from goldenthread.ground import moment
from goldenthread.ground.instruments import Instrument, Item, ItemKind
from goldenthread.kit.presenters import Column, Link, Table, Tag
from goldenthread.web.evidence.views import strength_tag
from goldenthread.web.forms import page, posted
from goldenthread.web.matrix.forms import BeginForm, FinishForm, RateForm
from goldenthread.web.request import Request
from goldenthread.web.reviews.pages import STATE_COLOUR

# By the step of the scale: not seen, told of it, in part, throughout.
_COLOURS = ("red", "orange", "yellow", "green")
_ROWS = (
    (ItemKind.EVIDENCE_TYPE, "What to look for"),
    (ItemKind.CULTURE_SIGN, "How the culture shows"),
)


@dataclass(frozen=True)
class Cell:
    """One line as the grid shows it."""

    item: Item
    href: str
    rating: Tag
    strength: Tag | None
    saw: str
    pieces: tuple[Link, ...]


@dataclass(frozen=True)
class Question:
    """One of the five questions: its lines in runs, and its rating so far."""

    item: Item
    standing: Tag
    told: str
    runs: tuple[tuple[str, tuple[Cell, ...]], ...]
    examples: tuple[str, ...]


def services(request: Request) -> HttpResponse:
    """Every service with its newest matrix."""
    held = matrices(request.viewer)
    rows = []
    for each in agencies((AgencyKind.PROVIDER.value,)):
        one = held.get(each.id)
        rows.append(
            {
                "service": Link(each.name, reverse("matrix:show", args=[one.id])) if one else each.name,
                "state": Tag(one.state.label, STATE_COLOUR[one.state]) if one else Tag("None yet"),
                "rated": f"{one.rated} of {one.lines}" if one else "",
                "since": one.begins_on if one else "",
            }
        )
    columns = (
        Column("service", "Service", row_header=True),
        Column("state", "Matrix"),
        Column("rated", "Rated", numeric=True),
        Column("since", "Begun"),
    )
    table = Table("Services", columns, rows, empty="No care service is held here yet.", caption_hidden=True)
    return page(request, "matrix/services.html", {"title": "What commissioners look for", "table": table})


def begin(request: Request) -> HttpResponse:
    """Begin a matrix; one under way is opened."""
    form = BeginForm(
        request.POST or None,
        services=agencies((AgencyKind.PROVIDER.value,)),
        initial={"service": request.GET.get("service", "")},
    )
    sent = posted(
        request,
        form,
        lambda typed: procedures.begin_matrix(
            request.viewer, agency_id=UUID(typed["service"]), reason=typed["reason"]
        ),
    )
    if sent and sent.result:
        return redirect("matrix:show", sent.result)
    context = {
        "title": "Begin a matrix",
        "form": form,
        "submit": "Begin",
        "back": Link("Services", reverse("matrix:services")),
        "cancel": reverse("matrix:services"),
        "meaning": "For each of the regulator’s five questions: what a commissioner looks for, rated line by line.",
    }
    return page(request, "matrix/form.html", context)


def show(request: Request, matrix_id: UUID) -> HttpResponse:
    """The five questions side by side, each line with its rating and what shows it."""
    held, found, one = _opened(request, matrix_id)
    answers = {each.item_key: each for each in found.answers}
    open_now = held.state is ReviewState.UNDER_WAY
    questions = [
        _question(request, held, one, item, answers)
        for item in one.children.get("", ())
        if item.kind == "question"
    ]
    wanted = looked_for(one)
    rated = sum((row := answers.get(item.key)) is not None and row.grade is not None for item in wanted)
    context = {
        "title": held.title,
        "review": held,
        "state": Tag(held.state.label, STATE_COLOUR[held.state]),
        "wide": True,
        "questions": questions,
        "rated": rated,
        "lines": len(wanted),
        "scale": one.scales[0].levels,
        "open": open_now,
        "back": Link("Services", reverse("matrix:services")),
    }
    return page(request, "matrix/show.html", context)


def _opened(request: Request, matrix_id: UUID) -> tuple[ReviewPage, Round, Instrument]:
    held = queries.review(request.viewer, matrix_id)
    found = round_of(request.viewer, matrix_id)
    if held.kind is not ReviewKind.SERVICE_MATRIX or found.instrument is None:
        raise Http404("no matrix")
    return held, found, found.instrument


def _question(
    request: Request, held: ReviewPage, one: Instrument, item: Item, answers: dict[str, AnswerRow]
) -> Question:
    lines = one.children.get(item.key, ())
    looked = [each for each in lines if each.kind is ItemKind.EVIDENCE_TYPE]
    grades = [row.grade for each in looked if (row := answers.get(each.key)) and row.grade is not None]
    half = middle(grades)
    standing = Tag("Not rated yet")
    if half is not None:
        label = one.scale[looked[0].scale].label_of(half)
        standing = Tag(label, _COLOURS[half])
    runs = tuple(
        (words, tuple(_cell(held, one, each, answers.get(each.key)) for each in lines if each.kind is kind))
        for kind, words in _ROWS
    )
    lowest = f", the lowest “{one.scale[looked[0].scale].label_of(min(grades))}”" if grades else ""
    return Question(
        item,
        standing,
        f"{len(grades)} of {len(looked)} lines rated{lowest}.",
        runs,
        tuple(each.text for each in lines if each.kind is ItemKind.EXAMPLE),
    )


def _cell(held: ReviewPage, one: Instrument, item: Item, row: AnswerRow | None) -> Cell:
    href = reverse("matrix:rate", args=[held.id, item.key])
    if row is None or row.grade is None:
        return Cell(item, href, Tag("Not rated yet"), None, "", ())
    rating = Tag(one.scale[item.scale].label_of(row.grade), _COLOURS[row.grade])
    pieces = tuple(Link(each.title, reverse("evidence:show", args=[each.id])) for each in row.evidence)
    return Cell(item, href, rating, strength_tag(row.strength), row.claim, pieces)


def rate(request: Request, matrix_id: UUID, looked_for: str) -> HttpResponse:
    """One line: rate it, say what was seen, upload what shows it."""
    held, found, one = _opened(request, matrix_id)
    item = one.by_key.get(looked_for)
    if item is None or not item.scale:
        raise Http404("no such line")
    row = next((each for each in found.answers if each.item_key == looked_for), None)
    version = row.version if row else 0
    form = RateForm(
        request.POST or None,
        request.FILES or None,
        version=version,
        levels=[(str(e.value), e.label, e.meaning) for e in one.scale[item.scale].levels],
        initial={
            "grade": "" if row is None or row.grade is None else str(row.grade),
            "saw": row.claim if row else "",
            "as_of": moment.today(),
        },
    )
    sent = posted(
        request,
        form,
        lambda typed: procedures.rate_line(
            request.viewer,
            review_id=matrix_id,
            item_key=looked_for,
            version=typed["version"],
            grade=int(typed["grade"]),
            saw=typed["saw"],
            shown=form.shown(),
        ),
        version=version,
    )
    if sent:
        messages.success(request, f"{looked_for} is rated.")
        return redirect("matrix:show", matrix_id)
    question = one.above(looked_for)[0]
    context = {
        "title": item.text,
        "caption": f"{held.title} · {question.title}, {looked_for}",
        "form": form,
        "open": held.state is ReviewState.UNDER_WAY,
        "held": _cell(held, one, item, row),
        "examples": [e.text for e in one.children[question.key] if e.kind is ItemKind.EXAMPLE],
        "back": Link(held.title, reverse("matrix:show", args=[matrix_id])),
        "cancel": reverse("matrix:show", args=[matrix_id]),
    }
    return page(request, "matrix/rate.html", context)


def finish(request: Request, matrix_id: UUID) -> HttpResponse:
    """Stand by every rating."""
    held, _, _ = _opened(request, matrix_id)
    form = FinishForm(request.POST or None, version=held.version)
    sent = posted(
        request,
        form,
        lambda typed: procedures.finish_matrix(request.viewer, review_id=matrix_id, version=typed["version"]),
        version=held.version,
    )
    if sent:
        messages.success(request, "The matrix is finished. The board’s staff may publish it.")
        return redirect("matrix:show", matrix_id)
    context = {
        "title": "Finish the matrix",
        "caption": held.title,
        "form": form,
        "submit": "Finish",
        "meaning": "Every line is rated, and what was seen has evidence behind it. Ratings do not change after this.",
        "back": Link(held.title, reverse("matrix:show", args=[matrix_id])),
        "cancel": reverse("matrix:show", args=[matrix_id]),
    }
    return page(request, "matrix/form.html", context)
