"""Words to begin from when somebody is told that an enquiry has ended, or an agency that it is asked for a report.

Written for the audience from the start. The referrer's and the agency's never say who the adult is or what they told us.
A practitioner reads and changes those for the adult and the referrer before they are given.
"""

from __future__ import annotations

from goldenthread.enquiries.vocabulary import Achieved, CausedState, EnquiryKind

_REACHED = {
    Achieved.FULLY: "You told us that this came about.",
    Achieved.PARTLY: "You told us that this came about in part.",
    Achieved.NOT: "You told us that this did not come about.",
}


def draft_for_adult(
    *,
    called: str,
    wanted: tuple[tuple[str, Achieved | None], ...],
    accountable: str,
    reference: str,
    phone: str,
    council: str,
) -> str:
    """Plain words for the adult: it has ended, what they wanted and whether it came about, who to talk to."""
    parts = [
        f"Dear {called}," if called else "Hello,",
        "Our safeguarding enquiry has ended. Thank you for telling us what mattered to you.",
    ]
    if wanted:
        lines = [
            f"You said: “{words.strip()}” {_REACHED[achieved] if achieved else ''}".strip()
            for words, achieved in wanted
        ]
        parts.append("What you wanted\n" + "\n".join(lines))
    parts += [
        "What happens next\nNothing more, unless you want it. You can come back to us at any time.",
        f"Who to talk to\n{accountable} is the one who must answer for this. Call {phone} to ask anything, or to tell us that "
        f"we got it wrong. The number to give is {reference}.",
        "If you are in danger now, call 999.",
        council,
    ]
    return "\n\n".join(parts)


def draft_for_referrer(*, kind: EnquiryKind, reference: str, phone: str, council: str) -> str:
    """Plain words for whoever raised a concern, without a name. ``reference`` is the concern's."""
    law = " under section 42 of the Care Act 2014" if kind is EnquiryKind.S42 else ""
    return "\n\n".join(
        [
            "Hello,",
            f"Thank you again for telling us about your concern, reference {reference}.",
            f"What happened\nWe made a safeguarding enquiry{law}, and it has ended. The person was asked what they want, and what "
            "could be done was done with them.",
            "What we cannot tell you\nThe details are private to the person, so we cannot share more than this.",
            f"What you can do\nIf something changes, or you are worried again, tell us: each report counts. If you think that we "
            f"got this wrong, call {phone} and ask us to look at it again.",
            "If somebody is in danger now, call 999.",
            council,
        ]
    )


def draft_for_agency(*, kind: EnquiryKind, reference: str, phone: str, council: str, accountable: str) -> str:
    """Plain words for a care service or a placing council, without a name. ``reference`` is the concern's."""
    law = " under section 42 of the Care Act 2014" if kind is EnquiryKind.S42 else ""
    return "\n\n".join(
        [
            "Hello,",
            f"This is about the safeguarding concern with the reference {reference}.",
            f"What happened\nWe made a safeguarding enquiry{law}, and it has ended.",
            "What we ask of you\nGo on with what you agreed with us. If something changes, or you are worried again, tell us.",
            f"Who answers for this\n{accountable}. Call {phone}.",
            council,
        ]
    )


def letter_to_agency(*, state: CausedState, reference: str, due: str, council: str) -> tuple[str, str]:
    """Subject and text of the email to an agency. It says little: what is asked stands on their page after signing in."""
    subject = f"{council}: report {reference}"
    said = {
        CausedState.ASKED: f"{council} asks you for a report in a safeguarding enquiry, by {due}. Sign in to read the question "
        "and to answer it.",
        CausedState.SENT_BACK: f"{council} has read your report and needs more. Sign in to read what is missing.",
        CausedState.ACCEPTED: f"{council} has read your report and accepts it. Thank you.",
    }[state]
    return subject, f"{said}\n\nReference: {reference}"
