"""Changing a person's record."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from goldenthread.access.doorway import NotThere
from goldenthread.access.queries import colleagues
from goldenthread.access.trail import Subject
from goldenthread.access.vocabulary import Role
from goldenthread.kit.forms import KitForm
from goldenthread.kit.presenters import Link
from goldenthread.people import procedures
from goldenthread.people.queries import PersonPage, person_page, restricted_to
from goldenthread.web.forms import page, posted
from goldenthread.web.people import shown
from goldenthread.web.people.forms import (
    CircumstanceForm,
    EndForm,
    LetInForm,
    PersonForm,
    RepresentativeForm,
    RestrictForm,
)
from goldenthread.web.request import Request

_FIELDS = (
    "given_name", "family_name", "known_as", "date_of_birth", "died_on", "nhs_number", "address", "postcode", "gender",
    "ethnic_group", "support_reason", "funding", "eligibility",
)  # fmt: skip


def _typed(request: Request) -> Any:
    """What was sent, also when it is nothing at all; None when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def _to(person_id: UUID) -> str:
    return reverse("people:show", args=[person_id])


def _drawn(
    request: Request, person: PersonPage, form: KitForm, title: str, submit: str, **more: Any
) -> HttpResponse:
    context = {
        "title": f"{title}: {person.name}",
        "heading": title,
        "person": person,
        "banner": shown.banner(request.viewer, person),
        "form": form,
        "submit": submit,
        "cancel": _to(person.id),
        "back": Link(person.name, _to(person.id)),
        "offer_links": {"people.search": reverse("people:search")},
    }
    return page(request, more.pop("template", "people/form.html"), context | more)


def _done(request: Request, person_id: UUID, words: str) -> HttpResponse:
    messages.success(request, words)
    return HttpResponseRedirect(_to(person_id))


def change(request: Request, person_id: UUID) -> HttpResponse:
    """Change details."""
    person = person_page(request.viewer, person_id)
    held = {name: getattr(person, name) for name in _FIELDS}
    form = PersonForm(_typed(request), initial=held, version=person.version)
    if posted(
        request,
        form,
        lambda said: procedures.change_person(request.viewer, person_id=person_id, **said),
        version=person.version,
    ):
        return _done(request, person_id, "The record says so now. What it said before is in the chronology.")
    return _drawn(request, person, form, "Change details", "Save")


def add_circumstance(request: Request, person_id: UUID) -> HttpResponse:
    """Note a legal status, a worker, care, or how they communicate."""
    person = person_page(request.viewer, person_id)
    wanted = request.GET.get("kind", "")
    form = CircumstanceForm(_typed(request), initial={"kind": wanted})

    def deed(said: dict[str, Any]) -> UUID:
        said.pop("version")
        return procedures.add_circumstance(request.viewer, person_id=person_id, **said)

    if posted(request, form, deed):
        return _done(request, person_id, "Noted.")
    return _drawn(request, person, form, "Add a legal status, a worker, care or another circumstance", "Save")


def end_circumstance(request: Request, person_id: UUID, circumstance_id: UUID) -> HttpResponse:
    """Note that something no longer holds."""
    person = person_page(request.viewer, person_id)
    row = next((each for each in person.circumstances if each.id == circumstance_id), None)
    if row is None:
        raise NotThere(Subject("circumstance", circumstance_id))
    form = EndForm(_typed(request))

    def deed(said: dict[str, Any]) -> None:
        procedures.end_circumstance(
            request.viewer,
            person_id=person_id,
            circumstance_id=circumstance_id,
            until_on=said["until_on"],
            words=said["words"],
        )

    if posted(request, form, deed):
        return _done(request, person_id, "Its end is noted.")
    return _drawn(request, person, form, f"End: {row.kind.label}", "Save", about=row.words)


