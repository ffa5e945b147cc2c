"""Beginning a person's record without a concern: say who it is, see who is held already, and only then begin."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from goldenthread.ground import nhs_number
from goldenthread.people import procedures
from goldenthread.people.queries import Candidate, candidates
from goldenthread.web.candidates import listed
from goldenthread.web.forms import page, posted
from goldenthread.web.people.finding import back
from goldenthread.web.people.forms import BeginForm
from goldenthread.web.request import Request

NEW = "new"
_DETAILS = ("given_name", "family_name", "known_as", "date_of_birth", "nhs_number", "address", "postcode")


def begin(request: Request) -> HttpResponse:
    """Details first; then everybody held who may be this person, and the choice to open theirs or begin a new one."""
    typed = request.POST if request.method == "POST" else None
    form = BeginForm(typed, initial=_from_search(request.GET.get("q", "")))
    if not form.is_valid():
        return _drawn(request, form, ())
    found = candidates(request.viewer, **{name: form.cleaned_data[name] for name in _DETAILS})
    if not found:
        return _begun(request, form, ())
    seen = set(request.POST.get("seen", "").split())
    if not {str(each.person_id) for each in found} <= seen:
        # Shown for the first time, or the details have been changed and fit somebody else as well.
        return _drawn(request, BeginForm(initial=form.cleaned_data, found=listed(found)), found)
    asked = BeginForm(typed, found=listed(found))
    if asked.is_valid() and asked.cleaned_data["person_id"] != NEW:
        return _to(asked.cleaned_data["person_id"])
    return _begun(request, asked, found)


def _begun(request: Request, form: BeginForm, found: tuple[Candidate, ...]) -> HttpResponse:
    def deed(said: dict[str, Any]) -> UUID:
        details = {name: said[name] for name in _DETAILS}
        return procedures.create_person(request.viewer, words=said["words"], **details)

    if sent := posted(request, form, deed):
        messages.success(request, "The record is begun. Nothing else is known yet: add what you know.")
        return _to(sent.result)
    return _drawn(request, form, found)


def _drawn(request: Request, form: BeginForm, found: tuple[Candidate, ...]) -> HttpResponse:
    context = {
        "title": "Begin a record",
        "form": form,
        "found": len(found),
        "back": back(),
        "cancel": reverse("people:search"),
        "offer_links": {"people.search": reverse("people:search")},
    }
    return page(request, "people/begin.html", context)


def _to(person_id: object) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("people:show", args=[person_id]))


def _from_search(text: str) -> dict[str, str]:
    """What was searched for, where it is plain which detail it is."""
    text = text.strip()[:100]
    digits = nhs_number.tidy(text)
    if digits.isascii() and digits.isdigit():
        return {"nhs_number": digits} if len(digits) == 10 else {}
    if any(each.isdigit() for each in text):
        return {}
    given, _, family = text.rpartition(" ")
    return {"given_name": given, "family_name": family}
