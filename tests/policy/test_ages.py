"""Ages as the national return asks: at the end of the financial year, or at death."""

from datetime import date

import pytest

from goldenthread.people.policy import age_in_return, ages_in_return, year_ends


@pytest.mark.parametrize(
    ("day", "ends"),
    [
        (date(2025, 4, 1), date(2026, 3, 31)),
        (date(2026, 3, 31), date(2026, 3, 31)),
        (date(2026, 4, 1), date(2027, 3, 31)),
        (date(2025, 12, 31), date(2026, 3, 31)),
        (date(2024, 2, 29), date(2024, 3, 31)),
    ],
)
def test_a_day_lies_in_the_year_that_ends_on_31_march(day, ends):
    assert year_ends(day) == ends


@pytest.mark.parametrize(
    ("born", "died", "day", "age"),
    [
        (date(1940, 3, 31), None, date(2025, 6, 1), 86),
        (date(1940, 4, 1), None, date(2025, 6, 1), 85),
        (date(2007, 9, 1), None, date(2025, 6, 1), 18),
        (date(1940, 3, 31), date(2026, 3, 30), date(2025, 6, 1), 85),
        (date(1940, 3, 31), date(2026, 8, 1), date(2025, 6, 1), 86),
        (date(1940, 2, 29), date(2026, 2, 28), date(2025, 6, 1), 85),
        (date(1940, 2, 29), date(2026, 3, 1), date(2025, 6, 1), 86),
    ],
)
def test_age_on_the_last_day_of_the_year_or_at_death(born, died, day, age):
    assert age_in_return(born, died, day) == age


def test_no_day_of_birth_and_no_day_have_no_age():
    found = ages_in_return(
        [None, date(1940, 1, 1), date(1940, 1, 1)], [None] * 3, [date(2025, 6, 1), None, date(2025, 6, 1)]
    )
    assert found == [None, None, 86]
