"""Pages that tell: the start page, the threshold guide, help, privacy, accessibility. They set no cookie."""

from __future__ import annotations

from django.http import HttpResponse

from goldenthread.ground import local_policy, moment
from goldenthread.ground.local_policy import ClockName, Edition
from goldenthread.kit.presenters import Link
from goldenthread.web.forms import page
from goldenthread.web.request import Request

START = Link("Start page", "/")


def edition_today() -> Edition:
    """The local policy of today."""
    return local_policy.current().on(moment.today())


def start(request: Request) -> HttpResponse:
    """Worried about an adult?"""
    edition = edition_today()
    clock = edition.clocks[ClockName.SCREENING]
    return page(request, "public/start.html", {"title": "Start", "edition": edition, "clock": clock})


def guide(request: Request) -> HttpResponse:
    """The published threshold guide."""
    edition = edition_today()
    return page(
        request,
        "public/guide.html",
        {"title": "Guide", "edition": edition, "guide": edition.guide, "back": START},
    )


def help_page(request: Request) -> HttpResponse:
    """Help."""
    return page(request, "public/help.html", {"title": "Help", "edition": edition_today(), "back": START})


def privacy(request: Request) -> HttpResponse:
    """What is kept, why and for how long."""
    return page(
        request, "public/privacy.html", {"title": "Privacy", "edition": edition_today(), "back": START}
    )


def accessibility(request: Request) -> HttpResponse:
    """How usable these pages are, and what is known to be missing."""
    return page(
        request,
        "public/accessibility.html",
        {"title": "Accessibility", "edition": edition_today(), "back": START},
    )
