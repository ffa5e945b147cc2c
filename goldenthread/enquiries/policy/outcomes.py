"""How an enquiry counts when the adult wanted several things."""

from __future__ import annotations

from goldenthread.enquiries.vocabulary import Achieved
from goldenthread.ground.rules import rule


@rule(
    "ENQ-18",
    citation="SAC guidance SG4a: one answer for an enquiry, fully, partially or not achieved",
    sentence="An enquiry counts as fully achieved when every outcome was, as not achieved when none was, else as partly achieved.",
)
def achieved_overall(judged: tuple[Achieved, ...]) -> Achieved | None:
    """The one answer for an enquiry; None when nothing was judged."""
    if not judged:
        return None
    if all(each is Achieved.FULLY for each in judged):
        return Achieved.FULLY
    if all(each is Achieved.NOT for each in judged):
        return Achieved.NOT
    return Achieved.PARTLY
