"""What a practitioner meets on the pages of a concern, from the report to the decision."""

import re
from datetime import UTC, datetime

import pytest

from goldenthread.concerns import queries
from goldenthread.concerns.models import Concern, Decision
from goldenthread.concerns.procedures import screening
from goldenthread.concerns.vocabulary import ConcernStatus, NoActionReason, Outcome
from goldenthread.enquiries.models import Enquiry
from goldenthread.ground import local_policy, moment
from goldenthread.letters.models import FeedbackDuty
from tests.factories import concerns as made
from tests.web.test_concerns_pages import PAGES, text

pytestmark = pytest.mark.django_db


def post(client, concern_id, path, **typed):
    """Send a form as its page would: with the version drawn."""
    return client.post(f"/concerns/{concern_id}{path}", {"version": made.version_of(concern_id), **typed})


def sent(client, concern_id, path, **typed):
    """Send a form that is right, and follow to the concern's page."""
    answer = post(client, concern_id, path, **typed)
    assert answer.status_code == 302, text(answer)
    return client.get(answer["Location"], follow=True)


def answer_test(client, concern_id, **answers):
    """The three parts, one page each."""
    for limb in ("needs", "abuse", "protect"):
        sent(
            client,
            concern_id,
            f"/test/{limb}",
            answer=answers.get(limb, "yes"),
            evidence="The police report.",
            reason="Because.",
        )


@pytest.mark.requirement("R184")
def test_enquiry_work_at_screening_leads_to_the_test_and_opens_the_enquiry(social_worker, manager, client_of):
    concern_id = made.received()
    client = client_of(social_worker)
    refused = post(client, concern_id, "/do", deed="visit", words="I want to see the flat on Tuesday.")
    words = text(refused)
    assert refused.status_code == 409
    assert "enquiry work under section 42(2)" in words
    assert "screened under section 42(1)" in words
    assert "I want to see the flat on Tuesday." in words
    body = refused.content.decode()
    assert f'href="/concerns/{concern_id}/test"' in body
    assert f'href="/concerns/{concern_id}/decide?outcome=s42_enquiry"' in body
    assert not Enquiry.objects.exists()

    sent(client, concern_id, "/person", person_id=str(made.person(social_worker)))
    sent(client, concern_id, "/wants", state="expressed", words="To be safe at home.", said_by="adult")
    answer_test(client, concern_id)
    after = sent(
        client,
        concern_id,
        "/decide",
        outcome="s42_enquiry",
        pull="no",
        manager=str(manager.user_id),
        officer=str(social_worker.user_id),
        rationale="All three are Yes.",
        adult_view="He wants us to look into it.",
    )
    enquiry = Enquiry.objects.get()
    assert enquiry.reference in text(after)
    assert f'href="/enquiries/{enquiry.pk}/"' in after.content.decode()
    assert moment.london(enquiry.opened_at).date() == moment.today()


@pytest.mark.requirement("R186")
def test_staff_and_the_agency_that_raised_it_see_which_process_and_which_law(manager, partner, client_of):
    concern_id = made.received(partner)
    client = client_of(manager)
    before = text(client.get(f"/concerns/{concern_id}"))
    assert "Concern, not an enquiry" in before
    assert "Care Act 2014, section 42(1)" in before
    (own,) = queries.own_reports(partner)
    assert (own.process, own.feedback) == ("Concern, not an enquiry", "")
    assert "section 42(1)" in own.law

    made.screened(manager, concern_id=concern_id)
    made.decided(
        manager, concern_id, Outcome.S42_ENQUIRY, manager_id=manager.user_id, officer_id=manager.user_id
    )
    after = text(client.get(f"/concerns/{concern_id}"))
    assert "Section 42 enquiry" in after
    assert "section 42(2): the duty to enquire" in after
    (own,) = queries.own_reports(partner)
    assert own.process == "Section 42 enquiry"
    assert "section 42(2)" in own.law


def test_the_council_says_after_how_many_days_work_stands_still(front_door, client_of, policies, monkeypatch):
    """By the edition in force today, whatever day a concern came in."""
    with moment.at(datetime(2026, 11, 12, 9, tzinfo=UTC)):  # a Thursday
        made.received()
    edition = policies.editions[-1]
    patient = edition.model_copy(update={"work": edition.work.model_copy(update={"stands_still_after": 7})})
    with moment.at(datetime(2026, 11, 19, 10, tzinfo=UTC)):  # five working days later
        client = client_of(front_door)
        assert "1 concern" in text(client.get("/concerns/?only=still"))
        assert "for 3 working days" in text(client.get("/desk/"))
        monkeypatch.setattr(local_policy, "_in_use", [local_policy.LocalPolicy([patient])])
        assert "Nothing stands still" in text(client.get("/concerns/?only=still"))
        assert "for 7 working days" in text(client.get("/desk/"))


def test_an_agency_follows_its_own_reports_and_no_others(partner, other_partner, provider_manager):
    made.received(partner)
    assert len(queries.own_reports(partner)) == 1
    assert queries.own_reports(other_partner) == ()
    assert queries.own_reports(provider_manager) == ()


