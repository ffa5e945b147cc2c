"""Agreement of two auditors."""

from random import Random

import pytest

from goldenthread.ground.figures.agreement import weighted_kappa, weighted_kappa_of_cases


def test_worked_by_hand():
    # 2 grades: 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: seen .7, chance .5*.6+.5*.4=.5, kappa .4.
    pairs = [(1, 1)] * 20 + [(1, 2)] * 5 + [(2, 1)] * 10 + [(2, 2)] * 15
    found = weighted_kappa(pairs, grades=2)
    assert (found.cases, found.same) == (50, 35)
    assert found.kappa == pytest.approx(0.4)


def test_being_near_counts_for_more_than_being_far():
    near = weighted_kappa([(1, 2), (2, 1), (3, 4), (4, 3)] * 5, grades=4)
    far = weighted_kappa([(1, 4), (4, 1), (3, 1), (2, 4)] * 5, grades=4)
    assert near.same == far.same == 0
    assert near.kappa > 0 > far.kappa


def test_full_agreement_is_one_and_one_grade_alone_says_nothing():
    assert weighted_kappa([(1, 1), (4, 4)] * 6, grades=4).kappa == 1
    assert weighted_kappa([(3, 3)] * 20, grades=4).kappa is None
    assert weighted_kappa([], grades=4).kappa is None


def test_few_cases_have_no_interval():
    assert weighted_kappa([(1, 1), (2, 3)] * 4, grades=4).interval is None


def test_the_interval_is_as_wide_as_drawing_again_shows():
    """The spread of kappa over samples drawn again from the same readers is what the formula says."""
    chance = Random(7)
    cells = [(1, 1)] * 30 + [(1, 2)] * 10 + [(2, 2)] * 25 + [(2, 3)] * 10 + [(3, 3)] * 20 + [(3, 1)] * 5
    found = weighted_kappa(cells, grades=3)
    drawn = sorted(weighted_kappa(chance.choices(cells, k=len(cells)), grades=3).kappa for _ in range(800))
    low, high = drawn[20], drawn[-20]
    assert found.interval.low == pytest.approx(low, abs=0.03)
    assert found.interval.high == pytest.approx(high, abs=0.03)


@pytest.mark.parametrize(("pairs", "grades"), [([(0, 1)], 4), ([(1, 5)], 4), ([], 1)])
def test_grades_outside_the_scale_are_refused(pairs, grades):
    with pytest.raises(ValueError, match="grades"):
        weighted_kappa(pairs, grades=grades)


def test_the_interval_over_many_answers_is_of_cases_not_of_answers():
    # Each case is read alike in all its questions: twenty answers of one case tell no more than one.
    alike, apart = [(1, 1), (4, 4)] * 10, [(1, 4), (4, 1)] * 10
    cases = [alike] * 6 + [apart] * 2
    found = weighted_kappa_of_cases(cases, grades=4)
    naive = weighted_kappa([pair for pairs in cases for pair in pairs], grades=4)
    assert found[:3] == naive[:3]
    assert found.cases == 160
    width = found.interval.high - found.interval.low
    assert width > 2 * (naive.interval.high - naive.interval.low)
    assert weighted_kappa_of_cases(cases[:4], grades=4).interval is None, "four cases say nothing of how sure"
    assert weighted_kappa_of_cases([[], *cases[:4]], grades=4).interval is None, (
        "a case without answers is none"
    )


def test_the_interval_of_cases_holds_the_truth_as_often_as_it_says():
    random, held, tries = Random(11), 0, 300

    def case():
        kind = random.random() < 0.7
        grades = [random.choice((1, 2, 3, 4)) for _ in range(12)]
        return [(grade, grade if kind else random.choice((1, 2, 3, 4))) for grade in grades]

    truth = weighted_kappa([pair for _ in range(4000) for pair in case()], grades=4).kappa
    for _ in range(tries):
        interval = weighted_kappa_of_cases([case() for _ in range(12)], grades=4).interval
        held += interval.low <= truth <= interval.high
    assert held / tries > 0.88
