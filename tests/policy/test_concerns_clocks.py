"""The screening clock: longer for the adult's sake, never silent when missed."""

from datetime import UTC, date, datetime

import pytest

from goldenthread.concerns.lifecycle import CONCERN
from goldenthread.concerns.policy.clocks import extend_verdict, missed_verdict, standing
from goldenthread.concerns.vocabulary import ClockReason, ConcernStatus
from goldenthread.ground.local_policy import ClockName


@pytest.fixture(scope="module")
def of_2025(policies):
    return policies.on(date(2026, 1, 5)).clocks[ClockName.SCREENING]


@pytest.fixture(scope="module")
def of_2022(policies):
    return policies.on(date(2023, 1, 5)).clocks[ClockName.SCREENING]


def asked(clock, **changes):
    whole = {
        "reason": ClockReason.SEEKING_WISHES,
        "words": "He wants his sister there.",
        "days": 2,
        "overdue": False,
    }
    return extend_verdict(clock, **whole | changes)


@pytest.mark.rule("SCR-15")
def test_seeking_the_adults_wishes_is_a_reason_for_more_time(of_2025):
    assert asked(of_2025)


@pytest.mark.rule("SCR-15")
def test_a_case_is_judged_by_the_policy_of_its_day(of_2022):
    verdict = asked(of_2022)
    assert verdict.codes == ("SCR-15",)
    assert "allows no extension" in verdict.words


@pytest.mark.rule("SCR-15")
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": ClockReason.WORKLOAD}, "reason"),
        ({"reason": None}, "reason"),
        ({"words": " "}, "words"),
        ({"days": 0}, "days"),
        ({"days": 21}, "days"),
    ],
)
def test_an_extension_has_an_allowed_reason_words_and_days(of_2025, changes, field):
    assert [reason.field for reason in asked(of_2025, **changes).reasons] == [field]


@pytest.mark.rule("SCR-15")
def test_a_clock_that_has_run_out_is_explained_not_extended(of_2025):
    verdict = asked(of_2025, overdue=True)
    assert [offer.deed for offer in verdict.offers] == ["explain_missed"]


@pytest.mark.rule("SCR-14")
def test_late_without_a_reason_is_refused():
    assert missed_verdict(missed=True, explained=False).codes == ("SCR-14",)
    assert missed_verdict(missed=True, explained=True)
    assert missed_verdict(missed=False, explained=False)


def test_a_clock_stands_in_words(of_2025):
    due = datetime(2026, 11, 24, 23, 59, 59, tzinfo=UTC)
    assert standing(of_2025, now=datetime(2026, 11, 20, 9, tzinfo=UTC), due=due).state == "in time"
    assert standing(of_2025, now=datetime(2026, 11, 24, 9, tzinfo=UTC), due=due).state == "due soon"
    assert standing(of_2025, now=datetime(2026, 11, 25, 9, tzinfo=UTC), due=due).overdue


def test_what_is_decided_is_not_screened_again():
    after = {move.deed for move in CONCERN.open_moves(ConcernStatus.DECIDED)}
    assert after == {"restrict", "lift_restriction"}


def test_while_a_second_person_reads_nothing_they_read_changes():
    waiting = {move.deed for move in CONCERN.open_moves(ConcernStatus.AWAITING_SIGN_OFF)}
    assert not waiting & {"answer_limb", "judge_threshold", "match_person", "decide", "propose"}
