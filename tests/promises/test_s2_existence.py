"""S2: existence is not disclosed. A restricted case changes no page of anybody who has nothing to do with it, nor any small number.

The same town is looked at twice, before a restricted case and person come into it and after, at the same moment.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from goldenthread.access.models import Grant
from goldenthread.access.policy import ACCOUNT_ROLES
from goldenthread.access.small_numbers import hide_below
from goldenthread.access.viewer import operator
from goldenthread.access.vocabulary import AgencyKind, Relation, Role
from goldenthread.concerns.models import Concern
from goldenthread.ground import moment
from goldenthread.insight.counting import count_figures
from goldenthread.people.models import Person
from goldenthread.people.procedures import restrict_person
from goldenthread.web.routes import opens
from tests.factories import access
from tests.factories import enquiries as made
from tests.plugins.web import HttpsClient, signed_in
from tests.promises.addresses import addresses
from tests.promises.people_and_cases import _case

pytestmark = [pytest.mark.promise("S2"), pytest.mark.django_db]

# The auditor reads who did what, of restricted cases too, without a name; what they write themselves is there as well.
OUTSIDERS = tuple(role for role in ACCOUNT_ROLES if role is not Role.AUDITOR)
HIDDEN, SEEN = "restricted", "police"
# Readers outside the council are shown whole years: both cases are of one that is over when the pages are read.
CASES, COUNTED, READ = (
    datetime(*day, 12, tzinfo=UTC) for day in ((2025, 4, 10), (2026, 6, 14), (2026, 6, 15))
)
# What changes with every asking, and says nothing of any case.
MARKS = re.compile(
    r'(csrfmiddlewaretoken" value="|nonce[=-]"?|name="sent" value=")[^"\']+|value="[\w-]{20,}"'
)


class Town:
    """Everybody of the cast, a case that the cast works on, and staff elsewhere who will have a restricted one."""

    def __init__(self, cast) -> None:
        ours = made.Staff(cast[Role.FRONT_DOOR], cast[Role.MANAGER], cast[Role.SOCIAL_WORKER])
        self.theirs = made.Staff(
            front_door=access.viewer(role=Role.FRONT_DOOR, team="Elsewhere"),
            manager=access.viewer(role=Role.MANAGER, team="Elsewhere"),
            officer=access.viewer(role=Role.SOCIAL_WORKER, team="Elsewhere"),
        )
        self.elsewhere = access.viewer(
            role=Role.PARTNER, agency_id=access.agency(kind=AgencyKind.NHS, name="Sandgate Trust")
        )
        self.known = _case(SEEN, ours, raised_by=cast[Role.PARTNER], asked=cast[Role.PARTNER])
        self.viewers = {role: cast[role] for role in OUTSIDERS}
        self.clients: dict[Role, HttpsClient] = {}
        values = self.known.values | {"key": "D3", "file": "csv", "audience": "board"}
        self.addresses = [
            *((name, address) for name, address, row in addresses(values) if _asked(name, address, row)),
            ("people:search", "/people/?q=Nightingrove"),
            ("people:search", "/people/?q=Ada"),
            ("concerns:list", "/concerns/?q=Nightingrove"),
            ("concerns:list", "/concerns/?whose=all"),
        ]

    def come_in(self) -> None:
        """Everybody signs in, in a new session."""
        self.clients = {role: signed_in(viewer) for role, viewer in self.viewers.items()}
        self.clients[Role.VISITOR] = HttpsClient()

    def hide_one(self) -> None:
        """A restricted person comes into it, with a concern and an enquiry."""
        case = _case(HIDDEN, self.theirs, raised_by=self.elsewhere, asked=self.elsewhere)
        person = Person.objects.get(pk=case.values["person_id"])
        restrict_person(
            self.theirs.manager,
            person_id=person.pk,
            version=person.version,
            restricted=True,
            words="Her son works for the council.",
        )
        # That a record was opened in an emergency is told to managers, who must look at why: that is promise A3.
        Grant.objects.filter(subject_id__in=case.subjects, relation=Relation.BREAK_GLASS).delete()

    def pages(self, wanted) -> dict[tuple[Role, str], bytes]:
        """What each role reads at each address: lists, searches, and the pages of the case they know."""
        found = {}
        for role, client in self.clients.items():
            for name, address in self.addresses:
                if opens(name, role) and wanted(role, name):
                    answer = client.get(address)
                    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
                    head = f"{answer.status_code} {answer.get('Content-Type')}\n".encode()
                    found[role, address] = head + MARKS.sub("", body.decode("utf-8", "replace")).encode()
        return found


def _asked(name: str, address: str, row) -> bool:
    known = "999999" not in address
    return "GET" in row.methods and known and not name.startswith("account:") and name != "health"


def _counts_everybody(role: Role, name: str, viewers) -> bool:
    """Pages of figures for staff of the council, who see every number: a case more is one more there, and no secret."""
    rooms = ("figures", "own", "quality", "signals", "framework", "regular", "returns", "reports")
    inside = role in viewers and not hide_below(viewers[role])
    return inside and name.partition(":")[0] in rooms


@pytest.fixture
def town(cast, settings, tmp_path):
    return settled(cast, settings, tmp_path)


def settled(cast, settings, tmp_path) -> Town:
    """A town with figures that were counted."""
    settings.DATA_FOLDER = tmp_path
    with moment.at(CASES):
        made_town = Town(cast)
    with moment.at(COUNTED):
        count_figures(operator())
    return made_town


def test_a_restricted_case_changes_no_page_of_those_outside_it_and_no_small_number(town):
    def wanted(role: Role, name: str) -> bool:
        return not _counts_everybody(role, name, town.viewers)

    with moment.at(READ):
        town.come_in()
        before = town.pages(wanted)
    with moment.at(CASES):
        town.hide_one()
    with moment.at(COUNTED):
        count_figures(operator())
    with moment.at(READ):
        after = town.pages(wanted)
    moved = sorted((at for at in before if before[at] != after[at]), key=str)
    assert not moved, f"{len(moved)} pages tell of it: {[(role.value, at) for role, at in moved]}"
    print(f"S2: {len(before)} pages the same, of {len(town.clients)} roles")
    assert len(before) >= 400
    assert any(address.startswith("/figures/over-time") for role, address in before if role is Role.SCRUTINY)


@pytest.mark.parametrize("role", [Role.PARTNER, Role.PROVIDER_MANAGER, Role.SOCIAL_WORKER, Role.MANAGER])
def test_what_may_not_be_seen_is_answered_as_what_never_was(cast, town, role):
    """Status, words and headers of a case of others, of a restricted one and of ids nobody has."""
    town.hide_one()
    town.come_in()
    hidden = Person.objects.get(family_name="Nightingrove")
    concern = Concern.objects.get(person=hidden)
    client = town.clients[role]
    patterns = {"/people/{}": hidden.pk, "/concerns/{}": concern.pk, "/concerns/{}/match": concern.pk}
    tried = 0
    for pattern, known in patterns.items():
        answers = []
        for asked in (known, *(uuid4() for _ in range(50))):
            answer = client.get(pattern.format(asked))
            body = MARKS.sub("", answer.content.decode()).replace(str(asked), "")
            heads = {
                k: v
                for k, v in answer.headers.items()
                if k not in ("Content-Security-Policy", "X-Request-Id")
            }
            answers.append((answer.status_code, body, tuple(sorted(heads.items()))))
            tried += 1
        assert len(set(answers)) == 1, f"{pattern} tells the two apart"
        assert answers[0][0] in (403, 404)
    assert tried >= 150
