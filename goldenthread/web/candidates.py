"""People who may be the one somebody looks for, as the answers of a question: who they are, and why they fit."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.kit.display import day, nhs
from goldenthread.people.queries import Candidate


def listed(found: Iterable[Candidate]) -> list[tuple[str, str, str]]:
    """(value, label, hint) for each candidate, in the order given."""
    return [(str(each.person_id), _label(each), _reasons(each)) for each in found]


def _label(each: Candidate) -> str:
    born = f"born {day(each.date_of_birth)}" if each.date_of_birth else "date of birth not known"
    where = ", ".join(part for part in (each.address, each.postcode) if part)
    return ", ".join(part for part in (each.name, born, nhs(each.nhs_number, ""), where) if part)


def _reasons(each: Candidate) -> str:
    return f"{each.band.label}: {'; '.join(each.reasons)}"
