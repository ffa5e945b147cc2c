"""A record opened in an emergency: with a reason, for two hours, reviewed by somebody else."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from goldenthread.access.break_glass import break_glass, review_break_glass
from goldenthread.access.doorway import NotThere
from goldenthread.access.models import Grant, TrailRow
from goldenthread.access.queries import emergency_openings
from goldenthread.access.vocabulary import Role
from goldenthread.enquiries import queries
from goldenthread.enquiries.models import Enquiry
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused
from tests.factories import access
from tests.factories import enquiries as make

pytestmark = pytest.mark.django_db
REASON = "She rang from the street and is afraid."


@pytest.fixture
def staff():
    return make.Staff()


@pytest.fixture
def enquiry_id(staff):
    made = make.opened(staff)
    Enquiry.objects.filter(pk=made).update(restricted=True)
    return made


@pytest.fixture
def stranger():
    return access.viewer(role=Role.SOCIAL_WORKER, team="South")


@pytest.mark.rule("ACC-01")
def test_a_reason_in_words_is_needed(stranger, enquiry_id):
    for reason in ("", "need it", "  \n "):
        with pytest.raises(Refused) as no:
            break_glass(stranger, kind="enquiry", id=enquiry_id, reason=reason)
        assert no.value.verdict.codes == ("ACC-01",)
    assert not Grant.objects.filter(relation="break_glass").exists()


def test_the_record_is_open_for_two_hours_and_then_is_not_there_again(stranger, enquiry_id):
    with pytest.raises(NotThere):
        queries.open_enquiry(stranger, enquiry_id)
    now = moment.now()
    with moment.at(now):
        break_glass(stranger, kind="enquiry", id=enquiry_id, reason=REASON)
        assert queries.open_enquiry(stranger, enquiry_id).id == enquiry_id
    with moment.at(now + timedelta(hours=1, minutes=59)):
        assert queries.open_enquiry(stranger, enquiry_id).id == enquiry_id
    with moment.at(now + timedelta(hours=2)), pytest.raises(NotThere):
        queries.open_enquiry(stranger, enquiry_id)
    # A clock put back does not open it before its time.
    with moment.at(now - timedelta(minutes=1)), pytest.raises(NotThere):
        queries.open_enquiry(stranger, enquiry_id)


def test_it_is_on_the_records_own_trail_and_waits_for_a_manager(staff, stranger, enquiry_id):
    break_glass(stranger, kind="enquiry", id=enquiry_id, reason=REASON)
    row = TrailRow.objects.filter(subject_id=enquiry_id, deed="access.break_glass").get()
    assert (row.act, row.actor_id) == ("did", stranger.user_id)
    assert REASON not in row.detail
    (waiting,) = emergency_openings(staff.manager)
    assert (waiting.by_name, waiting.reason, waiting.own) == (stranger.name, REASON, False)
    with pytest.raises(Refused):
        emergency_openings(stranger)


@pytest.mark.rule("ACC-02")
def test_nobody_reviews_themselves(staff, enquiry_id):
    other = access.viewer(role=Role.MANAGER)
    break_glass(other, kind="enquiry", id=enquiry_id, reason=REASON)
    (waiting,) = emergency_openings(other)
    assert waiting.own
    with pytest.raises(Refused) as no:
        review_break_glass(other, grant_id=waiting.id, words="It was right.")
    assert no.value.verdict.codes == ("ACC-02",)
    with pytest.raises(Refused):
        review_break_glass(staff.manager, grant_id=waiting.id, words=" ")
    review_break_glass(staff.manager, grant_id=waiting.id, words="It was right.")
    assert emergency_openings(staff.manager) == ()
    assert emergency_openings(staff.manager, reviewed=True)[0].reviewed_by == staff.manager.name


def test_there_is_no_way_in_to_what_is_not_there_or_for_other_roles(staff, stranger, enquiry_id):
    with pytest.raises(NotThere):
        break_glass(stranger, kind="enquiry", id=uuid4(), reason=REASON)
    with pytest.raises(NotThere):
        break_glass(stranger, kind="duty", id=enquiry_id, reason=REASON)
    for role in (
        Role.COMMISSIONER,
        Role.PROVIDER_MANAGER,
        Role.ADMINISTRATOR,
        Role.AUDITOR,
        Role.BOARD_MEMBER,
    ):
        with pytest.raises(Refused) as no:
            break_glass(access.viewer(role=role), kind="enquiry", id=enquiry_id, reason=REASON)
        assert no.value.verdict.codes == ("ROLE",)
    with pytest.raises(NotThere):
        review_break_glass(staff.manager, grant_id=987654, words="It was right.")
