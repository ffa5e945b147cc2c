"""Rules of the commissioner's matrix of a service."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from goldenthread.ground.instruments import Instrument, Item, ItemKind
from goldenthread.ground.rules import rule
from goldenthread.ground.verdicts import ALLOWED, Verdict

# The level from which a rating says that something was seen, and not only told.
SEEN = 2


def looked_for(instrument: Instrument) -> tuple[Item, ...]:
    """What a commissioner looks for, in the order written."""
    return tuple(item for item in instrument.graded() if item.kind is ItemKind.EVIDENCE_TYPE)


@rule(
    "MTX-01",
    citation="MSP resource 2017, table 1, second row: what evidence would a commissioner look for?",
    sentence="A matrix is finished when every line a commissioner looks for is rated, and what was seen has evidence behind it.",
)
def matrix_whole(
    *, lines: Collection[str], ratings: Mapping[str, int | None], with_evidence: Collection[str]
) -> Verdict:
    """May the matrix be finished? ``ratings`` by line; ``with_evidence``: lines behind which at least one piece stands."""
    open_lines = [key for key in lines if ratings.get(key) is None]
    if open_lines:
        number = "1 line is" if len(open_lines) == 1 else f"{len(open_lines)} lines are"
        return matrix_whole.rule.refuse(
            words=f"{number} not rated yet: {', '.join(open_lines)}. “Not seen” is a rating."
        )
    bare = [key for key in lines if (ratings[key] or 0) >= SEEN and key not in with_evidence]
    if bare:
        return matrix_whole.rule.refuse(
            words=f"You rated {', '.join(bare)} as seen, and nothing shows it. Add what you saw, or rate it as told."
        )
    return ALLOWED
