"""A report of a concern as values: the names of its fields, and what can be wrong with one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.concerns.vocabulary import AbuseType, Place, ReferrerRole, SourceRelationship
from goldenthread.ground.verdicts import Reason, Verdict
from goldenthread.ground.words import Answer


@dataclass(frozen=True)
class Report:
    """A report as it was made. Empty means it was not said; an :class:`Answer` says whether a question was asked at all."""

    external_ref: str
    raised_at: datetime
    referrer_name: str
    referrer_role: ReferrerRole
    referrer_agency: str
    referrer_contact: str
    adult_given_name: str
    adult_family_name: str
    adult_date_of_birth: date | None
    adult_nhs_number: str
    adult_address: str
    adult_postcode: str
    types: tuple[AbuseType, ...]
    place: Place
    narrative: str
    immediate_danger: Answer
    adult_aware: Answer
    adult_agrees: Answer
    adult_wishes: str
    source_of_risk_name: str
    source_of_risk_relationship: SourceRelationship
    crime_reference: str
    children_present: Answer


FIELDS: tuple[str, ...] = tuple(Report.__dataclass_fields__)


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one field: the rule's code, and words that say what to do."""

    field: str
    code: str
    message: str


def as_verdict(errors: Sequence[FieldError]) -> Verdict:
    """The errors as one refusal, for a form to show at its boxes."""
    return Verdict(not errors, tuple(Reason(e.code, e.message, e.field) for e in errors))
