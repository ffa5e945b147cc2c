"""The one way a page sends a form: run the deed, and keep everything on the page when a rule says no."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.ground.verdicts import Refused
from goldenthread.kit.forms import KitForm, version_of
from goldenthread.web.request import Request

T = TypeVar("T")


@dataclass(frozen=True)
class Sent(Generic[T]):
    """How a sending ended. ``done`` is False when there is something to put right; then draw the page again."""

    done: bool
    result: T | None = None

    def __bool__(self) -> bool:
        return self.done


def posted(
    request: Request, form: KitForm, deed: Callable[[dict[str, Any]], T], *, version: int | None = None
) -> Sent[T]:
    """On POST with a valid form, run ``deed(cleaned values)``; a refusal goes into the form's error summary.

    ``version`` is the row's version as just read: after a stale form was refused, the next send is judged against it.
    NotThere and anything else pass through to the shell, which shows the right page.
    """
    if request.method != "POST" or not form.is_valid():
        return Sent(False)
    try:
        return Sent(True, deed(form.cleaned_data))
    except Refused as no:
        form.add_verdict(no.verdict)
        if "STALE" in no.verdict.codes and version is not None:
            form.renew_version(version)
        return Sent(False)


def page(request: Request, template: str, context: dict[str, Any] | None = None) -> HttpResponse:
    """Draw a page. With a ``form`` in the context that was refused the status is 409, with one to put right 422, else 200."""
    context = context or {}
    form = context.get("form")
    status = 200
    if isinstance(form, KitForm) and form.is_bound and request.method == "POST" and form.errors:
        status = 409 if form.verdicts else 422
    return render(request, template, context, status=status)


def version_sent(request: Request) -> int:
    """The version a button without a form was sent with."""
    return version_of(request.POST.get("version", ""))