def test_a_commissioner_sees_the_service_and_no_name(manager, commissioner, provider_manager, client_of):
    concern_id = made.received()
    sent(client_of(manager), concern_id, "/service", agency_id=str(provider_manager.agency_id))
    words = text(client_of(commissioner).get("/desk/"))
    assert "Larch House" in words
    assert "Concern, not an enquiry" in words
    for secret in ("Peter", "Hale", "Harbour Road", "Windows broken", "Dana Reed"):
        assert secret not in words


@pytest.mark.requirement("R179")
def test_each_concern_shows_next_step_owner_and_due_day_and_what_stands_still_surfaces(front_door, client_of):
    client = client_of(front_door)
    with moment.at(datetime(2026, 11, 2, 9, tzinfo=UTC)):
        concern_id = made.received()
        screening.begin_screening(front_door, concern_id=concern_id, version=1)
        page = text(client.get(f"/concerns/{concern_id}"))
    assert "Answer the three-part test" in page
    assert f"Working on it {front_door.name}" in page
    assert "by 4 November 2026, 2 working days left" in page
    assert "Accountable The safeguarding manager on duty" in page
    with moment.at(datetime(2026, 11, 3, 9, tzinfo=UTC)):
        assert "Nothing stands still" in text(client_of(front_door).get("/desk/"))
    with moment.at(datetime(2026, 11, 9, 9, tzinfo=UTC)):
        desk = client_of(front_door).get("/desk/")
        assert "Last moved 2 Nov 2026" in text(desk)
        assert "Overdue since 4 Nov 2026" in text(desk)
        listed = text(client_of(front_door).get("/concerns/?only=still"))
    assert "Peter Hale" in listed


@pytest.mark.requirement("R071")
def test_what_the_adult_wants_comes_first_on_every_page_about_them(manager, front_door, client_of):
    concern_id = made.screened(front_door, protect=made.NO, level=3)
    made.decided(front_door, concern_id, Outcome.NO_FURTHER_ACTION, reason=NoActionReason.CAN_PROTECT)
    client = client_of(manager)
    for path in PAGES:
        body = client.get(f"/concerns/{concern_id}{path}").content.decode()
        main = body[body.index("<main") :]
        first = re.search(r"<h\d[^>]*>([^<]*)", main)
        assert first, path
        assert first[1].strip() == "What Peter wants", path
        assert "I want to stay in Sandgate" in main


def test_where_nobody_asked_the_page_says_so_and_asks_to_ask(front_door, client_of):
    concern_id = made.received()
    body = client_of(front_door).get(f"/concerns/{concern_id}").content.decode()
    assert "Nobody has asked yet." in body
    assert f'href="/concerns/{concern_id}/wants"' in body


@pytest.mark.requirement("R058")
def test_a_lesser_matter_ends_with_a_proportionate_decision_its_reasons_and_where_it_went(
    front_door, client_of
):
    concern_id = made.screened(front_door, protect=made.NO)
    client = client_of(front_door)
    wrong = post(
        client,
        concern_id,
        "/decide",
        outcome="other_response",
        rationale="Housing can mend it.",
        adult_view="Glad.",
    )
    assert wrong.status_code == 409
    assert "Choose where the adult or the matter was pointed to." in text(wrong)
    assert "Housing can mend it." in text(wrong)
    page = sent(
        client,
        concern_id,
        "/decide",
        outcome="other_response",
        signpost="housing",
        signpost_words="Repairs team, agreed with Mrs Lowe",
        rationale="Housing can mend it.",
        adult_view="Glad.",
    )
    words = text(page)
    for told in (
        "Other response",
        "Housing, Repairs team, agreed with Mrs Lowe",
        "Housing can mend it.",
        "The duty does not apply",
    ):
        assert told in words
    assert not Enquiry.objects.exists()


@pytest.mark.requirement("R070")
def test_the_time_to_decide_bends_to_asking_the_adult_by_the_policy_of_the_day(front_door, client_of):
    with moment.at(datetime(2026, 11, 2, 9, tzinfo=UTC)):
        concern_id = made.received()
        client = client_of(front_door)
        page = sent(
            client,
            concern_id,
            "/more-time",
            reason="seeking_wishes",
            days="3",
            words="He wants his sister there.",
        )
        words = text(page)
    assert "by 9 November 2026" in words
    assert "We are finding out what the adult wants" in words
    assert "He wants his sister there." in words
    with moment.at(datetime(2023, 3, 1, 9, tzinfo=UTC)):
        strict = made.received()
        client = client_of(front_door)
        words = text(client.get(f"/concerns/{strict}/more-time"))
        assert "allows no extension of this clock" in words
        post(client, strict, "/more-time", reason="seeking_wishes", days="3", words="Please.")
        assert Concern.objects.get(pk=strict).due_at.astimezone(UTC).date().isoformat() == "2023-03-03"


