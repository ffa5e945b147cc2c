"""What must hold for a report of a concern, by whichever door it comes: form, API or file. Pure: values in, answer out.

The names of the fields are the same in the API's JSON and in the header of a file. Dates are written year-month-day at
every door: 03/04/1948 is March in one office and April in another, so it is refused, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

from goldenthread.concerns.policy.report import FIELDS as FIELDS
from goldenthread.concerns.policy.report import FieldError as FieldError
from goldenthread.concerns.policy.report import Report as Report
from goldenthread.concerns.policy.report import as_verdict as as_verdict
from goldenthread.concerns.vocabulary import AbuseType, Place, ReferrerRole, SourceRelationship
from goldenthread.ground import nhs_number
from goldenthread.ground.moment import LONDON
from goldenthread.ground.rules import rule
from goldenthread.ground.verdicts import ALLOWED, Verdict
from goldenthread.ground.words import Answer, Words

# Another house's clock may be a little ahead of ours.
CLOCK_SKEW = timedelta(minutes=5)
EARLIEST_YEAR = 1900

SHORT_TEXTS: dict[str, int] = {
    "external_ref": 80,
    "referrer_name": 120,
    "referrer_agency": 200,
    "referrer_contact": 200,
    "adult_given_name": 100,
    "adult_family_name": 100,
    "adult_address": 300,
    "source_of_risk_name": 120,
    "crime_reference": 60,
}
LONG_TEXTS: dict[str, int] = {"narrative": 20_000, "adult_wishes": 5_000}
ONE_WORD: dict[str, type[Words]] = {
    "referrer_role": ReferrerRole,
    "place": Place,
    "source_of_risk_relationship": SourceRelationship,
}
ANSWERS: tuple[str, ...] = ("immediate_danger", "adult_aware", "adult_agrees", "children_present")
# What the fields of a single date, time, number or postcode may be long.
OTHER_LENGTHS: dict[str, int] = {
    "raised_at": 40,
    "adult_date_of_birth": 20,
    "adult_nhs_number": 20,
    "adult_postcode": 9,
    "types": 400,
}
LENGTHS: dict[str, int] = SHORT_TEXTS | LONG_TEXTS | OTHER_LENGTHS
_KNOWN = frozenset(FIELDS)

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_BREAKS = re.compile(r"\s*[\r\n]+\s*")
DAY_SHAPE = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
MOMENT_SHAPE = DAY_SHAPE + r"([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?"
POSTCODE_SHAPE = "[A-Za-z]{1,2}[0-9][A-Za-z0-9]?( ?[0-9][A-Za-z]{2})?"
_DAY = re.compile(DAY_SHAPE)
_MOMENT = re.compile(MOMENT_SHAPE)
_POSTCODE = re.compile(POSTCODE_SHAPE)


@rule(
    "INT-01",
    citation="Care Act 2014, section 42(1), opening words: the duty is about an adult in the council's area",
    sentence="Say who the adult is: a name, an NHS number or an address. Part of one is enough.",
)
def adult_can_be_found(*, given: str, family: str, nhs: str, address: str) -> Verdict:
    """Something must point to the adult. A name needs at least one letter."""
    if nhs or address or any(char.isalpha() for char in given + family):
        return ALLOWED
    return adult_can_be_found.rule.refuse(field="adult_family_name")


@rule(
    "INT-02",
    citation="Care Act 2014, section 42(1): reasonable cause to suspect must rest on something that was seen, heard or said",
    sentence="Say what you are worried about, in your own words.",
)
def something_is_told(narrative: str) -> Verdict:
    """There are words about what happened."""
    return ALLOWED if narrative else something_is_told.rule.refuse(field="narrative")


@rule(
    "INT-03",
    citation="House rule: clocks of local policy are counted from real days; the law sets no time limit",
    sentence="Say when the concern was raised: a day that was, written year-month-day, with the time.",
)
def moment_of_raising(text: str, *, now: datetime) -> datetime | Verdict:
    """The moment written: ISO date and time. Without an offset it is London's clock; a day alone is its first moment."""
    refuse = moment_of_raising.rule.refuse
    if not text:
        return refuse(words="Say when the concern was raised, like 2026-11-20T14:30.", field="raised_at")
    when = _moment(text) if _MOMENT.fullmatch(text) else None
    if when is None:
        words = "Write a real date and time as year-month-day, like 2026-11-20T14:30 or 2026-11-20T14:30:00+00:00."
        return refuse(words=words, field="raised_at")
    if when.year < EARLIEST_YEAR:
        return refuse(words=f"Check the year: it is before {EARLIEST_YEAR}.", field="raised_at")
    if when > now + CLOCK_SKEW:
        return refuse(
            words="Check the date and time: a concern cannot have been raised in the future.",
            field="raised_at",
        )
    return when


