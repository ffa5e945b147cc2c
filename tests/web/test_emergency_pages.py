"""An adult's own record opened in an emergency, by its pages."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.access.models import Grant, TrailRow
from goldenthread.access.vocabulary import Role
from goldenthread.concerns.models import Concern
from goldenthread.enquiries.models import Enquiry
from goldenthread.ground import moment
from goldenthread.people.procedures import restrict_person
from tests.factories import access
from tests.factories import enquiries as make
from tests.web.test_enquiries_pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return make.Staff()


@pytest.mark.parametrize(
    "by", ["the NHS number", "the reference of a concern", "the reference of an enquiry"]
)
def test_an_adults_own_record_opens_in_an_emergency_for_two_hours_and_is_reviewed(staff, client_of, by):
    person_id = make.person(staff, nhs_number="9990000018")
    enquiry_id = make.opened(staff, person_id=person_id)
    enquiry = Enquiry.objects.get(pk=enquiry_id)
    named = {
        "the NHS number": "999 000 0018",
        "the reference of a concern": enquiry.concern_links.get().concern.reference,
        "the reference of an enquiry": enquiry.reference,
    }[by]
    restrict_person(
        staff.manager, person_id=person_id, version=1, restricted=True, words="She works for us here."
    )
    stranger = access.viewer(role=Role.SOCIAL_WORKER, team="South")
    client, address = client_of(stranger), f"/people/{person_id}"
    assert client.get(address).status_code == 404
    typed = {"reference": named, "what": "person", "reason": "Her sister cannot reach her since Monday."}
    now = moment.now()
    with moment.at(now):
        client = client_of(stranger)
        assert client.post("/enquiries/emergency", typed)["Location"] == address
        assert client.get(address).status_code == 200
    with moment.at(now + timedelta(hours=2)):
        assert client_of(stranger).get(address).status_code == 404
    trail = TrailRow.objects.filter(subject_kind="person", subject_id=person_id, actor_id=stranger.user_id)
    assert list(trail.order_by("seq").values_list("deed", flat=True))[:2] == [
        "access.break_glass",
        "people.person_page",
    ]
    other = access.viewer(role=Role.MANAGER)
    assert "1 emergency opening to review" in text_of(client_of(other).get("/desk/"))
    assert "emergency opening" not in text_of(client_of(staff.front_door).get("/desk/"))
    told = text_of(client_of(other).get("/enquiries/emergency/reviews"))
    assert "Person NHS number 999 000 0018" in told
    assert typed["reason"] in told


def test_without_a_reason_nobody_learns_whether_there_is_such_a_record(staff, client_of):
    make.person(staff, nhs_number="9990000018")
    client = client_of(access.viewer(role=Role.SOCIAL_WORKER, team="South"))
    answers = {
        number: text_of(
            client.post("/enquiries/emergency", {"reference": number, "what": "person", "reason": "need it"})
        ).replace(number, "")
        for number in ("9990000018", "9990000026")
    }
    assert answers["9990000018"] == answers["9990000026"]
    assert "Say in a sentence why you need to open it now" in answers["9990000018"]
    assert not Grant.objects.filter(relation="break_glass").exists()
    assert TrailRow.objects.filter(act="refused", deed="access.break_glass").count() == 2


def test_a_concern_without_a_person_has_no_adults_record_to_open(staff, client_of):
    reference = Concern.objects.get(pk=make.concern(staff)).reference
    typed = {"reference": reference, "what": "person", "reason": "Her sister cannot reach her."}
    answer = client_of(staff.officer).post("/enquiries/emergency", typed)
    assert answer.status_code == 409
    assert "can be opened by itself" in text_of(answer)
    assert typed["reason"] in text_of(answer)
