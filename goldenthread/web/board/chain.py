"""Upward assurance: each chain on one page, from the team to scrutiny, with what is missing at each level."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.assurance import procedures
from goldenthread.assurance.queries.meetings import ChainPage, Heard, LevelRow, chains
from goldenthread.assurance.vocabulary import MeetingState
from goldenthread.kit.display import day
from goldenthread.kit.presenters import Link, Tag
from goldenthread.web.board.forms import ChainForm
from goldenthread.web.board.parts import ASSURED_COLOURS, asked_page, pieces, short, ways
from goldenthread.web.forms import page, posted
from goldenthread.web.request import Request


def show(request: Request) -> HttpResponse:
    """Every chain, newest first."""
    found = chains(request.viewer)
    context = {
        "title": "Upward assurance",
        "ways": ways(request.viewer, "board:chains"),
        "chains": [(each, _told(each), [_level(row) for row in each.levels]) for each in found],
        "adds": request.viewer.may("assurance.run"),
        "may_ask": request.viewer.may("board.challenge"),
    }
    return page(request, "board/chains.html", context)


def add(request: Request) -> HttpResponse:
    """Begin a chain."""
    form = ChainForm(request.POST or None)
    if posted(
        request,
        form,
        lambda typed: procedures.open_chain(
            request.viewer, title=typed["title"], about=typed["about"], due_on=typed["due_on"]
        ),
    ):
        messages.success(request, "It is begun. Put a report of it on the agenda of a meeting at each level.")
        return redirect("board:chains")
    return asked_page(
        request, form, title="Begin a chain of assurance", cancel=reverse("board:chains"), send="Begin"
    )


def _told(chain: ChainPage) -> str:
    levels = len(chain.levels)
    due = f" Every level should have heard it by {day(chain.due_on)}." if chain.due_on else ""
    whole = (
        "Nothing is missing at any level."
        if not chain.gaps
        else f"Something is missing at {chain.gaps} of {levels} levels."
    )
    return whole + due


def _level(row: LevelRow) -> dict[str, object]:
    return {
        "level": row.level.label,
        "heard": [_heard(each) for each in row.heard],
        "gaps": [Tag(each.words.rstrip("."), "orange") for each in row.whole.reasons],
    }


def _heard(each: Heard) -> dict[str, object]:
    """What one meeting of a level heard."""
    item = each.item
    shown = pieces(item)
    if item.report:
        id, name = item.report
        shown.append(Link(name, reverse("reports:show", args=[id])) if id else name)
    return {
        "item": item.id,
        "by": item.given_by or "Nobody named",
        "meeting": Link(each.meeting, reverse("board:meeting", args=[each.meeting_id])),
        "when": day(each.on) if each.state is MeetingState.HELD else f"planned for {day(each.on)}",
        "evidence": shown,
        "asked": [
            (
                Link(f"{one.asker}: {short(one.question, 90)}", reverse("board:challenge", args=[one.id])),
                one.late,
                one.open,
            )
            for one in each.challenges
        ],
        "assured": Tag(item.assured.label, ASSURED_COLOURS[item.assured]) if item.assured else None,
        "said": item.decided,
    }
