"""How a person's record is shown: what they want, where things stand, who works with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goldenthread.access.viewer import Viewer
from goldenthread.concerns.queries import ConcernOfPerson
from goldenthread.concerns.vocabulary import ConcernStatus
from goldenthread.enquiries.queries import OpenEnquiry
from goldenthread.enquiries.vocabulary import EnquiryStatus
from goldenthread.ground import moment
from goldenthread.ground.words import Answer
from goldenthread.kit.addresses import address_of
from goldenthread.kit.display import plural, short_day
from goldenthread.kit.presenters import NextStep, Tag, WantsBanner, WhatNow
from goldenthread.letters.queries import DutyLine
from goldenthread.letters.vocabulary import DutyState
from goldenthread.people.queries import PersonPage
from goldenthread.people.vocabulary import CircumstanceKind
from goldenthread.web.wishes import standing_wishes

# Answers still to give that are listed one by one under what now.
STEPS = 3
LEGAL = (
    CircumstanceKind.S117,
    CircumstanceKind.COMMUNITY_DOL,
    CircumstanceKind.DOLS,
    CircumstanceKind.MENTAL_HEALTH_ACT,
    CircumstanceKind.ATTORNEY,
)


@dataclass(frozen=True)
class Around:
    """What other rooms know of a person, as this viewer may see it."""

    concerns: tuple[ConcernOfPerson, ...]
    enquiries: tuple[OpenEnquiry, ...]
    duties: tuple[DutyLine, ...]

    @property
    def open_concerns(self) -> list[ConcernOfPerson]:
        """Not decided yet."""
        return [each for each in self.concerns if each.status is not ConcernStatus.DECIDED]

    @property
    def open_enquiries(self) -> list[OpenEnquiry]:
        """Not closed."""
        return [each for each in self.enquiries if each.status is not EnquiryStatus.CLOSED]

    @property
    def owed(self) -> list[DutyLine]:
        """Answers that somebody still waits for."""
        return [each for each in self.duties if each.state is DutyState.OPEN]


def banner(viewer: Viewer, person: PersonPage) -> WantsBanner:
    """What the person wants, newest first, over enquiries and concerns."""
    facts = (
        [("Likes to be called", person.known_as)]
        if person.known_as and person.known_as not in person.name
        else []
    )
    if person.communication:
        facts.append(("How to talk with them", person.communication))
    facts += [("Speaks for them", f"{each.name} ({each.kind.label})") for each in person.speaking]
    careful = [each.name for each in person.speaking if each.safe_to_contact == Answer.NO]
    return WantsBanner(
        name=person.name,
        first_name=person.called,
        wishes=standing_wishes(viewer, person.id)[:3],
        facts=facts,
        safe_to_contact=f"Do not contact {', '.join(careful)}" if careful else "",
    )


def what_now(person: PersonPage, around: Around) -> WhatNow:
    """Where everyone stands with this person, over every open concern and enquiry."""
    steps = [
        NextStep(
            f"Make safe: concern {each.reference}",
            address_of("concerns:show", each.id),
            "danger was reported",
            "late",
            with_whom(each),
        )
        for each in around.open_concerns
        if each.danger
    ]
    steps += [
        NextStep(
            f"Screen concern {each.reference}",
            address_of("concerns:show", each.id),
            *_due(each.due_at),
            who=with_whom(each),
        )
        for each in around.open_concerns
        if not each.danger
    ]
    steps += [
        NextStep(
            f"Enquiry {each.reference}: {each.status.label.lower()}",
            address_of("enquiries:show", each.id),
            who=each.officer,
        )
        for each in around.open_enquiries
    ]
    owed = around.owed
    steps += [
        NextStep(
            f"Answer {each.audience.label.lower()} about {each.reference}",
            address_of("feedback:show", each.id),
            *_due(each.due_at),
        )
        for each in owed[:STEPS]
    ]
    if len(owed) > STEPS:
        steps.append(NextStep(f"{plural(len(owed) - STEPS, 'more answer')} still to give", "#pp-told"))
    process, law, accountable, worker, status = _standing(around)
    if person.under_18:
        steps.insert(0, NextStep(person.under_18, "", "under 18", "late"))
    return WhatNow(
        process=process, law=law, accountable=accountable, worker=worker, status=status, steps=steps
    )


def _standing(around: Around) -> tuple[str, str, str, str, Tag | None]:
    if around.open_enquiries:
        first = around.open_enquiries[0]
        more = len(around.open_enquiries) - 1
        process = first.kind.label + (f", and {more} more" if more else "")
        return process, first.law, first.manager, first.officer, Tag(first.status.label, "blue")
    if around.open_concerns:
        concern = around.open_concerns[0]
        return (
            concern.process,
            concern.law,
            "Safeguarding manager of the front door",
            with_whom(concern),
            Tag(concern.status.label, "yellow"),
        )
    if around.concerns or around.enquiries:
        last = around.concerns[0].process if around.concerns else around.enquiries[0].kind.label
        return (
            "Nothing is open",
            f"None in use. Last: {last}",
            "Nobody, while nothing is open",
            "",
            Tag("Nothing open", "grey"),
        )
    return "No concern has been raised", "None in use", "Nobody, while nothing is open", "", None


def with_whom(concern: ConcernOfPerson) -> str:
    """Who has it on their desk."""
    return concern.allocated_to or (f"Team {concern.team}" if concern.team else "Nobody yet")


def _due(due: datetime) -> tuple[str, str]:
    last = moment.london(due).date()
    days = (last - moment.today()).days
    if days < 0:
        return f"was due {short_day(last)}", "late"
    return (f"by {short_day(last)}", "soon" if days <= 1 else "fine")
