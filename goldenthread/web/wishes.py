"""What a person wants, gathered over the rooms that heard it: said once, shown wherever it matters."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from goldenthread.access.viewer import VISITOR, Viewer
from goldenthread.concerns.queries import WishLine, wishes_of_person
from goldenthread.enquiries.queries import SaidWish, latest_wishes
from goldenthread.enquiries.vocabulary import Achieved
from goldenthread.kit.addresses import address_of
from goldenthread.kit.presenters import Tag, Wish

ACHIEVED_COLOURS = {Achieved.FULLY: "green", Achieved.PARTLY: "yellow", Achieved.NOT: "red"}


def standing_wishes(viewer: Viewer, person_id: UUID) -> list[Wish]:
    """What the person wants, newest first, over enquiries and concerns this viewer may see; each wish once."""
    found: list[tuple[datetime, Wish]] = []
    for said in latest_wishes(viewer, person_id):
        found.append((said.at, _from_enquiry(said)))
    heard = {wish.words.strip() for _, wish in found}
    for line in wishes_of_person(viewer, person_id):
        if line.words.strip() not in heard:
            heard.add(line.words.strip())
            found.append((line.at, _from_concern(line)))
    found.sort(key=lambda each: each[0], reverse=True)
    return [wish for _, wish in found]


def written_down(by_name: str) -> str:
    """Who wrote somebody's words down, as a person would say it."""
    if by_name == VISITOR.name:
        return "as the person who raised it wrote it on the public form"
    return f"written down by {by_name}"


def _from_enquiry(said: SaidWish) -> Wish:
    who = said.said_by.label if said.said_by == "adult" else f"{said.said_by_name} ({said.said_by.label})"
    outcome = (
        Tag(f"{said.achieved.label} reached", ACHIEVED_COLOURS[said.achieved]) if said.achieved else None
    )
    return Wish(
        said.words,
        who,
        said.at,
        written_down(said.recorded_by),
        outcome,
        address_of("enquiries:show", said.enquiry_id),
    )


def _from_concern(line: WishLine) -> Wish:
    who = line.said_by or "Who said it is not known"
    return Wish(
        line.words,
        f"{who}, in a report" if line.from_report else who,
        line.at,
        "" if line.from_report else written_down(line.recorded_by),
    )
