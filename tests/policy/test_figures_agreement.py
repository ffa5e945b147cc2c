"""Agreement of two auditors."""

from random import Random

import pytest

from goldenthread.ground.figures.agreement import weighted_kappa


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
