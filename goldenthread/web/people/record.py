"""The page of one person: what they want, where things stand, what holds of them, who works with them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from goldenthread.access.trail import Subject
from goldenthread.access.viewer import Viewer
from goldenthread.concerns.queries import concerns_of_person
from goldenthread.enquiries.queries import enquiries_of
from goldenthread.kit.addresses import address_of
from goldenthread.kit.presenters import Link
from goldenthread.letters.queries import duties_of
from goldenthread.people.queries import PersonPage, person_page
from goldenthread.people.vocabulary import CircumstanceKind
from goldenthread.web.forms import page
from goldenthread.web.people import shown, tables
from goldenthread.web.people.finding import back
from goldenthread.web.people.shown import Around
from goldenthread.web.request import Request

_OWN = (*shown.LEGAL, CircumstanceKind.WORKER)


def show(request: Request, person_id: UUID) -> HttpResponse:
    """Open a person's record; the look goes on the trail."""
    person = person_page(request.viewer, person_id)
    around = around_of(request.viewer, person_id)
    may = request.viewer.may("people.change")
    others = [row for row in person.circumstances if row.kind not in _OWN]
    context = frame(request, person, around) | {
        "back": back(),
        "details": tables.details(person),
        "concerns": tables.concerns_table(around),
        "enquiries": tables.enquiries_table(around),
        "glance": tables.glance(person),
        "told": tables.told_table(around, tables.TOLD),
        "told_more": len(around.duties) if len(around.duties) > tables.TOLD else 0,
        "legal": tables.circumstances_table(
            person, tables.kinds(person.circumstances, *shown.LEGAL), "Legal status", may=may
        ),
        "workers": tables.circumstances_table(
            person,
            tables.kinds(person.circumstances, CircumstanceKind.WORKER),
            "Who works with them, now and before",
            may=may,
        ),
        "others": tables.circumstances_table(person, others, "Care, communication and other", may=may),
        "speakers": tables.speakers_table(person, may=may),
        "may_change": may,
    }
    return page(request, "people/show.html", context)


def around_of(viewer: Viewer, person_id: UUID) -> Around:
    """What other rooms know of a person. 3 queries."""
    concerns = concerns_of_person(viewer, person_id)
    enquiries = enquiries_of(viewer, person_id)
    about = [Subject("concern", each.id) for each in concerns] + [
        Subject("enquiry", each.id) for each in enquiries
    ]
    return Around(concerns, enquiries, duties_of(viewer, about))


def frame(request: Request, person: PersonPage, around: Around) -> dict[str, object]:
    """What every page about a person has around it."""
    return {
        "title": person.name,
        "person": person,
        "banner": shown.banner(request.viewer, person),
        "panel": shown.what_now(person, around),
        "may_restrict": request.viewer.may("people.restrict"),
        "sub": [
            Link(
                "Record",
                address_of("people:show", person.id),
                current=request.path == address_of("people:show", person.id),
            ),
            Link(
                "Chronology",
                address_of("people:chronology", person.id),
                current=request.path.endswith("chronology"),
            ),
        ],
    }
