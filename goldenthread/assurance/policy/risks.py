"""Rules of the risk register of services."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from goldenthread.assurance.vocabulary import RiskSource
from goldenthread.ground.rules import rule
from goldenthread.ground.verdicts import ALLOWED, Verdict


@rule(
    "RSK-01",
    citation="House rule: a level without a reason, an owner and a day is a colour and nothing more",
    sentence="An entry says what could go wrong, its level and why, what is being done, who owns it and when it is looked at again.",
)
def risk_whole(
    *, risk: str, reason: str, doing: str, owner_may: bool, review_on: date | None, today: date
) -> Verdict:
    """``owner_may``: somebody is named whose role keeps the register."""
    ruled = risk_whole.rule
    wrong = [
        (not risk.strip(), "Say what could go wrong for people there.", "risk"),
        (not reason.strip(), "Say why it is this level.", "reason"),
        (not doing.strip(), "Say what is being done.", "doing"),
        (not owner_may, "Choose who owns it.", "owner_id"),
        (
            review_on is None or review_on < today,
            "Give a day to look at it again, today or later.",
            "review_on",
        ),
    ]
    return ALLOWED.and_(*(ruled.refuse(words=words, field=field) for bad, words, field in wrong if bad))


@rule(
    "RSK-02",
    citation="Peer review of Bath and North East Somerset, March 2015, paragraph 40: data and intelligence on risks in services are triangulated",
    sentence="A risk is triangulated when sources of two or more kinds show it.",
)
def risk_triangulated(kinds: Collection[RiskSource]) -> Verdict:
    """Is it shown from more than one side? An entry may stand without it, and is marked."""
    found = set(kinds)
    if len(found) >= 2:
        return ALLOWED
    if not found:
        return risk_triangulated.rule.refuse(words="Nothing shows it yet.")
    (only,) = found
    return risk_triangulated.rule.refuse(
        words=f"One kind of source shows it: {only.label.lower()}. Look for another."
    )
