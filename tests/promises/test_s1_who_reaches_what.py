"""S1: nobody reaches what their role and agency do not allow, and there is one gate to the data.

Every address of both doors, as every role, for a record of their own, of others, restricted and unknown, with every
method, against the route table that is kept in the repository.
"""

from __future__ import annotations

import logging
import time
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from goldenthread.access.need_to_know import protected
from goldenthread.access.policy import ACCOUNT_ROLES
from goldenthread.access.vocabulary import Role
from goldenthread.web.routes import Route, opens, table
from tests.plugins.web import HttpsClient, signed_in
from tests.promises import machine
from tests.promises.addresses import fill, names
from tests.promises.looks import Canaries, Scopes, Statuses
from tests.promises.people_and_cases import build
from tests.promises.reviews import RECORDS
from tests.web.figures.test_over_time import counted as counted
from tests.web.figures.test_over_time import cube_folder as cube_folder

pytestmark = [pytest.mark.promise("S1"), pytest.mark.django_db]

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
SITUATIONS = ("own", "other", "restricted", "unknown")
ANY_METHOD = (Role.VISITOR, Role.MANAGER, Role.BOARD_MANAGER)
WALKERS = (*ACCOUNT_ROLES, Role.VISITOR, Role.AGENCY_SYSTEM)
# Kinds of record that no agency owns and that cannot be restricted: those who keep them keep them all.
KEPT_BY_ALL = {
    *("account", "agency", "token", "grant", "return", "signal", "regular", "issue"),
    *("programme", "line", "matrix"),
}
REFUSED = {401, 403, 404, 405}
LEAST = 10_000
# So many cells in a minute of work.
SECONDS = 60
CASEWORK = (Role.FRONT_DOOR, Role.SOCIAL_WORKER, Role.MANAGER, Role.PARTNER, Role.PROVIDER_MANAGER)
HALVES = {"casework": CASEWORK, "all others": tuple(role for role in WALKERS if role not in CASEWORK)}


@dataclass(frozen=True)
class Cell:
    """One try: who, what, how, and what they stand to the record."""

    role: Role
    name: str
    row: Route
    situation: str
    method: str

    @property
    def acting(self) -> Role:
        """A token says nothing at the door for people, and a session nothing at the door for machines."""
        at_home = self.name.startswith("api:") == (self.role is Role.AGENCY_SYSTEM)
        return self.role if at_home or self.name == "health" else Role.VISITOR

    @property
    def wanted(self) -> set[int] | str:
        """The statuses that are right here; "open" for any answer of the page itself."""
        if self.method not in self.row.methods:
            return {405}
        scope = opens(self.name, self.acting)
        if scope is None:
            api = self.name.startswith("api:")
            return {401, 403} if api else {302} if self.acting is Role.VISITOR else {403}
        if self.row.record == "none":
            return "open"
        if self.situation == "unknown" or self.row.record == "draft":
            # A report being written belongs to the browser that began it, and none of these did.
            return {404}
        if self.row.record in RECORDS:
            return "open" if scope == "any" or self.situation == "own" else {404}
        if self.row.record in KEPT_BY_ALL:
            return "open"
        if self.situation == "own" or (self.situation == "other" and scope == "any"):
            return "open"
        return {404}

    def wrong(self, status: int, body: str) -> bool:
        """True when this answer breaks the table."""
        if self.wanted != "open":
            return status not in self.wanted
        if status == 403 and self.method == "POST" and "Your role" in body:
            # The page is open to read; the deed is refused by the role's permission, in words.
            return False
        return status in REFUSED or status >= 500

    def __str__(self) -> str:
        return f"{self.role.value} {self.method} {self.name} ({self.situation}): wanted {self.wanted}"


def cells(*roles: Role) -> list[tuple[Cell, str]]:
    """Every cell, or those of some roles, with the pattern of its address."""
    rows = table().routes
    found = []
    for name, _, pattern in names():
        if name not in rows:
            continue  # the test above says so
        row = rows[name]
        situations = ("own",) if "<" not in pattern else SITUATIONS
        first = next((role for role in WALKERS if opens(name, role)), Role.MANAGER)
        for role in roles or WALKERS:
            # A role the address is closed to is turned away by the table, whatever record it names: it is tried with its own.
            closed = opens(name, role) is None
            for situation in ("own",) if closed else situations:
                # Whether a method is taken at all is decided by the address alone: somebody who may open it, and a few others, try
                # the rest once.
                methods = METHODS if situation == "own" and role in (first, *ANY_METHOD) else METHODS[:2]
                found += [(Cell(role, name, row, situation, method), pattern) for method in methods]
    return found


def test_every_address_has_a_row_and_every_row_an_address():
    resolved = {name for name, _, _ in names()}
    assert resolved - set(table().routes) == set(), "an address without a row is closed to everybody"
    assert set(table().routes) - resolved == set(), "a row for an address that is gone"
    assert len(resolved) >= 40


