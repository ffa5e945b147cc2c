"""What must hold about people: tidy keys for finding them again, matching with its reasons, and the rules of a record."""

from goldenthread.people.policy.ages import age_in_return, ages_in_return, children_on, year_ends
from goldenthread.people.policy.keys import (
    Keys,
    family_key,
    given_key,
    given_keys_beginning,
    keys_of,
    postcode_key,
    sound_key,
)
from goldenthread.people.policy.matching import Details, Match, match
from goldenthread.people.policy.rules import (
    adult_warning,
    age_on,
    dates_in_order,
    died_on_makes_sense,
    identifiable,
    nhs_number_is_free,
    nhs_number_is_right,
    practitioner_decides,
    record_verdict,
    restricting_has_reason,
)

__all__ = [
    "Details",
    "Keys",
    "Match",
    "adult_warning",
    "age_in_return",
    "age_on",
    "ages_in_return",
    "children_on",
    "dates_in_order",
    "died_on_makes_sense",
    "family_key",
    "given_key",
    "given_keys_beginning",
    "identifiable",
    "keys_of",
    "match",
    "nhs_number_is_free",
    "nhs_number_is_right",
    "postcode_key",
    "practitioner_decides",
    "record_verdict",
    "restricting_has_reason",
    "sound_key",
    "year_ends",
]
