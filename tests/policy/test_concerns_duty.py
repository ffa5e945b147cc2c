"""The three-part test and what follows from it: no combination may lose the duty."""

from itertools import product
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.concerns.policy.decision import (
    EnquiryToJoin,
    Proposal,
    Standing,
    danger_told,
    decision_verdict,
    outcome_verdict,
    readiness,
    sign_off_needed,
    signer_verdict,
)
from goldenthread.concerns.policy.duty import ENQUIRY_WORK, deed_verdict, duty_of, limb_verdict
from goldenthread.concerns.policy.need import opens_concern
from goldenthread.concerns.vocabulary import (
    Duty,
    Limb,
    LimbAnswer,
    NoActionReason,
    Outcome,
    ScreeningDeed,
    Signpost,
)
from goldenthread.ground.local_policy import SignOff

YES, NO, OPEN = LimbAnswer.YES, LimbAnswer.NO, LimbAnswer.NOT_YET_KNOWN
ANSWERS = (YES, NO, OPEN, None)
PERSON, STAFF = uuid4(), uuid4()


def standing(**changes) -> Standing:
    """A concern on which anything may be decided; ``changes`` take something away."""
    whole = {
        "needs": YES,
        "abuse": YES,
        "protect": NO,
        "person_id": PERSON,
        "wishes_asked": True,
        "immediate_danger": False,
        "made_safe": False,
        "threshold_level": 1,
        "clock_missed": False,
        "missed_explained": False,
    }
    return Standing(**whole | changes)


def proposal(outcome: Outcome, **changes) -> Proposal:
    """A whole decision of this kind."""
    whole = {
        "rationale": "Because.",
        "adult_view": "He agrees.",
        "reason": NoActionReason.CAN_PROTECT if outcome is Outcome.NO_FURTHER_ACTION else None,
        "signpost": Signpost.HOUSING if outcome is Outcome.OTHER_RESPONSE else None,
        "manager_id": STAFF,
        "officer_id": STAFF,
        "joining": EnquiryToJoin(uuid4(), PERSON, is_open=True, is_s42=True)
        if outcome is Outcome.ADDED_TO_ENQUIRY
        else None,
    }
    return Proposal(outcome, **whole | changes)


@pytest.mark.parametrize(("needs", "abuse", "protect"), list(product(ANSWERS, repeat=3)))
def test_the_duty_is_derived_from_all_sixty_four_answers(needs, abuse, protect):
    answers = (needs, abuse, protect)
    expected = (
        Duty.NOT_MET if NO in answers else Duty.MET if answers == (YES, YES, YES) else Duty.NOT_YET_KNOWN
    )
    assert duty_of(*answers) is expected


def test_nobody_having_answered_is_never_a_no():
    assert duty_of(None, None, None) is Duty.NOT_YET_KNOWN
    assert duty_of(YES, YES, None) is Duty.NOT_YET_KNOWN


WORDS = st.text(max_size=12)
PROPOSALS = st.builds(
    Proposal,
    outcome=st.sampled_from(list(Outcome)),
    rationale=WORDS,
    adult_view=WORDS,
    reason=st.none() | st.sampled_from(list(NoActionReason)),
    signpost=st.none() | st.sampled_from(list(Signpost)),
    signpost_words=WORDS,
    manager_id=st.none() | st.just(STAFF),
    officer_id=st.none() | st.just(STAFF),
    joining=st.none()
    | st.builds(EnquiryToJoin, st.uuids(), st.just(PERSON) | st.uuids(), st.booleans(), st.booleans()),
)
STANDINGS = st.builds(
    Standing,
    needs=st.sampled_from(ANSWERS),
    abuse=st.sampled_from(ANSWERS),
    protect=st.sampled_from(ANSWERS),
    person_id=st.none() | st.just(PERSON),
    wishes_asked=st.booleans(),
    immediate_danger=st.booleans(),
    made_safe=st.booleans(),
    threshold_level=st.none() | st.sampled_from([1, 2, 3]),
    clock_missed=st.booleans(),
    missed_explained=st.booleans(),
)


@pytest.mark.rule("SCR-01")
@given(STANDINGS, PROPOSALS)
def test_three_yeses_end_in_nothing_but_a_section_42_enquiry(now, wanted):
    verdict = decision_verdict(now, wanted)
    if now.duty is Duty.MET and wanted.outcome not in (Outcome.S42_ENQUIRY, Outcome.ADDED_TO_ENQUIRY):
        assert not verdict
        assert "SCR-01" in verdict.codes
    if verdict and now.duty is Duty.MET and wanted.outcome is Outcome.ADDED_TO_ENQUIRY:
        assert wanted.joining
        assert wanted.joining.is_s42
    if verdict and wanted.outcome is Outcome.S42_ENQUIRY:
        assert (now.needs, now.abuse, now.protect) == (YES, YES, YES)


