"""What changed in the adult's life, how a carer found it, and what police and courts did: rules by their codes."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.enquiries import policy
from goldenthread.enquiries.lifecycle import ENQUIRY
from goldenthread.enquiries.vocabulary import (
    CARER_ANSWERED,
    PROSECUTED,
    CarerSaid,
    EnquiryStatus,
    LifeNow,
    Offence,
    PoliceResult,
)

TODAY = date(2026, 11, 20)


@pytest.mark.rule("ENQ-20")
@pytest.mark.parametrize("life", LifeNow)
@pytest.mark.parametrize("carer", CarerSaid)
def test_a_carer_who_answered_is_written_down_and_nobody_else_is(life, carer):
    words = "They rang me back."
    answered = carer in CARER_ANSWERED
    assert bool(policy.impact_recorded(life=life, carer=carer, carer_words=words)) is answered
    assert bool(policy.impact_recorded(life=life, carer=carer, carer_words=" ")) is not answered


@pytest.mark.rule("ENQ-20")
def test_nothing_said_is_no_answer():
    for told, field in (
        ({"life": None, "carer": CarerSaid.NO_CARER}, "life"),
        ({"life": LifeNow.BETTER, "carer": None}, "carer"),
    ):
        verdict = policy.impact_recorded(**told, carer_words="")
        assert (verdict.codes, verdict.reasons[0].field) == (("ENQ-20",), field)


def justice(**other):
    told = {
        "result": PoliceResult.CHARGED,
        "offence": Offence.MCA_S44,
        "charged_on": TODAY,
        "words": "Two staff.",
    }
    return policy.police_recorded(**told | other, today=TODAY)


@pytest.mark.rule("ENQ-19")
@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"result": None}, "result"),
        ({"result": PoliceResult.NOT_REPORTED, "charged_on": None}, "offence"),
        ({"offence": None}, "offence"),
        ({"charged_on": None}, "charged_on"),
        ({"charged_on": date(2026, 11, 21)}, "charged_on"),
        ({"result": PoliceResult.NO_CHARGE}, "charged_on"),
        ({"words": " "}, "words"),
    ],
)
def test_what_police_and_courts_did_is_whole(other, field):
    verdict = justice(**other)
    assert (verdict.codes, verdict.reasons[0].field) == (("ENQ-19",), field)


@pytest.mark.rule("ENQ-19")
def test_each_result_may_be_recorded_and_also_when_the_enquiry_has_ended():
    for result in PoliceResult:
        assert justice(
            result=result,
            offence=None if result is PoliceResult.NOT_REPORTED else Offence.THEFT,
            charged_on=TODAY if result in PROSECUTED else None,
        )
    assert all(ENQUIRY.verdict(state, "record_police") for state in EnquiryStatus)