@rule(
    "INT-04",
    citation="House rule: a day that is not certain is not guessed",
    sentence="Write a date of birth as year-month-day, like 1948-03-07, or leave it empty.",
)
def day_of_birth(text: str, *, now: datetime) -> date | Verdict | None:
    """The day written, or None when none was."""
    refuse = day_of_birth.rule.refuse
    name = "adult_date_of_birth"
    if not text:
        return None
    if not _DAY.fullmatch(text):
        return refuse(field=name)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return refuse(words="This day does not exist. Check the day and the month.", field=name)
    if day.year < EARLIEST_YEAR:
        return refuse(words=f"Check the year: it is before {EARLIEST_YEAR}.", field=name)
    if day > now.astimezone(LONDON).date():
        return refuse(words="Check the date of birth: it is in the future.", field=name)
    return day


@rule(
    "INT-05",
    citation="House rule: the same report sent twice is stored once",
    sentence="Give your own reference for this report in external_ref, so that sending it twice stores it once.",
)
def has_own_reference(text: str, *, needed: bool) -> Verdict:
    """Systems and files must name each report; people need not."""
    if text or not needed:
        return ALLOWED
    return has_own_reference.rule.refuse(field="external_ref")


@rule(
    "INT-06",
    citation="Words of the national return (SAC tables SG2a and SG2b) and of the care and support statutory guidance 14.17",
    sentence="Use only the words of the list.",
)
def word_of_list(text: str, words: type[Words], *, field: str, default: Words) -> Words | Verdict:
    """The word written, or the default when none was."""
    if not text:
        return default
    found = _values(words).get(text)
    if found is not None:
        return found
    told = f"“{_short(text)}” is not on the list for {field}. Use one of: {', '.join(words.values())}."
    return word_of_list.rule.refuse(words=told, field=field)


@rule(
    "INT-07",
    citation="House rule: yes, no, not known and not asked are four different things; an empty answer is never no",
    sentence="Answer yes, no or not_known, or leave it empty if nobody has asked.",
)
def answer_given(text: str, *, field: str) -> Answer | Verdict:
    """The answer written; an empty one means that nobody asked."""
    if not text:
        return Answer.NOT_ASKED
    found = _values(Answer).get(text)
    if found is not None:
        return found  # type: ignore[return-value]
    told = f"“{_short(text)}” is not an answer here. {answer_given.rule.sentence}"
    return answer_given.rule.refuse(words=told, field=field)


@rule(
    "INT-08",
    citation="NHS Data Dictionary, NHS NUMBER: ten digits, the last a modulus 11 check digit",
    sentence="Check the NHS number: it must be 10 digits, and the last one must fit the others.",
)
def nhs_number_fits(text: str) -> str | Verdict:
    """The ten digits, or an empty text."""
    digits = nhs_number.tidy(text)
    if not digits or nhs_number.is_valid(digits):
        return digits
    return nhs_number_fits.rule.refuse(field="adult_nhs_number")


