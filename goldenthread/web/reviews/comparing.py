"""Answers side by side, and movement since the last round, inspection or another board."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.access.viewer import Viewer
from goldenthread.assurance import procedures, queries
from goldenthread.assurance.policy import Difference, difference
from goldenthread.assurance.policy.judgements import movement as moved
from goldenthread.assurance.queries.judgements import AnswerRow, Round, round_of
from goldenthread.assurance.queries.outside import MovementLine, movement_of
from goldenthread.ground.instruments import Item
from goldenthread.kit.presenters import Column, Link, Table, Tag
from goldenthread.web.evidence.views import strength_tag
from goldenthread.web.forms import page, posted
from goldenthread.web.request import Request
from goldenthread.web.reviews.outside_form import OutsideForm
from goldenthread.web.reviews.pages import frame

_APART = {0: "green", 1: "yellow"}
_MOVED = {"better": "green", "worse": "red", "same": "grey", "new": "blue", "not graded": "grey"}


@dataclass(frozen=True)
class Cell:
    """One agency's answer to one statement, as this reader may see it."""

    agency: str
    grade: str
    strength: Tag | None
    claim: str
    link: Link | None


@dataclass(frozen=True)
class Line:
    """One statement with everybody's answer."""

    item: Item
    apart: Tag
    words: str
    cells: tuple[Cell, ...]
    far: int


def side_by_side(request: Request, review_id: UUID) -> HttpResponse:
    """The same statement as each agency answers it; those that differ most may come first."""
    held = queries.review(request.viewer, review_id)
    found = round_of(request.viewer, review_id)
    lines = [_line(found, item) for item in found.items]
    most = request.GET.get("order") == "difference"
    if most:
        lines.sort(key=lambda line: -line.far)
    context = frame(
        held,
        "Side by side",
        wide=True,
        lines=lines,
        groups=[("", lines)] if most else _grouped(found, lines),
        differing=sum(line.far > 0 for line in lines),
        orders=[
            Link("In the order of the standards", "?", current=not most),
            Link("Those that differ most first", "?order=difference", current=most),
        ],
        agencies=[part.agency for part in found.parts],
        finds=reverse("improvement:add_finding") if request.viewer.may("assurance.run") else "",
    )
    return page(request, "reviews/compare.html", context)


def _grouped(found: Round, lines: list[Line]) -> list[tuple[str, list[Line]]]:
    def heading(line: Line) -> str:
        assert found.instrument is not None
        return " › ".join(each.title or each.text for each in found.instrument.above(line.item.key))

    return [(title, list(group)) for title, group in groupby(lines, key=heading)]


def differing(viewer: Viewer, review_id: UUID, item_key: str) -> str:
    """How far agencies differ on one statement, in words; "" where it is none of this review's."""
    found = round_of(viewer, review_id)
    item = next((each for each in found.items if each.key == item_key), None)
    return _line(found, item).words if item else ""


def _line(found: Round, item: Item) -> Line:
    asked = [part for part in found.parts if item in found.items_of(part)]
    answers = [(part, found.answer(part.agency_id, item.key)) for part in asked]
    graded = {part.agency: row.grade for part, row in answers if row and row.grade is not None}
    silent = [part.agency for part, row in answers if row is None or row.grade is None]
    apart: Difference = difference(graded, silent=silent)
    text = (
        "Agree"
        if len(graded) > 1 and not apart.apart
        else f"{apart.apart} apart"
        if apart.apart
        else "One view"
    )
    colour = _APART.get(apart.apart, "red") if len(graded) > 1 else "grey"
    cells = tuple(_cell(found, item, part.agency, row) for part, row in answers)
    return Line(item, Tag(text, colour), apart.words, cells, apart.apart)


def _cell(found: Round, item: Item, agency: str, row: AnswerRow | None) -> Cell:
    if row is None:
        return Cell(agency, "Not submitted yet", None, "", None)
    link = Link(
        "Open",
        reverse("reviews:answer", args=[found.review_id, row.id]),
        hidden=f"answer of {agency} to {item.key}",
    )
    return Cell(agency, _grade(found, item, row.grade), strength_tag(row.strength), row.claim, link)


def _grade(found: Round, item: Item, grade: int | None) -> str:
    if grade is None or not item.scale or found.instrument is None:
        return "Not graded"
    return f"{grade} {found.instrument.scale[item.scale].label_of(grade)}"


def movement(request: Request, review_id: UUID) -> HttpResponse:
    """This round beside the last one, the last inspection and other boards, area by area."""
    held = queries.review(request.viewer, review_id)
    found = movement_of(request.viewer, review_id)
    runs = request.viewer.may("assurance.run")
    areas = [(area.key, area.label, area.levels) for area in found.areas]
    form = OutsideForm(request.POST or None, areas=areas)
    sent = posted(
        request,
        form,
        lambda _: procedures.record_outside_view(request.viewer, review_id=review_id, **form.told),
    )
    if sent:
        messages.success(request, "It stands beside this round now.")
        return redirect("reviews:movement", review_id)
    columns = [
        Column("area", "Area", row_header=True),
        *(Column(f"outside{number}", each.heading) for number, each in enumerate(found.views)),
        *([Column("before", "Last round")] if found.before else []),
        Column("now", "This round"),
        Column("moved", "Movement"),
    ]
    context = frame(
        held,
        "Movement",
        wide=True,
        form=form if runs else None,
        table=Table(
            "Grades by area", columns, [_moved(each) for each in found.lines], empty="Nothing is graded yet."
        ),
        next_on=held.follow_up_on or held.due_on,
        found=found,
        runs=runs,
    )
    return page(request, "reviews/movement.html", context)


def _moved(line: MovementLine) -> dict[str, object]:
    words = moved(line.compare_with, line.now)
    return {
        "area": line.label,
        "now": line.now_words,
        "before": line.before_words,
        "moved": Tag(words.capitalize(), _MOVED[words]),
        **{f"outside{number}": each for number, each in enumerate(line.outside)},
    }
