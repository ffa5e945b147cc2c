"""Reads about people."""

from goldenthread.people.queries.finding import Candidate, Found, FoundPage, candidates, search
from goldenthread.people.queries.record import (
    CircumstanceRow,
    Held,
    PersonPage,
    RepresentativeRow,
    chronology,
    identity,
    names,
    person_page,
    restricted_to,
)

__all__ = [
    "Candidate",
    "CircumstanceRow",
    "Found",
    "FoundPage",
    "Held",
    "PersonPage",
    "RepresentativeRow",
    "candidates",
    "chronology",
    "identity",
    "names",
    "person_page",
    "restricted_to",
    "search",
]
