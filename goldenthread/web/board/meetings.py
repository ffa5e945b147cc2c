"""A meeting: planned, its agenda, held, and what came of each item."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.assurance import procedures, queries
from goldenthread.assurance.lifecycle import MEETING
from goldenthread.assurance.queries.meetings import (
    ItemRow,
    MeetingPage,
    chain_names,
    evidence_to_give,
    meeting,
    stories_to_tell,
)
from goldenthread.assurance.vocabulary import AgendaKind, MeetingState
from goldenthread.kit.display import day
from goldenthread.kit.forms import KitForm
from goldenthread.kit.presenters import Link, Row, Tag, TimelineEntry
from goldenthread.web.board.forms import HeldForm, ItemForm, MeetingForm, PlanForm, RecordForm, WhyForm
from goldenthread.web.board.parts import (
    ASSURED_COLOURS,
    MEETING_COLOURS,
    asked_page,
    challenge_card,
    chosen,
    pieces,
)
from goldenthread.web.forms import page, posted
from goldenthread.web.request import Request

# Deeds on the whole meeting, and their addresses.
_TURNS = {
    "hold_meeting": "board:hold",
    "change_meeting": "board:change_meeting",
    "cancel_meeting": "board:cancel",
}


def plan(request: Request) -> HttpResponse:
    """Plan meetings, a year at once."""
    form = PlanForm(request.POST or None, initial={"count": 4, "weeks": 13, "with_story": True})
    sent = posted(
        request,
        form,
        lambda typed: procedures.plan_meetings(
            request.viewer,
            level=typed["level"],
            title=typed["title"],
            first_on=typed["first_on"],
            count=typed["count"],
            weeks=typed["weeks"],
            with_story=typed["with_story"],
        ),
    )
    if sent:
        messages.success(request, "They are planned. Each has its own page for the agenda.")
        return redirect("board:home")
    lead = "A plan for the year keeps a place for people's stories, so that none of them depends on somebody thinking of it."
    return asked_page(
        request, form, title="Plan meetings", cancel=reverse("board:home"), send="Plan them", lead=lead
    )


def show(request: Request, meeting_id: UUID) -> HttpResponse:
    """The agenda, what was asked, and what came of it."""
    found = meeting(request.viewer, meeting_id)
    row, viewer = found.row, request.viewer
    runs = viewer.may("assurance.run")
    open_ = row.state is not MeetingState.CANCELLED
    context = {
        "title": row.title,
        "caption": f"{row.level.label} · {day(row.on)}",
        "found": found,
        "row": row,
        "tag": Tag(row.state.label, MEETING_COLOURS[row.state]),
        "items": [(each, _facts(each)) for each in found.items],
        "cards": [challenge_card(each) for each in found.challenges],
        "steps": [TimelineEntry(each.what, each.at, each.by_name, each.words) for each in found.steps],
        "links": _links(found) if runs else [],
        "runs": runs,
        "open": open_,
        "held": row.state is MeetingState.HELD,
        "may_ask": viewer.may("board.challenge") and open_,
        "back": Link("The board", reverse("board:home")),
    }
    return page(request, "board/meeting.html", context)


def change(request: Request, meeting_id: UUID) -> HttpResponse:
    """Another name or day."""
    found = meeting(request.viewer, meeting_id)
    form = MeetingForm(
        request.POST or None, version=found.version, initial={"title": found.row.title, "on": found.row.on}
    )
    return _turn(
        request,
        found,
        form,
        lambda typed: procedures.change_meeting(
            request.viewer,
            meeting_id=meeting_id,
            version=typed["version"],
            title=typed["title"],
            on=typed["on"],
        ),
        ("Change its day or name", "Saved."),
    )


def hold(request: Request, meeting_id: UUID) -> HttpResponse:
    """It took place."""
    found = meeting(request.viewer, meeting_id)
    form = HeldForm(request.POST or None, version=found.version)
    return _turn(
        request,
        found,
        form,
        lambda typed: procedures.hold_meeting(
            request.viewer, meeting_id=meeting_id, version=typed["version"], minutes=typed["minutes"]
        ),
        ("It was held", "It was held. Write down next what came of each item."),
    )


def cancel(request: Request, meeting_id: UUID) -> HttpResponse:
    """It will not take place."""
    found = meeting(request.viewer, meeting_id)
    form = WhyForm(request.POST or None, version=found.version)
    return _turn(
        request,
        found,
        form,
        lambda typed: procedures.cancel_meeting(
            request.viewer, meeting_id=meeting_id, version=typed["version"], words=typed["words"]
        ),
        ("Cancel the meeting", "It is cancelled. What it should have heard needs another day."),
    )


def add_item(request: Request, meeting_id: UUID, item_kind: str) -> HttpResponse:
    """Put a story or a report on the agenda."""
    found = meeting(request.viewer, meeting_id)
    if item_kind not in AgendaKind.values():
        raise Http404("no such kind of item")
    kind = AgendaKind(item_kind)
    form = ItemForm(
        request.POST or None,
        kind=kind,
        choices=_choices(request),
        initial={"title": "A person's story" if kind is AgendaKind.STORY else ""},
    )
    return _turn(
        request,
        found,
        form,
        lambda _: procedures.add_item(request.viewer, meeting_id=meeting_id, told=form.told()),
        (f"Put on the agenda: {kind.label.lower()}", "It is on the agenda."),
    )


def change_item(request: Request, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Change an item, or choose its story."""
    found = meeting(request.viewer, meeting_id)
    item = _item(found, item_id)
    ids = [str(each.id) for each in item.evidence if each.id]
    form = ItemForm(
        request.POST or None,
        kind=item.kind,
        choices=_choices(request),
        version=item.version,
        initial={
            "title": item.title,
            "given_by": item.given_by,
            "chain": str(item.chain_id or ""),
            "review": str(item.review[0] or "") if item.review else "",
            "report": str(item.report[0] or "") if item.report else "",
            "story": ids[0] if ids else "",
            "evidence": ids,
        },
    )
    return _turn(
        request,
        found,
        form,
        lambda typed: procedures.change_item(
            request.viewer,
            meeting_id=meeting_id,
            item_id=item_id,
            version=typed["version"],
            told=form.told(),
        ),
        (f"Change: {item.title}", "Saved."),
        version=item.version,
    )


