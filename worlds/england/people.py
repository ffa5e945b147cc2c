"""Who the concerns of a council are about: one after another in time, some about somebody already known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from worlds.england import calibration as c
from worlds.england.councils import Council
from worlds.england.drawing import MISSING, Real, Whole, days_since, pick, pick_by, words_of


@dataclass(frozen=True)
class Raised:
    """When concerns were raised, in order, and who they are about.

    ``parent`` is the earlier concern that this one follows, or missing; ``root`` the first of its person, itself included;
    ``person`` a running number, ``year`` the first calendar year of the financial year.
    """

    day: Whole
    year: Whole
    parent: Whole
    root: Whole
    person: Whole
    people: int


@dataclass(frozen=True)
class People:
    """What is known of each person; ``band`` is the age band at their first concern, ``born`` the year they are 0 in."""

    band: Whole
    born: Whole
    gender: Whole
    ethnic_group: Whole
    support_reason: Whole
    funding: Whole
    eligibility: Whole
    lean: Real


def draw_raised(council: Council, dice: np.random.Generator) -> Raised:
    """Days with their week and season, and repeats."""
    days = np.concatenate(
        [_days(year, n, dice) for year, n in zip(council.years, council.concerns, strict=True)]
    )
    years = np.repeat(np.array(council.years), council.concerns)
    size = len(days)
    places = np.arange(size)
    before = days - np.maximum(1, np.rint(dice.exponential(c.REPEAT_DAYS, size))).astype(np.int64)
    first, last = np.searchsorted(days, before, "left"), np.searchsorted(days, before, "right")
    parent = first + (dice.random(size) * np.maximum(last - first, 1)).astype(np.int64)
    follows = (dice.random(size) < c.REPEATS) & (before >= days[0]) & (parent < places)
    parent = np.where(follows, parent, MISSING)
    root = np.where(follows, parent, places)
    while True:
        further = root[root]
        if (further == root).all():
            break
        root = further
    found, person = np.unique(root, return_inverse=True)
    return Raised(days, years, parent, root, person.astype(np.int64), len(found))


def _days(year: int, concerns: int, dice: np.random.Generator) -> Whole:
    """Days of one financial year, in order."""
    first, after = days_since(date(year, 4, 1)), days_since(date(year + 1, 4, 1))
    days = np.arange(first, after)
    weights = np.array(c.WEEKDAYS)[(days + 3) % 7]  # 1 January 1970 was a Thursday
    weights = weights * (1 + c.SEASON * np.sin(2 * np.pi * (days - first) / 365.25))
    for start, end, factor in _SHOCKS:
        weights = np.where((days >= days_since(start)) & (days < days_since(end)), weights * factor, weights)
    found: Whole = np.repeat(days, dice.multinomial(concerns, weights / weights.sum())).astype(np.int64)
    return found


_SHOCKS = (
    (date(2020, 3, 23), date(2020, 5, 11), 0.72),
    (date(2020, 6, 8), date(2020, 9, 1), 1.12),
)


def draw_people(council: Council, raised: Raised, dice: np.random.Generator) -> People:
    """Everybody a concern is about, as at their first concern."""
    size = raised.people
    first = np.unique(raised.root)
    band = pick(dice, np.array(list(c.AGES.values())), size)
    low, high = np.array(list(c.AGES)).T
    # Within a band the younger are more, among the oldest strongly so; among those of working age hardly.
    power = np.array([1.0, 1.1, 1.2, 2.4])[band]
    age = low[band] + np.floor((high[band] - low[band] + 1) * dice.random(size) ** power).astype(np.int64)
    born = np.where(dice.random(size) < c.AGE_NOT_KNOWN, MISSING, raised.year[first] - age)
    female = dice.random(size) < np.array(c.FEMALE_BY_AGE)[band]
    gender = np.where(dice.random(size) < c.GENDER_NOT_KNOWN, 2, np.where(female, 0, 1))
    groups = c.shares(c.ETHNIC_GROUPS)
    # Councils differ in who lives there, and in how often they ask.
    groups = groups * np.exp(0.5 * dice.standard_normal(len(groups)))
    groups[words_of(c.ETHNIC_GROUPS).index("A")] = c.shares(c.ETHNIC_GROUPS)[0]
    groups[-1] = c.shares(c.ETHNIC_GROUPS)[-1] * council.habits.gaps
    return People(
        band=band,
        born=born,
        gender=gender.astype(np.int64),
        ethnic_group=pick(dice, groups, size),
        support_reason=pick_by(dice, c.reason_by_age(), band),
        lean=_lean(raised, dice),
        # Dice of their own: nothing drawn before these were asked for moves.
        funding=pick(dice.spawn(1)[0], c.shares(c.FUNDING), size),
        eligibility=pick(dice.spawn(1)[0], c.shares(c.ELIGIBILITY), size),
    )


def _lean(raised: Raised, dice: np.random.Generator) -> Real:
    """How much a person's concerns lean towards an enquiry: standard over all concerns, more where there are many."""
    often = np.log(np.bincount(raised.person, minlength=raised.people))
    lean = dice.standard_normal(raised.people) + c.PERSON_REPEATS * often
    of_concerns = lean[raised.person]
    found: Real = (lean - of_concerns.mean()) / max(float(of_concerns.std()), 1e-9)
    return found


def age_in(people: People, person: Whole, year: Whole) -> Whole:
    """Age on the 31 March that ends the financial years; missing where it is not known."""
    born = people.born[person]
    return np.where(born == MISSING, MISSING, year - born)
