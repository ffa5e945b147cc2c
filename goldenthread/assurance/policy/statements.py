"""Rules of I statements: what adults are asked at the end, and how their answers may be shown as figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from goldenthread.ground.figures.suppression import HIDDEN, Shown, Status, plain, protect
from goldenthread.ground.rules import rule
from goldenthread.ground.verdicts import ALLOWED, Verdict


@rule(
    "PRN-01",
    citation="MSP resource 2017, appendix 2: the principles and their I statements",
    sentence="At least one statement is answered, each with a level of its own scale; nobody has to answer.",
)
def statements_answered(*, answers: Mapping[str, int], levels: Mapping[str, Sequence[int]]) -> Verdict:
    """May these answers be kept? ``levels``: the levels of each statement that may be asked."""
    if not answers:
        return statements_answered.rule.refuse(
            words="Choose an answer for at least one statement, or leave the page: nobody has to answer.",
            field=f"answer-{next(iter(levels), '')}",
        )
    for key, level in answers.items():
        if level not in levels.get(key, ()):
            return statements_answered.rule.refuse(
                words="Choose one of the answers shown.", field=f"answer-{key}"
            )
    return ALLOWED


@dataclass(frozen=True)
class Tally:
    """How people answered one statement: a count for each level, the lowest first, as this reader may see it.

    ``answered`` and ``agree`` (the upper half of the scale) are hidden with them where they would give a small count back.
    """

    counts: tuple[tuple[str, Shown], ...]
    answered: Shown
    agree: Shown


def tally(given: Iterable[int], levels: Sequence[tuple[int, str]], *, hide_below: int) -> Tally:
    """Count answers by level. With ``hide_below`` small counts are hidden, and as many more as keep them from being worked out."""
    counted = Counter(given)
    counts: dict[int, int | None] = {level: counted[level] for level, _ in levels}
    total = sum(counted[level] for level, _ in levels)
    upper = sum(counted[level] for level, _ in levels[len(levels) // 2 :])
    if not hide_below:
        return Tally(
            tuple((label, plain(counted[level])) for level, label in levels), plain(total), plain(upper)
        )
    if not total:
        # Nobody answered is no small number: it tells of no one.
        return Tally(tuple((label, plain(0)) for _, label in levels), plain(0), plain(0))
    by_level = protect(counts, limit=hide_below)
    hidden = any(each.status is Status.HIDDEN for each in by_level.values())
    return Tally(
        tuple((label, by_level[level]) for level, label in levels),
        HIDDEN if total < hide_below else plain(total),
        # Beside counts that are hidden, a sum of some of them could give one back.
        HIDDEN if hidden else plain(upper),
    )
