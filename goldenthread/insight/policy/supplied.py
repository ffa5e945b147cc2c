"""Rules of figures that agencies supply, and of holding a service to account for a measure of the strategy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from goldenthread.ground.rules import RULEBOOK, rule
from goldenthread.ground.verdicts import ALLOWED, Verdict
from goldenthread.insight.framework import Supplied
from goldenthread.insight.language.periods import BadPeriod, Period
from goldenthread.insight.vocabulary.supplied import Basis, StrategyDeed

ONE_FRAMEWORK = "Improvement tool (LGA, ADASS) 2015, element 8, probe 1: one framework runs across council and partner agencies"
ACCOUNTABLE = "Improvement tool (LGA, ADASS) 2015, statement 8.1: services are held accountable towards the outcomes in the strategy"


@dataclass(frozen=True)
class Told:
    """What an agency says of one part of a measure in one period, as it was typed. ``reason``: why it corrects an earlier one."""

    part: str
    numerator: int | None
    denominator: int | None
    basis: Basis | None
    source: str
    reason: str = ""


@rule(
    "FRW-01",
    citation=f"{ONE_FRAMEWORK}. House rule: an agency speaks for itself",
    sentence="An agency supplies its own figures. Who keeps the framework may supply them for any agency, and is named.",
)
def may_supply(*, own: bool, keeps: bool) -> Verdict:
    """``keeps``: the role that keeps the framework, or sizes of services."""
    if own or keeps:
        return ALLOWED
    return RULEBOOK["FRW-01"].refuse(words="You can supply figures of your own agency only.", field="agency")


@rule(
    "FRW-02",
    citation=f"{ONE_FRAMEWORK}; the definition of the measure",
    sentence="A figure is supplied under the definition that all share: by the agencies it is for, for a period of its length that is "
    "over, for its parts, and a part is not more than its whole.",
)
def fits(told: Told, measure: Supplied, *, kind: str, period: str, today: date) -> Verdict:
    """``kind``: that of the agency."""
    entry, verdict = RULEBOOK["FRW-02"], ALLOWED
    if measure.counted or kind not in measure.suppliers:
        who = "this house counts it" if measure.counted else "it is not for agencies of this kind"
        return entry.refuse(words=f"{measure.key} is not supplied by this agency: {who}.", field="agency")
    try:
        asked = Period.read(period)
    except BadPeriod as bad:
        return entry.refuse(words=str(bad), field="period")
    if asked.grain is not measure.grain or asked.last >= today:
        verdict = verdict.and_(
            entry.refuse(
                words=f"{measure.key} is told by {measure.grain.value}: give one that is over, such as {measure.newest_over(today)}.",
                field="period",
            )
        )
    if told.part not in measure.part_names:
        verdict = verdict.and_(
            entry.refuse(
                words=f"Choose one of the parts of {measure.key}: {', '.join(measure.part_names)}.",
                field="part",
            )
        )
    return verdict.and_(*_numbers(told, measure))


def _numbers(told: Told, measure: Supplied) -> list[Verdict]:
    entry, found = RULEBOOK["FRW-02"], []
    if told.numerator is None or told.numerator < 0:
        found.append(entry.refuse(words="Enter how many, as a whole number.", field="numerator"))
    if measure.measure == "share":
        if told.denominator is None or told.denominator < 0:
            found.append(entry.refuse(words=f"Enter out of how many {measure.of[1]}.", field="denominator"))
        elif told.numerator is not None and told.numerator > told.denominator:
            found.append(
                entry.refuse(
                    words=f"{told.numerator:,} is more than the {told.denominator:,} it is out of.",
                    field="numerator",
                )
            )
    elif told.denominator is not None:
        found.append(
            entry.refuse(words=f"{measure.key} is a count: leave “out of” empty.", field="denominator")
        )
    return found


@rule(
    "FRW-03",
    citation="House rule: a figure that somebody declares says where it comes from and how sure it is",
    sentence="A supplied figure says where it was taken from and how it was come by; one that corrects another says why.",
)
def declared(told: Told, *, corrects: bool) -> Verdict:
    """``corrects``: another figure stands in its place already."""
    entry, verdict = RULEBOOK["FRW-03"], ALLOWED
    if len(told.source.split()) < 2:
        verdict = verdict.and_(
            entry.refuse(words="Say where the figure was taken from, in two words or more.", field="source")
        )
    if told.basis is None:
        verdict = verdict.and_(entry.refuse(words="Say how the figure was come by.", field="basis"))
    if corrects and len(told.reason.split()) < 3:
        verdict = verdict.and_(
            entry.refuse(
                words="Another figure stands here already. Say in a sentence why it is corrected.",
                field="reason",
            )
        )
    return verdict


@rule(
    "FRW-04",
    citation=ACCOUNTABLE,
    sentence="The service that a measure of the strategy is about answers for it, and nobody in its place.",
)
def answers_for(*, agency: str, service: str) -> Verdict:
    """Names of the reader's agency and of the service."""
    if agency == service:
        return ALLOWED
    return RULEBOOK["FRW-04"].refuse(words=f"{service} answers for this measure.")


@rule(
    "FRW-05",
    citation=f"{ACCOUNTABLE}. House rule: a challenge comes from somebody else",
    sentence="An answer is accepted, or asked for again with a reason, by somebody other than whoever gave it.",
)
def looked_at_by_another(
    *, by: UUID | None, answered_by: UUID | None, deed: StrategyDeed, words: str
) -> Verdict:
    """``answered_by`` None: there is no answer to look at."""
    entry = RULEBOOK["FRW-05"]
    if answered_by is None:
        return entry.refuse(words="There is no answer yet.")
    if by is None or by == answered_by:
        return entry.refuse(words="You gave this answer yourself. Somebody else must look at it.")
    if deed is StrategyDeed.ASKED_AGAIN and len(words.split()) < 3:
        return entry.refuse(words="Say in a sentence what is missing, or what you doubt.", field="words")
    return ALLOWED


def late(*, last: date, due_days: int | None, today: date) -> bool:
    """Whether a figure of a period that ended on ``last`` is late; never where it is not expected of everybody."""
    return due_days is not None and today > last + timedelta(days=due_days)
