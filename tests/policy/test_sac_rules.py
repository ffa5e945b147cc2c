"""Rules of the national return: what is refused before it is submitted, and what is left alone."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.insight.sac import policy

DAY, NEXT = date(2025, 6, 1), date(2025, 6, 2)


@pytest.mark.rule("SAC-01")
def test_an_enquiry_answers_a_concern():
    assert policy.answers_a_concern(first_concern_on=DAY)
    assert policy.answers_a_concern(first_concern_on=None).codes == ("SAC-01",)


@pytest.mark.rule("SAC-02")
def test_an_enquiry_starts_with_its_first_concern_or_later():
    assert policy.starts_after_concern(started_on=DAY, first_concern_on=DAY)
    assert policy.starts_after_concern(started_on=DAY, first_concern_on=None)
    assert policy.starts_after_concern(started_on=DAY, first_concern_on=NEXT).codes == ("SAC-02",)


@pytest.mark.rule("SAC-03")
def test_an_enquiry_ends_when_it_started_or_later():
    assert policy.ends_after_start(started_on=DAY, ended_on=DAY)
    assert policy.ends_after_start(started_on=DAY, ended_on=None)
    assert policy.ends_after_start(started_on=NEXT, ended_on=DAY).codes == ("SAC-03",)


@pytest.mark.rule("SAC-04")
def test_children_are_not_counted_as_adults():
    assert policy.is_an_adult(under_18=False)
    assert policy.is_an_adult(under_18=None)
    assert policy.is_an_adult(under_18=True).codes == ("SAC-04",)


@pytest.mark.rule("SAC-05")
def test_a_concluded_enquiry_says_what_was_alleged():
    assert policy.has_risks(allegations=1)
    assert policy.has_risks(allegations=0).codes == ("SAC-05",)


@pytest.mark.rule("SAC-06")
def test_each_source_has_an_outcome():
    assert policy.outcome_for_each_source(outcomes=["ceased", "identified_action"])
    assert policy.outcome_for_each_source(outcomes=["ceased", None]).codes == ("SAC-06",)


@pytest.mark.rule("SAC-07")
def test_capacity_is_answered():
    assert policy.capacity_answered(lacked_capacity="dont_know")
    assert policy.capacity_answered(lacked_capacity="not_recorded").codes == ("SAC-07",)


@pytest.mark.rule("SAC-08")
def test_wishes_are_answered():
    assert policy.wishes_answered(asked="no")
    assert policy.wishes_answered(asked="not_recorded").codes == ("SAC-08",)


@pytest.mark.rule("SAC-09")
@pytest.mark.parametrize(
    ("outcome", "result", "sound"),
    [
        ("identified_action", "reduced", True),
        ("identified_no_action", None, False),
        ("no_risk_action", "reduced", False),
        (None, "reduced", False),
        ("ceased", None, True),
        (None, None, True),
    ],
)
def test_what_became_of_the_risk_is_said_where_there_was_one(outcome, result, sound):
    verdict = policy.result_where_identified(risk_outcome=outcome, risk_result=result)
    assert verdict.codes == (() if sound else ("SAC-09",))


@pytest.mark.rule("SAC-10")
def test_achieved_is_said_where_something_was_wanted():
    assert policy.achieved_where_expressed(asked="expressed", achieved="not")
    assert policy.achieved_where_expressed(asked="no", achieved=None)
    assert policy.achieved_where_expressed(asked="expressed", achieved=None).codes == ("SAC-10",)
    assert policy.achieved_where_expressed(asked="no", achieved="fully").codes == ("SAC-10",)


@pytest.mark.rule("SAC-11")
def test_support_is_said_where_capacity_was_lacking():
    assert policy.support_where_lacking(lacked_capacity="yes", supported_by="nobody")
    assert policy.support_where_lacking(lacked_capacity="no", supported_by=None)
    assert policy.support_where_lacking(lacked_capacity="yes", supported_by=None).codes == ("SAC-11",)
    assert policy.support_where_lacking(lacked_capacity="no", supported_by="family").codes == ("SAC-11",)


@pytest.mark.rule("SAC-12")
def test_three_tables_count_the_same_people():
    assert policy.same_individuals(totals=[7, 7, 7])
    assert "7 and 7 and 8" in policy.same_individuals(totals=[7, 7, 8]).words


@pytest.mark.rule("SAC-13")
def test_answers_add_up_to_the_concluded():
    assert policy.answers_add_up(answers=1200, concluded=1200)
    assert "1,199" in policy.answers_add_up(answers=1199, concluded=1200).words


@pytest.mark.rule("SAC-14")
@pytest.mark.parametrize(
    ("now", "before", "explained"),
    [(125, 100, False), (126, 100, True), (74, 100, True), (9, 0, False), (10, 0, True), (12, 3, False)],
)
def test_a_large_move_is_explained(now, before, explained):
    assert bool(policy.moved_little(now=now, before=before)) is not explained


@pytest.mark.rule("SAC-15")
@pytest.mark.parametrize(
    ("not_known", "of", "explained"),
    [(5, 100, False), (6, 100, True), (5, 10, True), (4, 10, False), (0, 0, False)],
)
def test_much_that_is_not_known_is_explained(not_known, of, explained):
    assert bool(policy.mostly_known(not_known=not_known, of=of)) is not explained


@pytest.mark.rule("SAC-15")
def test_it_says_of_how_many_it_is_not_known():
    assert "5 of 45, 11.1 in 100" in policy.mostly_known(not_known=5, of=45).words


def test_a_check_says_what_it_asks():
    asks = {code: policy.severity(code) for code in ("SAC-01", "SAC-07", "SAC-14", "SAC-17", "SAC-20")}
    assert list(asks.values()) == ["wrong", "missing", "unusual", "missing", "unusual"]


@pytest.mark.rule("SAC-16")
class TestCapacity:
    BEFORE = {"lacked_before": 310, "had_before": 550}

    def test_near_the_year_before(self):
        assert policy.capacity_plausible(lacked=350, had=560, supported=300, **self.BEFORE)

    def test_the_answers_of_2024_25_are_caught(self):
        """The known error: yes and no the wrong way round, so that far more lacked capacity than the year before."""
        transposed = policy.capacity_plausible(lacked=560, had=350, supported=300, **self.BEFORE)
        assert transposed.codes == ("SAC-16",)
        assert "the other way round" in transposed.words

    def test_more_supported_than_lacking(self):
        found = policy.capacity_plausible(lacked=31, had=55, supported=40)
        assert "40 were supported, but only 31" in found.words

    def test_a_slight_majority_transposed(self):
        before = {"lacked_before": 450, "had_before": 550}
        assert policy.capacity_plausible(lacked=460, had=540, supported=9, **before)
        assert not policy.capacity_plausible(lacked=540, had=460, supported=9, **before)

    @pytest.mark.parametrize(
        ("now", "before", "sound"),
        [
            ((45, 55), (30, 70), True),  # fifteen points
            ((46, 54), (30, 70), False),
            ((15, 85), (0, 100), True),
            ((16, 84), (0, 100), False),
            ((475, 525), (525, 475), True),  # the other way round, but five points only
            ((474, 526), (526, 474), False),
            ((50, 50), (60, 40), True),  # as near one way as the other
            ((19, 0), (0, 19), True),
            ((20, 0), (0, 20), False),
            ((20, 0), (0, 19), True),
            ((0, 20), (20, 0), False),
        ],
    )
    def test_from_where_on_it_is_explained(self, now, before, sound):
        before = {"lacked_before": before[0], "had_before": before[1]}
        assert bool(policy.capacity_plausible(lacked=now[0], had=now[1], supported=0, **before)) is sound

    def test_it_says_both_shares_and_no_more_than_it_knows(self):
        before = {"lacked_before": 60, "had_before": 140}
        words = policy.capacity_plausible(lacked=92, had=108, supported=0, **before).words
        assert "46 lacked capacity; the year before 30. Look" in words

    def test_as_many_may_be_supported_as_lack_it(self):
        assert policy.capacity_plausible(lacked=50, had=50, supported=50)

    def test_few_answers_are_left_alone(self):
        assert policy.capacity_plausible(lacked=9, had=1, supported=0, lacked_before=1, had_before=9)


@pytest.mark.rule("SAC-17")
def test_mandatory_cells_are_supplied():
    assert policy.mandatory_supplied(missing=0, waits_for="")
    assert (
        "2 mandatory cells are not supplied. Ask."
        in policy.mandatory_supplied(missing=2, waits_for="Ask.").words
    )


@pytest.mark.rule("SAC-18")
def test_facts_of_a_whole_year():
    assert policy.year_is_over(as_at=date(2026, 4, 1), last=date(2026, 3, 31))
    assert "31 March 2026" in policy.year_is_over(as_at=date(2026, 3, 31), last=date(2026, 3, 31)).words


@pytest.mark.rule("SAC-19")
def test_no_more_enquiries_than_concerns():
    assert policy.no_more_than(fewer=3, more=3, what="enquiries than concerns")
    assert (
        "more enquiries than concerns: 4 and 3"
        in policy.no_more_than(fewer=4, more=3, what="enquiries than concerns").words
    )


@pytest.mark.rule("SAC-20")
@pytest.mark.parametrize(
    ("reason", "looked_at"), [(None, False), ("no_abuse", False), ("not_our_area", True), ("duplicate", True)]
)
def test_concerns_that_somebody_else_may_count_are_looked_at(reason, looked_at):
    assert bool(policy.counted_here(no_action_reason=reason)) is not looked_at
