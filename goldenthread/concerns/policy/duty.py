"""The three-part test of section 42(1), the duty that follows from it, and what may not be done before it is answered."""

from __future__ import annotations

from goldenthread.concerns.vocabulary import Duty, Limb, LimbAnswer, ScreeningDeed
from goldenthread.ground.rules import RULEBOOK, rule
from goldenthread.ground.verdicts import ALLOWED, Offer, Reason, Verdict, refused

LAW_OF_SCREENING = "Care Act 2014, section 42(1)"

# Deeds a verdict offers; the door turns them into addresses.
ANSWER_TEST = Offer("answer_test", "Answer the three-part test now")
OPEN_ENQUIRY = Offer("open_enquiry", "Open the enquiry now")

ENQUIRY_WORK = frozenset(
    {
        ScreeningDeed.VISIT_TO_ESTABLISH_FACTS,
        ScreeningDeed.TAKE_STATEMENT,
        ScreeningDeed.ASK_PROVIDER_REPORT,
        ScreeningDeed.STRATEGY_DISCUSSION,
    }
)


def duty_of(needs: LimbAnswer | None, abuse: LimbAnswer | None, protect: LimbAnswer | None) -> Duty:
    """Whether the duty under section 42(2) applies. An answer nobody has given (None) is not yet known, never a no."""
    answers = (needs, abuse, protect)
    if LimbAnswer.NO in answers:
        return Duty.NOT_MET
    return Duty.MET if all(answer is LimbAnswer.YES for answer in answers) else Duty.NOT_YET_KNOWN


@rule(
    "SCR-03",
    citation="Care Act 2014 s42(1) and (2); LGA and ADASS, Making decisions on the duty to carry out safeguarding adults "
    "enquiries (2019); learning from a single agency review, point 3",
    sentence="Enquiry work is not done while a concern is screened: the three-part test is answered and the enquiry opened first.",
)
def deed_verdict(deed: ScreeningDeed, duty: Duty) -> Verdict:
    """May this be done while screening? Gathering what the test needs, and making safe, always may."""
    if deed not in ENQUIRY_WORK:
        return ALLOWED
    first = (
        f"“{deed.label}” is enquiry work under section 42(2) of the Care Act 2014. This concern is being screened under "
        "section 42(1), so only what is needed to answer the three-part test is gathered now. "
    )
    told = {
        Duty.MET: (
            first
            + "All three parts are answered Yes, so the duty applies: open the enquiry and do this there.",
            OPEN_ENQUIRY,
        ),
        Duty.NOT_MET: (
            first
            + "At least one part is answered No, so the duty does not apply. If an enquiry is still needed, open one as "
            "an other enquiry; if you have learned more, change your answer.",
            OPEN_ENQUIRY,
        ),
        Duty.NOT_YET_KNOWN: (
            first
            + "The test is not fully answered yet. Reasonable cause to suspect is enough; proof is not needed.",
            OPEN_ENQUIRY,
        ),
    }[duty]
    also = Reason("SCR-03-TEST", "You can answer the test with what you know today.", offer=ANSWER_TEST)
    return (
        RULEBOOK["SCR-03"]
        .refuse(words=told[0], offer=told[1])
        .and_(Verdict(False, (also,)) if duty is not Duty.MET else ALLOWED)
    )


@rule(
    "SCR-05",
    citation="Care and support statutory guidance ch. 14 (decisions recorded with reasons); LGA and ADASS 2019 framework",
    sentence="A Yes or a No says what it rests on and why. Not yet known says what is still to be found out.",
)
def limb_verdict(limb: Limb, answer: LimbAnswer, *, evidence: str, reason: str) -> Verdict:
    """Is this answer to one part of the test grounded? ``limb`` names the part in the words of a refusal."""
    if answer is LimbAnswer.NOT_YET_KNOWN:
        if reason.strip():
            return ALLOWED
        return RULEBOOK["SCR-05"].refuse(
            words="Say what you still need to find out, and from whom.", field="reason"
        )
    missing = [
        refused("SCR-05", words, field=field)
        for field, typed, words in (
            ("evidence", evidence, f"Say what your {answer.label} rests on: what is known, and who said so."),
            ("reason", reason, f"Say why the answer to “{limb.label}” is {answer.label}."),
        )
        if not typed.strip()
    ]
    return ALLOWED.and_(*missing)
