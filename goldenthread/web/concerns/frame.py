"""What every page about one concern has around it: what the adult wants, where things stand, the report."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse

from goldenthread.concerns.queries import ConcernPage, open_concern
from goldenthread.enquiries.queries import OpenEnquiry, enquiries_of_concerns
from goldenthread.kit.forms import KitForm
from goldenthread.kit.presenters import Link
from goldenthread.web.concerns import shown
from goldenthread.web.forms import page as drawn
from goldenthread.web.request import Request


def lead(name: str, *args: object) -> str:
    """The address of a page of another area; "" where this council does not serve it."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


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
        "banner": shown.banner(page),
        "panel": shown.where_we_are(page),
        "report": shown.report_rows(page),
        "offer_links": shown.links(page),
        "back": Link("Back to the concern", shown.address(page, "show")),
    }
    return drawn(request, template, context | more)
