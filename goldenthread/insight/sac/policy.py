"""What must hold of a return before it is submitted. Each rule says no with the words that stand beside the finding.

Rules about one case (SAC-01 to SAC-11, and SAC-20) are asked of each row of the facts; rules about the return (SAC-12 to SAC-19) of its numbers.
Their source is the list of validation rules in the house's description of the collection; thresholds are the house's own.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from goldenthread.concerns.vocabulary import NoActionReason
from goldenthread.enquiries.vocabulary import RISK_IDENTIFIED, AskedOutcomes, LackedCapacity
from goldenthread.ground.rules import rule
from goldenthread.ground.verdicts import ALLOWED, Verdict
from goldenthread.insight.vocabulary.returns import Severity

# A number that moves by more than this share, and by at least this many, is explained.
MOVES_BY, MOVES_AT_LEAST = 0.25, 10
NOT_KNOWN_SHARE, NOT_KNOWN_AT_LEAST = 0.05, 5
# The share of adults who lacked capacity is compared with the year before in points of a hundred, from this many answers on.
CAPACITY_POINTS, CAPACITY_MIRRORED_POINTS, CAPACITY_ANSWERS = 15.0, 5.0, 20

_MISSING = ("SAC-05", "SAC-06", "SAC-07", "SAC-08", "SAC-15", "SAC-17", "SAC-18")
_UNUSUAL = ("SAC-14", "SAC-16", "SAC-20")


def severity(code: str) -> Severity:
    """What a check asks for when it is not met."""
    if code in _MISSING:
        return Severity.MISSING
    return Severity.UNUSUAL if code in _UNUSUAL else Severity.WRONG


@rule(
    "SAC-01",
    citation="SAC guidance: enquiries are a subset of concerns",
    sentence="Each enquiry answers a concern.",
)
def answers_a_concern(*, first_concern_on: date | None) -> Verdict:
    """``first_concern_on``: the day of the first concern it answers."""
    return ALLOWED if first_concern_on else answers_a_concern.rule.refuse(field="first_concern_on")


@rule(
    "SAC-02",
    citation="House rule: an enquiry follows what was raised, so a day before it is a mistake in a date",
    sentence="An enquiry does not start before its first concern was raised.",
)
def starts_after_concern(*, started_on: date, first_concern_on: date | None) -> Verdict:
    """The same day is in order."""
    if first_concern_on is None or started_on >= first_concern_on:
        return ALLOWED
    return starts_after_concern.rule.refuse(field="started_on")


@rule(
    "SAC-03",
    citation="House rule: a period ends after it began",
    sentence="An enquiry does not end before it started.",
)
def ends_after_start(*, started_on: date, ended_on: date | None) -> Verdict:
    """The same day is in order."""
    return (
        ALLOWED
        if ended_on is None or ended_on >= started_on
        else ends_after_start.rule.refuse(field="ended_on")
    )


@rule(
    "SAC-04",
    citation="Care Act 2014 s42(1): an adult; SAC guidance: individuals are adults at risk",
    sentence="The person is an adult: look at the date of birth, or move the case to where children are safeguarded.",
)
def is_an_adult(*, under_18: bool | None) -> Verdict:
    """``under_18`` on the day the concern was raised, not on the last day of the year. An unknown age is allowed."""
    return is_an_adult.rule.refuse(field="under_18") if under_18 else ALLOWED


@rule(
    "SAC-05",
    citation="SAC guidance SG2a, SG2b: type, location and source of risk of each concluded enquiry",
    sentence="Each concluded enquiry has at least one type, one location and one source of risk.",
)
def has_risks(*, allegations: int) -> Verdict:
    """``allegations``: how many are recorded; each bears a type, a location and a source."""
    return ALLOWED if allegations else has_risks.rule.refuse(field="type")


@rule(
    "SAC-06",
    citation="SAC guidance SG2c: the risk assessment outcome for each source",
    sentence="Each source of risk of a concluded enquiry has a risk assessment outcome.",
)
def outcome_for_each_source(*, outcomes: Collection[str | None]) -> Verdict:
    """``outcomes``: one for each allegation of the enquiry."""
    return ALLOWED if all(outcomes) else outcome_for_each_source.rule.refuse(field="risk_outcome")


@rule(
    "SAC-07",
    citation="SAC guidance SG3a: for each concluded enquiry, did the adult lack capacity",
    sentence="Each concluded enquiry says whether the adult lacked capacity to make decisions about it.",
)
def capacity_answered(*, lacked_capacity: str) -> Verdict:
    """“Don't know” is an answer; “not recorded” is none."""
    if lacked_capacity != LackedCapacity.NOT_RECORDED:
        return ALLOWED
    return capacity_answered.rule.refuse(field="lacked_capacity")


