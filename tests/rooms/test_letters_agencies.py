"""The care service and the placing council hear back: after the decision and at the end, without the adult's name,
and not before somebody tells them."""

from __future__ import annotations

import pytest

from goldenthread.access.doorway import NotThere
from goldenthread.access.need_to_know import find
from goldenthread.access.vocabulary import AgencyKind, Role
from goldenthread.concerns.models import Concern
from goldenthread.concerns.procedures import screening
from goldenthread.concerns.vocabulary import NoActionReason, Outcome
from goldenthread.enquiries.models import EnquiryConcern
from goldenthread.ground import local_policy
from goldenthread.ground.local_policy import ClockName
from goldenthread.letters import procedures, queries
from goldenthread.letters.models import FeedbackDuty
from goldenthread.letters.policy import Details, email_says_little, tells_nothing_of_the_adult
from goldenthread.letters.vocabulary import Audience, Method, NotPossible
from tests.factories import access
from tests.factories import concerns as made
from tests.factories import enquiries as make
from tests.web.test_enquiries_pages import text_of

pytestmark = pytest.mark.django_db
AGENCIES = (Audience.PROVIDER, Audience.PLACING_COUNCIL)
PETER = Details(("Peter", "Hale"), address="12 Harbour Road, Sandgate", postcode="ZZ1 1ZZ")


@pytest.fixture
def placing():
    return access.agency(
        kind=AgencyKind.OTHER_COUNCIL, name="Eastmere Council", email="adults@eastmere.example"
    )


def named(by, concern_id, provider, placing=None):
    """The service, and the council that placed the adult there."""
    screening.name_service(
        by,
        concern_id=concern_id,
        version=made.version_of(concern_id),
        agency_id=provider.agency_id if provider else None,
        placed_by_id=placing,
    )


def owed(audience) -> FeedbackDuty:
    return FeedbackDuty.objects.get(audience=audience)


def test_both_are_owed_an_answer_that_does_not_say_who_the_adult_is(manager, provider_manager, placing):
    concern_id = made.screened(manager, protect=made.NO)
    named(manager, concern_id, provider_manager, placing)
    made.decided(manager, concern_id, Outcome.NO_FURTHER_ACTION, reason=NoActionReason.CAN_PROTECT)
    reference = Concern.objects.get(pk=concern_id).reference
    for audience, agency_id in zip(AGENCIES, (provider_manager.agency_id, placing), strict=True):
        duty = owed(audience)
        assert (duty.agency_id, duty.about_id, duty.state) == (agency_id, concern_id, "open")
        assert reference in duty.draft
        assert tells_nothing_of_the_adult(duty.draft, audience, PETER)
        assert email_says_little(duty.draft, audience, PETER)
        assert duty.due_at == local_policy.current().for_case(duty.opened_at).due(
            ClockName.AGENCY_FEEDBACK, duty.opened_at
        )
    assert owed(Audience.PLACING_COUNCIL).contact == "adults@eastmere.example"


def test_nobody_is_owed_it_where_no_service_is_named_or_the_service_raised_it(manager, provider_manager):
    made.decided(manager, made.screened(manager), Outcome.S42_ENQUIRY, **people(manager))
    own = made.screened(manager, concern_id=made.received(provider_manager))
    named(manager, own, provider_manager)
    made.decided(manager, own, Outcome.S42_ENQUIRY, **people(manager))
    assert not FeedbackDuty.objects.filter(audience__in=AGENCIES).exists()
    assert FeedbackDuty.objects.filter(audience=Audience.REFERRER, about_id=own).exists()


def people(manager):
    return {"manager_id": manager.user_id, "officer_id": manager.user_id}


def test_the_service_knows_nothing_until_somebody_tells_it(manager, provider_manager, client_of):
    concern_id = made.screened(manager)
    named(manager, concern_id, provider_manager)
    made.decided(manager, concern_id, Outcome.S42_ENQUIRY, **people(manager))
    duty = owed(Audience.PROVIDER)
    assert queries.for_agency(provider_manager) == ()
    assert duty.about_reference not in text_of(client_of(provider_manager).get("/partners/"))
    with pytest.raises(NotThere):
        find(provider_manager, FeedbackDuty, duty.pk)
    procedures.give_feedback(
        manager, duty_id=duty.pk, version=duty.version, method=Method.IN_SERVICE, words=duty.draft
    )
    told = text_of(client_of(provider_manager).get("/partners/"))
    assert f"What we have told you {duty.about_reference}" in told
    assert "we are making a safeguarding enquiry" in told
    assert "Hale" not in told
    other = access.viewer(
        role=Role.PROVIDER_MANAGER, agency_id=access.agency(kind=AgencyKind.PROVIDER, name="Rowan Lodge")
    )
    assert duty.about_reference not in text_of(client_of(other).get("/partners/"))


def test_a_service_that_must_not_be_warned_is_never_told(manager, provider_manager, client_of):
    concern_id = made.screened(manager)
    named(manager, concern_id, provider_manager)
    made.decided(manager, concern_id, Outcome.S42_ENQUIRY, **people(manager))
    duty = owed(Audience.PROVIDER)
    procedures.not_possible(
        manager,
        duty_id=duty.pk,
        version=duty.version,
        reason=NotPossible.CRIMINAL,
        words="DC Reed asked us to wait until she has seen the rota.",
    )
    assert duty.about_reference not in text_of(client_of(provider_manager).get("/partners/"))


def test_only_a_service_is_named_as_the_service_and_only_a_council_as_the_council(manager, partner, placing):
    concern_id = made.received()
    for wrong in (
        {"agency_id": partner.agency_id},
        {"agency_id": None, "placed_by_id": partner.agency_id},
        {"agency_id": placing},
    ):
        with pytest.raises(NotThere):
            screening.name_service(
                manager, concern_id=concern_id, version=made.version_of(concern_id), **wrong
            )


def test_each_hears_once_that_the_enquiry_has_ended(placing):
    staff = make.Staff()
    provider = access.viewer(role=Role.PROVIDER_MANAGER)
    concern_id = made.screened(staff.front_door)
    named(staff.front_door, concern_id, provider, placing)
    answer_for = {"manager_id": staff.manager.user_id, "officer_id": staff.officer.user_id}
    made.decided(staff.front_door, concern_id, Outcome.S42_ENQUIRY, **answer_for)
    enquiry_id = EnquiryConcern.objects.get(concern_id=concern_id).enquiry_id
    make.ready_to_close(staff, enquiry_id)
    make.close(staff, enquiry_id)
    for audience in AGENCIES:
        duty = FeedbackDuty.objects.get(audience=audience, about_kind="enquiry")
        assert "it has ended" in duty.draft
        assert tells_nothing_of_the_adult(duty.draft, audience, PETER)
        assert email_says_little(duty.draft, audience, PETER)


def test_who_placed_the_adult_is_asked_once(manager, placing, client_of):
    person_id = made.person(manager)
    named(manager, made.screened(manager, person_id=person_id), None, placing)
    later = made.screened(manager, person_id=person_id)
    other = made.screened(manager)
    client = client_of(manager)
    assert f'value="{placing}" selected' in client.get(f"/concerns/{later}/service").content.decode()
    assert f'value="{placing}" selected' not in client.get(f"/concerns/{other}/service").content.decode()
