"""Who needs to know of a concern."""

from __future__ import annotations

from goldenthread.ground.rules import RULEBOOK, rule
from goldenthread.ground.verdicts import ALLOWED, Verdict


@rule(
    "NTK-01",
    citation="UK GDPR article 5(1)(c) and (f); Caldicott principles: access on a strict need-to-know basis",
    sentence="A restricted concern is opened only by those with a stated relation to it: allocated, accountable, or in an "
    "emergency with a reason.",
)
def opens_concern(*, casework: bool, restricted: bool, related: bool) -> Verdict:
    """May somebody open this concern? The scope of the room says the same as a query."""
    if casework and (related or not restricted):
        return ALLOWED
    return RULEBOOK["NTK-01"].refuse()
