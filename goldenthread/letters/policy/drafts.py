"""Texts to begin from, one for each audience and for what happened. Our own words; people change them before they are given."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.letters.vocabulary import Audience, Happened

# Where a matter went, by the decision's signpost, as it may be said to anybody. What would tell of the adult's health or
# home life is said only in general words.
_OTHER = "a service that can help"
WENT_TO: dict[str, str] = {
    "care_assessment": "the council's team that looks at what care and support people need",
    "carer_assessment": "the council's team that looks at what carers need",
    "information": "the council's information and advice service",
    "provider_action": "the service that gives the care, which has to put it right and tell us when it has",
    "quality": "the council's team that checks the quality of care services",
    "complaint": "the complaints team of the service it is about",
    "police": "the police",
    "fire": "the fire service, for a home safety visit",
    "housing": "a housing service",
    "advocacy": "an advocacy service",
}
# A service that gives care hears only of what it has a part in: anything else could warn whoever did harm.
_TO_PROVIDER = ("provider_action", "quality", "complaint")
# The adult may know what concerns them, in words that say what the service does.
_TO_ADULT: dict[str, str] = {
    "care_assessment": "the team that looks at what care and support you need",
    "carer_assessment": "the team that looks at what help a carer needs",
    "information": "our information and advice team",
    "provider_action": "the service that cares for you, so that they put it right",
    "quality": "our team that checks how good care services are",
    "health": "your doctor or nurse",
    "mental_health": "a service that helps when your mind is not well",
    "domestic_abuse": "a service that helps people who are hurt or controlled by somebody at home",
    "housing": "a housing service",
    "fire": "the fire service, who can make your home safer",
    "police": "the police",
    "complaint": "the team that deals with complaints",
    "advocacy": "an advocate, who helps you to say what you want",
    "voluntary": "a local group that can help",
}


@dataclass(frozen=True)
class Facts:
    """What a text is made from. ``accountable`` is the name and role of who answers for it; ``signpost`` the decision's word.

    ``called`` is how the adult likes to be called and ``wanted`` what they said they want: for the adult's text only.
    """

    reference: str
    council: str
    phone: str
    accountable: str
    signpost: str = ""
    called: str = ""
    wanted: str = ""


def write(audience: Audience, happened: Happened, facts: Facts) -> str:
    """The text to begin from. Raises ValueError for an audience that nobody writes to (the file)."""
    if audience is Audience.ADULT:
        return _to_adult(happened, facts)
    if audience is Audience.REFERRER:
        return _to_referrer(happened, facts)
    if audience in (Audience.PROVIDER, Audience.PLACING_COUNCIL):
        return _to_agency(audience, happened, facts)
    raise ValueError("nobody writes to the file")


_ADULT: dict[Happened, str] = {
    Happened.S42_ENQUIRY: (
        "We will find out more about what has happened, and what would help you to feel safe. The law asks us to do this. "
        "It is called a safeguarding enquiry."
    ),
    Happened.OTHER_ENQUIRY: (
        "We will find out a bit more, because we think it may help you. You can tell us how you want this to be done."
    ),
    Happened.OTHER_RESPONSE: (
        "We think there is a better way to help you than for us to look into it more. We have told {went_to}."
    ),
    Happened.NO_FURTHER_ACTION: (
        "We do not need to do more about it right now. If you do not agree, please tell us. We will listen."
    ),
    Happened.ADDED_TO_ENQUIRY: (
        "We were already finding out about things that worried you or others. We have put this together with it, so that "
        "you do not have to say it all twice."
    ),
}

_ADULT_NEXT: dict[Happened, str] = {
    Happened.S42_ENQUIRY: (
        "One of our team will talk with you about it. You choose who is with you: a friend, somebody from your family, or "
        "an advocate. An advocate is somebody who helps you to say what you want."
    ),
    Happened.OTHER_ENQUIRY: (
        "One of our team will talk with you about it. You may have somebody with you, such as a friend or an advocate. An "
        "advocate is somebody who helps you to say what you want."
    ),
    Happened.OTHER_RESPONSE: "They should get in touch with you. If you do not hear from them, tell us and we will ask them why.",
    Happened.NO_FURTHER_ACTION: "You can come back to us at any time. We would rather hear from you once too often.",
    Happened.ADDED_TO_ENQUIRY: "The person you already know from our team will go on talking with you about it.",
}


def _to_adult(happened: Happened, facts: Facts) -> str:
    went_to = _TO_ADULT.get(facts.signpost, "somebody who can help")
    parts = [
        f"Dear {facts.called}," if facts.called else "Hello,",
        "Somebody was worried about you and told us. We looked at it with care.",
        "What we decided\n" + _ADULT[happened].format(went_to=went_to),
    ]
    if facts.wanted:
        parts.append(f"What you want\nYou said: “{facts.wanted.strip()}”")
    parts += [
        "What happens next\n" + _ADULT_NEXT[happened],
        f"Who to talk to\nThe person who answers for this is {facts.accountable}. Call {facts.phone} to ask anything, or to "
        f"tell us that we got it wrong. The number to give is {facts.reference}.",
        "If you are in danger now, call 999.",
        facts.council,
    ]
    return "\n\n".join(parts)


_REFERRER: dict[Happened, str] = {
    Happened.S42_ENQUIRY: (
        "The legal test was met, and we are making a safeguarding enquiry under section 42 of the Care Act 2014. We may ask "
        "you for more of what you know."
    ),
    Happened.OTHER_ENQUIRY: (
        "The legal test for a section 42 enquiry was not met. We think there is still something to find out, so we are making "
        "an enquiry all the same. We may ask you for more of what you know."
    ),
    Happened.OTHER_RESPONSE: (
        "The legal test for a section 42 enquiry was not met, so there is no safeguarding enquiry. Something else fits "
        "better: we have passed it on to {went_to}."
    ),
    Happened.NO_FURTHER_ACTION: (
        "The legal test for a section 42 enquiry was not met, and we are not taking safeguarding action about this. That does "
        "not mean that you were wrong to tell us. What you told us is kept, and is looked at again if something else happens."
    ),
    Happened.ADDED_TO_ENQUIRY: (
        "We were already making a safeguarding enquiry about the person. What you told us is now part of it."
    ),
}


def _to_referrer(happened: Happened, facts: Facts) -> str:
    went_to = WENT_TO.get(facts.signpost, _OTHER)
    return "\n\n".join(
        [
            "Hello,",
            f"Thank you for telling us about your concern, reference {facts.reference}.",
            "What we decided\n" + _REFERRER[happened].format(went_to=went_to),
            "What we cannot tell you\nThe details are private to the person, so we cannot share more than this.",
            "What you can do\nIf something changes, or you are worried again, tell us: each report counts. If you think that "
            f"we got this wrong, call {facts.phone} and ask us to look at it again. The person who answers for it is {facts.accountable}.",
            "If somebody is in danger now, call 999.",
            facts.council,
        ]
    )


_AGENCY: dict[Happened, str] = {
    Happened.S42_ENQUIRY: "The legal test was met, and we are making a safeguarding enquiry under section 42 of the Care Act 2014.",
    Happened.OTHER_ENQUIRY: "The legal test for a section 42 enquiry was not met. We are making an enquiry all the same.",
    Happened.OTHER_RESPONSE: "There is no safeguarding enquiry. It was passed on to {went_to}.",
    Happened.NO_FURTHER_ACTION: "There is no safeguarding enquiry, and we are taking no safeguarding action about this.",
    Happened.ADDED_TO_ENQUIRY: "It has become part of a safeguarding enquiry that was already open.",
}


def _to_agency(audience: Audience, happened: Happened, facts: Facts) -> str:
    ask = (
        "What we ask of you\nKeep the people in your care safe, keep what may be needed as evidence, and answer what we ask you "
        "in time."
        if audience is Audience.PROVIDER
        and happened in (Happened.S42_ENQUIRY, Happened.OTHER_ENQUIRY, Happened.ADDED_TO_ENQUIRY)
        else "What you can do\nIf you know something that would change this, tell us."
    )
    private = audience is Audience.PROVIDER and facts.signpost not in _TO_PROVIDER
    went_to = _OTHER if private else WENT_TO.get(facts.signpost, _OTHER)
    return "\n\n".join(
        [
            "Hello,",
            f"This is about the safeguarding concern with the reference {facts.reference}.",
            "What we decided\n" + _AGENCY[happened].format(went_to=went_to),
            ask,
            f"Who answers for this\n{facts.accountable}. Call {facts.phone}.",
            facts.council,
        ]
    )
