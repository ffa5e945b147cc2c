"""Builds Sandgate: ordinary cases of this year and the last by the national picture, and the story cases a visitor can follow."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.db import transaction

from goldenthread.ground import moment
from goldenthread.ground.moment import LONDON
from worlds import mix
from worlds.assurance import assurance
from worlds.boarding import boarding
from worlds.council import Council, settle
from worlds.enquiring import whole_case
from worlds.improving import improving
from worlds.playing import Case, play
from worlds.population import Population
from worlds.regular import regular
from worlds.reporting import Known
from worlds.rounds import rounds
from worlds.stories import stories
from worlds.supplied import supplied
from worlds.targeted import targeted
from worlds.waiting import waiting

# Boards are shown years that are over: the last one is played as well as this one, as far back as the building stays quick.
MOST_DAYS = 600


def days_played(today: date) -> int:
    """How many days of ordinary cases there are: from the beginning of the last financial year that is over, at least a year."""
    year = today.year - (today.month < 4)
    return min(MOST_DAYS, max(365, (today - date(year - 1, 4, 1)).days))


def raised_times(dice: random.Random, now: datetime, days: int, count: int) -> list[datetime]:
    """Moments of these days when concerns are raised: mostly weekdays, mostly by day."""
    found: list[datetime] = []
    while len(found) < count:
        day = now - timedelta(days=dice.uniform(0, days))
        if day.weekday() >= 5 and dice.random() < 0.6:
            continue
        hour = min(23, max(0, round(dice.gauss(13, 4))))
        found.append(
            day.astimezone(LONDON).replace(hour=hour, minute=dice.randint(0, 59), second=dice.randint(0, 59))
        )
    return sorted(when for when in found if when < now)


def ordinary(dice: random.Random, council: Council, *, now: datetime, adults: int) -> list[Case]:
    """Ordinary cases of this year and the last, in the order they are raised."""
    days = days_played(now.astimezone(LONDON).date())
    population = Population(dice, now.astimezone(LONDON).date())
    met: list[Known] = []
    cases: list[Case] = []
    for when in raised_times(
        dice, now, days, round(adults * mix.CONCERNS_PER_100_000 / 100_000 * days / 365)
    ):
        # 20 to 25% of adults with a concern have another within twelve months (our default).
        if met and dice.random() < 0.2:
            known = dice.choice(met)
        else:
            known = Known(population.one())
            met.append(known)
        cases.append(whole_case(dice, council, known=known, drawn=mix.draw(dice), raised=when))
    return cases


def build(*, now: datetime, adults: int, seed: int, begun: Callable[[int], None]) -> int:
    """Build the whole council up to now. ``begun`` hears the number of cases each time one begins. Returns the deeds done.

    One transaction: a building that is interrupted leaves an empty database, ready to begin again.
    """
    dice = random.Random(seed)
    with transaction.atomic():
        return _build(dice, now=now, adults=adults, begun=begun)


def _build(dice: random.Random, *, now: datetime, adults: int, begun: Callable[[int], None]) -> int:
    with moment.at(now - timedelta(days=4 * 366)):
        council = settle()
    cases = all_cases(dice, council, now=now, adults=adults)
    return play(cases, until=now, tick=lambda: begun(len(cases)))


def all_cases(dice: random.Random, council: Council, *, now: datetime, adults: int) -> list[Case]:
    """Stories, what waits for somebody, what the board works on, and the ordinary cases."""
    told = [*stories(dice, council, now), *waiting(dice, council, now), *improving(council, now)]
    # Last, so that whoever looks at the cases of a day finds them done.
    looked_at = [
        *assurance(dice, council, now),
        rounds(council, now),
        *boarding(council, now),
        supplied(council, now),
        regular(council, now),
    ]
    told += targeted(council, now, adults)
    return [*told, *ordinary(dice, council, now=now, adults=adults), *looked_at]