@pytest.mark.requirement("R144")
def test_practice_is_lawful_a_forged_form_cannot_end_three_yeses_and_the_law_is_named(manager, client_of):
    concern_id = made.screened(manager)
    client = client_of(manager)
    page = client.get(f"/concerns/{concern_id}/decide")
    body = page.content.decode()
    assert "The duty applies" in body
    assert 'value="s42_enquiry"' in body
    assert 'value="no_further_action"' not in body
    assert "the council must enquire" in text(page)
    for forged in ("no_further_action", "other_response", "other_enquiry"):
        answer = post(
            client, concern_id, "/decide", outcome=forged, reason="can_protect", signpost="housing", rationale="No.", adult_view="No.",
            manager=str(manager.user_id), officer=str(manager.user_id),
        )  # fmt: skip
        assert answer.status_code in (409, 422)
    concern = Concern.objects.get(pk=concern_id)
    assert (concern.status, concern.outcome) == (ConcernStatus.SCREENING, "")


@pytest.mark.requirement("R154")
def test_no_decision_is_made_about_somebody_without_their_view_or_why_it_is_not_known(manager, client_of):
    concern_id = made.screened(manager, protect=made.NO)
    client = client_of(manager)
    wrong = post(
        client,
        concern_id,
        "/decide",
        outcome="other_response",
        signpost="housing",
        rationale="Housing.",
        adult_view=" ",
    )
    assert wrong.status_code == 422
    assert "Say what the adult thinks of it, or why they could not be asked" in text(wrong)
    assert not Decision.objects.exists()
    page = sent(
        client, concern_id, "/decide", outcome="other_response", signpost="housing", rationale="Housing.",
        adult_view="“I do not want a visit, but mend my door.”",
    )  # fmt: skip
    assert "I do not want a visit, but mend my door." in text(page)


@pytest.mark.requirement("R180")
def test_the_councils_guide_of_the_day_stands_in_screening_and_its_signs_are_kept(front_door, client_of):
    concern_id = made.received()
    client = client_of(front_door)
    words = text(client.get(f"/concerns/{concern_id}/level"))
    assert "It never replaces judgement, and the three-part test decides." in words
    assert "Repeated missed care, discomfort (NEG-2a)" in words
    assert "What raises or lowers the level" in words
    page = sent(client, concern_id, "/level", level="2", codes=["NEG-2a"], words="Third time this month.")
    assert "Level 2 of the threshold guide, edition 2025" in text(page)
    assert "Repeated missed care, discomfort (NEG-2a)" in text(page)


@pytest.mark.requirement("R249")
@pytest.mark.requirement("R250")
def test_wishes_lead_from_the_first_report_and_also_where_no_enquiry_follows(front_door, client_of):
    concern_id = made.received(adult_wishes="He wants the carers to come on time.")
    client = client_of(front_door)
    first = text(client.get(f"/concerns/{concern_id}"))
    assert "He wants the carers to come on time." in first
    assert "nobody here has asked" in first
    sent(client, concern_id, "/person", person_id="new", given_name="Peter", family_name="Hale")
    answer_test(client, concern_id, protect="no")
    too_early = post(
        client,
        concern_id,
        "/decide",
        outcome="other_response",
        signpost="provider_action",
        rationale="R.",
        adult_view="V.",
    )
    assert too_early.status_code == 409
    assert "Before a decision the adult is asked what they want" in text(too_early)
    sent(
        client,
        concern_id,
        "/wants",
        state="expressed",
        words="I want Carol back as my carer.",
        said_by="adult",
    )
    page = sent(
        client, concern_id, "/decide", outcome="other_response", signpost="provider_action", rationale="The service puts it right.",
        adult_view="He likes it, if Carol comes back.",
    )  # fmt: skip
    assert "I want Carol back as my carer." in text(page)
    assert "I want Carol back as my carer." in FeedbackDuty.objects.get(audience="adult").draft
    person_id = Concern.objects.get(pk=concern_id).person_id
    assert queries.wishes_of_person(front_door, person_id)[0].words == "I want Carol back as my carer."


@pytest.mark.requirement("R257")
def test_the_adult_decides_about_risk_wellbeing_is_weighed_and_an_unwise_wish_stands_as_said(
    front_door, client_of
):
    concern_id = made.screened(front_door, protect=made.NO)
    client = client_of(front_door)
    asking = text(client.get(f"/concerns/{concern_id}/wants"))
    assert "Somebody may want what seems unwise." in asking
    assert "safety and wellbeing are weighed together, with them" in asking
    sent(
        client,
        concern_id,
        "/wants",
        state="expressed",
        words="I know the risk and I will keep seeing him.",
        said_by="adult",
    )
    assert "what about the adult's wellbeing?" in text(client.get(f"/concerns/{concern_id}/decide"))
    page = sent(
        client, concern_id, "/decide", outcome="other_response", signpost="domestic_abuse",
        rationale="She weighs it well, with support; her friendship matters more to her than the money.", adult_view="She chose this.",
    )  # fmt: skip
    words = text(page)
    assert words.index("I know the risk and I will keep seeing him.") < words.index("What was reported")
    assert "her friendship matters more to her" in words