def test_an_address_without_a_row_is_closed(cast, client_of, monkeypatch):
    client = client_of(cast[Role.MANAGER])
    monkeypatch.setattr("goldenthread.web.middleware.row_of", lambda name: None)
    assert client.get("/account/").status_code == 403


class Walk:
    """Clients of every role, and one try at a time that leaves nothing behind."""

    def __init__(self, cast) -> None:
        self.world = build(cast)
        # Asked of the database once for each role and situation, not for every cell: that took a third of the walk.
        self.values = cache(self.world.values)
        self.clients = {role: signed_in(cast[role]) for role in ACCOUNT_ROLES}
        self.clients[Role.VISITOR] = HttpsClient()
        self.clients[Role.AGENCY_SYSTEM] = HttpsClient(
            headers={"Authorization": f"Bearer {self.world.token}"}
        )
        for client in self.clients.values():
            client.raise_request_exception = False

    def address(self, cell: Cell, pattern: str) -> str:
        # A figure and a standard are nobody's record: the same ones for everybody.
        return fill(
            pattern,
            {
                "key": "D3",
                "file": "csv",
                "audience": "board",
                "standard": "made-here",
                "item": "1",
                "framework": "lga-improvement-tool",
                "expected": "3.e1",
                "system": "forum",
            }
            | {"measure": "T1", "line": "asked-council"}
            # A report being written is nobody's here: its page is tried as one that never was.
            | ({} if cell.row.record == "draft" else self.values(cell.role, cell.situation, cell.row.record)),
        )

    def try_(self, cell: Cell, address: str):
        client = self.clients[cell.role]
        cookies = client.cookies.output(header="", sep=";")
        # The one deed that names a person beside the record in what it sends.
        form = f"user_id={self.world.cases['police'].values['user_id']}"
        data = {"data": form, "content_type": "application/x-www-form-urlencoded"}
        if address.startswith("/api/"):
            data = {"data": "{}", "content_type": "application/json"}
        with transaction.atomic():
            answer = client.generic(cell.method, address, **(data if cell.method == "POST" else {}))
            if cell.method != "GET":
                transaction.set_rollback(True)
        client.cookies.clear()
        client.cookies.load(cookies)
        return answer


@pytest.fixture
def walk(cast, settings, counted):
    # Writing ten thousand lines of log is no part of what is looked at here.
    logging.disable(logging.CRITICAL)
    # With the demo setting off the personas page does not exist for anybody, which would prove nothing.
    settings.DEMO = True
    yield Walk(cast)
    logging.disable(logging.NOTSET)


def test_every_cell_is_in_one_half():
    halves = [{str(cell) for cell, _ in cells(*half)} for half in HALVES.values()]
    assert sum(len(half) for half in halves) == len(set().union(*halves)) == len(cells()) >= LEAST


@pytest.mark.parametrize("half", HALVES)
def test_the_whole_table(walk, refusals_drawn_once, half):
    # Seconds of work, not of the wall: the machine may be busy with something else.
    began = time.process_time()
    statuses, scopes, shown = Statuses(), Scopes(), Canaries()
    for cell, pattern in cells(*HALVES[half]):
        address = walk.address(cell, pattern)
        # The log holds the newest nine thousand only.
        connection.queries_log.clear()
        with CaptureQueriesContext(connection) if scopes.wants(cell) else nullcontext() as asked:
            answer = walk.try_(cell, address)
        statuses.take(cell, answer)
        scopes.take(cell, asked.captured_queries if asked else ())
        shown.take(cell, address, answer)
    took = time.process_time() - began
    total = sum(statuses.tried.values())
    print(
        f"S1: {total} cells in {took:.1f} s of work: {dict(statuses.tried)}; {scopes.looked} reads of protected tables "
        f"looked at; {shown.pages} pages read, a case was seen on {shown.seen}"
    )
    for look in (statuses, scopes, shown):
        look.judge()
    assert len(refusals_drawn_once) >= 2 * len(HALVES[half]) - 4
    if half == "casework":
        assert shown.seen >= 20, "pages that show nothing prove nothing"
    if machine.has_room():
        assert took < SECONDS * total / LEAST, f"{total} cells took {took:.0f} s"


def test_protected_tables_are_read_through_need_to_know_only():
    from tests.promises.gate import exemptions, readings

    found = readings({model.__name__ for model in protected()})
    allowed = exemptions()
    unknown = {place: count for place, count in found.items() if count > allowed.get(place, 0)}
    assert not unknown, f"read past the gate: {unknown}"
    gone = {place for place in allowed if place not in found}
    assert not gone, f"exemptions nobody needs any more: {gone}"
    assert settings.ROOT_URLCONF