@rule(
    "SAC-08",
    citation="SAC guidance SG4a: was the individual or their representative asked what they want",
    sentence="Each concluded enquiry says whether the adult or their representative was asked what they want.",
)
def wishes_answered(*, asked: str) -> Verdict:
    """“Don't know” is an answer; “not recorded” is none."""
    return ALLOWED if asked != AskedOutcomes.NOT_RECORDED else wishes_answered.rule.refuse(field="asked")


@rule(
    "SAC-09",
    citation="SAC guidance SG2e: where risk was identified",
    sentence="What became of the risk is said wherever risk was identified, and nowhere else.",
)
def result_where_identified(*, risk_outcome: str | None, risk_result: str | None) -> Verdict:
    """One allegation."""
    if (risk_outcome in RISK_IDENTIFIED) == (risk_result is not None):
        return ALLOWED
    return result_where_identified.rule.refuse(field="risk_result")


@rule(
    "SAC-10",
    citation="SAC guidance SG4a: of those where outcomes were expressed",
    sentence="How far outcomes were achieved is said wherever the adult said what they want, and nowhere else.",
)
def achieved_where_expressed(*, asked: str, achieved: str | None) -> Verdict:
    """One concluded enquiry."""
    if (asked == AskedOutcomes.EXPRESSED) == (achieved is not None):
        return ALLOWED
    return achieved_where_expressed.rule.refuse(field="achieved")


@rule(
    "SAC-11",
    citation="SAC guidance SG3a: of the enquiries recorded as Yes, in how many was support provided",
    sentence="Who supported the adult is said wherever the adult lacked capacity, and nowhere else.",
)
def support_where_lacking(*, lacked_capacity: str, supported_by: str | None) -> Verdict:
    """One concluded enquiry. Support by nobody is an answer."""
    if (lacked_capacity == LackedCapacity.YES) == (supported_by is not None):
        return ALLOWED
    return support_where_lacking.rule.refuse(field="supported_by")


@rule(
    "SAC-12",
    citation="SAC guidance SG1a to SG1c: an individual counts once for each metric",
    sentence="SG1a, SG1b and SG1c count the same individuals.",
)
def same_individuals(*, totals: Collection[int]) -> Verdict:
    """``totals`` of one metric in each of the three tables."""
    if len(set(totals)) <= 1:
        return ALLOWED
    told = " and ".join(f"{total:,}" for total in totals)
    return same_individuals.rule.refuse(words=f"SG1a, SG1b and SG1c count different individuals: {told}.")


@rule(
    "SAC-13",
    citation="SAC publication code: the four answers of SG3a are the concluded enquiries",
    sentence="The four answers of SG3a, and the five of SG4a, add up to the enquiries concluded in the year.",
)
def answers_add_up(*, answers: int, concluded: int) -> Verdict:
    """``concluded`` is counted apart, from the days on which enquiries ended."""
    if answers == concluded:
        return ALLOWED
    return answers_add_up.rule.refuse(
        words=f"The answers add up to {answers:,}; {concluded:,} enquiries were concluded."
    )


@rule(
    "SAC-14",
    citation="House rule: a change of more than a quarter is explained before somebody asks",
    sentence="A number that moved by more than a quarter since the year before is explained.",
)
def moved_little(*, now: int, before: int) -> Verdict:
    """Small numbers move by much every year: a change by fewer than ten is left alone."""
    change = abs(now - before)
    if change < MOVES_AT_LEAST or change <= MOVES_BY * before:
        return ALLOWED
    return moved_little.rule.refuse(
        words=f"It went from {before:,} to {now:,}: more than a quarter. Say why."
    )


