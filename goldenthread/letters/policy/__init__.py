"""What must hold for words that leave the house, and for the duty to answer everybody who waits."""

from goldenthread.letters.policy.details import Details, kinds_in
from goldenthread.letters.policy.reading import Reading, grade, read, reading_advice
from goldenthread.letters.policy.rules import (
    email_can_go,
    email_in,
    email_says_little,
    fits_the_reader,
    nobody_is_left,
    reason_fits,
    tells_nothing_of_the_adult,
    words_verdict,
)
from goldenthread.letters.policy.sending import MOST_ATTEMPTS, wait_after

__all__ = [
    "MOST_ATTEMPTS",
    "Details",
    "Reading",
    "email_can_go",
    "email_in",
    "email_says_little",
    "fits_the_reader",
    "grade",
    "kinds_in",
    "nobody_is_left",
    "read",
    "reading_advice",
    "reason_fits",
    "tells_nothing_of_the_adult",
    "wait_after",
    "words_verdict",
]
