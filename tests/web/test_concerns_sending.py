"""What becomes of what is typed on the pages of a concern."""

import re

import pytest

from goldenthread.concerns.models import Concern, ConcernStep, LimbRow
from goldenthread.concerns.procedures import screening
from goldenthread.concerns.vocabulary import NoActionReason, Outcome
from tests.factories import concerns as made
from tests.web.test_concerns_journeys import post, sent
from tests.web.test_concerns_pages import text

pytestmark = pytest.mark.django_db


def test_sign_off_shows_the_first_persons_words_and_refuses_the_first_person(
    front_door, manager, other_manager, client_of
):
    concern_id = made.screened(manager, protect=made.NO, level=3)
    made.decided(
        manager,
        concern_id,
        Outcome.NO_FURTHER_ACTION,
        reason=NoActionReason.CAN_PROTECT,
        rationale="He manages with his niece.",
    )
    own = text(client_of(manager).get(f"/concerns/{concern_id}/sign-off"))
    assert "You made this decision, so somebody else must sign it off." in own
    forged = post(client_of(manager), concern_id, "/sign-off", agrees="yes")
    assert forged.status_code == 409
    second = client_of(other_manager)
    assert "He manages with his niece." in text(second.get(f"/concerns/{concern_id}/sign-off"))
    silent = post(second, concern_id, "/sign-off", agrees="no", words="")
    assert silent.status_code == 422
    sent(second, concern_id, "/sign-off", agrees="yes")
    assert Concern.objects.get(pk=concern_id).outcome == "no_further_action"


def test_a_stale_page_keeps_what_was_typed_and_then_lets_it_through(front_door, client_of):
    concern_id = made.received()
    client = client_of(front_door)
    old = made.version_of(concern_id)
    screening.note_found_out(front_door, concern_id=concern_id, version=old, words="Meanwhile.")
    stale = client.post(
        f"/concerns/{concern_id}/do", {"version": old, "deed": "found_out", "words": "My long note."}
    )
    assert stale.status_code == 409
    assert "Somebody else has changed this since you opened the page" in text(stale)
    assert "My long note." in text(stale)
    renewed = re.search(r'name="version" value="(\d+)"', stale.content.decode())
    assert renewed
    again = client.post(
        f"/concerns/{concern_id}/do", {"version": renewed[1], "deed": "found_out", "words": "My long note."}
    )
    assert again.status_code == 302
    assert ConcernStep.objects.filter(words="My long note.").count() == 1


def test_a_double_click_answers_once(front_door, client_of):
    concern_id = made.received()
    client = client_of(front_door)
    page = client.get(f"/concerns/{concern_id}/test/needs").content.decode()
    marks = dict(re.findall(r'name="(_\w+)" value="([^"]*)"', page))
    form = {**marks, "version": "1", "answer": "yes", "evidence": "GP.", "reason": "Needs help."}
    first = client.post(f"/concerns/{concern_id}/test/needs", form)
    second = client.post(f"/concerns/{concern_id}/test/needs", form)
    assert first.status_code == second.status_code == 302
    assert LimbRow.objects.count() == 1


def test_words_of_people_are_shown_as_words(front_door, client_of):
    nasty = "<script>alert(1)</script>{{ 7919*7907 }}"
    concern_id = made.received(
        narrative=nasty, adult_wishes=nasty, adult_given_name="<b>Pete", source_of_risk_name=nasty
    )
    client = client_of(front_door)
    for path in ("", "/wants", "/person", "/do", "/decide"):
        body = client.get(f"/concerns/{concern_id}{path}").content.decode()
        assert "<script>alert(1)" not in body
        assert "<b>Pete" not in body
        # The product of two primes that no id or time on the page can hold by chance.
        assert "62615533" not in body


def test_danger_that_was_not_reported_is_put_on_record_and_leads_until_somebody_is_safe(
    social_worker, client_of
):
    concern_id = made.received()
    client = client_of(social_worker)
    assert f'href="/concerns/{concern_id}/danger"' in client.get(f"/concerns/{concern_id}").content.decode()
    wrong = post(client, concern_id, "/danger", words="Her son is at the door.", said_by="", doing="")
    assert wrong.status_code == 422
    assert "Say who told you, or that you saw it yourself" in text(wrong)
    assert "Her son is at the door." in text(wrong)
    told = {
        "words": "Her son is at the door.",
        "said_by": "Ann Cole, neighbour",
        "doing": "Police are coming.",
    }
    shown = text(sent(client, concern_id, "/danger", **told))
    assert "Danger now. Her son is at the door. Said by: Ann Cole, neighbour. Being done: Police" in shown
    assert "Make the adult safe and write down how" in shown
    assert "In danger now No" in shown, "the report stays as it came"
    assert "1 person is in danger now" in text(client.get("/concerns/"))
    again = client.get(f"/concerns/{concern_id}/danger")
    assert "Danger is on record already" in text(again)
    assert 'name="doing"' not in again.content.decode(), "nothing to fill in that would be refused"
    assert "Danger is on record already" in text(post(client, concern_id, "/danger", **told))
    shown = text(sent(client, concern_id, "/safe", words="Police took him away."))
    assert "Danger now." not in shown
    assert "Danger now, found while screening" in shown
