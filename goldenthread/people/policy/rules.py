"""Rules of a person's record."""

from __future__ import annotations

from datetime import date

from goldenthread.ground import nhs_number
from goldenthread.ground.rules import RULEBOOK, rule
from goldenthread.ground.verdicts import ALLOWED, Offer, Verdict

DESIGN = "Golden Thread design"


ADULT_AGE = 18


def age_on(date_of_birth: date, day: date) -> int:
    """Whole years on a day; somebody born on 29 February is a year older on 1 March of other years."""
    return day.year - date_of_birth.year - ((day.month, day.day) < (date_of_birth.month, date_of_birth.day))


@rule(
    "PEO-01",
    citation=DESIGN,
    sentence="A practitioner decides whether a report is about a person already held; the machine only suggests.",
)
def practitioner_decides(*, a_person: bool) -> Verdict:
    """``a_person``: somebody with an account decides, not a system or a job."""
    return ALLOWED if a_person else RULEBOOK["PEO-01"].refuse()


@rule(
    "PEO-02",
    citation="Care Act 2014, part 1 and statutory guidance chapter 14: adults are 18 or over (general knowledge)",
    sentence="This person was under 18 then. Adult safeguarding law is about adults of 18 and over: speak to children's services, "
    "and go on here only for what also concerns an adult.",
)
def adult_warning(date_of_birth: date | None, day: date) -> Verdict:
    """A warning, never a refusal to take a report: was this person an adult that day? No date of birth, no warning."""
    if date_of_birth is None or age_on(date_of_birth, day) >= ADULT_AGE:
        return ALLOWED
    return RULEBOOK["PEO-02"].refuse(field="date_of_birth")


@rule(
    "PEO-03",
    citation="NHS Data Dictionary: NHS number, modulus 11",
    sentence="Check the NHS number: it must be 10 digits, and the last one must fit the others.",
)
def nhs_number_is_right(number: str) -> Verdict:
    """An empty number is right: not everybody has it to hand."""
    if not number or nhs_number.is_valid(number):
        return ALLOWED
    return RULEBOOK["PEO-03"].refuse(field="nhs_number")


@rule(
    "PEO-04",
    citation=DESIGN,
    sentence="A record is here already with this NHS number. Open it and go on there, or leave the number out and note why.",
)
def nhs_number_is_free(*, taken: bool) -> Verdict:
    """One person, one record: ``taken`` when another record that the reader may see has the number."""
    if not taken:
        return ALLOWED
    return RULEBOOK["PEO-04"].refuse(field="nhs_number", offer=Offer("people.search", "Find the record"))


@rule(
    "PEO-05",
    citation=DESIGN,
    sentence="Give something by which this person can be found again: a name, the NHS number or an address.",
)
def identifiable(
    *, given_name: str, family_name: str, known_as: str, nhs_number: str, address: str
) -> Verdict:
    """A record that nobody can find is lost."""
    if any(text.strip() for text in (given_name, family_name, known_as, nhs_number, address)):
        return ALLOWED
    return RULEBOOK["PEO-05"].refuse(field="family_name")


@rule(
    "PEO-06",
    citation=DESIGN,
    sentence="Check the dates: nobody is born after today or more than 130 years ago, or dies before birth or after today.",
)
def died_on_makes_sense(date_of_birth: date | None, died_on: date | None, today: date) -> Verdict:
    """Dates of a life, as far as they are known."""
    entry = RULEBOOK["PEO-06"]
    if date_of_birth and not 0 <= today.year - date_of_birth.year <= 130:
        return entry.refuse(
            words="Check the date of birth: it is more than 130 years ago or after today.",
            field="date_of_birth",
        )
    if date_of_birth and date_of_birth > today:
        return entry.refuse(words="The date of birth is after today.", field="date_of_birth")
    if died_on and died_on > today:
        return entry.refuse(words="The date of death is after today.", field="died_on")
    if died_on and date_of_birth and died_on < date_of_birth:
        return entry.refuse(words="The date of death is before the date of birth.", field="died_on")
    return ALLOWED


@rule("PEO-07", citation=DESIGN, sentence="The end cannot come before the beginning.")
def dates_in_order(from_on: date, until_on: date | None) -> Verdict:
    """Of a circumstance or of somebody's speaking for the adult. The same day is in order."""
    if until_on is None or until_on >= from_on:
        return ALLOWED
    return RULEBOOK["PEO-07"].refuse(field="until_on")


@rule(
    "PEO-08",
    citation=DESIGN,
    sentence="Say why this record is restricted or opened again, in a sentence that others will understand later.",
)
def restricting_has_reason(words: str) -> Verdict:
    """Restricting hides a record from colleagues, which can cost the adult help: it needs words."""
    return ALLOWED if len(words.split()) >= 3 else RULEBOOK["PEO-08"].refuse(field="words")


def record_verdict(
    *,
    given_name: str,
    family_name: str,
    known_as: str,
    nhs_number: str,
    address: str,
    date_of_birth: date | None,
    died_on: date | None,
    today: date,
    nhs_number_taken: bool,
) -> Verdict:
    """Every rule of a record at once, so that a form shows all that is wrong."""
    found: Verdict = identifiable(
        given_name=given_name,
        family_name=family_name,
        known_as=known_as,
        nhs_number=nhs_number,
        address=address,
    ).and_(
        nhs_number_is_right(nhs_number),
        nhs_number_is_free(taken=nhs_number_taken),
        died_on_makes_sense(date_of_birth, died_on, today),
    )
    return found
