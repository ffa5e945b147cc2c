"""What must hold while an enquiry runs: its beginning, its clock, and whether steps helped."""

from __future__ import annotations

from datetime import datetime

from goldenthread.enquiries.vocabulary import AskedOutcomes, Effect
from goldenthread.ground.rules import RULEBOOK, rule
from goldenthread.ground.verdicts import ALLOWED, Offer, Verdict


@rule(
    "ENQ-10",
    citation="Statutory guidance 14.93: an enquiry usually starts from the adult's views and wishes, which set the next steps",
    sentence="How to enquire is agreed after the adult was asked what they want, or after it was written why nobody could ask.",
)
def wishes_first(*, asked: AskedOutcomes) -> Verdict:
    """A conversation with the adult, and whatever makes them safe, never waits for this."""
    if asked is AskedOutcomes.NOT_RECORDED:
        return RULEBOOK["ENQ-10"].refuse(
            words="First write down what the adult wants, or why they could not be asked yet: it decides the next steps.",
            offer=Offer("asked", "What the adult wants"),
        )
    return ALLOWED


@rule(
    "ENQ-11",
    citation="Local policy: clocks and the reasons for which they may be extended; there are no national time limits",
    sentence="The enquiry's clock is extended before it runs out, for a reason that local policy knows, in words.",
)
def extension_allowed(
    *, reason: str, reasons: tuple[str, ...], words: str, days: int, now: datetime, due: datetime
) -> Verdict:
    """``reasons`` come from local policy; ``days`` (1 to 90) are in the clock's own unit."""
    rule_ = RULEBOOK["ENQ-11"]
    if now > due:
        return rule_.refuse(
            words="The clock has run out, so it can no longer be extended. Say why it was missed.",
            offer=Offer("clock", "Say why it was missed"),
        )
    if reason not in reasons:
        return rule_.refuse(
            words="The council's policy does not extend the clock for this reason.", field="reason"
        )
    if not 1 <= days <= 90:
        return rule_.refuse(words="Extend by 1 to 90 days.", field="days")
    if not words.strip():
        return rule_.refuse(words="Say in a sentence what the adult gains from more time.", field="words")
    return ALLOWED


@rule(
    "ENQ-12",
    citation="Peer challenge report 2011, 2.2(iv): the reason is captured whenever the 28-day target is missed",
    sentence="Whenever a clock of the enquiry is missed, its planning too, the reason is written, with a word that can be counted.",
)
def missed_explained(*, words: str, now: datetime, due: datetime) -> Verdict:
    """A reason for missing a clock is given only once it is missed. ``now`` is when the clock stopped, if it has."""
    rule_ = RULEBOOK["ENQ-12"]
    if now <= due:
        return rule_.refuse(words="The clock has not run out: there is nothing to explain yet.")
    if not words.strip():
        return rule_.refuse(words="Say in a sentence why it took longer.", field="words")
    return ALLOWED


@rule(
    "ENQ-13",
    citation="Making Safeguarding Personal framework, element 7: proposed action is checked for effect",
    sentence="Whether a step helped is said in words that others can learn from.",
)
def effect_recorded(*, effect: Effect | None, words: str) -> Verdict:
    """Any answer takes words."""
    rule_ = RULEBOOK["ENQ-13"]
    if effect is None:
        return rule_.refuse(words="Say whether it helped.", field="effect")
    if not words.strip():
        return rule_.refuse(words="Say what changed, or why it did not.", field="words")
    return ALLOWED