@rule(
    "INT-09",
    citation="House rule: what is kept can be shown again exactly",
    sentence="Give text without control characters, no longer than the field holds.",
)
def text_can_be_kept(text: Any, *, field: str) -> Verdict:
    """A text, within its length, without control characters or broken halves of characters."""
    refuse = text_can_be_kept.rule.refuse
    if not isinstance(text, str):
        return refuse(words=f"Give {field} as text in quotation marks.", field=field)
    longest = LENGTHS.get(field, 30)
    if len(text) > longest:
        return refuse(
            words=f"{field} must be {longest:,} characters or fewer. It has {len(text):,}.", field=field
        )
    if _CONTROL.search(text):
        words = f"{field} holds a control character that cannot be kept, often a sign of a wrong encoding. Type it again."
        return refuse(words=words, field=field)
    return ALLOWED


@rule(
    "INT-10",
    citation="House rule: nothing that was sent is quietly dropped",
    sentence="This field is not known here. Check its spelling or leave it out.",
)
def field_is_known(name: str) -> Verdict:
    """Only the fields of :class:`Report`."""
    if name in _KNOWN:
        return ALLOWED
    words = f"There is no field “{_short(name)}”. Check its spelling or leave it out."
    return field_is_known.rule.refuse(words=words, field=_short(name))


@rule(
    "INT-11",
    citation="House rule: shape of United Kingdom postcodes; the part before the space is enough",
    sentence="Check the postcode: it must be like SG4 7AB, or its first part like SG4. Leave it empty if you do not know it.",
)
def postcode_fits(text: str) -> str | Verdict:
    """The postcode in capitals with its space, or an empty text."""
    if not text:
        return ""
    if not _POSTCODE.fullmatch(text):
        return postcode_fits.rule.refuse(field="adult_postcode")
    tight = text.replace(" ", "").upper()
    return f"{tight[:-3]} {tight[-3:]}" if len(tight) > 4 else tight


@rule(
    "INT-12",
    citation="House rule: one key, one report; a second report is never swallowed by the first",
    sentence="This key was used for another report. Send this one with a key of its own.",
)
def key_is_for_this_report(*, held_ref: str, given_ref: str) -> Verdict:
    """A repeated key must come with the reference it came with first."""
    if held_ref == given_ref:
        return ALLOWED
    return key_is_for_this_report.rule.refuse(field="Idempotency-Key")


@dataclass
class _Check:
    """One report being read: what was given, what is wrong so far."""

    raw: Mapping[str, Any]
    now: datetime
    errors: list[FieldError] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)

    def judge(self, verdict: Any) -> Any:
        """Note the reasons of a refusal; give anything else back."""
        if isinstance(verdict, Verdict):
            for reason in verdict.reasons:
                self.errors.append(FieldError(reason.field or "", reason.code, reason.words))
                self.broken.add(reason.field or "")
        return verdict

    def text(self, name: str) -> str:
        """The field's text without spaces around it; an empty text when it is missing, null or cannot be kept."""
        return self.exact(name).strip()

    def exact(self, name: str) -> str:
        """As :meth:`text`, but with its spaces: for words of a list."""
        value = self.raw.get(name)
        if value is None or value == "":
            return ""
        # Nearly every text is good; the rule is asked only about the others.
        if type(value) is str and len(value) <= LENGTHS.get(name, 30) and not _CONTROL.search(value):
            return value
        return value if self.judge(text_can_be_kept(value, field=name)) else ""


