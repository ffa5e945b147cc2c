"""What every page of one enquiry shares: its frame, and the one way a part of it is drawn and sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from goldenthread.enquiries.queries import EnquiryPage
from goldenthread.kit.forms import KitForm
from goldenthread.kit.presenters import Link
from goldenthread.web.enquiries import showing
from goldenthread.web.forms import page as draw
from goldenthread.web.forms import posted
from goldenthread.web.request import Request

Typed = dict[str, Any]


def frame(request: Request, page: EnquiryPage, title: str, **more: Any) -> dict[str, Any]:
    """What every page of an enquiry shows: the adult's wishes, what now, and the way back."""
    viewer = request.viewer
    return {
        "title": title,
        "enquiry": page,
        "banner": showing.banner(page, viewer),
        "panel": showing.panel(page, viewer),
        "back": Link(f"Enquiry {page.reference}", showing.at("show", page)),
        "may_work": viewer.may("enquiries.work") and not page.is_closed,
        "may_manage": viewer.may("enquiries.manage"),
        "wide": True,
        **more,
    }


def part(
    request: Request,
    page: EnquiryPage,
    form: KitForm,
    deed: Callable[[Typed], object],
    *,
    title: str,
    done: str,
    template: str = "enquiries/part.html",
    then: str = "show",
    version: int | None = None,
    **more: Any,
) -> HttpResponse:
    """Draw a part of the enquiry with its form; when sent, run the deed and lead back to ``then``."""
    if posted(request, form, deed, version=page.version if version is None else version):
        messages.success(request, done)
        return redirect(f"enquiries:{then}", page.id)
    return draw(request, template, frame(request, page, title, form=form, **more))
