"""Conflicts between the principles of safeguarding are said, not buried."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from goldenthread.concerns.vocabulary import Principle
from goldenthread.ground.rules import rule
from goldenthread.ground.verdicts import ALLOWED, Verdict
from goldenthread.ground.words import Answer


@dataclass(frozen=True)
class Weighed:
    """Whether principles pulled against each other, which, and how that was weighed."""

    pull: Answer
    between: tuple[Principle, ...] = ()
    words: str = ""

    @property
    def told(self) -> str:
        """In one line, for people."""
        if self.pull is not Answer.YES:
            return "The principles point the same way."
        return f"{' against '.join(each.label for each in self.between)}: {self.words.strip()}"


@rule(
    "PRN-02",
    citation="MSP resource 2017, step 3: staff are supported to balance principles that sometimes conflict",
    sentence="Where principles pull against each other, it is said which, and how that was weighed with the adult's wellbeing.",
)
def conflict_said(*, pull: Answer, between: Collection[Principle], words: str) -> Verdict:
    """May it be kept? A conflict is between two principles at least, with words."""
    if pull is not Answer.YES:
        return ALLOWED
    verdict = ALLOWED
    if len(set(between)) < 2:
        verdict = verdict.and_(
            conflict_said.rule.refuse(
                words="Choose at least two principles that pull against each other.", field="between"
            )
        )
    if not words.strip():
        verdict = verdict.and_(
            conflict_said.rule.refuse(words="Say how you weighed it.", field="weighed_words")
        )
    return verdict


def kept_principles(weighed: Weighed) -> dict[str, object]:
    """As a row keeps it: nothing beside "no" where nothing pulled."""
    pulls = weighed.pull is Answer.YES
    return {
        "pull": weighed.pull.value,
        "between": [each.value for each in weighed.between] if pulls else [],
        "words": weighed.words.strip() if pulls else "",
    }


def weighed_as(pull: str, between: Collection[str], words: str) -> Weighed:
    """A row as a value."""
    return Weighed(Answer(pull), tuple(Principle(each) for each in between), words)
