"""Words to begin from when somebody is told what was decided. A practitioner reads and changes them before they are given.

Written for the audience from the start: the referrer's never say who the adult is or what they told us.
"""

from __future__ import annotations

from goldenthread.concerns.vocabulary import Outcome, Signpost

_ADULT = {
    Outcome.S42_ENQUIRY: "We will now make enquiries, as the Care Act 2014 (section 42) asks of us. That means that we find out "
    "more with you and agree what should happen. You decide as much as you can, and somebody may help you to say what you want.",
    Outcome.OTHER_ENQUIRY: "The law does not oblige us to make enquiries, but we think it right to find out more with you and to "
    "agree what should happen.",
    Outcome.OTHER_RESPONSE: "We will not make enquiries under section 42 of the Care Act 2014. We think that something else helps "
    "you more",
    Outcome.NO_FURTHER_ACTION: "We have looked into it and will do nothing more about it now. You can tell us at any time if that "
    "changes or if you see it differently.",
    Outcome.ADDED_TO_ENQUIRY: "It belongs to the enquiry that is open already, and we look at it together with that.",
}
_REFERRER = {
    Outcome.S42_ENQUIRY: "The council is making enquiries under section 42 of the Care Act 2014. Please keep what you know and go "
    "on with the support you give. We may ask you for information.",
    Outcome.OTHER_ENQUIRY: "The council is making enquiries. Please keep what you know; we may ask you for information.",
    Outcome.OTHER_RESPONSE: "The duty to enquire under section 42 of the Care Act 2014 does not apply. Other help was arranged or "
    "suggested.",
    Outcome.NO_FURTHER_ACTION: "The duty to enquire under section 42 of the Care Act 2014 does not apply, and no more is planned "
    "now. If anything changes, or you disagree, tell us at once.",
    Outcome.ADDED_TO_ENQUIRY: "It was added to work that is under way already.",
}


def draft_for_adult(outcome: Outcome, *, signpost: Signpost | None, phone: str, council: str) -> str:
    """Plain words for the adult. ``phone`` and ``council`` come from local policy."""
    said = _ADULT[outcome]
    if outcome is Outcome.OTHER_RESPONSE:
        said += f": {signpost.label[:1].lower()}{signpost.label[1:]}." if signpost else "."
    return (
        "Somebody told us that they were worried about you. Thank you for telling us what you want.\n\n"
        f"{said}\n\n"
        f"If you have a question, want something changed, or do not feel safe, ring {council} on {phone}. In danger, ring 999."
    )


def draft_for_referrer(outcome: Outcome, *, reference: str, phone: str, council: str) -> str:
    """Plain words for whoever raised the concern, without a name."""
    return (
        f"Thank you for raising concern {reference}.\n\n"
        f"{_REFERRER[outcome]}\n\n"
        f"We may not share more than this. If you have a question or disagree, ring {council} on {phone} and give the reference."
    )
