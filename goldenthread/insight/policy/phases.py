"""What must hold before the limits of a control chart begin anew."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from goldenthread.ground.rules import rule
from goldenthread.ground.verdicts import ALLOWED, Verdict


@rule(
    "SPC-01",
    citation="NHS England, Making Data Count: limits begin anew only where something known has changed the process",
    sentence="Limits of a chart begin anew, or no longer do, only with the reason in words.",
)
def reason_given(reason: str) -> Verdict:
    """A word or two is no reason: at least three words."""
    if len(reason.split()) < 3:
        return reason_given.rule.refuse(
            words="Say in a sentence what changed, so that whoever reads the chart can judge it.",
            field="reason",
        )
    return ALLOWED


@rule(
    "SPC-02",
    citation="House rule: limits that begin anew before the first month, or in a month that is not over, mean nothing",
    sentence="Limits begin anew in a month of the chart after its first, and once in a month.",
)
def month_fits(month: date, *, shown: Collection[date], begun: Collection[date]) -> Verdict:
    """``shown``: first days of the chart's months; ``begun``: those in which limits begin anew already."""
    if month in begun:
        return month_fits.rule.refuse(words="Limits begin anew in this month already.", field="month")
    if month not in shown or month == min(shown):
        return month_fits.rule.refuse(words="Choose a month of the chart after its first.", field="month")
    return ALLOWED
