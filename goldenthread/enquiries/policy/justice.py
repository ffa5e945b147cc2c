"""What police and courts did about an allegation."""

from __future__ import annotations

from datetime import date

from goldenthread.enquiries.vocabulary import PROSECUTED, Offence, PoliceResult
from goldenthread.ground.rules import RULEBOOK, rule
from goldenthread.ground.verdicts import ALLOWED, Verdict


@rule(
    "ENQ-19",
    citation="House rule: improvement tool 2015 statement 1.4 and probe 7 (prosecutions, Mental Capacity Act 2005 s44)",
    sentence="What the police looked into has an offence; a prosecution has the day of the charge; and it is said in words what was done or why not.",
)
def police_recorded(
    *, result: PoliceResult | None, offence: Offence | None, charged_on: date | None, words: str, today: date
) -> Verdict:
    """``today`` is the day it is recorded: nobody is charged in days to come."""
    rule_ = RULEBOOK["ENQ-19"]
    if result is None:
        return rule_.refuse(words="Say how far police and courts have come.", field="result")
    if result is PoliceResult.NOT_REPORTED and offence is not None:
        return rule_.refuse(
            words="An offence is written only of what was reported. Leave it empty.", field="offence"
        )
    if result is not PoliceResult.NOT_REPORTED and offence is None:
        return rule_.refuse(words="Choose the main offence.", field="offence")
    if result in PROSECUTED and charged_on is None:
        return rule_.refuse(words="Enter the day somebody was charged.", field="charged_on")
    if result not in PROSECUTED and charged_on is not None:
        return rule_.refuse(
            words="The day of a charge goes with a prosecution. Change the answer above, or leave the day empty.",
            field="charged_on",
        )
    if charged_on and charged_on > today:
        return rule_.refuse(words="The day of the charge must be today or in the past.", field="charged_on")
    if not words.strip():
        return rule_.refuse(words="Say what was done, or why it was not reported.", field="words")
    return ALLOWED
