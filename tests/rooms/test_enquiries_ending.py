"""The end of an enquiry: nothing missing, everybody told, and what it came to for the adults."""

from __future__ import annotations

import pytest

from goldenthread.enquiries import procedures, queries
from goldenthread.enquiries.models import Enquiry
from goldenthread.enquiries.queries.burden import FIELDS
from goldenthread.enquiries.vocabulary import (
    Achieved,
    EndAnswer,
    EnquiryStatus,
    LackedCapacity,
    SupportedBy,
)
from goldenthread.ground.verdicts import Refused
from goldenthread.letters.models import FeedbackDuty
from goldenthread.letters.vocabulary import Audience
from goldenthread.people.vocabulary import RepresentativeKind
from tests.counted_here import figure_here
from tests.factories import enquiries as make
from tests.insight.facts_held import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return make.Staff()


def codes(staff, enquiry_id) -> set[str]:
    return {each.code for each in make.page(staff, enquiry_id).missing}


@pytest.mark.requirement("R021")
def test_outcomes_are_defined_at_the_start_and_judged_at_the_end_in_the_adults_words(staff):
    enquiry_id = make.opened(staff)
    first = make.page(staff, enquiry_id).wanted[0]
    assert first.said_by is RepresentativeKind.ADULT
    assert "ACHIEVED" in codes(staff, enquiry_id)
    make.ready_to_close(staff, enquiry_id)
    make.close(staff, enquiry_id)
    page = make.page(staff, enquiry_id)
    assert page.status is EnquiryStatus.CLOSED
    row = page.wanted[0]
    assert (row.words, row.achieved, row.achieved_words) == (
        first.words,
        Achieved.FULLY,
        "Yes, that came right.",
    )
    (wish,) = queries.latest_wishes(staff.manager, page.person_id)
    assert (wish.words, wish.achieved) == (first.words, Achieved.FULLY)


def test_an_enquiry_is_not_closed_while_something_is_missing(staff):
    enquiry_id = make.opened(staff)
    make.planned(staff, enquiry_id)
    with pytest.raises(Refused) as no:
        make.close(staff, enquiry_id)
    assert set(no.value.verdict.codes) == {"ENQ-17"}
    assert len(no.value.verdict.reasons) == len(make.page(staff, enquiry_id).missing) > 5
    assert make.page(staff, enquiry_id).status is EnquiryStatus.UNDER_WAY


def test_closing_opens_a_duty_to_the_adult_and_to_each_referrer_with_words_for_them(staff):
    adult = make.person(staff)
    enquiry_id = make.opened(staff, person_id=adult)
    make.joined(staff, enquiry_id, adult)
    make.ready_to_close(staff, enquiry_id)
    make.close(staff, enquiry_id)
    duties = FeedbackDuty.objects.filter(about_kind="enquiry", about_id=enquiry_id)
    assert sorted(duty.audience for duty in duties) == [Audience.ADULT, Audience.REFERRER, Audience.REFERRER]
    references = {row.reference for row in make.page(staff, enquiry_id).concerns}
    told = {duty.about_reference: duty.draft for duty in duties.filter(audience=Audience.REFERRER)}
    assert set(told) == references
    assert all(reference in words and "Ada" not in words for reference, words in told.items())


def test_a_reopened_enquiry_asks_the_end_anew_and_tells_them_again(staff):
    enquiry_id = make.opened(staff)
    make.ready_to_close(staff, enquiry_id)
    make.close(staff, enquiry_id)
    make.told_everybody(staff)
    version = make.page(staff, enquiry_id).version
    with pytest.raises(Refused):
        procedures.reopen(staff.manager, enquiry_id=enquiry_id, version=version, words=" ")
    procedures.reopen(staff.manager, enquiry_id=enquiry_id, version=version, words="He came back.")
    page = make.page(staff, enquiry_id)
    assert (page.status, page.safer, page.closed_at) == (EnquiryStatus.UNDER_WAY, None, None)
    assert codes(staff, enquiry_id) == {"SAFER", "HOPES"}
    make.ended(staff, enquiry_id)
    make.close(staff, enquiry_id)
    adult = FeedbackDuty.objects.filter(about_kind="enquiry", about_id=enquiry_id, audience=Audience.ADULT)
    assert sorted(duty.state for duty in adult) == ["met", "open"]


def test_a_closed_enquiry_takes_no_more_steps(staff):
    enquiry_id = make.opened(staff)
    make.ready_to_close(staff, enquiry_id)
    make.close(staff, enquiry_id)
    with pytest.raises(Refused) as no:
        make.planned(staff, enquiry_id)
    assert no.value.verdict.codes == ("STATE",)


