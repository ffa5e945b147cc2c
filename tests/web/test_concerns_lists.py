"""Lists of concerns: what is found, by whom, and how many questions a page asks."""

from datetime import timedelta

import pytest

from goldenthread.access.vocabulary import Role
from goldenthread.concerns.models import Concern
from goldenthread.concerns.procedures import screening
from goldenthread.ground import moment
from tests.factories import concerns as made
from tests.web.test_concerns_pages import text

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/concerns/", "/desk/", "/concerns/?q=Hale", "/concerns/?only=still"])
def test_lists_ask_as_many_questions_at_200_concerns_as_at_10(front_door, client_of, path):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_of(front_door)

    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(path).status_code == 200
        return len(seen)

    with moment.at(moment.now() - timedelta(days=30)):
        for _ in range(10):
            made.received(adult_wishes="To stay.")
    few = asked()
    with moment.at(moment.now() - timedelta(days=30)):
        for _ in range(190):
            made.received(adult_wishes="To stay.")
    assert asked() == few
    assert few <= 30


def test_a_concern_page_asks_as_many_questions_with_much_as_with_little_on_it(front_door, client_of):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_of(front_door)
    who = made.person(front_door)
    little, much = made.screened(front_door, person_id=who), made.screened(front_door, person_id=who)
    for _ in range(40):
        screening.note_found_out(front_door, concern_id=much, version=made.version_of(much), words="More.")
    for _ in range(10):
        made.answered(front_door, much)

    def asked(concern_id) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(f"/concerns/{concern_id}").status_code == 200
        return len(seen)

    few = asked(little)
    assert asked(much) == few
    assert few <= 30


@pytest.mark.parametrize(
    ("asked", "found"), [("hale", True), ("Peter Hale", True), ("Pike", False), ("SGC-1999-000001-X", False)]
)
def test_the_list_finds_by_name_and_reference(front_door, client_of, asked, found):
    concern_id = made.received()
    words = text(client_of(front_door).get("/concerns/", {"q": asked}))
    assert ("Windows broken again" in words) is found
    if found:
        reference = Concern.objects.get(pk=concern_id).reference
        assert reference in text(client_of(front_door).get("/concerns/", {"q": reference.lower()}))


@pytest.mark.parametrize(
    "role",
    [
        Role.PROVIDER_MANAGER,
        Role.PARTNER,
        Role.BOARD_MEMBER,
        Role.DATA_OFFICER,
        Role.AUDITOR,
        Role.ADMINISTRATOR,
    ],
)
def test_other_roles_find_nothing_here(cast, client_of, role):
    concern_id = made.received()
    client = client_of(cast[role])
    for path in ("/concerns/", f"/concerns/{concern_id}", f"/concerns/{concern_id}/decide"):
        answer = client.get(path)
        assert answer.status_code in (403, 404)
        assert "Hale" not in text(answer)