def check_report(
    raw: Mapping[str, Any], *, now: datetime, external_ref_needed: bool
) -> tuple[Report | None, tuple[FieldError, ...]]:
    """Read one report. Gives the report and no errors, or no report and every error, in the order of the fields.

    ``raw`` maps field names to texts (``types`` may also be a list); a missing or empty field was not said. ``now`` is
    the present moment, against which days are judged; ``external_ref_needed`` is True for systems and files.
    """
    check = _Check(raw, now)
    for name in raw:
        if name not in _KNOWN:
            check.judge(field_is_known(str(name)))
    values = _values_of(check)
    if "external_ref" not in check.broken:
        check.judge(has_own_reference(values["external_ref"], needed=external_ref_needed))
    if "narrative" not in check.broken:
        check.judge(something_is_told(values["narrative"]))
    pointing = {"adult_given_name", "adult_family_name", "adult_nhs_number", "adult_address"}
    if not check.broken & pointing:
        check.judge(
            adult_can_be_found(
                given=values["adult_given_name"],
                family=values["adult_family_name"],
                nhs=values["adult_nhs_number"],
                address=values["adult_address"],
            )
        )
    if check.errors:
        order = {name: place for place, name in enumerate(FIELDS)}
        return None, tuple(sorted(check.errors, key=lambda error: order.get(error.field, -1)))
    return Report(**values), ()


def check_field(name: str, value: Any, *, now: datetime) -> tuple[FieldError, ...]:
    """What is wrong with one field alone, for a form that asks one thing at a time."""
    _, errors = check_report({name: value}, now=now, external_ref_needed=False)
    cross = {"INT-01", "INT-02"} if not value or name != "narrative" else {"INT-01"}
    return tuple(e for e in errors if e.field == name and e.code not in cross)


def _values_of(check: _Check) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, longest in SHORT_TEXTS.items():
        text = "" if check.raw.get(name, "") == "" else check.text(name)
        if "\n" in text or "\r" in text:
            text = _BREAKS.sub(", " if name == "adult_address" else " ", text)
            text = text if len(text) <= longest else check.judge(text_can_be_kept(text, field=name)) and ""
        values[name] = text
    for name in LONG_TEXTS:
        values[name] = check.text(name)
    for name, words in ONE_WORD.items():
        text, known = check.exact(name), _values(words)
        default = known["not_known"]
        values[name] = known.get(text) or check.judge(word_of_list(text, words, field=name, default=default))
    known = _values(Answer)
    for name in ANSWERS:
        text = check.exact(name)
        values[name] = known.get(text) or check.judge(answer_given(text, field=name))
    values["types"] = _types(check)
    values["raised_at"] = _dated(check, "raised_at", moment_of_raising)
    values["adult_date_of_birth"] = _dated(check, "adult_date_of_birth", day_of_birth)
    values["adult_nhs_number"] = check.judge(nhs_number_fits(check.text("adult_nhs_number")))
    values["adult_postcode"] = check.judge(postcode_fits(check.text("adult_postcode")))
    return values


def _dated(check: _Check, name: str, read: Any) -> Any:
    text = check.text(name)
    return None if name in check.broken else check.judge(read(text, now=check.now))


def _types(check: _Check) -> tuple[AbuseType, ...]:
    given = check.raw.get("types")
    if isinstance(given, (list, tuple)):
        parts = list(given)
    else:
        text = check.text("types")
        parts = [part.strip() for part in text.split(";")] if text else []
    found: dict[AbuseType, None] = {}
    for part in parts:
        word = _values(AbuseType).get(part) if isinstance(part, str) else None
        if word is None:
            told = f"“{_short(str(part))}” is not a type on the list. Use: {', '.join(AbuseType.values())}."
            check.judge(word_of_list.rule.refuse(words=told, field="types"))
            return ()
        found[word] = None  # type: ignore[index]
    return tuple(found)


@lru_cache(maxsize=16)
def _values(words: type[Words]) -> Mapping[str, Words]:
    return {member.value: member for member in words}


def _moment(text: str) -> datetime | None:
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    aware = when if when.tzinfo else when.replace(tzinfo=LONDON)
    try:
        return aware.astimezone(UTC)
    except OverflowError:
        return None


def _short(text: str) -> str:
    kept = _CONTROL.sub("?", text[:40])
    return kept + "…" if len(text) > 40 else kept
