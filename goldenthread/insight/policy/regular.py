"""Rules of data reports that boards are sent regularly."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from goldenthread.ground.rules import RULEBOOK, rule
from goldenthread.ground.verdicts import ALLOWED, Verdict
from goldenthread.insight.language.definition import Indicator, Measure, Population

REGULAR = (
    "Bath and North East Somerset peer review 2015, paragraph 22: regular reports to the board and the health and wellbeing board, "
    "which led to resources being put in place"
)
RHYTHMS = (1, 2, 3, 6, 12)
MOST = 12
LONGEST = timedelta(days=366)


@rule(
    "REG-01",
    citation=REGULAR,
    sentence="A regular report says who receives it, which one to twelve figures it holds, how often it is due, and when next.",
)
def set_up(
    *,
    title: str,
    readers: str,
    figures: Sequence[str],
    offered: Collection[str],
    every_months: int,
    due_on: date,
    today: date,
    held_on: date | None = None,
) -> Verdict:
    """``offered``: figures that may be shown outside the council by month. ``held_on``: when it was due before the change.

    A report that is late is changed without another day being made up for it.
    """
    entry, verdict = RULEBOOK["REG-01"], ALLOWED
    if not title.strip():
        verdict = verdict.and_(entry.refuse(words="Enter what it is called.", field="title"))
    if not readers.strip():
        verdict = verdict.and_(entry.refuse(words="Say who receives it.", field="readers"))
    if not 0 < len(figures) <= MOST or not set(figures) <= set(offered):
        verdict = verdict.and_(
            entry.refuse(words=f"Choose one to {MOST} figures of the list.", field="figures")
        )
    if every_months not in RHYTHMS:
        verdict = verdict.and_(entry.refuse(words="Choose how often it is due.", field="every_months"))
    if due_on != held_on and not today <= due_on <= today + LONGEST:
        verdict = verdict.and_(
            entry.refuse(words="Enter a day from today to a year from now.", field="next_due_on")
        )
    return verdict


@rule(
    "REG-02",
    citation=REGULAR,
    sentence="A report is sent only when a person has explained each of its figures, in a sentence.",
)
def explained(figures: Sequence[str], words: Mapping[str, str], names: Mapping[str, str]) -> Verdict:
    """``words`` by figure; ``figures``: those that are still counted."""
    if not figures:
        return RULEBOOK["REG-02"].refuse(
            words="None of its figures is counted any more. Choose others first."
        )
    missing = [names.get(key, key) for key in figures if not words.get(key, "").strip()]
    if not missing:
        return ALLOWED
    return RULEBOOK["REG-02"].refuse(words=f"Explain first: {', '.join(missing)}.")


@rule(
    "REG-03",
    citation="House rule: an explanation that says nothing explains nothing",
    sentence="An explanation of a figure is a sentence: five words or more.",
)
def says_something(words: str) -> Verdict:
    """What lies behind the figure, and what is done or is not needed."""
    if len(words.split()) < 5:
        return RULEBOOK["REG-03"].refuse(
            words="Say in a sentence what lies behind the figure, and what is done.", field="words"
        )
    return ALLOWED


def may_be_sent(indicator: Indicator) -> bool:
    """Whether its months can be drawn for readers outside: shares, and rates of one count in another; never days of single people.

    Nor what still fills: its newest months would be drawn as a fall.
    """
    counting = indicator.counting
    return (
        counting is not None
        and counting.measure in (Measure.SHARE, Measure.RATE)
        and not isinstance(counting.denominator, Population)
        and not counting.still_fills
    )


def after(due_on: date, months: int, *, day: int | None = None) -> date:
    """So many months later, on the wanted ``day`` of the month (without one, the same), or the last of a shorter month."""
    month = due_on.year * 12 + due_on.month - 1 + months
    year, number = month // 12, month % 12 + 1
    return date(year, number, min(day or due_on.day, monthrange(year, number)[1]))
