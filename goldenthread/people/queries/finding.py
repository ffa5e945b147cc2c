"""Finding a person again: candidates for a report, and the search page. Few indexed queries, however many people are held."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from goldenthread.access.need_to_know import visible
from goldenthread.access.prepared import prepared, prepared_counts
from goldenthread.access.viewer import Viewer
from goldenthread.ground import nhs_number as nhs
from goldenthread.people import policy
from goldenthread.people.models import Person
from goldenthread.people.policy.keys import plain
from goldenthread.people.vocabulary import MatchBand

# The most rows one blocking key may bring: a care home or a common name must not bring the house to a stand.
BLOCK = 200
SHOWN = 20
PAGE = 25
COUNTED = 1000
_COLUMNS = (
    "id", "given_name", "family_name", "known_as", "date_of_birth", "died_on", "nhs_number", "address", "postcode", "restricted",
)  # fmt: skip


@dataclass(frozen=True)
class Candidate:
    """Somebody held who may be the person of a report, with the reasons for and against in words."""

    person_id: UUID
    name: str
    date_of_birth: date | None
    died_on: date | None
    nhs_number: str
    address: str
    postcode: str
    reasons: tuple[str, ...]
    score: int
    band: MatchBand


@dataclass(frozen=True)
class Found:
    """One line of the search page."""

    person_id: UUID
    name: str
    known_as: str
    date_of_birth: date | None
    died_on: date | None
    nhs_number: str
    address: str
    postcode: str
    restricted: bool


@dataclass(frozen=True)
class FoundPage:
    """What a search brought. ``total`` stops at COUNTED; ``by_sound``: nothing is spelt so, these sound alike."""

    rows: tuple[Found, ...]
    total: int
    number: int
    pages: int
    by_sound: bool = False
    understood: str = ""


def candidates(
    viewer: Viewer,
    *,
    given_name: str = "",
    family_name: str = "",
    date_of_birth: date | None = None,
    nhs_number: str = "",
    postcode: str = "",
    address: str = "",
    known_as: str = "",
) -> tuple[Candidate, ...]:
    """People the viewer may see who may be this person, most likely first; at most 20. At most 7 queries."""
    asked = policy.Details(
        given_name, family_name, known_as, date_of_birth, nhs.tidy(nhs_number), address, postcode
    )
    held: dict[UUID, Person] = {}
    for block in _blocks(asked):
        for person in visible(viewer, Person).filter(block).only(*_COLUMNS)[:BLOCK]:
            held[person.pk] = person
    found = []
    for person in held.values():
        match = policy.match(asked, _details(person))
        if match.band is not None:
            found.append(_candidate(person, match, match.band))
    return tuple(sorted(found, key=lambda each: (-each.score, each.name))[:SHOWN])


def _blocks(asked: policy.Details) -> Iterable[Q]:
    keys = policy.keys_of(asked.given_name, asked.family_name, asked.postcode)
    if asked.nhs_number:
        yield Q(nhs_number=asked.nhs_number)
    if asked.date_of_birth:
        days = _birth_days(asked.date_of_birth)
        if keys.sound:
            yield Q(date_of_birth__in=days, sound_key=keys.sound)
        yield Q(date_of_birth__in=days)
    if keys.family and keys.given:
        yield Q(family_key=keys.family, given_key=keys.given)
        yield Q(sound_key=keys.sound, given_key=keys.given)
        yield Q(family_key=policy.family_key(asked.given_name), given_key=policy.given_key(asked.family_name))
    elif keys.family:
        yield Q(family_key=keys.family)
    if keys.postcode:
        yield Q(postcode=keys.postcode)


def _birth_days(day: date) -> list[date]:
    days = [day]
    if day.day <= 12 and day.day != day.month:
        days.append(date(day.year, day.day, day.month))
    return days


def _details(person: Person) -> policy.Details:
    return policy.Details(
        person.given_name,
        person.family_name,
        person.known_as,
        person.date_of_birth,
        person.nhs_number,
        person.address,
        person.postcode,
    )


def _candidate(person: Person, match: policy.Match, band: MatchBand) -> Candidate:
    return Candidate(
        person_id=person.pk,
        name=full_name(person),
        date_of_birth=person.date_of_birth,
        died_on=person.died_on,
        nhs_number=person.nhs_number,
        address=person.address,
        postcode=person.postcode,
        reasons=match.reasons,
        score=match.score,
        band=band,
    )


def full_name(person: Person) -> str:
    """Given and family name; else what they are called; else words that say there is none."""
    return f"{person.given_name} {person.family_name}".strip() or person.known_as or "Name not known"


def search(viewer: Viewer, text: str, page: int = 1) -> FoundPage:
    """People by name, NHS number, date of birth or postcode, as somebody types them into one box. At most 3 queries."""
    asked = _understood(text)
    if asked is None:
        return FoundPage((), 0, 1, 1)
    total = _total(viewer, *asked.values, kind=asked.kind)["total"]
    by_sound = total == 0 and asked.kind in (_ONE_NAME, _TWO_NAMES)
    understood = "name" if asked.kind in (_ONE_NAME, _TWO_NAMES) else asked.kind
    if by_sound:
        asked = _by_sound(text)
        total = _total(viewer, *asked.values, kind=asked.kind)["total"]
    pages = max(1, -(-min(total, COUNTED) // PAGE))
    number = min(max(1, page), pages)
    found = _page(viewer, *asked.values, kind=asked.kind, start=(number - 1) * PAGE)
    return FoundPage(_rows(found), min(total, COUNTED), number, pages, by_sound and total > 0, understood)


@dataclass(frozen=True)
class _Asked:
    """What somebody typed, understood as one kind of question, with its values."""

    kind: str
    values: tuple[Any, ...]


_ONE_NAME, _TWO_NAMES, _SOUND, _SOUND_AND_GIVEN = "one name", "two names", "sound", "sound and given name"


@prepared_counts
def _total(viewer: Viewer, *values: Any, kind: str) -> dict[str, tuple[QuerySet[Person], int]]:
    return {"total": (visible(viewer, Person).filter(_matching(kind, values)), COUNTED + 1)}


@prepared
def _page(viewer: Viewer, *values: Any, kind: str, start: int) -> QuerySet[Person]:
    rows = visible(viewer, Person).filter(_matching(kind, values)).only(*_COLUMNS)
    return rows.order_by("family_key", "given_key", "id")[start : start + PAGE]


def _matching(kind: str, values: tuple[Any, ...]) -> Q:
    """The condition of a question. Values stand in it as they are, so that it can be prepared."""
    if kind == _ONE_NAME:
        family_from, family_to, given = values
        return _between("family_key", family_from, family_to) | Q(given_key=given)
    if kind == _TWO_NAMES:
        straight, crossed, (whole_from, whole_to) = values[:5], values[5:10], values[10:]
        return (
            _family_and_given(*straight)
            | _family_and_given(*crossed)
            | _between("family_key", whole_from, whole_to)
        )
    if kind == _SOUND:
        return Q(sound_key=values[0])
    if kind == _SOUND_AND_GIVEN:
        return Q(sound_key=values[0]) & _given(*values[1:])
    return Q(**{_COLUMN_OF[kind]: values[0]})


_COLUMN_OF = {"NHS number": "nhs_number", "date of birth": "date_of_birth", "postcode": "postcode"}


def _rows(rows: list[Person]) -> tuple[Found, ...]:
    return tuple(
        Found(
            person_id=each.pk,
            name=full_name(each),
            known_as=each.known_as,
            date_of_birth=each.date_of_birth,
            died_on=each.died_on,
            nhs_number=each.nhs_number,
            address=each.address,
            postcode=each.postcode,
            restricted=each.restricted,
        )
        for each in rows
    )


def _understood(text: str) -> _Asked | None:
    text = text.strip()[:200]
    digits = nhs.tidy(text)
    if digits.isascii() and digits.isdigit() and len(digits) == 10:
        return _Asked("NHS number", (digits,))
    born = typed_date(text)
    if born:
        return _Asked("date of birth", (born,))
    postcode = policy.postcode_key(text)
    if re.fullmatch(r"[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}", postcode):
        return _Asked("postcode", (postcode,))
    return _by_name(text)


_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]


def typed_date(text: str) -> date | None:
    """A date as people type it (3/4/1950, 3.4.1950, 3 April 1950, 1950-04-03), day before month; None for anything else."""
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        year, month, day = (int(part) for part in match.groups())
    elif match := re.fullmatch(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})", text):
        day, month, year = (int(part) for part in match.groups())
    elif match := re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)? +([A-Za-z]{3,9}),? +(\d{4})", text):
        name = match[2].lower()
        month = next((number for number, full in enumerate(_MONTHS, start=1) if full.startswith(name)), 0)
        day, year = int(match[1]), int(match[3])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _by_name(text: str) -> _Asked | None:
    first, last = _two_names(text)
    if not last:
        return None
    if not first:
        return _Asked(_ONE_NAME, (*_range(policy.family_key(last)), policy.given_key(last)))
    straight = (*_range(policy.family_key(last)), *_alike(first))
    crossed = (*_range(policy.family_key(first)), *_alike(last))
    # A family name of two words, such as "van Dijk".
    return _Asked(_TWO_NAMES, (*straight, *crossed, *_range(policy.family_key(text))))


def _two_names(text: str) -> tuple[str, str]:
    if "," in text:
        last, _, first = text.partition(",")
        return plain(first), plain(last)
    words = plain(text).split()
    return (" ".join(words[:-1]), words[-1]) if words else ("", "")


def _alike(name: str) -> tuple[tuple[str, ...], str, str]:
    """Given names that mean the same, and the range of those that begin so."""
    start = (plain(name).split() or [""])[0]
    alike = {policy.given_key(name), *policy.given_keys_beginning(name)}
    return tuple(sorted(alike)), *_range(start)


def _family_and_given(
    family_from: str, family_to: str, alike: tuple[str, ...], given_from: str, given_to: str
) -> Q:
    return _between("family_key", family_from, family_to) & _given(alike, given_from, given_to)


def _given(alike: tuple[str, ...], given_from: str, given_to: str) -> Q:
    return Q(given_key__in=alike) | _between("given_key", given_from, given_to)


def _range(start: str) -> tuple[str, str]:
    # A range, because an index serves it on both databases and in every collation of small letters and digits.
    # Nothing begins with nothing: a range that ends before it begins holds nobody.
    return (start, start[:-1] + chr(ord(start[-1]) + 1)) if start else ("1", "0")


def _between(column: str, start: str, end: str) -> Q:
    return Q(**{f"{column}__gte": start, f"{column}__lt": end})


def _by_sound(text: str) -> _Asked:
    first, last = _two_names(text)
    sound = policy.sound_key(last)
    return _Asked(_SOUND_AND_GIVEN, (sound, *_alike(first))) if first else _Asked(_SOUND, (sound,))
