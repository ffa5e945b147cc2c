"""The search page."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect

from goldenthread.access.viewer import Viewer
from goldenthread.concerns.queries import WorkWanted, work_list
from goldenthread.enquiries.queries import enquiry_list
from goldenthread.ground import references
from goldenthread.kit.addresses import address_of
from goldenthread.kit.display import day, nhs, plural
from goldenthread.kit.presenters import Link, Page, Tag, WorkCard
from goldenthread.people.queries import Found, FoundPage
from goldenthread.people.queries import search as find_people
from goldenthread.web.forms import page
from goldenthread.web.people.forms import SearchForm
from goldenthread.web.request import Request


def search(request: Request) -> HttpResponse:
    """Find a person by what somebody has to hand; a whole reference leads straight to its record."""
    form = SearchForm(request.GET if "q" in request.GET else None)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    if address := _by_reference(request.viewer, text):
        return HttpResponseRedirect(address)
    number = request.GET.get("page", "")
    found = find_people(
        request.viewer, text, int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1
    )
    context = {
        "title": f"People: {text}" if text else "Find a person",
        "form": form,
        "text": text,
        "cards": [_card(row) for row in found.rows],
        "told": _told(found, text),
        "page": Page(found.number, found.pages, found.total, "?" + urlencode([("q", text), ("page", "")])),
    }
    return page(request, "people/search.html", context)


def _by_reference(viewer: Viewer, text: str) -> str:
    """The address of the record with this reference, where the viewer may see it."""
    wanted = references.tidy(text)
    if not references.is_valid(wanted):
        return ""
    for concern in work_list(viewer, WorkWanted(text=wanted)).items:
        if concern.reference == wanted:
            return address_of("concerns:show", concern.id)
    for enquiry in enquiry_list(viewer, whose="all", standing="any", search=wanted).rows:
        if enquiry.reference == wanted:
            return address_of("enquiries:show", enquiry.id)
    return ""


def _told(found: FoundPage, text: str) -> str:
    if not text:
        return ""
    if not found.rows:
        return ""
    number = "1,000 people or more" if found.total >= 1_000 else plural(found.total, "person", "people")
    if found.by_sound:
        return f"Nobody's name is spelt like “{text}”. {number} whose name sounds like it:"
    return f"{number} found for “{text}”"


def _card(row: Found) -> WorkCard:
    tags = [Tag("Restricted", "orange")] if row.restricted else []
    if row.died_on:
        tags.append(Tag(f"Died {day(row.died_on)}", "grey"))
    facts = [("Born", day(row.date_of_birth, "not known")), ("NHS number", nhs(row.nhs_number, "not known"))]
    if row.known_as and row.known_as not in row.name:
        facts.append(("Likes to be called", row.known_as))
    return WorkCard(
        reference="",
        href=address_of("people:show", row.person_id),
        name=row.name,
        summary=", ".join(part for part in (row.address, row.postcode) if part) or "No address is known.",
        tags=tags,
        facts=facts,
    )


def back() -> Link:
    """To the search page."""
    return Link("Find a person", address_of("people:search"))
