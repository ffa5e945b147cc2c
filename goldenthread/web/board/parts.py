"""What the board's pages share: the ways between them, colours of states, and pages with one form."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from goldenthread.access.viewer import Viewer
from goldenthread.assurance.queries.challenges import ChallengeRow
from goldenthread.assurance.queries.meetings import ItemRow, stories_about
from goldenthread.assurance.vocabulary import (
    AgendaKind,
    Assured,
    ChallengeAbout,
    ChallengeState,
    MeetingState,
    RiskLevel,
)
from goldenthread.kit.addresses import address_of
from goldenthread.kit.display import day, short_day
from goldenthread.kit.forms import KitForm
from goldenthread.kit.presenters import Link, Row, Tag, WorkCard
from goldenthread.web.forms import page
from goldenthread.web.request import Request
from goldenthread.web.routes import opens

_WAYS = (
    ("board:home", "Meetings"),
    ("board:challenges", "Challenges"),
    ("board:chains", "Upward assurance"),
    ("board:risks", "Risks in services"),
    ("board:learning", "Learning from elsewhere"),
)
MEETING_COLOURS = {MeetingState.PLANNED: "blue", MeetingState.HELD: "green", MeetingState.CANCELLED: "grey"}
ASSURED_COLOURS = {Assured.YES: "green", Assured.PARTLY: "yellow", Assured.NO: "red"}
CHALLENGE_COLOURS = {
    ChallengeState.ASKED: "blue",
    ChallengeState.ANSWERED: "yellow",
    ChallengeState.SETTLED: "green",
    ChallengeState.WITHDRAWN: "grey",
}
LEVEL_COLOURS = {RiskLevel.HIGH: "red", RiskLevel.MEDIUM: "orange", RiskLevel.LOW: "green"}


def ways(viewer: Viewer, here: str) -> list[Link]:
    """The parts of the board's work that are open to this reader."""
    first = {} if viewer.may("board.see") else {"board:home": "What waits"}
    return [
        Link(first.get(name, words), reverse(name), current=name == here)
        for name, words in _WAYS
        if opens(name, viewer.role)
    ]


def asked_page(
    request: Request,
    form: KitForm,
    *,
    title: str,
    cancel: str,
    send: str = "Save",
    caption: str = "",
    lead: str = "",
) -> HttpResponse:
    """A page with one form."""
    context = {
        "title": title,
        "caption": caption,
        "lead": lead,
        "form": form,
        "send": send,
        "cancel": cancel,
        "back": Link("Back", cancel),
    }
    return page(request, "board/ask.html", context)


def challenge_tags(row: ChallengeRow) -> list[Tag]:
    """Where a challenge stands, in words; colour only helps."""
    tags = [
        Tag("Not answered in time", "red") if row.late else Tag(row.state.label, CHALLENGE_COLOURS[row.state])
    ]
    if row.satisfied:
        words = {"yes": "Satisfied", "partly": "Partly satisfied", "no": "Not satisfied: asked again"}
        colours = {"yes": "green", "partly": "yellow", "no": "orange"}
        tags.append(Tag(words[row.satisfied], colours[row.satisfied]))
    if row.wellbeing:
        tags.append(Tag("Wellbeing alongside safety", "teal"))
    return tags


def challenge_card(row: ChallengeRow) -> WorkCard:
    """One challenge in a list."""
    who = f"{row.asker}, {row.asker_agency}" if row.asker_agency else row.asker
    waits = row.state is ChallengeState.ASKED
    kind = "this" if row.about is ChallengeAbout.PRACTICE else row.about.label.lower()
    facts = [("Asked by", who), ("In", f"{row.meeting}, {short_day(row.asked_on)}")]
    if row.result:
        facts.append(("What happened", short(row.result)))
    return WorkCard(
        reference=row.reference,
        href=address_of("board:challenge", row.id),
        name=f"{row.asked_agency}: {short(row.question)}",
        summary=f"About {kind}: {short(row.about_words, 110)}",
        urgency="late" if row.late else "soon" if row.open else "fine",
        due=f"{'was due' if row.late else 'due'} {short_day(row.due_on)}" if waits else "",
        tags=challenge_tags(row),
        facts=facts,
    )


def stories_told(viewer: Viewer, review_id: UUID) -> list[Row]:
    """For the page of a review: the stories that spoke to it, and in which meeting, for those who see the board's meetings."""
    found = stories_about(viewer, review_id)
    links = [Link(f"{title}, {day(on)}", reverse("board:meeting", args=[id])) for id, title, on in found]
    return [Row("Stories told to the board about it", links)] if links else []


def pieces(item: ItemRow) -> list[Link | str | Tag]:
    """The evidence behind an item; a piece that was withdrawn says so and does not count."""
    found: list[Link | str | Tag] = []
    for each in item.evidence:
        story = item.kind is AgendaKind.STORY
        name = each.title if each.counts or story else f"{each.title} (withdrawn: it does not count)"
        link = Link(name, reverse("evidence:show", args=[each.id])) if each.id else name
        found.append(Tag(name, "orange") if story and not each.counts else link)
    return found


def short(words: str, most: int = 140) -> str:
    """The beginning of longer words."""
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0]} …"


def chosen(text: object) -> UUID | None:
    """The id that was chosen from a list; None where nothing was, or where it is no id."""
    try:
        return UUID(str(text))
    except ValueError:
        return None
