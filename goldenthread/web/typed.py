"""What a person typed: carried through a lost session, a failed check or a fault, and given back to them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.middleware.csrf import get_token
from django.utils.functional import lazy
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

ONCE, FOR, HELD = "_once", "_for", "_held"
_OURS = ("csrfmiddlewaretoken", ONCE, FOR, HELD, "version")
_NEVER = ("password", "secret", "token")


@dataclass(frozen=True)
class TypedField:
    """One field as it came: its name, the name as words for people, and each value."""

    name: str
    label: str
    values: tuple[str, ...]


def typed_fields(request: HttpRequest) -> tuple[TypedField, ...]:
    """What was typed, without passwords and without our own hidden fields (the row's version is kept with it).

    An unreadable or too large body gives nothing: there is nothing to give back.
    """
    if request.method != "POST":
        return ()
    try:
        posted = request.POST
    except (RequestDataTooBig, SuspiciousOperation, MultiPartParserError, UnreadablePostError, OSError):
        return ()
    return tuple(
        TypedField(
            name, name.replace("_", " ").replace("-", " ").strip().capitalize(), tuple(posted.getlist(name))
        )
        for name in posted
        if name not in _OURS and not any(part in name.lower() for part in _NEVER)
    )


def carried(request: HttpRequest) -> dict[str, list[str]]:
    """The fields to send again: what was typed, the row's version and the once-only token."""
    fields = {field.name: list(field.values) for field in typed_fields(request)}
    for name in ("version", ONCE):
        if fields and request.POST.get(name):
            fields[name] = [request.POST[name]]
    return fields


def made_for(request: HttpRequest) -> UUID | None:
    """Whose page this form was on, by our own signature; None for a visitor's page or a forged value."""
    try:
        return UUID(_signer().unsign(request.POST.get(FOR, "")))
    except (BadSignature, ValueError):
        return None


def _signer() -> Signer:
    return Signer(salt="goldenthread.page-made-for", key=settings.SECRET_KEY)


def _marks(request: HttpRequest) -> SafeString:
    marks = [("csrfmiddlewaretoken", get_token(request)), (ONCE, secrets.token_urlsafe(16))]
    viewer = getattr(request, "viewer", None)
    if viewer is not None and viewer.user_id:
        marks.append((FOR, _signer().sign(viewer.user_id.hex)))
    if held := getattr(request, "reviewing", None):
        marks.append((HELD, str(held)))
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', marks)


# Drawn only when a template asks, so that a page without a form sets no cookie. Every form is a sending of its own.
form_marks = lazy(_marks, SafeString, str)


def resend_inputs(request: HttpRequest) -> SafeString:
    """Hidden inputs that send the same fields again with fresh marks, as one sending with the first."""
    fields = carried(request)
    once = fields.pop(ONCE, [secrets.token_urlsafe(16)])
    viewer = getattr(request, "viewer", None)
    pairs = [("csrfmiddlewaretoken", get_token(request)), (ONCE, once[0])]
    if viewer is not None and viewer.user_id:
        pairs.append((FOR, _signer().sign(viewer.user_id.hex)))
    pairs += [(name, value) for name, values in fields.items() for value in values]
    return format_html("{}", format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs))


def with_held(path: str, held: UUID) -> str:
    """The address of a page that opens with what was held for it."""
    return f"{path}{'&' if '?' in path else '?'}{urlencode({'held': held})}"


def as_posted(fields: dict[str, list[str]]) -> QueryDict:
    """Fields as a posted form."""
    data = QueryDict(mutable=True)
    for name, values in fields.items():
        data.setlist(name, values)
    return data
