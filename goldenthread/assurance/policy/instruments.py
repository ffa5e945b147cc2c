"""Rules of standards."""

from __future__ import annotations

from goldenthread.ground.rules import rule
from goldenthread.ground.verdicts import ALLOWED, Verdict


@rule(
    "STD-01",
    citation="House rule: an answer is pinned to the words it was given to, so these words may not move under it.",
    sentence="The words of a version never change: give changed words another version.",
)
def version_says_the_same(*, held: str, digest: str) -> Verdict:
    """May a text of this digest stand under a version? ``held`` is the digest that it has already, or empty."""
    return ALLOWED if not held or held == digest else version_says_the_same.rule.refuse(field="text")
