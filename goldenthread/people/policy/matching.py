"""How likely two sets of details are one person, with each reason in words. Pure: the same answer for the same details."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rapidfuzz.distance import OSA, JaroWinkler

from goldenthread.people.policy.keys import family_key, given_key, plain, postcode_key, sound_key
from goldenthread.people.vocabulary import MatchBand

VERY_LIKELY, LIKELY, POSSIBLE = 70, 45, 20


@dataclass(frozen=True)
class Details:
    """What is known of somebody; anything may be empty."""

    given_name: str = ""
    family_name: str = ""
    known_as: str = ""
    date_of_birth: date | None = None
    nhs_number: str = ""
    address: str = ""
    postcode: str = ""


@dataclass(frozen=True)
class Match:
    """A score for ordering, its band in words, and why: what agrees first, then what differs."""

    score: int
    band: MatchBand | None
    reasons: tuple[str, ...]


Point = tuple[int, str]


def match(asked: Details, held: Details) -> Match:
    """Compare two sets of details. Points are our judgement, not trained; they order, and never decide (PEO-01)."""
    points = [
        *_nhs_number(asked.nhs_number, held.nhs_number),
        *_birth(asked.date_of_birth, held.date_of_birth),
        *_names(asked, held),
        *_place(asked, held),
    ]
    points.sort(key=lambda point: -point[0])
    score = sum(value for value, _ in points)
    band = next(
        (
            band
            for least, band in (
                (VERY_LIKELY, MatchBand.VERY_LIKELY),
                (LIKELY, MatchBand.LIKELY),
                (POSSIBLE, MatchBand.POSSIBLE),
            )
            if score >= least
        ),
        None,
    )
    return Match(score, band, tuple(words for _, words in points if words))


def _nhs_number(asked: str, held: str) -> list[Point]:
    if not asked or not held:
        return []
    if asked == held:
        return [(80, "Same NHS number")]
    if OSA.distance(asked, held) == 1:
        return [(20, "NHS number differs in one place")]
    return [(-40, "Different NHS number")]


def _birth(asked: date | None, held: date | None) -> list[Point]:
    if asked is None or held is None:
        return []
    if asked == held:
        return [(35, "Same date of birth")]
    if (asked.year, asked.month, asked.day) == (held.year, held.day, held.month):
        return [(26, "Day and month swapped in the date of birth")]
    if OSA.distance(asked.strftime("%d%m%Y"), held.strftime("%d%m%Y")) == 1:
        return [(20, "Date of birth differs in one place")]
    if asked.year == held.year:
        return [(0, "Same year of birth, different day")]
    return [(-20, "Different date of birth")]


def _names(asked: Details, held: Details) -> list[Point]:
    straight = _family(asked.family_name, held.family_name) + _given(asked, held)
    crossed = _crossed(asked, held)
    return crossed if sum(p for p, _ in crossed) > sum(p for p, _ in straight) else straight


def _family(asked: str, held: str) -> list[Point]:
    first, second = family_key(asked), family_key(held)
    if not first or not second:
        return []
    if first == second:
        return [(20, "Same family name")]
    if _parts(asked) & _parts(held):
        return [(14, "Part of the family name is the same")]
    if sound_key(asked) == sound_key(held):
        return [(15, "Family name sounds the same")]
    if JaroWinkler.similarity(first, second) >= 0.9 or OSA.distance(first, second) == 1:
        return [(11, "Family name is spelt nearly the same")]
    return [(-10, "Different family name")]


def _parts(name: str) -> set[str]:
    words = plain(name.replace("'", "").replace("’", "")).split()
    return (
        {word for word in words if len(word) > 2}
        if len(words) > 1
        else {plain(name)}
        if len(plain(name)) > 2
        else set()
    )


def _given(asked: Details, held: Details) -> list[Point]:
    first, second = plain(asked.given_name), plain(held.given_name)
    called = {plain(name) for name in (held.known_as, asked.known_as) if name}
    if not first or not second:
        return [(10, "Name they are known by")] if (first or second) in called else []
    if first == second:
        return [(15, "Same given name")]
    if first in called or second in called:
        return [(12, "Name they are known by")]
    if given_key(first) == given_key(second):
        short = first.split()[0] != second.split()[0]
        return [(12, "Short form of the same given name" if short else "Same first given name")]
    one, other = first.split()[0], second.split()[0]
    if min(len(one), len(other)) == 1 and one[0] == other[0]:
        return [(5, "Same first letter of the given name")]
    if JaroWinkler.similarity(one, other) >= 0.88 or OSA.distance(one, other) == 1:
        return [(9, "Given name is spelt nearly the same")]
    if set(first.split()) & set(second.split()):
        return [(6, "One of the given names is the same")]
    return [(-10, "Different given name")]


def _crossed(asked: Details, held: Details) -> list[Point]:
    same = family_key(asked.given_name) == family_key(held.family_name) != ""
    if same and given_key(asked.family_name) == given_key(held.given_name) != "":
        return [(28, "Given and family name swapped")]
    return []


def _place(asked: Details, held: Details) -> list[Point]:
    points: list[Point] = []
    first, second = postcode_key(asked.postcode), postcode_key(held.postcode)
    if first and second and first == second:
        points.append((12, "Same postcode"))
    one, other = plain(asked.address.split(",")[0]), plain(held.address.split(",")[0])
    if one and one == other:
        points.append((8, "Same first line of the address"))
    return points
