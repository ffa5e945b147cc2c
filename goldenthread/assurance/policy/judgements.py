"""Rules of answers in a self-assessment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.ground.rules import rule
from goldenthread.ground.verdicts import ALLOWED, Verdict


@rule(
    "ASR-14",
    citation="House rule: an answer that claims nothing, or grades without saying why, cannot be tested by anybody.",
    sentence="An answer is submitted with a claim, and with a grade where the statement has a scale.",
)
def answer_may_be_submitted(*, claim: str, grade: int | None, graded: bool) -> Verdict:
    """May the answer be submitted? Evidence is not needed: a claim without it may be made, and says so on every page."""
    if not claim.strip():
        return answer_may_be_submitted.rule.refuse(
            words="Say what you claim, in one or two sentences.", field="claim"
        )
    if graded and grade is None:
        return answer_may_be_submitted.rule.refuse(words="Choose a grade.", field="grade")
    return ALLOWED


@rule(
    "ASR-15",
    citation="House rule: an agency answers for itself; the board's staff may write down what an agency told them.",
    sentence="Only the agency whose part it is, or the board's staff, write its answers.",
)
def may_write_for(*, own_agency: bool, runs_assurance: bool) -> Verdict:
    """May this person write this agency's answers?"""
    if own_agency or runs_assurance:
        return ALLOWED
    return may_write_for.rule.refuse(words="This part is another agency's to answer.")


@rule(
    "ASR-16",
    citation="House rule: a grade off the scale cannot be compared with anybody's.",
    sentence="A grade is one of the levels of the statement's own scale.",
)
def grade_on_scale(*, grade: int | None, levels: Sequence[int]) -> Verdict:
    """Is the grade one of the scale's? None (not graded yet) is."""
    if grade is None or grade in levels:
        return ALLOWED
    if not levels:
        return grade_on_scale.rule.refuse(words="This statement is not graded.", field="grade")
    return grade_on_scale.rule.refuse(
        words=f"The grade must be one of {', '.join(map(str, levels))}.", field="grade"
    )


# More than this is a report: it belongs in the evidence library.
MOST_CHARACTERS = 20_000


def plain_words(text: str) -> str:
    """Words as every door keeps them, so that a form, a Word file and a workbook say the same: line ends alike, nothing unprintable."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(each for each in lines if each in "\n\t" or each.isprintable()).strip()


@dataclass(frozen=True)
class Difference:
    """How far the agencies' grades of one item lie apart, in levels of its scale."""

    apart: int
    words: str


def difference(grades: dict[str, int], *, silent: Sequence[str] = ()) -> Difference:
    """How the agencies that graded an item differ. ``grades``: agency → grade; ``silent``: those that gave none yet."""
    waiting = f" {_and(silent)} {'has' if len(silent) == 1 else 'have'} not answered." if silent else ""
    if len(grades) < 2:
        return Difference(0, f"Nothing to compare yet.{waiting}".strip())
    low, high = min(grades.values()), max(grades.values())
    if low == high:
        return Difference(0, f"All {len(grades)} agree.{waiting}")
    lowest = [name for name, grade in grades.items() if grade == low]
    highest = [name for name, grade in grades.items() if grade == high]
    levels = "1 level" if high - low == 1 else f"{high - low} levels"
    return Difference(high - low, f"{levels} apart: {_and(highest)} highest, {_and(lowest)} lowest.{waiting}")


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def movement(before: int | None, now: int | None) -> str:
    """What became of a grade: better, worse, the same; "new" and "not graded" where one is missing."""
    if now is None:
        return "not graded"
    if before is None:
        return "new"
    return "same" if now == before else "better" if now > before else "worse"


def middle(grades: Sequence[int]) -> int | None:
    """The grade in the middle of all; of two in the middle the lower, so that nobody looks better by rounding. None for none."""
    ordered = sorted(grades)
    return ordered[(len(ordered) - 1) // 2] if ordered else None
