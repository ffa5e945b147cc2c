"""Reports asked of agencies, who sees which enquiry, and the adult's own sheet."""

from __future__ import annotations

import pytest

from goldenthread.access.doorway import NotThere
from goldenthread.access.models import TrailRow
from goldenthread.access.vocabulary import AgencyKind, Role
from goldenthread.enquiries import procedures, queries
from goldenthread.enquiries.models import Enquiry
from goldenthread.enquiries.vocabulary import ActionKind, CausedState, EnquiryStatus, LifeNow
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused
from goldenthread.letters.models import Letter
from tests.factories import access
from tests.factories import enquiries as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return make.Staff()


@pytest.fixture
def home():
    return access.agency(kind=AgencyKind.PROVIDER, name="Larch House", email="office@larch.example")


@pytest.fixture
def provider(home):
    return access.viewer(role=Role.PROVIDER_MANAGER, agency_id=home)


def ask(staff, enquiry_id, agency_id):
    return procedures.cause_enquiry(
        staff.manager,
        enquiry_id=enquiry_id,
        agency_id=agency_id,
        about_whom="A. M., room 4",
        question="Who visited in October?",
        terms="The visitors' book. If it does not come, the manager calls you.",
        adult_view="She is content.",
    )


def check(staff, enquiry_id, caused_id, *, accepted, words):
    version = next(row.version for row in make.page(staff, enquiry_id).caused if row.id == caused_id)
    procedures.check_caused_report(
        staff.manager,
        enquiry_id=enquiry_id,
        caused_enquiry_id=caused_id,
        version=version,
        accepted=accepted,
        words=words,
    )


@pytest.mark.requirement("R049")
def test_a_provider_is_asked_answers_and_is_checked_and_the_council_stays_accountable(staff, provider, home):
    enquiry_id = make.opened(staff)
    caused = ask(staff, enquiry_id, home)
    assert Letter.objects.get(about_id=enquiry_id).to == "office@larch.example"
    assert "A. M." not in Letter.objects.get(about_id=enquiry_id).body

    (row,) = queries.asked_of_us(provider)
    asked = queries.open_asked(provider, row.id)
    assert (asked.question, asked.law[:13]) == ("Who visited in October?", "Care Act 2014")
    procedures.answer_caused_enquiry(
        provider, caused_enquiry_id=row.id, version=asked.version, report="Colin did.", life=LifeNow.BETTER
    )
    assert {each.code for each in make.page(staff, enquiry_id).missing} >= {"CHECK"}

    check(staff, enquiry_id, caused, accepted=False, words="Which days?")
    asked = queries.open_asked(provider, row.id)
    assert (asked.state, asked.checked_words) == (CausedState.SENT_BACK, "Which days?")
    procedures.answer_caused_enquiry(
        provider,
        caused_enquiry_id=row.id,
        version=asked.version,
        report="The 3rd and 9th.",
        life=LifeNow.BETTER,
    )
    check(staff, enquiry_id, caused, accepted=True, words="It answers the question.")
    page = make.page(staff, enquiry_id)
    assert (page.caused[0].state, page.manager) == (CausedState.ACCEPTED, staff.manager.name)
    # Both reports stay in the record, though only the last stands.
    told = [entry.words for entry in page.steps if "received from" in entry.what]
    assert told == ["The 3rd and 9th.", "Colin did."]


def test_an_agency_sees_what_it_was_asked_and_nothing_beside(staff, provider, home):
    enquiry_id = make.opened(staff)
    caused = ask(staff, enquiry_id, home)
    with pytest.raises(Refused):
        queries.open_enquiry(provider, enquiry_id)
    other = access.viewer(
        role=Role.PROVIDER_MANAGER, agency_id=access.agency(kind=AgencyKind.PROVIDER, name="Rowan Lodge")
    )
    assert queries.asked_of_us(other) == ()
    with pytest.raises(NotThere):
        queries.open_asked(other, caused)
    with pytest.raises(NotThere):
        procedures.answer_caused_enquiry(
            other, caused_enquiry_id=caused, version=1, report="x", life=LifeNow.BETTER
        )
    procedures.withdraw_caused_enquiry(
        staff.manager, enquiry_id=enquiry_id, caused_enquiry_id=caused, version=1, words="The bank told us."
    )
    with pytest.raises(NotThere):
        queries.open_asked(provider, caused)


def test_a_report_sent_back_has_its_time_again(staff, provider, home):
    enquiry_id = make.opened(staff)
    caused = ask(staff, enquiry_id, home)
    first = queries.open_asked(provider, caused)
    with moment.at(first.due_at):
        procedures.answer_caused_enquiry(
            provider,
            caused_enquiry_id=caused,
            version=first.version,
            report="Colin did.",
            life=LifeNow.BETTER,
        )
        check(staff, enquiry_id, caused, accepted=False, words="Which days?")
        again = queries.open_asked(provider, caused)
    assert again.due_at > first.due_at
    assert again.clock == "in time"


def test_the_council_does_not_ask_itself(staff):
    enquiry_id = make.opened(staff)
    with pytest.raises(Refused) as no:
        ask(staff, enquiry_id, staff.manager.agency_id)
    assert no.value.verdict.codes == ("ENQ-14",)


