"""Sandgate is built whole or not at all, and over nothing that is there."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime

import pytest
from django.core.management import CommandError, call_command

from goldenthread.access.models import Agency
from goldenthread.ground.nhs_number import is_valid
from worlds import sandgate
from worlds.population import Population

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)


def test_an_interrupted_building_leaves_nothing(db):
    def stop(total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sandgate.build(now=NOW, adults=700, seed=3, begun=stop)
    assert not Agency.objects.exists()


def test_a_council_is_never_built_over_another(db):
    Agency.objects.create(name="A council", kind="council")
    with pytest.raises(CommandError, match="holds a council already"):
        call_command("build_demo")
    call_command("build_demo", if_empty=True)
    assert Agency.objects.count() == 1


@pytest.mark.parametrize(
    ("today", "days"),
    [
        (date(2026, 4, 1), 365),
        (date(2026, 11, 22), 600),
        (date(2026, 6, 30), 455),
        (date(2027, 3, 31), 600),
    ],
)
def test_ordinary_cases_reach_into_the_last_year_that_is_over(today, days):
    assert sandgate.days_played(today) == days


def test_made_up_people_have_numbers_that_are_never_issued():
    people = Population(random.Random(1), NOW.date())
    numbers = [person.nhs_number for person, _ in zip(people, range(300), strict=False) if person.nhs_number]
    assert len(numbers) == len(set(numbers)) > 200
    assert all(number.startswith("999") and is_valid(number) for number in numbers)
