"""The closing list: exactly what is missing is named, each where it is put right."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.enquiries.policy import (
    AllegationFacts,
    CausedFacts,
    ClosingFacts,
    DutyFacts,
    StepFacts,
    WantedFacts,
    closing_verdict,
    missing_before_closing,
)
from goldenthread.enquiries.vocabulary import (
    RISK_IDENTIFIED,
    Achieved,
    AskedOutcomes,
    CausedState,
    Effect,
    EndAnswer,
    LackedCapacity,
    RiskOutcome,
    RiskResult,
    SupportedBy,
)
from goldenthread.ground.local_policy import ClockName

WHOLE = ClosingFacts(
    planned=True,
    asked=AskedOutcomes.EXPRESSED,
    wanted=(WantedFacts(uuid4(), "To stay at home", Achieved.FULLY),),
    lacked_capacity=LackedCapacity.NO,
    supported_by=None,
    allegations=(
        AllegationFacts(
            uuid4(), "Financial", True, True, True, RiskOutcome.IDENTIFIED_ACTION, RiskResult.REDUCED
        ),
    ),
    steps_taken=1,
    steps_to_check=(StepFacts(uuid4(), "A new card", Effect.HELPED),),
    caused=(CausedFacts(uuid4(), "Larch House", CausedState.ACCEPTED),),
    safer=EndAnswer.YES,
    safety_met=EndAnswer.PARTLY,
    wellbeing_met=EndAnswer.NOT_KNOWN,
    open_duties=(),
    unexplained=frozenset(),
)


def codes(**changed):
    return [missing.code for missing in missing_before_closing(replace(WHOLE, **changed))]


def test_a_whole_enquiry_may_be_closed():
    assert missing_before_closing(WHOLE) == ()
    assert closing_verdict(missing=())


@pytest.mark.rule("ENQ-17")
@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"planned": False}, ["PLAN"]),
        ({"asked": AskedOutcomes.NOT_RECORDED}, ["ASKED"]),
        ({"wanted": ()}, ["WANTED"]),
        ({"wanted": (WantedFacts(uuid4(), "To stay", None),)}, ["ACHIEVED"]),
        ({"lacked_capacity": LackedCapacity.NOT_RECORDED}, ["CAPACITY"]),
        ({"lacked_capacity": LackedCapacity.YES}, ["SUPPORT"]),
        ({"allegations": ()}, ["ALLEGATION"]),
        ({"steps_taken": 0}, ["STEPS"]),
        ({"steps_to_check": (StepFacts(uuid4(), "x", None),)}, ["EFFECT"]),
        ({"steps_to_check": (StepFacts(uuid4(), "x", Effect.TOO_SOON),)}, ["EFFECT"]),
        ({"caused": (CausedFacts(uuid4(), "Larch House", CausedState.ASKED),)}, ["REPORT"]),
        ({"caused": (CausedFacts(uuid4(), "Larch House", CausedState.SENT_BACK),)}, ["REPORT"]),
        ({"caused": (CausedFacts(uuid4(), "Larch House", CausedState.RECEIVED),)}, ["CHECK"]),
        ({"safer": None}, ["SAFER"]),
        ({"safety_met": None}, ["HOPES"]),
        ({"wellbeing_met": None}, ["HOPES"]),
        ({"open_duties": (DutyFacts(uuid4(), "The adult"),)}, ["FEEDBACK"]),
        ({"unexplained": frozenset({ClockName.ENQUIRY})}, ["CLOCK"]),
        ({"unexplained": frozenset({ClockName.PLANNING})}, ["PLANNING"]),
    ],
)
def test_each_missing_thing_is_named(changed, expected):
    assert codes(**changed) == expected
    verdict = closing_verdict(missing=missing_before_closing(replace(WHOLE, **changed)))
    assert not verdict
    assert verdict.codes == ("ENQ-17",)


@pytest.mark.parametrize(
    "changed",
    [
        {"asked": AskedOutcomes.NONE_EXPRESSED, "wanted": ()},
        {"asked": AskedOutcomes.NO, "wanted": ()},
        {"lacked_capacity": LackedCapacity.YES, "supported_by": SupportedBy.NOBODY},
        {"lacked_capacity": LackedCapacity.DONT_KNOW},
        {"steps_to_check": (StepFacts(uuid4(), "x", Effect.CANNOT_TELL),)},
        {"caused": (CausedFacts(uuid4(), "Larch House", CausedState.WITHDRAWN),)},
    ],
)
def test_an_honest_answer_that_is_not_a_success_closes_too(changed):
    assert codes(**changed) == []


known = st.booleans()
allegation = st.builds(
    AllegationFacts,
    id=st.uuids(),
    label=st.text(max_size=20),
    place_known=known,
    source_known=known,
    found=known,
    risk_outcome=st.none() | st.sampled_from(RiskOutcome),
    risk_result=st.none() | st.sampled_from(RiskResult),
)
facts = st.builds(
    ClosingFacts,
    planned=known,
    asked=st.sampled_from(AskedOutcomes),
    wanted=st.lists(
        st.builds(
            WantedFacts,
            id=st.uuids(),
            words=st.text(max_size=200),
            achieved=st.none() | st.sampled_from(Achieved),
        ),
        max_size=3,
    ).map(tuple),
    lacked_capacity=st.sampled_from(LackedCapacity),
    supported_by=st.none() | st.sampled_from(SupportedBy),
    allegations=st.lists(allegation, max_size=3).map(tuple),
    steps_taken=st.integers(0, 3),
    steps_to_check=st.lists(
        st.builds(
            StepFacts, id=st.uuids(), label=st.text(max_size=9), effect=st.none() | st.sampled_from(Effect)
        ),
        max_size=2,
    ).map(tuple),
    caused=st.lists(
        st.builds(CausedFacts, id=st.uuids(), agency=st.text(max_size=9), state=st.sampled_from(CausedState)),
        max_size=2,
    ).map(tuple),
    safer=st.none() | st.sampled_from(EndAnswer),
    safety_met=st.none() | st.sampled_from(EndAnswer),
    wellbeing_met=st.none() | st.sampled_from(EndAnswer),
    open_duties=st.lists(st.builds(DutyFacts, id=st.uuids(), audience=st.text(max_size=9)), max_size=2).map(
        tuple
    ),
    unexplained=st.frozensets(st.sampled_from([ClockName.PLANNING, ClockName.ENQUIRY])),
)


@given(facts)
def test_what_may_be_closed_can_be_counted_in_the_return(found):
    """Whatever is known: when nothing is missing, every table of the return has its answer."""
    if missing_before_closing(found):
        return
    assert found.asked is not AskedOutcomes.NOT_RECORDED
    assert found.lacked_capacity is not LackedCapacity.NOT_RECORDED
    assert found.lacked_capacity is not LackedCapacity.YES or found.supported_by is not None
    assert found.allegations
    for each in found.allegations:
        assert each.place_known
        assert each.source_known
        assert each.risk_outcome is not None
        assert each.risk_outcome not in RISK_IDENTIFIED or each.risk_result is not None
    assert all(each.achieved is not None for each in found.wanted)
    assert found.safer is not None
    assert not found.open_duties
    assert not found.unexplained


@given(facts)
def test_every_missing_thing_has_words_and_a_place_and_order_never_changes_the_list(found):
    missing = missing_before_closing(found)
    assert all(each.words and each.where for each in missing)
    turned = replace(
        found, allegations=found.allegations[::-1], wanted=found.wanted[::-1], caused=found.caused[::-1]
    )
    assert sorted(each.code for each in missing_before_closing(turned)) == sorted(
        each.code for each in missing
    )


@given(facts, st.sampled_from(["planned", "safer", "safety_met", "wellbeing_met"]))
def test_knowing_more_never_adds_to_the_list(found, name):
    before = {(each.code, each.row) for each in missing_before_closing(found)}
    more = replace(found, **{name: getattr(WHOLE, name)})
    assert {(each.code, each.row) for each in missing_before_closing(more)} <= before
