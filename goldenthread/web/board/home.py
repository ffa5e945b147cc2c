"""The board's first page: what was asked and not answered, the plan of meetings, and which of them has no story."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from goldenthread.assurance.queries.challenges import ChallengeRow, challenges, wellbeing_asked
from goldenthread.assurance.queries.meetings import MeetingRow, meetings
from goldenthread.assurance.vocabulary import AssuranceLevel, ChallengeState, MeetingState
from goldenthread.kit.display import day, plural
from goldenthread.kit.presenters import Column, Link, Table, Tag
from goldenthread.web.board.parts import MEETING_COLOURS, challenge_card, ways
from goldenthread.web.forms import page
from goldenthread.web.request import Request

SHOWN = 5


def home(request: Request) -> HttpResponse:
    """Meetings planned and held, and the challenges that wait. A partner sees what its own agency was asked."""
    viewer = request.viewer
    asked = challenges(viewer)
    rows = meetings(viewer) if viewer.may("board.see") else ()
    waiting = [each for each in asked if each.open]
    well = wellbeing_asked(asked)
    without = [each for each in rows if each.state is MeetingState.PLANNED and not each.story.allowed]
    context = {
        "title": "The board" if viewer.may("board.see") else "What the board asks",
        "ways": ways(viewer, "board:home"),
        "figures": _figures(asked, len(without)),
        "without": [(Link(f"{each.title}, {day(each.on)}", reverse("board:meeting", args=[each.id])), each.story.words) for each in without],
        "waiting": [challenge_card(each) for each in waiting[:SHOWN]],
        "more": max(0, len(waiting) - SHOWN),
        "planned": _table("Planned", [each for each in rows if each.state is MeetingState.PLANNED], "No meeting is planned. Plan the year, so that stories and reports have their places."),
        "past": _table("Held and cancelled, the last 13 months", [each for each in reversed(rows) if each.state is not MeetingState.PLANNED], "No meeting is on record for the last 13 months."),
        "told": _told(rows),
        "wellbeing": f"{well.asked} of {plural(well.of, 'challenge')} in the last twelve months asked about wellbeing alongside safety." if well.of else "Nothing was asked in the last twelve months.",
        "asks_none": bool(well.of) and not well.asked,
        "sees": viewer.may("board.see"),
        "plans": viewer.may("assurance.run"),
        "challenges": viewer.may("board.challenge"),
    }  # fmt: skip
    return page(request, "board/home.html", context)


def _figures(asked: tuple[ChallengeRow, ...], without: int) -> list[tuple[str, str, str, str]]:
    """Number, words, address and state of what waits."""
    at = reverse("board:challenges")
    late = sum(each.late for each in asked)
    answer = sum(each.state is ChallengeState.ASKED for each in asked)
    judge = sum(each.state is ChallengeState.ANSWERED for each in asked)
    mine = sum(each.mine and each.state is ChallengeState.ASKED for each in asked)
    found = [
        (f"{late}", "not answered in time", f"{at}?standing=late", "late" if late else ""),
        (f"{answer}", "to be answered", f"{at}?standing=open", ""),
        (f"{judge}", "answered, not judged yet", f"{at}?standing=open", "soon" if judge else ""),
        (f"{mine}", "for your agency to answer", f"{at}?standing=mine", "soon" if mine else ""),
    ]
    if without:
        found.append(
            (
                f"{without}",
                "meetings without a story" if without > 1 else "meeting without a story",
                "#stories",
                "late",
            )
        )
    return found


def _told(rows: tuple[MeetingRow, ...]) -> str:
    """How regularly the board heard a story."""
    held = [each for each in rows if each.level is AssuranceLevel.BOARD and each.state is MeetingState.HELD]
    told = sum(bool(each.stories) for each in held)
    return (
        f"A person’s story was told at {told} of {plural(len(held), 'board meeting')} in the last 13 months."
        if held
        else ""
    )


def _table(caption: str, rows: list[MeetingRow], empty: str) -> Table:
    columns = (
        Column("on", "Day", row_header=True),
        Column("title", "Meeting"),
        Column("story", "Person's story"),
        Column("reports", "Reports"),
        Column("asked", "Challenges"),
        Column("state", "State"),
    )
    return Table(caption, columns, [_line(each) for each in rows], empty=empty)


def _line(row: MeetingRow) -> dict[str, object]:
    story: object = "; ".join(row.stories)
    if not row.story.allowed:
        story = Tag(row.story.words.rstrip("."), "red" if row.state is MeetingState.PLANNED else "grey")
    elif not story:
        story = (
            "Not chosen yet"
            if row.level is AssuranceLevel.BOARD and row.state is MeetingState.PLANNED
            else "None"
        )
    asked = f"{row.asked}, {row.open} open" if row.open else str(row.asked)
    return {
        "on": row.on,
        "title": [Link(row.title, reverse("board:meeting", args=[row.id])), row.level.label]
        if row.level.label.casefold() not in row.title.casefold()
        else Link(row.title, reverse("board:meeting", args=[row.id])),
        "story": story,
        "reports": "; ".join(row.reports) or "None",
        "asked": asked,
        "state": Tag(row.state.label, MEETING_COLOURS[row.state]),
    }
