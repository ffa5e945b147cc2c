"""Concerns of one made-up council: what was reported, by whom, what was decided and when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from goldenthread.concerns.vocabulary import Place, ReferrerRole, SourceRelationship
from worlds.england import calibration as c
from worlds.england.councils import Council
from worlds.england.drawing import (
    MISSING,
    Calendar,
    Real,
    Whole,
    Yes,
    leaned,
    pick,
    pick_by,
    where_known,
    words_of,
)
from worlds.england.people import People, Raised

PLACES, TYPES = words_of(c.PLACES), words_of(c.TYPES)
ROLES, SOURCES = ReferrerRole.values(), SourceRelationship.values()
OUTCOMES = ["s42_enquiry", "other_enquiry", "other_response", "no_further_action", "added_to_enquiry"]
S42, OTHER, RESPONSE, NOTHING, ADDED = range(5)
SETTING = np.array([c.SETTING[Place(place)] for place in PLACES])
_STRANGERS = [SOURCES.index("stranger"), SOURCES.index("not_known")]


@dataclass
class Cases:
    """What was reported, and what came of it. Missing is -1.

    ``types`` holds up to three, the first first; ``type_bits`` and ``source_bits`` say which are in a case, for comparing
    cases. ``ends`` is when the enquiry would end, for every case, also after the last day.
    """

    place: Whole
    types: Whole
    type_bits: Whole
    source: Whole
    source_bits: Whole
    source_group: Whole
    referrer: Whole
    level: Whole
    received: Whole
    decided: Whole
    outcome: Whole
    ends: Whole


def draw_cases(
    council: Council, raised: Raised, people: People, last: int, calendar: Calendar, dice: np.random.Generator
) -> Cases:
    """Every case of the council. ``last`` is the day after which nothing is known yet."""
    size = len(raised.day)
    again = (raised.parent != MISSING) & (dice.random(size) < 0.5)
    place = pick_by(dice, c.place_by_age(), people.band[raised.person])
    place = np.where(again, place[raised.root], place)
    first = pick_by(dice, c.type_by_place(), place)
    first = np.where(again, first[raised.root], first)
    types = _types(first, place, dice)
    group = pick_by(dice, c.source_by_place_and_type().reshape(-1, 3), place * len(TYPES) + first)
    source = _sources(group, place, first, dice)
    referrer = pick_by(dice, _REFERRERS, SETTING[place])
    level = _levels(people.lean[raised.person], dice)
    lag = np.where(dice.random(size) < 0.86, 0, dice.integers(1, 4, size))
    received = np.minimum(raised.day + lag, last)
    screening = np.exp(c.SCREENING[0] + c.SCREENING[1] * dice.standard_normal(size)) * council.habits.speed
    decided = calendar.add(received, np.minimum(np.floor(screening), 90).astype(np.int64))
    outcome = _outcomes(council, raised, people, referrer, level, dice)
    length = np.exp(c.ENQUIRY[0] + c.ENQUIRY[1] * dice.standard_normal(size)) * council.habits.speed
    ends = decided + np.clip(np.rint(length), 1, 900).astype(np.int64)
    outcome = _added(raised, outcome, decided, ends, last, dice)
    bits = np.where(types == MISSING, 0, np.int64(1) << np.maximum(types, 0)).sum(axis=1)
    known = ~np.isin(source, _STRANGERS)
    return Cases(
        place=place,
        types=types,
        type_bits=bits,
        source=source,
        source_bits=np.where(known, np.int64(1) << source, 0),
        source_group=group,
        referrer=referrer,
        level=level,
        received=received,
        decided=where_known(decided <= last, decided),
        outcome=where_known(decided <= last, outcome),
        ends=ends,
    )


def _types(first: Whole, place: Whole, dice: np.random.Generator) -> Whole:
    """One to three types of each case, each once."""
    size = len(first)
    count = pick(dice, np.array(c.TYPE_COUNTS), size)
    second = pick_by(dice, c.type_by_place(), place)
    third = pick_by(dice, c.type_by_place(), place)
    second = where_known((count >= 1) & (second != first), second)
    third = where_known((count >= 2) & (third != first) & (third != second), third)
    return np.stack([first, second, third], axis=1)


def _sources(group: Whole, place: Whole, first: Whole, dice: np.random.Generator) -> Whole:
    """Who the source of risk is to the adult."""
    found = np.empty(len(group), dtype=np.int64)
    for (wanted, setting), words in c.SOURCE_WORDS.items():
        mine = (group == wanted) & (SETTING[place] == setting)
        options = np.array([SOURCES.index(word) for word in words])
        found[mine] = options[pick(dice, c.shares(words), int(mine.sum()))]
    known = group == c.KNOWN
    domestic = known & (first == TYPES.index("domestic"))
    partner = dice.random(len(group)) < 0.6
    relatives = np.where(partner, SOURCES.index("partner"), SOURCES.index("relative"))
    found = np.where(domestic, relatives, found)
    return np.where(known & (first == TYPES.index("self_neglect")), SOURCES.index("self"), found)


def _levels(lean: Real, dice: np.random.Generator) -> Whole:
    """Level of the threshold guide: a person's cases are alike."""
    drawn = 0.55 * lean + np.sqrt(1 - 0.55**2) * dice.standard_normal(len(lean))
    low, high = np.quantile(_STANDARD, [c.LEVELS[0], c.LEVELS[0] + c.LEVELS[1]])
    found: Whole = 1 + (drawn > low).astype(np.int64) + (drawn > high)
    return found


