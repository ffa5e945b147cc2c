"""Pages for what went wrong. Each says what to do, and gives back what was typed."""

from __future__ import annotations

import logging
import sys
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.access import held
from goldenthread.access.viewer import VISITOR, Viewer
from goldenthread.ground.verdicts import Verdict
from goldenthread.kit.presenters import Link
from goldenthread.web import typed
from goldenthread.web.context import home_of

log = logging.getLogger("goldenthread.web")
RETRY_SECONDS = 30


def is_api(request: HttpRequest) -> bool:
    """True at the door for machines, which is answered in JSON."""
    return request.path_info.startswith("/api/")


def problem(
    request: HttpRequest,
    status: int,
    title: str,
    *words: str,
    links: tuple[Link, ...] = (),
    resend: bool = False,
) -> HttpResponse:
    """The page (or JSON) of a problem. ``resend`` offers to send what was typed again; without it, it is only shown."""
    if is_api(request):
        return JsonResponse(
            {"code": HTTPStatus(status).name.lower(), "message": " ".join((title + ".", *words))},
            status=status,
        )
    fields = typed.typed_fields(request)
    context = {
        "title": title,
        "words": list(words),
        "links": list(links),
        "typed_fields": fields,
        "resend_inputs": typed.resend_inputs(request) if fields and resend else "",
        "resend_to": request.get_full_path(),
    }
    return render(request, "web/problem.html", context, status=status)


def _start(request: HttpRequest) -> Link:
    return Link("Go to your first page", home_of(getattr(request, "viewer", VISITOR)))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, and 413 for more than may be sent at once."""
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    words = "Something in the address or the form could not be read. Go back, check it and send it again."
    return problem(request, 400, "This could not be read", words, links=(_start(request),))


def too_large(request: HttpRequest) -> HttpResponse:
    """413."""
    words = "Nothing was saved. Go back in your browser, make the text shorter or send fewer or smaller files, and send again."
    return problem(request, 413, "This is too much at once", words)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    words = "Your role does not open this page. If your work needs it, ask your safeguarding manager or administrator."
    return problem(request, 403, "You cannot open this page", words, links=(_start(request),))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: the same bytes whether a record never existed or is not this reader's, so no form (and no token) is on it."""
    if is_api(request):
        return problem(request, 404, "There is nothing here")
    words = [
        "The address may be mistyped, or what was here may not be for you to see.",
        "If you followed a link from a colleague, ask them to check that the case is shared with you.",
    ]
    # The menu marks the page one is on, which would tell addresses apart.
    request.unmarked = True  # type: ignore[attr-defined]
    return render(request, "web/not_found.html", {"words": words}, status=404)


def method_not_allowed(request: HttpRequest, allowed: tuple[str, ...]) -> HttpResponse:
    """405, with what this address does take."""
    words = "This page cannot be asked in this way. Open it again from the menu."
    if request.method in ("GET", "HEAD", "POST") or is_api(request):
        response = problem(request, 405, "This cannot be done here", words, links=(_start(request),))
    else:
        # No browser sends these from a page, so nobody reads more than a line.
        response = HttpResponse(f"{words}\n", status=405, content_type="text/plain; charset=utf-8")
    response["Allow"] = ", ".join(allowed)
    return response


def too_many(request: HttpRequest, wait: int) -> HttpResponse:
    """429: too many tries; ``wait`` is in seconds."""
    words = f"Wait {wait} seconds, then try again. Nothing is blocked for good."
    response = problem(request, 429, "Too many tries", words, resend=True)
    response["Retry-After"] = str(wait)
    return response


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: the database did not answer."""
    words = "We could not save or read just now. Wait half a minute, then send it again. It will be saved once only."
    response = problem(request, 503, "The service is busy or being mended", words, resend=True)
    response["Retry-After"] = str(RETRY_SECONDS)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 when it was the database that did not answer. The log gets the kind and place of the fault, no words."""
    fault = sys.exc_info()[1]
    log.error(
        "page_failed", exc_info=fault if fault else None, extra={"request": getattr(request, "log_id", "")}
    )
    if isinstance(fault, (OperationalError, InterfaceError)):
        return unavailable(request)
    number = getattr(request, "log_id", "")
    words = (
        "This is our fault, not yours. What you typed is below, if you typed anything.",
        "Send it again. It will be saved once only. If it fails again, copy it, and tell your administrator this number: "
        f"{number}.",
    )
    return problem(request, 500, "Something went wrong", *words, links=(_start(request),), resend=True)


def already_sent(request: HttpRequest) -> HttpResponse:
    """409: this form's deed is done, and where it led is not known any more."""
    words = "We have this already. It was saved once. You do not need to send it again."
    return problem(request, 409, "This was sent before", words, links=(_start(request),))


def refusal(request: HttpRequest, verdict: Verdict, *, status: int = 409) -> HttpResponse:
    """Why something may not be done, what is offered instead, and what was typed."""
    if is_api(request):
        return JsonResponse({"code": " ".join(verdict.codes), "message": verdict.words}, status=status)
    fields = typed.typed_fields(request)
    context = {
        "title": "You cannot open this page" if status == 403 else "This cannot be done now",
        "verdict": verdict,
        "typed_fields": fields,
        "resend_inputs": typed.resend_inputs(request) if fields and status != 403 else "",
        "resend_to": request.path,
        "words": [],
        "links": [_start(request)],
    }
    return render(request, "web/problem.html", context, status=status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form does not carry this browser's mark: an old page, cookies switched off, or another site's form.

    What was typed is offered for sending again only when our own signature says that the page was this person's.
    """
    viewer = getattr(request, "viewer", None)
    whose = typed.made_for(request)
    if viewer is None or (whose is not None and not viewer.signed_in):
        return to_sign_in(request)
    own = whose == viewer.user_id
    title = "This page was too old to send"
    words = (
        "You may have signed in again in another tab, or your browser may not keep cookies. Nothing was saved.",
        "What you typed is below. Check it, then send it again."
        if own
        else "Open the page again and fill it in there.",
    )
    return problem(request, 403, title, *words, links=(_start(request),), resend=own)


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, and back afterwards; what was typed on a person's page is held for that person."""
    back = request.get_full_path()
    if request.method == "POST":
        whose = typed.made_for(request)
        kept = held.hold(whose, request.path, typed.carried(request)) if whose else None
        back = typed.with_held(back, kept) if kept else back
    return HttpResponseRedirect(reverse("account:sign_in", query={"next": back}))


def to_new_password(request: HttpRequest) -> HttpResponse:
    """To choose a password of one's own, and back afterwards; what was typed on a page waits for its owner till then."""
    back = request.get_full_path()
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if request.method == "POST" and not hasattr(request, "reviewing"):
        whose = typed.made_for(request) or viewer.user_id
        kept = held.hold(whose, request.path, typed.carried(request)) if whose else None
        back = typed.with_held(back, kept) if kept and whose == viewer.user_id else back
    return HttpResponseRedirect(reverse("account:password", query={"next": back}))
