"""Standing checks over everything that is claimed."""

from __future__ import annotations

from goldenthread.ground.rules import rule
from goldenthread.ground.verdicts import ALLOWED, Verdict

# One document may well bear on several statements; behind more than this it is more likely a habit than evidence.
MANY_CLAIMS = 5


@rule(
    "ASR-17",
    citation="House rule, after the peer reviewers' warning of reassurance: a document that is said to show everything shows little.",
    sentence="One piece of evidence behind more than five claims is looked at again.",
)
def not_behind_too_many(*, claims: int) -> Verdict:
    """Is this piece behind few enough claims?"""
    if claims <= MANY_CLAIMS:
        return ALLOWED
    return not_behind_too_many.rule.refuse(words=f"It stands behind {claims} claims.")
