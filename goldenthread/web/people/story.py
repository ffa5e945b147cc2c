"""The chronology of a person: the state rows of every room in one line of time."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse

from goldenthread.access.trail import Subject
from goldenthread.access.viewer import Viewer
from goldenthread.concerns import queries as concerns
from goldenthread.enquiries import queries as enquiries
from goldenthread.ground import moment
from goldenthread.ground.chronology import Entry
from goldenthread.kit.addresses import address_of
from goldenthread.kit.display import plural
from goldenthread.kit.presenters import Link, Page, Tag, TimelineEntry
from goldenthread.letters import queries as letters
from goldenthread.letters.vocabulary import Audience
from goldenthread.people import queries as people
from goldenthread.web.forms import page
from goldenthread.web.people.forms import ChronologyForm
from goldenthread.web.people.record import around_of, frame
from goldenthread.web.people.shown import Around
from goldenthread.web.request import Request

SHOWN = 500
_COLOURS = {
    Audience.ADULT: "green",
    Audience.REFERRER: "teal",
    Audience.PROVIDER: "purple",
    Audience.PLACING_COUNCIL: "blue",
}
_PLACES = {"concern": ("Concern", "concerns:show"), "enquiry": ("Enquiry", "enquiries:show")}


def chronology(request: Request, person_id: UUID) -> HttpResponse:
    """Everything that was done, with filters; 500 entries to a page."""
    person = people.person_page(request.viewer, person_id)
    around = around_of(request.viewer, person_id)
    form = ChronologyForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    everything = entries(request.viewer, person_id, around)
    wanted = [each for each in everything if _is_wanted(each, asked)]
    if asked.get("order") != "oldest":
        wanted.reverse()
    pages = max(1, -(-len(wanted) // SHOWN))
    typed = request.GET.get("page", "")
    number = min(max(1, int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 1), pages)
    kept = [(key, value) for key, value in request.GET.items() if key != "page" and value]
    context = frame(request, person, around) | {
        "title": f"Chronology of {person.name}",
        "back": Link(person.name, address_of("people:show", person_id)),
        "form": form,
        "clear": request.path if kept else "",
        "entries": [_shown(each) for _, each in wanted[(number - 1) * SHOWN : number * SHOWN]],
        "told": _told(len(wanted), len(everything)),
        "page": Page(number, pages, len(wanted), "?" + urlencode([*kept, ("page", "")])),
    }
    return page(request, "people/chronology.html", context)


def entries(viewer: Viewer, person_id: UUID, around: Around) -> list[tuple[str, Entry]]:
    """Entries of every room that this viewer may see, oldest first, each with the filter it answers to."""
    about = [Subject("concern", each.id) for each in around.concerns]
    about += [Subject("enquiry", each.id) for each in around.enquiries]
    found = [("person", each) for each in people.chronology(viewer, person_id)]
    found += [("concern", each) for each in concerns.chronology(viewer, person_id)]
    found += [("enquiry", each) for each in enquiries.chronology(viewer, person_id)]
    found += [("told", each) for each in letters.chronology(viewer, about)]
    return sorted(found, key=lambda each: (each[1].at, each[1].kind, each[1].sequence))


def _is_wanted(each: tuple[str, Entry], asked: dict[str, object]) -> bool:
    kind, entry = each
    on: date = moment.london(entry.at).date()
    since, until = asked.get("since"), asked.get("until")
    if asked.get("what") and asked["what"] != kind:
        return False
    return (not isinstance(since, date) or on >= since) and (not isinstance(until, date) or on <= until)


def _shown(entry: Entry) -> TimelineEntry:
    name, route = _PLACES.get(entry.kind, ("Record", ""))
    audience = Audience(entry.visibility) if entry.visibility else Audience.FILE
    return TimelineEntry(
        what=entry.what,
        # What holds of a person has a day, and nobody knows its hour.
        when=moment.london(entry.at).date() if entry.kind == "circumstance" else entry.at,
        who=entry.by,
        words=entry.words,
        visible_to=None
        if audience is Audience.FILE
        else Tag(f"For: {audience.label.lower()}", _COLOURS[audience]),
        href=address_of(route, entry.record) if route else "",
        process=f"{name} {entry.reference}".strip(),
    )


def _told(shown: int, everything: int) -> str:
    if shown == everything:
        return plural(everything, "entry", "entries")
    return f"{shown:,} of {plural(everything, 'entry', 'entries')}"