def record_item(request: Request, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Write down what came of an item."""
    found = meeting(request.viewer, meeting_id)
    item = _item(found, item_id)
    actions = [(each.id, f"{each.reference} {each.title}") for each in queries.plan(request.viewer).actions]
    form = RecordForm(
        request.POST or None,
        kind=item.kind,
        actions=actions,
        version=item.version,
        initial={
            "decided": item.decided,
            "assured": item.assured or "",
            "action": str(item.action[0] or "") if item.action else "",
        },
    )
    return _turn(
        request,
        found,
        form,
        lambda typed: procedures.record_item(
            request.viewer,
            meeting_id=meeting_id,
            item_id=item_id,
            version=typed["version"],
            decided=typed["decided"],
            assured=typed.get("assured") or None,
            action_id=chosen(typed["action"]),
        ),
        (f"What came of it: {item.title}", "It is written down."),
        version=item.version,
    )


def _turn(
    request: Request,
    found: MeetingPage,
    form: KitForm,
    deed: Callable[[dict[str, Any]], object],
    words: tuple[str, str],
    *,
    version: int | None = None,
) -> HttpResponse:
    """One form about a meeting: its deed, its title and what is said when it is done."""
    title, done = words
    row = found.row
    if posted(request, form, deed, version=version or found.version):
        messages.success(request, done)
        return redirect("board:meeting", row.id)
    here = reverse("board:meeting", args=[row.id])
    return asked_page(request, form, title=title, cancel=here, caption=f"{row.title}, {day(row.on)}")


def _item(found: MeetingPage, item_id: UUID) -> ItemRow:
    item = next((each for each in found.items if each.id == item_id), None)
    if item is None:
        raise Http404("no such item")
    return item


def _choices(request: Request) -> dict[str, Any]:
    viewer = request.viewer
    return {
        "stories": stories_to_tell(viewer),
        "evidence": evidence_to_give(viewer),
        "chains": chain_names(viewer),
        "reports": [(each.id, f"{each.title}, version {each.number}") for each in queries.reports(viewer)],
        "reviews": [
            (each.id, f"{each.title} ({each.kind.label.lower()})") for each in queries.reviews(viewer)
        ],
    }


def _links(found: MeetingPage) -> list[Link]:
    """Deeds on the whole meeting that its state allows."""
    return [
        Link(move.button, reverse(_TURNS[move.deed], args=[found.row.id]))
        for move in MEETING.open_moves(found.row.state)
        if move.deed in _TURNS
    ]


def _facts(item: ItemRow) -> list[Row]:
    """What an item rests on, speaks to and led to; nothing is left out silently on the two that matter."""
    story = item.kind is AgendaKind.STORY
    rows = [
        Row("Brought by", item.given_by or "Nobody is named yet"),
        Row(
            "The story" if story else "On what evidence",
            [
                *pieces(item),
                *([_named(item.report, "reports:show")] if item.report else []),
            ]
            or Tag("No story is chosen yet" if story else "Without evidence: reassurance, not assurance", "orange"),
        ),
    ]  # fmt: skip
    if item.chain:
        rows.append(Row("Part of", Link(item.chain, f"{reverse('board:chains')}#chain-{item.chain_id}")))
    if item.review:
        rows.append(Row("Speaks to the review", _named(item.review, "reviews:show")))
    if item.assured:
        rows.append(Row("Those who heard it were", Tag(item.assured.label, ASSURED_COLOURS[item.assured])))
    if item.decided:
        rows.append(Row("What was decided because of it", item.decided, words=True))
    if item.action:
        rows.append(Row("What follows", _named(item.action, "improvement:action")))
    return rows


def _named(held: tuple[UUID | None, str], route: str) -> Link | str:
    id, name = held
    return Link(name, reverse(route, args=[id])) if id else name
