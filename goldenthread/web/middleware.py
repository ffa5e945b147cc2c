"""The shell around every page: log line, headers, who is asking, and whether the route table opens the address to them."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.datastructures import MultiValueDict

from goldenthread.access import held, sending
from goldenthread.access.doorway import NotThere, put_refusal
from goldenthread.access.queries import viewer_of
from goldenthread.access.viewer import VISITOR, Viewer
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused, Verdict, refused
from goldenthread.web import errors, session, typed
from goldenthread.web.routes import opens, row_of

Handler = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("goldenthread.web")

# What opens to somebody whose password another person gave them.
BEFORE_OWN_PASSWORD = ("account:password", "account:sign_out", "account:sign_in")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
FEATURES_OFF = (
    "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
)


def request_log(get_response: Handler) -> Handler:
    """One line a request: number, route name, method, status, time, role. Never the address, the query or a name."""

    def middleware(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        request.log_id = uuid4().hex  # type: ignore[attr-defined]
        response = get_response(request)
        match = getattr(request, "resolver_match", None)
        fields = {
            "request": request.log_id,  # type: ignore[attr-defined]
            "route": match.view_name if match else "",
            "method": request.method if request.method in METHODS else "OTHER",
            "status": response.status_code,
            "ms": round((time.perf_counter() - began) * 1000, 1),
            "role": getattr(request, "viewer", VISITOR).role.value,
        }
        log.info("request", extra=fields)
        response["X-Request-Id"] = request.log_id  # type: ignore[attr-defined]
        return response

    return middleware


def headers(get_response: Handler) -> Handler:
    """The same protective headers on every answer, redirects and static files included."""
    # The policy has no part that differs from page to page, so it is put into words once.
    policy = build_policy()

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        # A kept file is opened in a sandbox besides, should a browser show it after all.
        boxed = getattr(response, "sandboxed", False)
        response["Content-Security-Policy"] = f"{policy}; sandbox" if boxed else policy
        response["X-Frame-Options"] = "DENY"
        response["Permissions-Policy"] = FEATURES_OFF
        response["Cross-Origin-Opener-Policy"] = "same-origin"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        response["X-Content-Type-Options"] = "nosniff"
        response["Referrer-Policy"] = settings.SECURE_REFERRER_POLICY
        if not request.path_info.startswith(settings.STATIC_URL) or response.status_code >= 400:
            response["Cache-Control"] = "no-store"
        if "Server" in response:
            del response["Server"]
        return response

    return middleware


def viewer(get_response: Handler) -> Handler:
    """Sets ``request.viewer`` afresh from the session and the account, and brings back a form held for this person."""

    def middleware(request: HttpRequest) -> HttpResponse:
        # The API reads a token instead; and methods that no page takes are refused without asking who sends them.
        asked = not errors.is_api(request) and request.method in ("GET", "HEAD", "POST")
        request.viewer = _viewer(request) if asked else VISITOR  # type: ignore[attr-defined]
        _bring_back_held(request, request.viewer)  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


def _viewer(request: HttpRequest) -> Viewer:
    found = session.read(request, int(moment.now().timestamp()))
    if found is None:
        return VISITOR
    viewer = viewer_of(found.user_id, found.epoch)
    if viewer is None:
        session.close(request)
        return VISITOR
    return viewer


def _bring_back_held(request: HttpRequest, viewer: Viewer) -> None:
    """A page opened with ``?held=`` by the person who typed it is drawn as if just sent; the doorway lets no deed pass."""
    if request.method != "GET" or viewer.user_id is None or "held" not in request.GET:
        return
    try:
        held_id = UUID(request.GET["held"])
    except ValueError:
        return
    fields = held.open_held(viewer.user_id, held_id, request.path)
    if fields is None:
        return
    request.method = "POST"
    request._post = typed.as_posted(fields)  # type: ignore[attr-defined]
    request._files = MultiValueDict()  # type: ignore[attr-defined]
    request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]
    request.reviewing = held_id  # type: ignore[attr-defined]


def route_table(get_response: Handler) -> Handler:
    """Lets through what the route table opens; answers refusals, records that are not there, and forms sent twice.

    TRACE and methods nobody knows are refused before anything else is asked.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS:
            return errors.method_not_allowed(request, ("GET", "HEAD", "POST"))
        if errors.is_api(request):
            return get_response(request)
        if _too_long(request):
            return errors.too_large(request)
        review = getattr(request, "reviewing", None) is not None
        with sending.sending(_once_token(request), review=review) as form:
            response = get_response(request)
            if form.claimed and form.digest and response.status_code in (301, 302, 303):
                sending.led_to(form.digest, response["Location"])
                _drop_held(request)
        return response

    middleware.process_view = _gate  # type: ignore[attr-defined]
    middleware.process_exception = _answer  # type: ignore[attr-defined]
    return middleware


def _too_long(request: HttpRequest) -> bool:
    """More than any file that a page takes, refused by what the sender says of it, before a byte of it is read."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return True
    if request.method != "POST" or length <= settings.MOST_SENT:
        return False
    # Whoever draws the answer must not read it either.
    request._post = QueryDict()  # type: ignore[attr-defined]
    request._files = MultiValueDict()  # type: ignore[attr-defined]
    return True


def _once_token(request: HttpRequest) -> str:
    if request.method != "POST" or hasattr(request, "reviewing"):
        return ""
    return request.POST.get(typed.ONCE, "")[:100]


def _drop_held(request: HttpRequest) -> None:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    mark = request.POST.get(typed.HELD, "")
    if viewer.user_id and mark:
        try:
            held.drop(viewer.user_id, UUID(mark))
        except ValueError:
            return


def _gate(request: HttpRequest, view: Handler, args: Any, kwargs: Any) -> HttpResponse | None:
    match = request.resolver_match
    row = row_of(match.view_name) if match else None
    if match is None or row is None:
        return _refuse_route(request, match.view_name if match else "")
    if request.method not in row.allowed:
        return errors.method_not_allowed(request, row.allowed)
    if errors.is_api(request):
        # The API knows who asks only after it has read the token; it holds its own rows to the same table.
        return None
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if viewer.must_choose_password and match.view_name not in BEFORE_OWN_PASSWORD:
        return errors.to_new_password(request)
    if opens(match.view_name, viewer.role):
        return None
    if viewer.signed_in:
        return _refuse_route(request, match.view_name)
    return errors.to_sign_in(request)


def _refuse_route(request: HttpRequest, name: str) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    verdict: Verdict = refused(
        "ROUTE",
        f"Your role, {viewer.role.label}, does not open this page. If your work needs it, ask your safeguarding manager "
        "or administrator.",
    )
    put_refusal(viewer, f"route {name}"[:80], verdict)
    return errors.refusal(request, verdict, status=403)


def _answer(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    if errors.is_api(request):
        return None
    if isinstance(exception, NotThere):
        return errors.not_found(request)
    if isinstance(exception, Refused):
        status = 403 if "ROLE" in exception.verdict.codes else 409
        return errors.refusal(request, exception.verdict, status=status)
    if isinstance(exception, sending.SentTwice):
        return _sent_before(request, exception.digest)
    return None


def _sent_before(request: HttpRequest, digest: str) -> HttpResponse:
    # The first sending may be through its deed and still be on its way to saying where it led.
    until = time.monotonic() + 2
    location = sending.where(digest)
    while not location and time.monotonic() < until:
        time.sleep(0.05)
        location = sending.where(digest)
    return HttpResponseRedirect(location) if location else errors.already_sent(request)
