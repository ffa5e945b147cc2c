"""An enquiry opens from the decision on a concern, in the same transaction, with all that is known carried forward."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.access.models import Grant
from goldenthread.access.vocabulary import Relation
from goldenthread.concerns.events import ConcernDecided
from goldenthread.concerns.models import Concern, Decision
from goldenthread.concerns.policy.decision import EnquiryToJoin
from goldenthread.concerns.vocabulary import LimbAnswer
from goldenthread.enquiries.listeners import open_or_join_enquiry
from goldenthread.enquiries.models import Enquiry
from goldenthread.enquiries.vocabulary import AskedOutcomes, EnquiryKind, EnquiryStatus, Law
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused
from goldenthread.people.vocabulary import RepresentativeKind
from tests.factories import enquiries as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return make.Staff()


def test_a_decision_opens_the_enquiry_with_law_people_and_what_is_known(staff, policy):
    page = make.page(staff, make.opened(staff))

    assert (page.kind, page.status) == (EnquiryKind.S42, EnquiryStatus.PLANNING)
    assert [row.law for row in page.laws] == [Law.CARE_ACT_S42]
    assert (page.manager, page.officer) == (staff.manager.name, staff.officer.name)
    assert page.lead_agency == "Sandgate Council"
    assert page.asked is AskedOutcomes.EXPRESSED
    assert [row.words for row in page.wanted] == ["I want my card back and I want to stay at home."]
    assert {(row.type.value, row.category) for row in page.allegations} == {
        ("financial", "Other - known to individual"),
        ("psychological", "Other - known to individual"),
    }
    assert page.due_at - page.opened_at > timedelta(days=27)
    assert page.steps[-1].what.startswith("Section 42 enquiry opened from concern SGC-")


def test_an_other_enquiry_names_the_power_and_not_the_duty(staff):
    page = make.page(staff, make.opened(staff, other=True))
    assert page.kind is EnquiryKind.OTHER
    assert [row.law for row in page.laws] == [Law.CARE_ACT_POWER]
    assert "outside section 42" in page.law


def test_manager_and_officer_have_their_relation_to_the_record(staff):
    enquiry_id = make.opened(staff)
    held = Grant.objects.filter(subject_kind="enquiry", subject_id=enquiry_id).values_list(
        "relation", "user_id"
    )
    assert set(held) == {
        (Relation.ACCOUNTABLE.value, staff.manager.user_id),
        (Relation.ALLOCATED.value, staff.officer.user_id),
    }


def test_telling_the_same_decision_twice_opens_one_enquiry(staff):
    make.opened(staff)
    decision = Decision.objects.get()
    event = ConcernDecided(
        by=staff.front_door,
        concern_id=decision.concern_id,
        person_id=decision.concern.person_id,
        decision_id=decision.pk,
        outcome=decision.outcome,
        manager_id=staff.manager.user_id,
        officer_id=staff.officer.user_id,
    )
    open_or_join_enquiry(event)
    assert Enquiry.objects.count() == 1
    assert Enquiry.objects.get().wanted_outcomes.count() == 1


def test_a_referrers_account_is_kept_in_their_name_and_is_not_asking_the_adult(staff):
    enquiry_id = make.opened(staff, told={"adult_wishes": "She says she wants him to stay away."}, wish="")
    page = make.page(staff, enquiry_id)
    assert [(row.said_by, row.words) for row in page.wanted] == [
        (RepresentativeKind.PROFESSIONAL, "She says she wants him to stay away.")
    ]
    assert page.asked is AskedOutcomes.NOT_RECORDED


def test_that_nobody_could_be_asked_is_carried_with_its_reason(staff):
    page = make.page(staff, make.opened(staff, wish=""))
    assert (page.asked, page.asked_words) == (AskedOutcomes.NO, "She was asleep.")
    assert page.wanted == ()


def test_a_concern_joins_the_open_enquiry_and_asks_nothing_twice(staff):
    adult = make.person(staff)
    enquiry_id = make.opened(staff, person_id=adult)
    joined = make.joined(staff, enquiry_id, adult)
    page = make.page(staff, enquiry_id)
    assert {row.id for row in page.concerns} >= {joined}
    assert len(page.concerns) == 2
    assert len(page.wanted) == 1
    assert len(page.allegations) == 2
    assert Enquiry.objects.count() == 1


def test_a_concern_does_not_join_a_closed_enquiry_and_then_nothing_is_decided(staff):
    adult = make.person(staff)
    enquiry_id = make.opened(staff, person_id=adult)
    make.ready_to_close(staff, enquiry_id)
    make.close(staff, enquiry_id)
    with pytest.raises(Refused) as no:
        make.joined(staff, enquiry_id, adult)
    assert "SCR-08" in no.value.verdict.codes
    # Even when a door says that it is open, this room looks for itself, and the decision falls with the refusal.
    said = EnquiryToJoin(id=enquiry_id, person_id=adult, is_open=True, is_s42=True)
    with pytest.raises(Refused) as no:
        make.joined(staff, enquiry_id, adult, joining=said)
    assert no.value.verdict.codes == ("ENQ-JOIN",)
    assert Concern.objects.filter(outcome="").count() == 2


def test_a_concern_with_the_duty_does_not_join_an_other_enquiry(staff):
    adult = make.person(staff)
    enquiry_id = make.opened(staff, other=True, person_id=adult)
    said = EnquiryToJoin(id=enquiry_id, person_id=adult, is_open=True, is_s42=True)
    with pytest.raises(Refused) as no:
        make.joined(staff, enquiry_id, adult, joining=said)
    assert no.value.verdict.codes == ("SCR-08",)


def test_when_the_enquiry_cannot_open_the_decision_falls_with_it(staff, monkeypatch):
    def broken(*_args, **_kwargs):
        raise RuntimeError("no reference today")

    monkeypatch.setattr("goldenthread.enquiries.listeners.next_reference", broken)
    with pytest.raises(RuntimeError):
        make.opened(staff)
    assert not Enquiry.objects.exists()
    assert not Decision.objects.exists()
    assert Concern.objects.get().outcome == ""


def test_an_enquiry_of_a_restricted_concern_is_restricted(staff):
    concern_id = make.concern(staff)
    make.screened(staff, concern_id, make.person(staff), protect=LimbAnswer.YES)
    Concern.objects.filter(pk=concern_id).update(restricted=True)
    decision = Decision.objects.create(
        concern_id=concern_id,
        outcome="s42_enquiry",
        rationale="x",
        law="Care Act 2014, section 42(2)",
        duty="met",
        policy_edition="2025",
        by_id=staff.front_door.user_id,
        at=moment.now(),
        needs_sign_off=False,
    )
    open_or_join_enquiry(
        ConcernDecided(
            by=staff.front_door,
            concern_id=concern_id,
            person_id=Concern.objects.get().person_id,
            decision_id=decision.pk,
            outcome="s42_enquiry",
            manager_id=staff.manager.user_id,
            officer_id=staff.officer.user_id,
        )
    )
    assert Enquiry.objects.get().restricted
