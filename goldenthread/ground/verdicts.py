"""A verdict is a rule's answer: yes or no, why (coded), in words a person can act on, and what is offered instead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Offer:
    """What a person may do instead: the deed's name (a key the door turns into an address) and its button label."""

    deed: str
    label: str


@dataclass(frozen=True)
class Reason:
    """One reason for a refusal. ``code`` is the rule's or check's code; ``field`` names the input it is about, if one."""

    code: str
    words: str
    field: str | None = None
    offer: Offer | None = None


@dataclass(frozen=True)
class Verdict:
    """The same value draws the button, refuses the write, explains the refusal and is stored with the decision."""

    allowed: bool
    reasons: tuple[Reason, ...] = ()

    def __bool__(self) -> bool:
        return self.allowed

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the reasons, in order."""
        return tuple(reason.code for reason in self.reasons)

    @property
    def words(self) -> str:
        """All reasons as one text."""
        return " ".join(reason.words for reason in self.reasons)

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What may be done instead."""
        return tuple(reason.offer for reason in self.reasons if reason.offer)

    def and_(self, *others: Verdict) -> Verdict:
        """Allowed only if all are; the reasons of all are kept."""
        everyone = (self, *others)
        return Verdict(all(v.allowed for v in everyone), tuple(r for v in everyone for r in v.reasons))

    def as_record(self) -> dict[str, Any]:
        """Plain values to store with a decision: codes and words as they were on the day."""
        return {
            "allowed": self.allowed,
            "reasons": [{"code": r.code, "words": r.words, "field": r.field} for r in self.reasons],
        }


ALLOWED = Verdict(True)


def refused(code: str, words: str, *, field: str | None = None, offer: Offer | None = None) -> Verdict:
    """A refusal for one reason."""
    return Verdict(False, (Reason(code, words, field, offer),))


class Refused(Exception):
    """Raised by a procedure when a rule says no. Nothing was written. Carries the verdict to show."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.words)
        self.verdict = verdict


def insist(verdict: Verdict) -> None:
    """Raise :class:`Refused` unless the verdict allows."""
    if not verdict.allowed:
        raise Refused(verdict)
