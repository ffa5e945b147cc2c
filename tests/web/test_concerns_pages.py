"""Pages of a concern, as a person with the role sees them."""

import re

import pytest

from tests.factories import concerns as made

pytestmark = pytest.mark.django_db
PAGES = (
    "", "/allocate", "/person", "/wants", "/do", "/safe", "/level", "/service", "/more-time", "/late", "/decide", "/sign-off",
    "/restrict", "/test/needs", "/test/abuse", "/test/protect",
)  # fmt: skip


def text(answer) -> str:
    """The words of a page, without markup, on one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode())).replace("&#39;", "'")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_at_every_stage(manager, front_door, client_of, path):
    client = client_of(manager)
    fresh = made.received(immediate_danger="yes")
    whole = made.screened(front_door, protect=made.NO, level=3)
    waiting = made.screened(front_door, protect=made.NO, level=3)
    made.decided(front_door, waiting, made.Outcome.NO_FURTHER_ACTION, reason="can_protect")
    for concern_id in (fresh, whole, waiting):
        answer = client.get(f"/concerns/{concern_id}{path}")
        assert answer.status_code == 200, (path, answer.content[:2000])


def test_only_what_the_law_leaves_is_chosen_beforehand(front_door, client_of):
    # While the test is open, one ending may be the only one offered: it is still the person's choice.
    still_open = made.screened(front_door, protect=made.OPEN, level=3)
    duty = made.screened(front_door, level=3)
    chosen = [
        re.findall(r'name="outcome"[^>]*value="(\w+)"[^>]*checked', client_of(front_door).get(f"/concerns/{each}/decide").content.decode())
        for each in (still_open, duty)
    ]  # fmt: skip
    assert chosen == [[], ["s42_enquiry"]]