@pytest.mark.rule("SCR-01")
@pytest.mark.parametrize("danger", [True, False])
@pytest.mark.parametrize("reason", [None, *NoActionReason])
@pytest.mark.parametrize(
    "outcome", [Outcome.OTHER_ENQUIRY, Outcome.OTHER_RESPONSE, Outcome.NO_FURTHER_ACTION]
)
def test_no_reason_and_no_circumstance_lifts_the_duty(outcome, reason, danger):
    now = standing(protect=YES, immediate_danger=danger, made_safe=True)
    assert (
        decision_verdict(now, proposal(outcome, reason=reason, signpost=Signpost.HEALTH)).codes[0] == "SCR-01"
    )


@pytest.mark.parametrize("outcome", list(Outcome))
def test_a_whole_decision_is_allowed_where_the_answers_fit_it(outcome):
    """The property above would also hold if everything were refused: here each ending has a case that passes."""
    answers = {"protect": YES} if outcome in (Outcome.S42_ENQUIRY, Outcome.ADDED_TO_ENQUIRY) else {}
    assert decision_verdict(standing(**answers), proposal(outcome))


@pytest.mark.rule("SCR-02")
@pytest.mark.parametrize("protect", [NO, OPEN, None])
def test_a_section_42_enquiry_needs_three_yeses(protect):
    assert "SCR-02" in decision_verdict(standing(protect=protect), proposal(Outcome.S42_ENQUIRY)).codes


@pytest.mark.rule("SCR-03")
@pytest.mark.parametrize("duty", list(Duty))
@pytest.mark.parametrize("deed", list(ScreeningDeed))
def test_enquiry_work_is_refused_while_screening_and_says_what_to_do_instead(deed, duty):
    verdict = deed_verdict(deed, duty)
    assert bool(verdict) is (deed not in ENQUIRY_WORK)
    if not verdict:
        assert "section 42(2)" in verdict.words
        assert "section 42(1)" in verdict.words
        offered = [offer.deed for offer in verdict.offers]
        assert "open_enquiry" in offered
        assert ("answer_test" in offered) is (duty is not Duty.MET)


def test_making_safe_never_waits_for_a_test():
    assert all(deed_verdict(ScreeningDeed.MAKE_SAFE, duty) for duty in Duty)


SIGN_OFF = SignOff(no_further_action_from_level=2, immediate_danger_always=True)


@pytest.mark.rule("SCR-04")
@pytest.mark.parametrize(
    ("level", "danger", "needed"),
    [(1, False, False), (2, False, True), (3, False, True), (None, False, True), (1, True, True)],
)
def test_no_further_action_needs_a_second_person_from_the_level_of_the_policy_or_with_danger(
    level, danger, needed
):
    assert sign_off_needed(Outcome.NO_FURTHER_ACTION, level=level, danger=danger, policy=SIGN_OFF) is needed
    assert not sign_off_needed(Outcome.S42_ENQUIRY, level=level, danger=danger, policy=SIGN_OFF)


@pytest.mark.rule("SCR-04")
def test_the_level_for_sign_off_is_the_councils():
    lenient = SignOff(no_further_action_from_level=3, immediate_danger_always=False)
    assert not sign_off_needed(Outcome.NO_FURTHER_ACTION, level=2, danger=True, policy=lenient)


@pytest.mark.rule("SCR-04")
def test_nobody_signs_off_their_own_decision():
    one, other = uuid4(), uuid4()
    assert signer_verdict(signer=other, proposer=one)
    assert signer_verdict(signer=one, proposer=one).codes == ("SCR-04",)
    assert not signer_verdict(signer=None, proposer=one)


@pytest.mark.rule("SCR-05")
@pytest.mark.parametrize("answer", [YES, NO])
def test_a_yes_or_a_no_says_what_it_rests_on_and_why(answer):
    assert limb_verdict(Limb.NEEDS, answer, evidence="The GP's letter.", reason="She cannot wash alone.")
    verdict = limb_verdict(Limb.NEEDS, answer, evidence=" ", reason="")
    assert [reason.field for reason in verdict.reasons] == ["evidence", "reason"]
    assert set(verdict.codes) == {"SCR-05"}


@pytest.mark.rule("SCR-05")
def test_not_yet_known_says_what_is_still_to_be_found_out():
    assert limb_verdict(Limb.ABUSE, OPEN, evidence="", reason="Ask the district nurse.")
    assert limb_verdict(Limb.ABUSE, OPEN, evidence="", reason="").codes == ("SCR-05",)


@pytest.mark.rule("SCR-06")
def test_the_adult_is_asked_before_a_decision_whatever_it_is():
    for outcome in Outcome:
        assert "SCR-06" in decision_verdict(standing(wishes_asked=False), proposal(outcome)).codes