@rule(
    "SAC-15",
    citation="House rule: what is not known of more than one in twenty says something about recording",
    sentence="What is not known of more than 5 in 100 is explained.",
)
def mostly_known(*, not_known: int, of: int) -> Verdict:
    """Fewer than five are left alone."""
    if not_known < NOT_KNOWN_AT_LEAST or not_known <= NOT_KNOWN_SHARE * of:
        return ALLOWED
    share = not_known * 100 / of
    return mostly_known.rule.refuse(
        words=f"Not known for {not_known:,} of {of:,}, {share:.1f} in 100. Say why."
    )


@rule(
    "SAC-16",
    citation="SAC 2024-25: one council's answers on capacity were transposed and could no longer be put right",
    sentence="The share of adults who lacked capacity is near that of the year before, and no more were supported than lacked it.",
)
def capacity_plausible(
    *, lacked: int, had: int, supported: int, lacked_before: int | None = None, had_before: int | None = None
) -> Verdict:
    """``lacked`` and ``had`` are the answers Yes and No; the year before is None where it is not held."""
    this = capacity_plausible.rule
    if supported > lacked:
        return this.refuse(
            words=f"{supported:,} were supported, but only {lacked:,} lacked capacity. Are Yes and No transposed?"
        )
    answers, before = lacked + had, (lacked_before or 0) + (had_before or 0)
    if min(answers, before) < CAPACITY_ANSWERS:
        return ALLOWED
    now, then = lacked * 100 / answers, (lacked_before or 0) * 100 / before
    mirrored = abs(now - (100 - then)) < abs(now - then) and abs(now - then) > CAPACITY_MIRRORED_POINTS
    if abs(now - then) <= CAPACITY_POINTS and not mirrored:
        return ALLOWED
    transposed = " That is nearer to last year's answers the other way round: are Yes and No transposed?"
    return this.refuse(
        words=f"Of 100 adults, {now:.0f} lacked capacity; the year before {then:.0f}.{transposed if mirrored else ''} "
        "Look at the answers before you submit."
    )


@rule(
    "SAC-17",
    citation="SAC guidance: white cells are mandatory",
    sentence="Every mandatory cell is supplied.",
)
def mandatory_supplied(*, missing: int, waits_for: str) -> Verdict:
    """``missing`` cells of one table; ``waits_for`` says what they need."""
    if not missing:
        return ALLOWED
    cells = "1 mandatory cell is" if missing == 1 else f"{missing:,} mandatory cells are"
    return mandatory_supplied.rule.refuse(words=f"{cells} not supplied. {waits_for}".strip())


@rule(
    "SAC-18",
    citation="SAC guidance: cases from 1 April to 31 March",
    sentence="The facts were taken after the last day of the year.",
)
def year_is_over(*, as_at: date, last: date) -> Verdict:
    """``as_at``: the day of the facts."""
    if as_at > last:
        return ALLOWED
    return year_is_over.rule.refuse(
        words=f"The facts were taken on {as_at:%-d %B %Y}; the last day of the year is {last:%-d %B %Y}: this return may not be whole."
    )


@rule(
    "SAC-19",
    citation="SAC guidance: enquiries are a subset of concerns; an individual counts once however many cases",
    sentence="There are no more enquiries than concerns, and no more individuals than cases.",
)
def no_more_than(*, fewer: int, more: int, what: str) -> Verdict:
    """``what`` names both numbers, such as “enquiries than concerns”."""
    if fewer <= more:
        return ALLOWED
    return no_more_than.rule.refuse(words=f"There are more {what}: {fewer:,} and {more:,}. Say why.")


@rule(
    "SAC-20",
    citation="SAC guidance: where two councils are involved, counted once, by the council where the abuse occurred",
    sentence="A concern that was another council's, or that came twice, is counted here only if it should be: say so in a comment.",
)
def counted_here(*, no_action_reason: str | None) -> Verdict:
    """Every concern raised in the year is counted; the words of its decision tell which of them somebody should look at."""
    if no_action_reason not in (NoActionReason.NOT_OUR_AREA, NoActionReason.DUPLICATE):
        return ALLOWED
    return counted_here.rule.refuse(field="no_action_reason")
