"""Pages of the screening clock: more time, and why it is late."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse

from goldenthread.concerns.procedures import screening as deeds
from goldenthread.concerns.vocabulary import ClockReason
from goldenthread.web.concerns import shown
from goldenthread.web.concerns.forms import ClockForm
from goldenthread.web.concerns.frame import Typed, ask, opened
from goldenthread.web.request import Request


def extend(request: Request, concern_id: UUID) -> HttpResponse:
    """More time, for a reason that the policy of the case's day allows."""
    page = opened(request, concern_id)
    form = ClockForm(
        request.POST or None, version=page.version, reasons=page.clock.extend_reasons, extends=True
    )

    def deed(typed: Typed) -> int:
        return deeds.extend_clock(
            request.viewer,
            concern_id=page.id,
            version=typed["version"],
            reason=ClockReason(typed["reason"]),
            days=typed["days"],
            words=typed["words"],
        )

    return ask(
        request,
        page,
        form,
        deed,
        told="There is more time to decide.",
        title="More time to decide",
        submit="Give more time",
        template="concerns/extend.html",
        verdict=page.may("extend_clock"),
        due=shown.due_words(page),
    )


def late(request: Request, concern_id: UUID) -> HttpResponse:
    """Say why the clock ran out."""
    page = opened(request, concern_id)
    form = ClockForm(request.POST or None, version=page.version, reasons=tuple(ClockReason), extends=False)

    def deed(typed: Typed) -> int:
        return deeds.explain_missed_clock(
            request.viewer,
            concern_id=page.id,
            version=typed["version"],
            reason=ClockReason(typed["reason"]),
            words=typed["words"],
        )

    return ask(request, page, form, deed, told="The reason is recorded.", title="Why is it late?")