def test_a_provider_learns_process_and_law_of_what_it_raised_and_when_it_ended(staff, provider):
    adult = make.person(staff)
    enquiry_id = make.opened(staff, person_id=adult)
    make.ready_to_close(staff, enquiry_id)
    concern = make.page(staff, enquiry_id).concerns[0].id
    assert queries.how_enquiries_stand(provider, [concern]) == {}
    assert queries.how_enquiries_stand(staff.manager, [concern])[concern].status is EnquiryStatus.UNDER_WAY
    make.close(staff, enquiry_id)
    assert queries.how_enquiries_stand(staff.manager, [concern])[concern].status is EnquiryStatus.CLOSED


@pytest.mark.requirement("R050")
def test_the_adults_sheet_says_who_does_what_in_words_written_for_them(staff, home):
    enquiry_id = make.opened(staff)
    make.planned(staff, enquiry_id)
    ask(staff, enquiry_id, home)
    procedures.record_step(
        staff.officer,
        enquiry_id=enquiry_id,
        kind=ActionKind.SAFETY,
        on=moment.today(),
        who="Owen",
        words="NOT FOR THE ADULT: Colin denies it.",
        words_for_adult="Your old card no longer works.",
    )
    procedures.write_for_adult(staff.officer, enquiry_id=enquiry_id, words="I come again on Monday.")
    sheet = queries.adult_sheet(staff.officer, enquiry_id)
    assert (sheet.manager, sheet.officer, sheet.lead_agency) == (
        staff.manager.name,
        staff.officer.name,
        "Sandgate Council",
    )
    assert sheet.agencies == ("Larch House",)
    assert [words for _, words in sheet.written] == [
        "I come again on Monday.",
        "Your old card no longer works.",
    ]
    assert "NOT FOR" not in str(sheet)
    assert sheet.wishes == ("I want my card back and I want to stay at home.",)


def test_social_workers_see_their_teams_enquiries_and_their_own(staff):
    enquiry_id = make.opened(staff)
    near = access.viewer(role=Role.SOCIAL_WORKER, team="North")
    far = access.viewer(role=Role.SOCIAL_WORKER, team="South")
    assert queries.open_enquiry(near, enquiry_id).id == enquiry_id
    assert queries.open_enquiry(staff.front_door, enquiry_id).id == enquiry_id
    with pytest.raises(NotThere):
        queries.open_enquiry(far, enquiry_id)
    assert queries.enquiry_list(far, whose="all").total == 0
    assert queries.enquiry_list(staff.officer, whose="mine").total == 1
    assert queries.chronology(far, make.page(staff, enquiry_id).person_id) == ()


def test_a_restricted_enquiry_is_there_only_for_those_with_a_relation(staff):
    enquiry_id = make.opened(staff)
    Enquiry.objects.filter(pk=enquiry_id).update(restricted=True)
    assert queries.open_enquiry(staff.officer, enquiry_id).restricted
    other = access.viewer(role=Role.MANAGER, team="North")
    with pytest.raises(NotThere):
        queries.open_enquiry(other, enquiry_id)
    assert queries.enquiry_list(other, whose="all", standing="any").total == 0
    assert queries.open_enquiries_of(other, make.page(staff, enquiry_id).person_id) == ()


def test_opening_an_enquiry_is_on_the_trail(staff):
    enquiry_id = make.opened(staff)
    make.page(staff, enquiry_id)
    looked = TrailRow.objects.filter(subject_kind="enquiry", subject_id=enquiry_id, act="looked")
    assert looked.last().actor_id == staff.manager.user_id


def test_the_list_finds_by_reference_and_name_and_shows_what_is_due_first(staff):
    first = make.opened(staff)
    make.opened(staff, person_id=make.person(staff, given_name="Stanley", family_name="O'Brien"))
    page = make.page(staff, first)
    found = queries.enquiry_list(staff.manager, whose="all", search=page.reference.lower())
    assert [row.id for row in found.rows] == [first]
    assert [row.person_name for row in queries.enquiry_list(staff.manager, search="obrien").rows] == [
        "Stanley O'Brien"
    ]
    assert queries.enquiry_list(staff.manager, search="nobody at all").rows == ()
    assert queries.enquiry_counts(staff.manager).open == 2
    with moment.at(page.due_at):
        assert queries.enquiry_counts(staff.manager).due_soon == 2


def test_reading_an_enquiry_takes_the_same_queries_however_much_there_is(
    staff, django_assert_max_num_queries
):
    enquiry_id = make.opened(staff)
    make.planned(staff, enquiry_id)

    def count(read) -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(
            connection,
        ) as found:
            read()
        return len(found)

    reads = {
        "page": lambda: queries.open_enquiry(staff.manager, enquiry_id),
        "list": lambda: queries.enquiry_list(staff.manager, whose="all"),
        "sheet": lambda: queries.adult_sheet(staff.manager, enquiry_id),
    }
    for read in reads.values():
        read()
    before = {name: count(read) for name, read in reads.items()}
    for number in range(6):
        procedures.record_step(
            staff.officer,
            enquiry_id=enquiry_id,
            kind=ActionKind.SAFETY,
            on=moment.today(),
            who="Owen",
            words=f"Step {number}",
            words_for_adult="Done.",
        )
        procedures.add_wanted(
            staff.officer,
            enquiry_id=enquiry_id,
            words=f"Wish {number}",
            said_by=make.RepresentativeKind.ADULT,
        )
    make.opened(staff, person_id=make.person(staff, given_name="Stan", family_name="Oakes"))
    assert {name: count(read) for name, read in reads.items()} == before
    assert before["page"] <= 32
    assert before["list"] == 2
    assert before["sheet"] <= 16