_STANDARD = np.random.default_rng(3).standard_normal(100_000)


def _padded(tables: list[c.Shares]) -> Real:
    return np.array([[float(table.get(ReferrerRole(role), 0)) for role in ROLES] for table in tables])


_REFERRERS = _padded([c.REFERRERS[setting] for setting in (c.HOME, c.CARE, c.HOSPITAL, c.OUT)])
_CONVERTS = np.log([c.CONVERTS_LESS.get(ReferrerRole(role), 1.0) for role in ROLES])


def _outcomes(
    council: Council, raised: Raised, people: People, referrer: Whole, level: Whole, dice: np.random.Generator
) -> Whole:
    """What each becomes, fitted year by year to the share of this council that becomes a section 42 enquiry."""
    size = len(level)
    odds = (
        np.array(c.LEVEL_ODDS)[level - 1] + _CONVERTS[referrer] + c.PERSON_SIGMA * people.lean[raised.person]
    )
    chance, other = np.empty(size), np.empty(size)
    for year, share, rest in zip(council.years, council.conversion, council.other, strict=True):
        mine = slice(*np.searchsorted(raised.year, [year, year + 1]))
        chance[mine] = _fitted(odds[mine], share)
        other[mine] = rest / (1 - share)
    drawn, further = dice.random(size), dice.random(size)
    response = further < np.array(c.RESPONSE_NOT_NOTHING)[level - 1]
    found = np.where(response, RESPONSE, NOTHING)
    found = np.where(dice.random(size) < other, OTHER, found)
    return np.where(drawn < chance, S42, found)


def _fitted(odds: Real, share: float) -> Real:
    """Chances with these log-odds, moved until they come to this share in all."""
    low, high = -12.0, 12.0
    for _ in range(40):
        middle = (low + high) / 2
        chance: Real = 1 / (1 + np.exp(-(odds + middle)))
        low, high = (low, middle) if chance.mean() > share else (middle, high)
    return chance


def _added(
    raised: Raised, outcome: Whole, decided: Whole, ends: Whole, last: int, dice: np.random.Generator
) -> Whole:
    """Some concerns that follow one whose enquiry is open belong to that enquiry."""
    parent = np.maximum(raised.parent, 0)
    opened = (raised.parent != MISSING) & np.isin(outcome[parent], (S42, OTHER)) & (decided[parent] <= last)
    still = opened & (decided[parent] <= decided) & (decided <= ends[parent])
    closed_by_itself: Yes = np.isin(outcome, (RESPONSE, NOTHING))
    joins = still & closed_by_itself & (dice.random(len(outcome)) < c.ADDED_TO_OPEN_ENQUIRY)
    return np.where(joins, ADDED, outcome)


def council_share(shares: c.Shares, first: str, lean: float) -> Real:
    """A table of shares as this council has it: the share of ``first`` moved, the others making room."""
    return leaned(c.shares(shares), words_of(shares).index(first), lean)
