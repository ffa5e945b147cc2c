"""Counts as sentences and shares. Pure: the one place of the figures page where anything is divided or hidden.

Outside the council a count is hidden when it, what it is part of, or the rest is under the local policy's limit: the
national publication hides counts under 5, and a shown rest would give a hidden count away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

HIDDEN = "Too few to show: somebody might be recognised."


@dataclass(frozen=True)
class Share:
    """``part`` of ``whole``; both None when hidden. ``sentence`` says it in words; ``meaning`` how it is counted."""

    label: str
    part: int | None
    whole: int | None
    of: str
    did: str
    meaning: str = ""

    @property
    def hidden(self) -> bool:
        """True when too few stand behind it to be shown here."""
        return self.part is None or self.whole is None

    @property
    def sentence(self) -> str:
        """``Of 214 people asked, 171 said what they want.``"""
        if self.part is None or self.whole is None:
            return HIDDEN
        if not self.whole:
            return f"There were no {self.of} in this time."
        return f"Of {self.whole:,} {self.of}, {self.part:,} {self.did}."

    @property
    def percent(self) -> int | None:
        """Whole per cent, or None when hidden or when there is nothing to divide by."""
        if self.part is None or not self.whole:
            return None
        return round(100 * self.part / self.whole)


def shown(shares: Sequence[Share], *, hide_below: int) -> tuple[Share, ...]:
    """These shares of one family as a reader may see them: where one is hidden its sisters are, for they would tell it."""
    if hide_below and any(_tells(share, hide_below) for share in shares):
        return tuple(replace(share, part=None, whole=None) for share in shares)
    return tuple(shares)


def _tells(share: Share, limit: int) -> bool:
    if share.part is None or share.whole is None:
        return True
    if not share.whole:
        return False
    return any(0 < count < limit for count in (share.part, share.whole, share.whole - share.part))


def numbers(counts: Sequence[tuple[str, int | None]], *, hide_below: int) -> list[tuple[str, str]]:
    """Counts of one family as shown. Where one is small all are hidden, for together they make a whole that is known."""
    if hide_below and any(count is None or 0 < count < hide_below for _, count in counts):
        return [(what, "hidden") for what, _ in counts]
    return [(what, f"{count or 0:,}") for what, count in counts]
