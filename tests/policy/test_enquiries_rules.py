"""Rules of enquiries, each by its code."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from goldenthread.concerns.vocabulary import SourceRelationship
from goldenthread.enquiries import policy
from goldenthread.enquiries.lifecycle import CAUSED, ENQUIRY
from goldenthread.enquiries.policy.feedback import draft_for_adult, draft_for_referrer, letter_to_agency
from goldenthread.enquiries.policy.outcomes import achieved_overall
from goldenthread.enquiries.vocabulary import (
    RISK_IDENTIFIED,
    Achieved,
    AskedOutcomes,
    CausedState,
    ChoiceCapacity,
    Effect,
    EndAnswer,
    EnquiryKind,
    EnquiryStatus,
    LackedCapacity,
    LifeNow,
    RiskOutcome,
    RiskResult,
    SupportedBy,
)
from goldenthread.people.vocabulary import RepresentativeKind

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.rule("ENQ-01")
@pytest.mark.parametrize(
    ("roles", "field"),
    [
        ({"manager": False, "officer": True}, "manager"),
        ({"manager": True, "officer": False}, "officer"),
        ({"manager": True, "officer": True, "lead_agency": False}, "lead_agency"),
    ],
)
def test_an_enquiry_always_has_manager_officer_and_lead_agency(roles, field):
    verdict = policy.roles_set(**roles)
    assert not verdict
    assert verdict.reasons[0].field == field
    assert policy.roles_set(manager=True, officer=True, lead_agency=True)


@pytest.mark.rule("ENQ-02")
@pytest.mark.parametrize("duty", ["not_met", "not_yet_known"])
def test_a_section_42_enquiry_needs_the_duty(duty):
    assert not policy.kind_follows_duty(kind=EnquiryKind.S42, duty=duty)
    assert policy.kind_follows_duty(kind=EnquiryKind.OTHER, duty=duty)
    assert policy.kind_follows_duty(kind=EnquiryKind.S42, duty="met")


@pytest.mark.rule("ENQ-03")
def test_whether_they_were_asked_agrees_with_what_is_written():
    asked = policy.asked_agrees
    assert not asked(asked=AskedOutcomes.EXPRESSED, wanted=0, words="")
    assert asked(asked=AskedOutcomes.EXPRESSED, wanted=1, words="")
    for word in (AskedOutcomes.NONE_EXPRESSED, AskedOutcomes.NO):
        assert not asked(asked=word, wanted=0, words=" ")
        assert asked(asked=word, wanted=0, words="She slept each time we came.")
        assert not asked(asked=word, wanted=1, words="She slept.")
    assert asked(asked=AskedOutcomes.DONT_KNOW, wanted=0, words="")


@pytest.mark.rule("ENQ-04")
def test_only_what_was_expressed_and_still_holds_is_judged():
    assert policy.achieved_only_where_expressed(expressed=True, still_holds=True)
    assert not policy.achieved_only_where_expressed(expressed=False, still_holds=True)
    assert not policy.achieved_only_where_expressed(expressed=True, still_holds=False)


@pytest.mark.rule("ENQ-05")
@pytest.mark.parametrize(
    "said_by", [kind for kind in RepresentativeKind if kind is not RepresentativeKind.ADULT]
)
def test_whoever_speaks_for_the_adult_is_named(said_by):
    assert not policy.speaker_named(said_by=said_by, name=" ", why="x")
    assert policy.speaker_named(said_by=said_by, name="Bea Stone", why="She cannot speak now.")


@pytest.mark.rule("ENQ-05")
def test_the_adult_needs_no_name_and_a_professional_needs_a_reason():
    assert policy.speaker_named(said_by=RepresentativeKind.ADULT, name="", why="")
    assert not policy.speaker_named(said_by=RepresentativeKind.PROFESSIONAL, name="Dr Hay", why="")
    assert policy.speaker_named(said_by=RepresentativeKind.FAMILY, name="Bea", why="")


@pytest.mark.rule("ENQ-06")
@pytest.mark.parametrize("lacked", [word for word in LackedCapacity if word is not LackedCapacity.YES])
def test_support_is_asked_only_where_capacity_was_lacking(lacked):
    ask = policy.capacity_recorded
    assert not ask(lacked=lacked, words="", supported_by=SupportedBy.FAMILY, name="Bea", support_words="")
    assert ask(lacked=lacked, words="", supported_by=None, name="", support_words="")


@pytest.mark.rule("ENQ-06")
@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"words": ""}, "words"),
        ({"supported_by": None}, "supported_by"),
        ({"name": ""}, "supporter_name"),
        ({"supported_by": SupportedBy.NOBODY, "name": ""}, "support_words"),
    ],
)
def test_where_capacity_was_lacking_the_assessment_and_the_supporter_are_named(answers, field):
    whole = {
        "lacked": LackedCapacity.YES,
        "words": "Assessed for this decision by Dr Hay on Monday.",
        "supported_by": SupportedBy.ADVOCATE,
        "name": "Bea Stone",
        "support_words": "",
    }
    assert policy.capacity_recorded(**whole)
    verdict = policy.capacity_recorded(**{**whole, **answers})
    assert [reason.field for reason in verdict.reasons] == [field]


@pytest.mark.rule("ENQ-07")
def test_all_three_questions_are_asked_at_the_end_and_it_is_said_by_whom():
    yes = EndAnswer.YES
    ask = policy.ending_recorded
    assert ask(
        answers=(yes, yes, EndAnswer.NOT_KNOWN), said_by=RepresentativeKind.ADULT, words="I sleep again."
    )
    assert not ask(answers=(yes, None, yes), said_by=RepresentativeKind.ADULT, words="I sleep again.")
    assert not ask(answers=(yes, yes, yes), said_by=None, words="I sleep again.")
    assert not ask(answers=(yes, yes, yes), said_by=RepresentativeKind.ADULT, words="")


@pytest.mark.rule("ENQ-08")
@pytest.mark.parametrize("outcome", [None, *RiskOutcome])
@pytest.mark.parametrize("result", [None, *RiskResult])
def test_what_became_of_the_risk_is_asked_exactly_where_one_was_identified(outcome, result):
    assert bool(policy.risk_recorded(outcome=outcome, result=result)) is (
        (outcome in RISK_IDENTIFIED) is (result is not None)
    )


@pytest.mark.rule("ENQ-09")
@pytest.mark.parametrize("part", ["own_view", "options", "wellbeing", "responsibility"])
def test_a_chosen_risk_is_written_whole(part):
    whole = {
        "own_view": "I know he may ask again. I would rather see him.",
        "options": "A lock, a card with a limit, meeting him elsewhere.",
        "wellbeing": "He is all the family she has.",
        "responsibility": "Ada keeps the card; her friend looks at the bank letters.",
        "capacity": ChoiceCapacity.HAS,
        "capacity_words": "",
    }
    assert policy.risk_choice_whole(**whole)
    verdict = policy.risk_choice_whole(**{**whole, part: "  "})
    assert verdict.reasons[0].field == part
    lacking = {**whole, "capacity": ChoiceCapacity.LACKS}
    assert not policy.risk_choice_whole(**lacking)
    assert policy.risk_choice_whole(
        **{**lacking, "capacity_words": "Her attorney, with her wish to see him first."}
    )


@pytest.mark.rule("ENQ-10")
def test_the_plan_waits_for_the_adult_to_be_asked():
    verdict = policy.wishes_first(asked=AskedOutcomes.NOT_RECORDED)
    assert not verdict
    assert verdict.offers[0].deed == "asked"
    for word in AskedOutcomes:
        if word is not AskedOutcomes.NOT_RECORDED:
            assert policy.wishes_first(asked=word)


@pytest.mark.rule("ENQ-11")
@pytest.mark.parametrize(
    "changed",
    [
        {"now": NOW + timedelta(days=9)},
        {"reason": "workload"},
        {"days": 0},
        {"days": 91},
        {"words": " "},
    ],
)
def test_the_clock_is_extended_in_time_for_a_reason_of_local_policy(changed):
    whole = {
        "reason": "seeking_wishes",
        "reasons": ("seeking_wishes", "police_first"),
        "words": "She wants her friend to be there.",
        "days": 7,
        "now": NOW,
        "due": NOW + timedelta(days=5),
    }
    assert policy.extension_allowed(**whole)
    assert not policy.extension_allowed(**{**whole, **changed})


@pytest.mark.rule("ENQ-12")
def test_a_missed_clock_is_explained_once_it_is_missed_in_words():
    late = NOW + timedelta(seconds=1)
    assert policy.missed_explained(words="The police went first.", now=late, due=NOW)
    assert not policy.missed_explained(words="The police went first.", now=NOW, due=NOW)
    assert not policy.missed_explained(words="", now=late, due=NOW)


@pytest.mark.rule("ENQ-13")
def test_whether_a_step_helped_takes_words():
    assert policy.effect_recorded(effect=Effect.HELPED, words="The card is safe.")
    assert not policy.effect_recorded(effect=None, words="The card is safe.")
    assert not policy.effect_recorded(effect=Effect.DID_NOT, words="")


@pytest.mark.rule("ENQ-14")
@pytest.mark.parametrize(
    "changed",
    [{"agency_is_council": True}, {"about_whom": ""}, {"question": ""}, {"terms": " "}, {"adult_view": ""}],
)
def test_an_agency_is_told_the_question_and_the_terms(changed):
    whole = {
        "agency_is_council": False,
        "about_whom": "Ada Marsh, room 4",
        "question": "Who visited?",
        "terms": "The visitors' book.",
        "adult_view": "She is content.",
    }
    assert policy.asking_complete(**whole)
    assert not policy.asking_complete(**{**whole, **changed})


@pytest.mark.rule("ENQ-15")
def test_a_report_has_words():
    assert policy.report_given(report="We looked.", life=LifeNow.NOT_ASKED)
    assert not policy.report_given(report=" \n", life=LifeNow.BETTER)
    assert policy.report_given(report="We looked.", life=None).reasons[0].field == "life"


@pytest.mark.rule("ENQ-16")
def test_a_report_is_checked_with_words():
    assert policy.report_checked(accepted=True, words="It answers the question.")
    assert not policy.report_checked(accepted=None, words="It answers the question.")
    assert not policy.report_checked(accepted=False, words="")


@pytest.mark.rule("ENQ-18")
@pytest.mark.parametrize(
    ("judged", "overall"),
    [
        ((), None),
        ((Achieved.FULLY, Achieved.FULLY), Achieved.FULLY),
        ((Achieved.NOT,), Achieved.NOT),
        ((Achieved.FULLY, Achieved.NOT), Achieved.PARTLY),
        ((Achieved.PARTLY,), Achieved.PARTLY),
    ],
)
def test_an_enquiry_counts_once_however_many_outcomes(judged, overall):
    assert achieved_overall(judged) is overall


def test_sources_of_risk_fall_into_the_three_columns_of_the_return():
    assert {word.codes["SAC"] for word in SourceRelationship} == {
        "Service provider",
        "Other - known to individual",
        "Other - unknown to individual",
    }


def test_words_the_return_needs_have_their_codes():
    assert len({word.codes["SAC"] for word in RiskOutcome}) == 7
    assert [word.codes["SAC"] for word in LackedCapacity] == ["Yes", "No", "Don't know", "Not recorded"]
    assert [word.codes["SAC"] for word in Achieved] == [
        "Fully achieved",
        "Partially achieved",
        "Not achieved",
    ]


def test_every_move_of_an_enquiry_starts_somewhere_it_can_be():
    for move in ENQUIRY.moves:
        assert move.sources
        assert not ENQUIRY.verdict(EnquiryStatus.CLOSED, move.deed) or move.deed in (
            "reopen",
            "record_police",
        )
    assert not ENQUIRY.verdict(EnquiryStatus.PLANNING, "close", words="x")
    assert not CAUSED.verdict(CausedState.ACCEPTED, "answer_caused_enquiry")


def test_words_for_the_referrer_and_the_agency_never_name_the_adult():
    told = draft_for_referrer(
        kind=EnquiryKind.S42, reference="SGC-2026-000001-N", phone="1", council="Sandgate Council"
    )
    assert "section 42" in told
    assert "SGC-2026-000001-N" in told
    other = draft_for_referrer(
        kind=EnquiryKind.OTHER, reference="SGC-2026-000001-N", phone="1", council="Sandgate Council"
    )
    assert "section 42" not in other
    subject, body = letter_to_agency(
        state=CausedState.ASKED, reference="SGR-1", due="3 March", council="Sandgate Council"
    )
    assert "3 March" in body
    assert "SGR-1" in subject


def test_the_adult_is_told_what_they_wanted_and_whether_it_came_about():
    told = draft_for_adult(
        called="Ada",
        wanted=(("My card back", Achieved.FULLY), ("Colin out of trouble", Achieved.PARTLY)),
        accountable="Morag Ellis",
        reference="SGE-2026-000001-X",
        phone="01632 960 100",
        council="Sandgate Council",
    )
    assert "“My card back” You told us that this came about." in told
    assert "in part" in told
    assert "Morag Ellis" in told
