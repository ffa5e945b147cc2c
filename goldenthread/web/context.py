"""What the layout of every page needs: the council, the menu of this role, who is reading."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from goldenthread.access.viewer import VISITOR, Viewer
from goldenthread.access.vocabulary import Role
from goldenthread.ground import local_policy, moment
from goldenthread.kit.presenters import Link
from goldenthread.web.routes import opens
from goldenthread.web.typed import form_marks

# The menu, in order: route and words. A role sees what the route table opens to it.
MENU: tuple[tuple[str, str], ...] = (
    ("desk:home", "Work"),
    ("concerns:list", "Concerns"),
    ("enquiries:list", "Enquiries"),
    ("people:search", "People"),
    ("feedback:list", "Answers"),
    ("partners:home", "Your agency"),
    ("desk:services", "Services"),
    ("audits:own", "Audits"),
    ("figures:home", "Figures"),
    ("figures:forum", "Figures"),
    ("standards:list", "Standards"),
    ("improvement:home", "Improvement"),
    ("board:home", "Board"),
    ("reviews:list", "Reviews"),
    ("evidence:list", "Evidence"),
    ("trail:search", "Trail"),
    ("settings:home", "Settings"),
    ("account:own", "Your account"),
)


# At the foot of every page.
FOOTER: tuple[tuple[str, str], ...] = (
    ("public:start", "Worried about an adult?"),
    ("public:guide", "Guide"),
    ("public:help", "Help"),
    ("public:privacy", "Privacy"),
    ("public:accessibility", "Accessibility"),
)


@cache
def address(name: str) -> str:
    """The address of a route without arguments; "" while there is none of that name."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


@cache
def _entries(role: Role) -> tuple[tuple[str, str], ...]:
    """Words and address of each entry of a role's menu."""
    entries = ((text, address(name)) for name, text in MENU if opens(name, role))
    return tuple(entry for entry in entries if entry[1])


@cache
def _footer() -> tuple[Link, ...]:
    return tuple(Link(text, href) for name, text in FOOTER if (href := address(name)))


def menu(role: Role, path: str) -> list[Link]:
    """The menu of a role, with the entry of this page marked."""
    if role is Role.VISITOR:
        return []
    entries = _entries(role)
    at = max((href for _, href in entries if path.startswith(href)), key=len, default="")
    return [Link(text, href, current=href == at) for text, href in entries]


def home_of(viewer: Viewer) -> str:
    """Where a role's day begins: the first entry of its menu; for a visitor the public start page.

    Who comes for a review begins at the reviews: there stands the one they came for.
    """
    if viewer.role is Role.REVIEWER:
        return address("reviews:list")
    links = menu(viewer.role, "")
    return links[0].href if links else "/"


def layout(request: HttpRequest) -> dict[str, Any]:
    """The context processor of every page. It asks the database nothing, so that error pages can use it too."""
    viewer: Viewer = getattr(request, "viewer", VISITOR)
    edition = local_policy.current().on(moment.today())
    return {
        "viewer": viewer,
        "council_name": edition.council,
        "council_phone": edition.phone,
        "council_out_of_hours_phone": edition.out_of_hours_phone,
        "navigation": menu(viewer.role, "" if hasattr(request, "unmarked") else request.path),
        "home": home_of(viewer),
        "sign_in_url": "" if viewer.signed_in else address("account:sign_in"),
        "sign_out_url": address("account:sign_out") if viewer.signed_in else "",
        "demo": bool(settings.DEMO),
        "footer_links": _footer(),
        "csrf_input": form_marks(request),
    }
