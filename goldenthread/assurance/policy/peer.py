"""Rules of a peer review on site."""

from __future__ import annotations

from collections.abc import Collection

from goldenthread.ground.rules import rule
from goldenthread.ground.verdicts import ALLOWED, Verdict


@rule(
    "PEER-01",
    citation="House rule after the peer-review method of sector-led improvement: a critical friend has no stake in the answer",
    sentence="Before they note or find anything, each member of the team declares their conflicts of interest, or that they have none.",
)
def conflicts_declared(*, declared: bool) -> Verdict:
    """May this member note and find?"""
    return ALLOWED if declared else conflicts_declared.rule.refuse(field="conflicts")


@rule(
    "PEER-02",
    citation="House rule: what is said to a review is not held against whoever said it, so no note may say who it was",
    sentence="This note names somebody. Write what was said, not who said it.",
)
def names_nobody(*, words: str, names: Collection[str]) -> Verdict:
    """Does the note leave out the whole names of everybody the review knows by name?"""
    told = " ".join(words.casefold().split())
    named = [name for name in names if len(name.split()) > 1 and " ".join(name.casefold().split()) in told]
    return names_nobody.rule.refuse(field="words") if named else ALLOWED


@rule(
    "PEER-09",
    citation="House rule after the peer-review method: what a council says of itself is weighed by what the team then sees",
    sentence="What was said before the visit stays as it was once the visit has begun. Tell the team what is new there.",
)
def said_before_the_visit(*, said: bool, begun: bool) -> Verdict:
    """May what the council says of itself still be written? Late is better than never; but nothing is changed afterwards."""
    return said_before_the_visit.rule.refuse() if said and begun else ALLOWED


@rule(
    "PEER-10",
    citation="House rule: a self-assessment may see no strength or nothing to improve, and says something all the same",
    sentence="Write at least one of the three: progress, strengths, areas for improvement.",
)
def says_something(*, parts: Collection[str]) -> Verdict:
    """Is at least one part of a self-assessment written?"""
    return ALLOWED if any(each.strip() for each in parts) else says_something.rule.refuse(field="progress")


@rule(
    "PEER-04",
    citation="House rule after the peer-review method: the report is checked for facts by those it is about before it is final",
    sentence="Answer every comment on accuracy before the report is published.",
)
def accuracy_answered(*, waiting: int) -> Verdict:
    """Is no comment on accuracy still waiting?"""
    return accuracy_answered.rule.refuse() if waiting else ALLOWED


@rule(
    "PEER-03",
    citation="House rule: without what they rest on, notes cannot be sifted",
    sentence="Choose at least one note to take up.",
)
def something_to_take_up(*, notes: int) -> Verdict:
    """Is there a note to make a finding of?"""
    return ALLOWED if notes else something_to_take_up.rule.refuse(field="notes")