def add_representative(request: Request, person_id: UUID) -> HttpResponse:
    """Note who speaks with or for the adult."""
    person = person_page(request.viewer, person_id)
    form = RepresentativeForm(_typed(request))

    def deed(said: dict[str, Any]) -> UUID:
        said.pop("version")
        return procedures.add_representative(request.viewer, person_id=person_id, **said)

    if posted(request, form, deed):
        return _done(request, person_id, "Noted.")
    return _drawn(request, person, form, f"Add somebody who speaks with or for {person.called}", "Save")


def end_representative(request: Request, person_id: UUID, representative_id: UUID) -> HttpResponse:
    """Note that somebody no longer speaks for the adult."""
    person = person_page(request.viewer, person_id)
    row = next((each for each in person.representatives if each.id == representative_id), None)
    if row is None:
        raise NotThere(Subject("representative", representative_id))
    form = EndForm(_typed(request))

    def deed(said: dict[str, Any]) -> None:
        procedures.end_representative(
            request.viewer,
            person_id=person_id,
            representative_id=representative_id,
            until_on=said["until_on"],
            words=said["words"],
        )

    if posted(request, form, deed):
        return _done(request, person_id, "Its end is noted.")
    return _drawn(request, person, form, f"End: {row.kind.label}", "Save", about=row.name)


def restrict(request: Request, person_id: UUID) -> HttpResponse:
    """Restrict a record or open it again; and who is let in while it is restricted."""
    person = person_page(request.viewer, person_id)
    form = RestrictForm(_typed(request), version=person.version)
    turn = not person.restricted
    if posted(
        request,
        form,
        lambda said: procedures.restrict_person(request.viewer, person_id=person_id, restricted=turn, **said),
        version=person.version,
    ):
        if turn:
            messages.success(request, "The record is restricted. Let in whom the work needs.")
            return HttpResponseRedirect(reverse("people:restrict", args=[person_id]))
        return _done(request, person_id, "The record is open again to everybody whose work is casework.")
    return _restrict_page(request, person, form, _let_in_form(request, None))


def let_in(request: Request, person_id: UUID) -> HttpResponse:
    """Let a colleague open a restricted record."""
    person = person_page(request.viewer, person_id)
    form = _let_in_form(request, request.POST)

    def deed(said: dict[str, Any]) -> None:
        procedures.let_in(
            request.viewer, person_id=person_id, user_id=UUID(said["user_id"]), words=said["reason"]
        )

    if posted(request, form, deed):
        messages.success(request, "They may open this record now.")
        return HttpResponseRedirect(reverse("people:restrict", args=[person_id]))
    return _restrict_page(request, person, form, form)


def shut_out(request: Request, person_id: UUID) -> HttpResponse:
    """End a colleague's relation to a restricted record."""
    try:
        user_id = UUID(request.POST.get("user_id", ""))
    except ValueError:
        raise NotThere(Subject("person", person_id)) from None
    procedures.shut_out(request.viewer, person_id=person_id, user_id=user_id)
    messages.success(request, "They may no longer open this record.")
    return HttpResponseRedirect(reverse("people:restrict", args=[person_id]))


def _let_in_form(request: Request, data: Any) -> LetInForm:
    staff = colleagues(Role.FRONT_DOOR, Role.SOCIAL_WORKER, Role.MANAGER)
    return LetInForm(
        data,
        colleagues=[
            (str(each.id), f"{each.name}, {each.role.label}")
            for each in staff
            if each.id != request.viewer.user_id
        ],
    )


def _restrict_page(
    request: Request, person: PersonPage, form: KitForm, let_in_form: LetInForm
) -> HttpResponse:
    restrict_form = form if isinstance(form, RestrictForm) else RestrictForm(version=person.version)
    return _drawn(
        request,
        person,
        form,
        "Open this record again" if person.restricted else "Restrict this record",
        "Open again" if person.restricted else "Restrict",
        template="people/restrict.html",
        restrict_form=restrict_form,
        let_in_form=let_in_form,
        related=restricted_to(request.viewer, person.id) if person.restricted else (),
    )
