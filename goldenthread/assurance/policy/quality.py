"""Rules of quality systems."""

from __future__ import annotations

from datetime import date

from goldenthread.ground.rules import rule
from goldenthread.ground.verdicts import ALLOWED, Verdict

_MONTH = 30.44


@rule(
    "QSY-01",
    citation="House rule after the LGA improvement tool 2015, element 8, probe 7: systems of quality are known by what they show",
    sentence="Say what it showed, on a day that is not later than today.",
)
def run_told(*, showed: str, on: date | None, today: date) -> Verdict:
    """Does the run say when it was and what it showed?"""
    if on is None or on > today:
        return run_told.rule.refuse(field="on")
    return ALLOWED if showed.strip() else run_told.rule.refuse(field="showed")


@rule(
    "QSY-02",
    citation="House rule after the LGA improvement tool 2015, element 8, probe 7: a system that has stopped running assures nobody",
    sentence="It should have run by now.",
)
def runs_in_time(*, in_use: bool, every_months: int | None, last_on: date | None, today: date) -> Verdict:
    """Has a system that is in use run within its rhythm? One without a rhythm must have run once."""
    if not in_use:
        return ALLOWED
    if last_on is None or (every_months and (today - last_on).days > every_months * _MONTH):
        return runs_in_time.rule.refuse()
    return ALLOWED