@pytest.mark.requirement("R263")
def test_an_adult_who_lacks_capacity_is_asked_through_who_speaks_for_them_as_everybody_is(staff):
    enquiry_id = make.opened(
        staff,
        wish="She wants the window open and her cat beside her.",
        said_by=RepresentativeKind.CARE_ACT_ADVOCATE,
        said_by_name="Bea Stone",
    )
    make.ready_to_close(staff, enquiry_id)
    lacking = {
        "enquiry_id": enquiry_id,
        "lacked": LackedCapacity.YES,
        "words": "Assessed by Dr Hay on Monday for this decision.",
    }
    with pytest.raises(Refused) as no:
        procedures.record_capacity(staff.officer, version=make.page(staff, enquiry_id).version, **lacking)
    assert no.value.verdict.codes == ("ENQ-06",)
    procedures.record_capacity(
        staff.officer,
        version=make.page(staff, enquiry_id).version,
        supported_by=SupportedBy.ADVOCATE,
        supporter_name="Bea Stone",
        **lacking,
    )
    page = make.page(staff, enquiry_id)
    assert [(row.said_by_name, row.achieved) for row in page.standing_wishes] == [
        ("Bea Stone", Achieved.FULLY)
    ]
    assert page.missing == ()
    make.close(staff, enquiry_id)
    sheet = queries.adult_sheet(staff.officer, enquiry_id)
    assert sheet.supporter == "Bea Stone"


@pytest.mark.requirement("R271")
def test_asked_at_the_very_start_and_at_the_end_how_far_hopes_were_met(staff):
    enquiry_id = make.opened(staff)
    page = make.page(staff, enquiry_id)
    assert page.asked_at is not None
    assert page.asked_at <= page.opened_at
    assert {"SAFER", "HOPES"} <= codes(staff, enquiry_id)
    make.ready_to_close(staff, enquiry_id)
    page = make.page(staff, enquiry_id)
    assert (page.safety_met, page.wellbeing_met) == (EndAnswer.YES, EndAnswer.PARTLY)
    assert (page.ending_said_by, page.ending_words) == (
        RepresentativeKind.ADULT,
        "I sleep again. I miss him, though.",
    )
    make.close(staff, enquiry_id)
    (told,) = rows("enquiry")
    assert (told["safety_met"], told["wellbeing_met"]) == (EndAnswer.YES, EndAnswer.PARTLY)


def _closed(staff, name: str, *, safer: EndAnswer, achieved: Achieved) -> None:
    enquiry_id = make.opened(staff, person_id=make.person(staff, given_name=name, family_name="Oakes"))
    make.ready_to_close(staff, enquiry_id)
    make.ended(staff, enquiry_id, safer=safer)
    row = make.page(staff, enquiry_id).standing_wishes[0]
    procedures.judge_outcome(
        staff.officer,
        enquiry_id=enquiry_id,
        wanted_id=row.id,
        version=row.version,
        achieved=achieved,
        said_by=RepresentativeKind.ADULT,
        words="So it was.",
    )
    make.close(staff, enquiry_id)


@pytest.mark.requirement("R170")
def test_the_extent_to_which_outcomes_came_about_and_lives_changed_is_counted(staff):
    _closed(staff, "Ann", safer=EndAnswer.YES, achieved=Achieved.FULLY)
    _closed(staff, "Bob", safer=EndAnswer.NO, achieved=Achieved.NOT)
    _closed(staff, "Cas", safer=EndAnswer.NOT_KNOWN, achieved=Achieved.PARTLY)
    make.opened(staff, person_id=make.person(staff, given_name="Dot", family_name="Oakes"))
    assert figure_here("D1") == (3, 3)
    assert figure_here("D2-asked") == (3, 3)
    # Of three, one got all they wanted and one a part of it.
    assert figure_here("D4") == (1, 3)
    assert figure_here("D3") == (2, 3)
    # Nobody who could not be asked is taken for safe or unsafe.
    assert figure_here("D7") == (1, 2)
    assert figure_here("F1") == (6, 6)


def test_what_tells_that_a_question_is_asked_in_vain_is_not_wiped_by_closing(staff):
    enquiry_id = make.opened(staff)
    make.ready_to_close(staff, enquiry_id)

    def answered():
        row = Enquiry.objects.filter(pk=enquiry_id)
        return {name for name, (_, condition) in FIELDS.items() if row.filter(condition).exists()}

    before = answered()
    assert before
    make.close(staff, enquiry_id)
    assert answered() == before
