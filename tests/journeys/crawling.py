"""Walks the pages of the house in a real browser, as each role, and writes down what is wrong with each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen
from uuid import UUID

from django.urls import Resolver404, resolve
from playwright.sync_api import Page, ViewportSize

from goldenthread.access.models import Agency, Grant, User
from goldenthread.access.queries import viewer_of
from goldenthread.access.vocabulary import Role
from goldenthread.assurance.models import (
    Challenge,
    Meeting,
    OutsideLearning,
    ProgrammeEntry,
    Review,
    ServiceRisk,
)
from goldenthread.concerns.models import Concern
from goldenthread.enquiries.models import CausedEnquiry, Enquiry
from goldenthread.letters.models import FeedbackDuty, Letter
from goldenthread.people.models import Person
from goldenthread.web.routes import opens, table
from tests.factories import returns
from tests.journeys.shapes import Told, told
from tests.promises.addresses import fill, names

# Which of the made-up staff is asked to be each role.
PERSONAS = {
    Role.FRONT_DOOR: "amina.yusuf@sandgate.example",
    Role.SOCIAL_WORKER: "grace.adeyemi@sandgate.example",
    Role.MANAGER: "helen.marsh@sandgate.example",
    Role.COMMISSIONER: "priya.nair@sandgate.example",
    Role.PROVIDER_MANAGER: "sam.doyle@tidewell.example",
    Role.PARTNER: "ifeoma.eze@sandgate-hospitals.example",
    Role.BOARD_MEMBER: "margaret.finch@sandgate.example",
    Role.DATA_OFFICER: "leo.wright@sandgate.example",
    Role.BOARD_MANAGER: "ruth.okafor@sandgate.example",
    Role.SCRUTINY: "brian.tull@sandgate.example",
    Role.REVIEWER: "dilys.rowe@eastmere.example",
    Role.AUDITOR: "joan.ellery@sandgate.example",
    Role.ADMINISTRATOR: "chris.mbeki@sandgate.example",
}
NARROW: ViewportSize = {"width": 360, "height": 740}
WIDE: ViewportSize = {"width": 1280, "height": 900}
# This rule never finds anything wrong, it only lists what is folded away for a person to look at.
ALWAYS_OPEN = ("hidden-content",)
# These answer a machine, not a person.
NOT_PAGES = {"health"} | {name for name in table().routes if name.startswith("api:")}
# What can be another on a desk than on a phone, beside the frame around the page.
OF_WIDTH = ("target-size", "scrollable-region-focusable")


@dataclass
class Walk:
    """What has been looked at and what was found."""

    seen: set[tuple[str, str]] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    frames: set[Role] = field(default_factory=set)
    drawn: set[str] = field(default_factory=set)
    kinds: set[int] = field(default_factory=set)
    coloured: set[str] = field(default_factory=set)
    said: int = 0


class Walker:
    """One role in one browser page."""

    def __init__(self, walk: Walk, page: Page, role: Role, served: str, axe: Any) -> None:
        self.walk, self.page, self.role, self.served, self.axe = walk, page, role, served, axe
        self.noise: list[str] = []
        self.has_form: dict[str, bool] = {}
        self.links: dict[str, str] = {}
        self.followed: set[str] = set()
        page.on("console", lambda said: self.noise.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.noise.append(str(error)))

    def follow(self) -> None:
        """Open what the pages seen so far link to, until every page that can be reached has been looked at once."""
        while new := {name: address for name, address in self.links.items() if name not in self.followed}:
            self.followed |= new.keys()
            for name, address in new.items():
                if name and name not in NOT_PAGES and (name, self.role.value) not in self.walk.seen:
                    self.visit(name, address)

    def visit(self, name: str, address: str, *, answers: tuple[int, ...] = (200,)) -> None:
        """Open an address and look at what comes. A page that holds nothing of a new kind is read, but not drawn again."""
        status, headers, text = self._sent(address)
        if "attachment" in headers.get("content-disposition", ""):
            return  # A file, not a page.
        if status not in answers:
            expected = " or ".join(map(str, answers))
            self._found(name, address, f"answered {status}, expected {expected}")
            return
        found = told(text)
        if self._known(name, found):
            self._read(name, address, found)
            return
        self.noise.clear()
        self.page.goto(f"{self.served}{address}")
        self.look(name, address, expect_noise=status >= 400)
        # The house's own script changes the page a little: what was sent is known by its own kinds.
        self.walk.kinds |= found.shape

    def _sent(self, address: str) -> tuple[int, Message, str]:
        """Status, headers and text of a page as it is sent to this browser's session. Asked for directly: the browser's own way of asking
        without drawing takes as long as the house takes to answer."""
        cookies = "; ".join(f"{each['name']}={each['value']}" for each in self.page.context.cookies())
        asked = Request(f"{self.served}{address}", headers={"Cookie": cookies})
        try:
            with urlopen(asked) as answer:
                return answer.status, answer.headers, answer.read().decode("utf-8", "replace")
        except HTTPError as refused:
            with refused:
                return refused.code, refused.headers, refused.read().decode("utf-8", "replace")

    def look(self, name: str, address: str, *, expect_noise: bool = False) -> None:
        """Check the page as it stands."""
        if self.noise and not expect_noise:
            self._found(name, address, f"the console says: {self.noise}")
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        if wide > NARROW["width"]:
            over = self.page.evaluate(TOO_WIDE)
            self._found(name, address, f"{wide} px wide at {NARROW['width']}: {over}")
        found = told(self.page.content())
        self._read(name, address, found)
        if not self._known(name, found):
            self._axe(name, address, anew=not found.shape <= self.walk.kinds)
            self.walk.kinds |= found.shape

    def _known(self, name: str, found: Told) -> bool:
        known = name in self.walk.drawn and self.role in self.walk.frames
        return known and found.shape <= self.walk.kinds

    def _read(self, name: str, address: str, found: Told) -> None:
        self.walk.seen.add((name, self.role.value))
        if found.headings != 1:
            self._found(name, address, f"{found.headings} headings of the first level")
        if len(found.title.split(" - ")[0].strip()) < 3:
            self._found(name, address, f"its title is {found.title!r}")
        self.has_form[name] = self.has_form.get(name, False) or found.form
        for link in found.links:
            self.links.setdefault(_route(link), link)

    def _axe(self, name: str, address: str, *, anew: bool) -> None:
        """The accessibility check as narrow as a phone; with elements of a new kind (``anew``), and a role's first time, also as wide
        as a desk."""
        self._run_axe(name, address)
        new_frame = self.role not in self.walk.frames
        if new_frame or anew:
            self.page.set_viewport_size(WIDE)
            self._run_axe(name, f"{address} on a desk", only=() if new_frame else OF_WIDTH)
            self.page.set_viewport_size(NARROW)
        self.walk.drawn.add(name)
        self.walk.frames.add(self.role)

    def _run_axe(self, name: str, address: str, *, only: tuple[str, ...] = ()) -> None:
        # Colours come from classes alone (the content policy lets no page bring its own), and looking at them takes half
        # of the time: text within the same chain of classes is looked at once.
        coloured = set() if only else set(self.page.evaluate(COLOURS))
        without = ALWAYS_OPEN + (("color-contrast",) if coloured <= self.walk.coloured else ())
        self.walk.coloured |= coloured
        try:
            self.axe(self.page, without=without, only=only)
        except AssertionError as wrong:
            self._found(name, address, str(wrong)[:1500])

    def _found(self, name: str, address: str, what: str) -> None:
        self.walk.wrong.append(f"{name} as {self.role.value} ({address}): {what}")


# Each chain of elements, classes and states that holds words, from the root down, and the width it was seen at.
COLOURS = """() => {
  const told = e => e.tagName + '.' + (e.getAttribute('class') || '') + (e.getAttribute('fill') || '') +
    (e.disabled ? ':disabled' : '') + (e.getAttribute('aria-current') || '');
  const chain = e => { let found = ''; for (; e; e = e.parentElement) found += told(e) + '<'; return found };
  const words = e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) || e.matches('input, select, textarea');
  return [...new Set([...document.body.querySelectorAll('*')].filter(words).map(chain))].map(c => innerWidth + c);
}"""
TOO_WIDE = """() => [...document.querySelectorAll('body *')]
  .filter(e => e.getBoundingClientRect().right > 361).slice(0, 3)
  .map(e => e.tagName + '.' + e.className + ' ' + (e.textContent || '').trim().slice(0, 40)).join(' | ')"""


def _route(address: str) -> str:
    """The name of the route an address leads to; empty for one that no route answers (a file of the house's own)."""
    try:
        return resolve(address.partition("?")[0].partition("#")[0]).view_name
    except Resolver404:
        return ""


def routes_of(role: Role) -> Iterator[tuple[str, str, str]]:
    """Every page that this role may open: its name, its address pattern and the kind of record it names."""
    for name, _, pattern in names():
        row = table().routes.get(name)
        if row and "GET" in row.methods and name not in NOT_PAGES and opens(name, role):
            yield name, pattern, row.record


def records() -> dict[str, list[dict[str, object]]]:
    """Records to open, the richest first, by the kind of record that an address names."""
    leonard = Person.objects.get(given_name="Leonard", family_name="Pike")
    running = Enquiry.objects.filter(person=leonard).exclude(status="closed").latest("opened_at")
    ended = Enquiry.objects.get(person__family_name="Ibbotson")
    closed = Enquiry.objects.filter(status="closed", officer__name="Grace Adeyemi").latest("closed_at")
    return {
        "none": [{}],
        "person": [_of_person(leonard)],
        "concern": [
            *({"concern_id": concern.pk, "limb": "abuse"} for concern in _concerns()),
        ],
        "enquiry": [_of_enquiry(running), _of_enquiry(ended), _of_enquiry(closed)],
        "grant": [{"grant_id": Grant.objects.filter(relation="break_glass").latest("from_at").pk}],
        "account": [{"account_id": User.objects.get(email=PERSONAS[Role.PARTNER]).pk}],
        "agency": [{"agency_id": Agency.objects.get(name="Larkfield House").pk}],
        "duty": [{"duty_id": duty.pk} for duty in _duties()],
        "letter": [{"letter_id": letter.pk} for letter in Letter.objects.all()[:1]],
        "return": [{"return_id": _return(), "cell": 0, "check": 0, "deed": "sign_off"}],
        "meeting": [
            {"meeting_id": row.pk, "item_id": row.items.first().pk, "item_kind": "report"}
            for row in Meeting.objects.filter(items__isnull=False).order_by("state", "-on").distinct()
        ],
        "challenge": [{"challenge_id": row.pk} for row in _challenges()],
        "service_risk": [{"service_risk_id": row.pk} for row in ServiceRisk.objects.order_by("opened_at")],
        "learning": [{"learning_id": row.pk} for row in OutsideLearning.objects.all()],
        "programme": [
            {"entry_id": row.pk} for row in ProgrammeEntry.objects.filter(review=None).order_by("-begins_on")
        ],
        "matrix": [
            {"matrix_id": row.pk, "looked_for": "W.e1"}
            for row in Review.objects.filter(kind="service_matrix")
        ],
    }


def _challenges() -> list[Challenge]:
    """One of each state."""
    rows = Challenge.objects.order_by("due_on")
    return [row for state in ("asked", "answered", "settled") if (row := rows.filter(state=state).first())]


def _asked_of(agency_id: UUID) -> list[UUID]:
    """Challenges an agency was asked, those it has to answer first."""
    rows = Challenge.objects.filter(asked_agency_id=agency_id).order_by("due_on").values_list("state", "pk")
    return [pk for state, pk in sorted(rows, key=lambda row: row[0] != "asked")]


def _return() -> UUID:
    """A national return that was signed off, so that those who see figures see it too."""
    officer = viewer_of(User.objects.get(email=PERSONAS[Role.DATA_OFFICER]).pk)
    signer = viewer_of(User.objects.get(email=PERSONAS[Role.MANAGER]).pk)
    assert officer
    assert signer
    return returns.signed(officer, signer)


def _concerns() -> list[Concern]:
    """Ready to decide; in danger and new; waiting for sign-off; overdue; decided."""
    by_name = Concern.objects.select_related("person")
    return [
        by_name.get(person__family_name="Tull"),
        by_name.get(adult_family_name="Dunn", immediate_danger="yes"),
        by_name.filter(status="awaiting_sign_off").first(),
        by_name.get(
            person__family_name="Patel", person__given_name="Rajesh", allocated_to__name="Owen Pritchard"
        ),
        by_name.filter(person__family_name="Pike", person__given_name="Leonard", status="decided").latest(
            "received_at"
        ),
    ]


def _duties() -> list[FeedbackDuty]:
    owed = FeedbackDuty.objects.order_by("-due_at")
    found = [
        owed.filter(state="open", audience="adult").first(),
        owed.filter(state="open", audience="referrer").first(),
    ]
    return [duty for duty in (*found, owed.filter(state="met").first()) if duty]


def _of_person(person: Person) -> dict[str, object]:
    values: dict[str, object] = {"person_id": person.pk}
    values["circumstance_id"] = person.circumstances.filter(until_on__isnull=True).first().pk
    representative = person.representatives.first()
    if representative:
        values["representative_id"] = representative.pk
    return values


def _of_enquiry(enquiry: Enquiry) -> dict[str, object]:
    values: dict[str, object] = {"enquiry_id": enquiry.pk}
    for name, rows in (
        ("wanted_id", enquiry.wanted_outcomes),
        ("step_id", enquiry.actions),
        ("allegation_id", enquiry.allegations),
        ("caused_id", enquiry.caused),
    ):
        row = rows.first()
        if row is not None:
            values[name] = row.pk
    return values


def records_of(
    role: Role, everything: dict[str, list[dict[str, object]]]
) -> dict[str, list[dict[str, object]]]:
    """The records that this role has a relation to."""
    if role in (Role.PROVIDER_MANAGER, Role.PARTNER):
        return everything | own_records(role)
    if role is Role.DATA_OFFICER:
        # Whoever prepares a return signs none.
        return everything | {"return": [each | {"deed": "take_back"} for each in everything["return"]]}
    if role in (Role.BOARD_MEMBER, Role.MANAGER, Role.COMMISSIONER):
        # They answer for their own agency alone.
        own = [{"challenge_id": pk} for pk in _asked_of(User.objects.get(email=PERSONAS[role]).agency_id)]
        return everything | {"challenge": [*own, *everything["challenge"]]}
    if role is Role.SOCIAL_WORKER:
        mine = {
            str(pk)
            for pk in Enquiry.objects.filter(officer__email=PERSONAS[role]).values_list("pk", flat=True)
        }
        return everything | {
            "enquiry": [each for each in everything["enquiry"] if str(each["enquiry_id"]) in mine]
        }
    return everything


def own_records(role: Role) -> dict[str, list[dict[str, object]]]:
    """Records of agencies outside the council: what they raised, and what they were asked."""
    account = User.objects.get(email=PERSONAS[role])
    raised = Concern.objects.filter(agency_id=account.agency_id).order_by("-received_at")
    asked = CausedEnquiry.objects.filter(agency_id=account.agency_id).order_by("state")
    return {
        "concern": [
            {"reference": one.reference, "concern_id": one.pk}
            for one in (raised.first(), raised.filter(status="decided").first())
            if one
        ],
        "caused_enquiry": [{"caused_id": one.pk} for one in asked[:2]],
        "challenge": [{"challenge_id": pk} for pk in _asked_of(account.agency_id)],
    }


def complete(pattern: str, values: dict[str, object]) -> str | None:
    """The address, or None where a record that it names is not among the values."""
    wanted = set(re.findall(r"<(?:\w+:)?(\w+)>", pattern))
    return fill(pattern, values) if wanted <= set(values) else None
