"""Rules of reviews."""

from __future__ import annotations

from goldenthread.ground.rules import rule
from goldenthread.ground.verdicts import ALLOWED, Verdict


@rule(
    "ASR-01",
    citation="House rule: a review without a scope, or without standards or questions, cannot say what it tested.",
    sentence="Say what the review looks at, and name the standards or at least one key question.",
)
def ready_to_begin(*, scope: str, instrument: str, questions: tuple[str, ...]) -> Verdict:
    """May the review begin? It needs a scope, and standards or a question to test."""
    if not scope.strip():
        return ready_to_begin.rule.refuse(field="scope")
    if not instrument and not questions:
        return ready_to_begin.rule.refuse(field="questions")
    return ALLOWED