@pytest.mark.rule("SCR-07")
def test_a_decision_is_about_somebody():
    assert "SCR-07" in readiness(standing(person_id=None)).codes


@pytest.mark.rule("SCR-08")
@pytest.mark.parametrize(
    "joining",
    [
        None,
        EnquiryToJoin(uuid4(), PERSON, is_open=False, is_s42=True),
        EnquiryToJoin(uuid4(), uuid4(), is_open=True, is_s42=True),
        EnquiryToJoin(uuid4(), PERSON, is_open=True, is_s42=False),
    ],
)
def test_a_concern_joins_only_an_open_enquiry_of_the_same_adult_and_kind(joining):
    verdict = decision_verdict(standing(protect=YES), proposal(Outcome.ADDED_TO_ENQUIRY, joining=joining))
    assert verdict.codes == ("SCR-08",)


def test_without_the_duty_a_concern_may_join_an_other_enquiry():
    joining = EnquiryToJoin(uuid4(), PERSON, is_open=True, is_s42=False)
    assert decision_verdict(standing(), proposal(Outcome.ADDED_TO_ENQUIRY, joining=joining))


@pytest.mark.rule("SCR-09")
def test_danger_is_answered_before_anything_is_decided():
    assert "SCR-09" in readiness(standing(immediate_danger=True)).codes
    assert readiness(standing(immediate_danger=True, made_safe=True))


@pytest.mark.rule("SCR-10")
def test_an_other_response_says_where_to():
    assert "SCR-10" in decision_verdict(standing(), proposal(Outcome.OTHER_RESPONSE, signpost=None)).codes
    other = proposal(Outcome.OTHER_RESPONSE, signpost=Signpost.OTHER)
    assert decision_verdict(standing(), other).reasons[0].field == "signpost_words"


@pytest.mark.rule("SCR-11")
@pytest.mark.parametrize(
    "outcome", [Outcome.OTHER_ENQUIRY, Outcome.OTHER_RESPONSE, Outcome.NO_FURTHER_ACTION]
)
def test_not_yet_known_is_no_ground_for_ending_outside_section_42(outcome):
    assert "SCR-11" in decision_verdict(standing(protect=OPEN), proposal(outcome)).codes


@pytest.mark.rule("SCR-11")
def test_a_report_that_came_twice_needs_no_test():
    twice = proposal(Outcome.NO_FURTHER_ACTION, reason=NoActionReason.DUPLICATE)
    assert decision_verdict(standing(needs=None, abuse=None, protect=None), twice)


@pytest.mark.rule("SCR-12")
def test_every_decision_has_its_reason():
    assert "SCR-12" in decision_verdict(standing(), proposal(Outcome.OTHER_RESPONSE, rationale="  ")).codes
    assert (
        decision_verdict(standing(), proposal(Outcome.NO_FURTHER_ACTION, reason=None)).reasons[0].field
        == "reason"
    )


@pytest.mark.rule("SCR-13")
def test_what_the_adult_thinks_of_it_is_recorded():
    assert decision_verdict(standing(), proposal(Outcome.NO_FURTHER_ACTION, adult_view=" ")).codes == (
        "SCR-13",
    )


@pytest.mark.rule("SCR-16")
@pytest.mark.parametrize("missing", ["manager_id", "officer_id"])
def test_an_enquiry_opens_with_names(missing):
    verdict = decision_verdict(standing(protect=YES), proposal(Outcome.S42_ENQUIRY, **{missing: None}))
    assert verdict.codes == ("SCR-16",)
    assert verdict.reasons[0].field == missing.removesuffix("_id")


def test_the_choices_of_the_page_are_the_rule_itself():
    open_now = {each for each in Outcome if outcome_verdict(each, Duty.MET)}
    assert open_now == {Outcome.S42_ENQUIRY, Outcome.ADDED_TO_ENQUIRY}
    assert Outcome.S42_ENQUIRY not in {each for each in Outcome if outcome_verdict(each, Duty.NOT_MET)}


@pytest.mark.rule("NTK-01")
@pytest.mark.parametrize(
    ("casework", "restricted", "related", "may"),
    [
        (True, False, False, True),
        (True, True, False, False),
        (True, True, True, True),
        (False, False, True, False),
    ],
)
def test_a_restricted_concern_needs_a_stated_relation(casework, restricted, related, may):
    assert bool(opens_concern(casework=casework, restricted=restricted, related=related)) is may


@pytest.mark.rule("SCR-17")
def test_danger_found_takes_who_said_so_and_what_is_done():
    told = {"words": "He is at the door.", "said_by": "Her neighbour", "doing": "Police are on the way."}
    assert danger_told(**told, open_already=False)
    for field in told:
        assert [each.field for each in danger_told(**told | {field: " "}, open_already=False).reasons] == [
            field
        ]
    open_now = danger_told(**told, open_already=True)
    assert [offer.deed for offer in open_now.offers] == ["make_safe"]
