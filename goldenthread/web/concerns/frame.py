"""What every page about one concern has around it: what the adult wants, where things stand, the report."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from goldenthread.concerns.queries import ConcernPage, open_concern
from goldenthread.enquiries.queries import OpenEnquiry, enquiries_of_concerns
from goldenthread.kit.forms import KitForm
from goldenthread.kit.presenters import Link
from goldenthread.web.concerns import rows, shown
from goldenthread.web.forms import page as drawn
from goldenthread.web.forms import posted
from goldenthread.web.request import Request

Typed = dict[str, Any]


def enquiry_of(request: Request, page: ConcernPage) -> OpenEnquiry | None:
    """The enquiry that followed from the concern, where this viewer may see it."""
    return enquiries_of_concerns(request.viewer, {page.id}).get(page.id) if page.is_decided else None


def opened(request: Request, concern_id: UUID) -> ConcernPage:
    """Open the concern; the look goes on the trail."""
    return open_concern(request.viewer, concern_id)


def drawn_form(
    request: Request,
    page: ConcernPage,
    form: KitForm,
    *,
    title: str,
    submit: str,
    template: str = "concerns/form.html",
    **more: Any,
) -> HttpResponse:
    """A page with one form about one concern."""
    context = {
        "concern": page,
        "form": form,
        "title": title,
        "submit": submit,
        "banner": shown.banner(request.viewer, page),
        "panel": shown.where_we_are(page),
        "report": rows.report_rows(page),
        "offer_links": shown.links(page),
        "back": Link("Back to the concern", shown.address(page, "show")),
    }
    return drawn(request, template, context | more)


def done(request: Request, concern_id: UUID, told: str, to: str = "show") -> HttpResponse:
    """Say what was done and lead on."""
    messages.success(request, told)
    return redirect(f"concerns:{to}", concern_id)


def ask(
    request: Request,
    page: ConcernPage,
    form: KitForm,
    deed: Callable[[Typed], Any],
    *,
    told: str,
    title: str,
    submit: str = "Save",
    to: str = "show",
    **more: Any,
) -> HttpResponse:
    """One form, one deed, and back to the concern."""
    if posted(request, form, deed, version=page.version):
        return done(request, page.id, told, to)
    return drawn_form(request, page, form, title=title, submit=submit, **more)
