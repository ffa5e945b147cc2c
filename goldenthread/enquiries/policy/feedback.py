"""Words to begin from when somebody is told that an enquiry has ended, or an agency that it is asked for a report.

Written for the audience from the start. The referrer's and the agency's never say who the adult is or what they told us.
A practitioner reads and changes those for the adult and the referrer before they are given.
"""

from __future__ import annotations

from goldenthread.enquiries.vocabulary import Achieved, CausedState, EnquiryKind

_REACHED = {
    Achieved.FULLY: "You told us that this happened.",
    Achieved.PARTLY: "You told us that this happened in part.",
    Achieved.NOT: "You told us that this did not happen.",
}


def draft_for_adult(*, wanted: tuple[tuple[str, Achieved | None], ...], phone: str, council: str) -> str:
    """Plain words for the adult: it has ended, what they wanted and whether it came about, whom to ring."""
    parts = ["Our enquiry about what happened to you has ended."]
    if wanted:
        lines = [
            f"You told us you wanted: “{words}” {_REACHED[achieved] if achieved else ''}".strip()
            for words, achieved in wanted
        ]
        parts.append("\n".join(lines))
    parts.append(
        f"If you have a question, want something changed, or do not feel safe, ring {council} on {phone}. In danger, ring 999."
    )
    return "\n\n".join(parts)


def draft_for_referrer(*, kind: EnquiryKind, reference: str, phone: str, council: str) -> str:
    """Plain words for whoever raised a concern, without a name. ``reference`` is the concern's."""
    law = "under section 42 of the Care Act 2014 " if kind is EnquiryKind.S42 else ""
    return (
        f"Thank you again for raising concern {reference}.\n\n"
        f"The council made an enquiry {law}and it has now ended. The adult was asked what they want, and what could be "
        "done was done with them.\n\n"
        f"We may not share more than this. If you are still worried, or disagree, ring {council} on {phone} and give the reference."
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
