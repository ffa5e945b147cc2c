"""Reads of letters and of the duty to answer."""

from goldenthread.letters.queries.duties import (
    DutyCounts,
    DutyFilters,
    DutyLine,
    DutyList,
    DutyPage,
    DutyStepLine,
    LetterLine,
    chronology,
    duties,
    duties_of,
    duty_counts,
    duty_page,
    for_agency,
    letters_in_trouble,
    letters_of,
    told_agency,
)
from goldenthread.letters.queries.judging import Preview, email_is_kept, preview, ways

__all__ = [
    "DutyCounts",
    "DutyFilters",
    "DutyLine",
    "DutyList",
    "DutyPage",
    "DutyStepLine",
    "LetterLine",
    "Preview",
    "chronology",
    "duties",
    "duties_of",
    "duty_counts",
    "duty_page",
    "email_is_kept",
    "for_agency",
    "letters_in_trouble",
    "letters_of",
    "preview",
    "told_agency",
    "ways",
]
