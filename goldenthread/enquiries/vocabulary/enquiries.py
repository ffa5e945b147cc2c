"""Words of enquiries: from the plan to the outcome in the words of the adult."""

from goldenthread.ground.words import Words, vocabulary


@vocabulary
class EnquiryKind(Words):
    """Kinds of enquiry.

    The national return counts both apart (returns.md section 2): the duty of section 42(2), and enquiries a council makes
    although not every part of section 42(1) is met.
    """

    S42 = (
        "s42",
        "Section 42 enquiry",
        "The duty to enquire applies: Care Act 2014, section 42(2).",
        {"SAC": "Section 42 Safeguarding Enquiries"},
    )
    OTHER = (
        "other",
        "Other enquiry",
        "The duty does not apply, and an enquiry is still necessary and proportionate.",
        {"SAC": "Other Safeguarding Enquiries"},
    )


@vocabulary
class EnquiryStatus(Words):
    """States of an enquiry."""

    PLANNING = (
        "planning",
        "Being planned",
        "How to enquire is being agreed, beginning with what the adult wants.",
    )
    UNDER_WAY = "under_way", "Under way", "Steps are being taken."
    CLOSED = "closed", "Closed", "The enquiry has ended; it can be opened again with a reason."


@vocabulary
class LackedCapacity(Words):
    """Whether the adult lacked capacity to make decisions about the enquiry (SG3a)."""

    YES = (
        "yes",
        "Yes, they lacked capacity",
        "Assessed for this decision (Mental Capacity Act 2005, sections 2 and 3).",
        {"SAC": "Yes"},
    )
    NO = "no", "No, they had capacity", "Nothing gave cause to doubt it, or it was assessed.", {"SAC": "No"}
    DONT_KNOW = "dont_know", "I don't know", "It was asked and is not known.", {"SAC": "Don't know"}
    NOT_RECORDED = "not_recorded", "Not recorded", "Nobody has answered this yet.", {"SAC": "Not recorded"}


@vocabulary
class SupportedBy(Words):
    """Who supported an adult who lacked capacity (SG3a)."""

    ADVOCATE = (
        "advocate",
        "An advocate",
        "Care Act 2014 section 68, or an advocate under another Act.",
        {"SAC": "Supported"},
    )
    FAMILY = "family", "Family", "", {"SAC": "Supported"}
    FRIEND = "friend", "A friend", "", {"SAC": "Supported"}
    NOBODY = "nobody", "Nobody", "Say why, and what was tried.", {"SAC": "Not supported"}


@vocabulary
class AskedOutcomes(Words):
    """Whether the adult or their representative was asked what they want (SG4a)."""

    EXPRESSED = (
        "expressed",
        "Asked, and they said what they want",
        "",
        {"SAC": "Yes asked and outcomes expressed"},
    )
    NONE_EXPRESSED = (
        "none_expressed",
        "Asked, and they said nothing they want",
        "",
        {"SAC": "Yes asked but none expressed"},
    )
    NO = "no", "Not asked", "Say why not.", {"SAC": "No"}
    DONT_KNOW = "dont_know", "I don't know", "", {"SAC": "Don't know"}
    NOT_RECORDED = "not_recorded", "Not recorded", "Nobody has answered this yet.", {"SAC": "Not recorded"}


@vocabulary
class Achieved(Words):
    """How far a wanted outcome was reached (SG4a)."""

    FULLY = "fully", "Fully", "", {"SAC": "Fully achieved"}
    PARTLY = "partly", "Partly", "", {"SAC": "Partially achieved"}
    NOT = "not", "Not", "", {"SAC": "Not achieved"}


@vocabulary
class EndAnswer(Words):
    """Answers the adult, or who speaks for them, gives at the end.

    Asked of feeling safer, and of how far expectations of safety and of wellbeing were met.
    """

    YES = "yes", "Yes", ""
    PARTLY = "partly", "Partly", ""
    NO = "no", "No", ""
    NOT_KNOWN = "not_known", "Not known", "Say why nobody could be asked."


@vocabulary
class Law(Words):
    """Laws in use in an enquiry."""

    CARE_ACT_S42 = (
        "care_act_s42",
        "Care Act 2014, section 42",
        "The duty to make enquiries or cause them to be made.",
    )
    CARE_ACT_POWER = (
        "care_act_power",
        "Care Act 2014, wellbeing and prevention",
        "Sections 1 and 2 and the council's general powers: an enquiry that section 42 does not require.",
    )
    CARE_ACT_S68 = (
        "care_act_s68",
        "Care Act 2014, section 68",
        "Independent advocacy in a safeguarding enquiry.",
    )
    MENTAL_CAPACITY = (
        "mental_capacity",
        "Mental Capacity Act 2005",
        "Capacity, best interests, deprivation of liberty, ill-treatment (section 44).",
    )
    MENTAL_HEALTH = (
        "mental_health",
        "Mental Health Act 1983",
        "Detention, aftercare under section 117, guardianship.",
    )
    CRIMINAL = (
        "criminal",
        "Criminal law and PACE 1984",
        "A crime may have been committed; the police lead on it.",
    )
    DOMESTIC_ABUSE = (
        "domestic_abuse",
        "Domestic abuse law",
        "Domestic Abuse Act 2021; controlling or coercive behaviour, Serious Crime Act 2015 section 76.",
    )
    HUMAN_RIGHTS = (
        "human_rights",
        "Human Rights Act 1998",
        "Articles 2, 3, 5 and 8 of the Convention are those most often weighed.",
    )


@vocabulary
class Finding(Words):
    """Findings on an allegation.

    Local words on the balance of probabilities; no longer part of the national return.
    """

    SUBSTANTIATED = "substantiated", "Substantiated", "More likely than not that it happened."
    PARTLY = "partly", "Partly substantiated", "More likely than not for a part of it."
    NOT = "not", "Not substantiated", "More likely than not that it did not happen."
    INCONCLUSIVE = "inconclusive", "Inconclusive", "The evidence does not allow a finding either way."


@vocabulary
class RiskOutcome(Words):
    """Risk assessment outcomes (SG2c)."""

    IDENTIFIED_ACTION = (
        "identified_action",
        "Risk identified, action taken",
        "",
        {"SAC": "Risk identified and action taken"},
    )
    IDENTIFIED_NO_ACTION = (
        "identified_no_action",
        "Risk identified, no action taken",
        "",
        {"SAC": "Risk identified and no action taken"},
    )
    INCONCLUSIVE_ACTION = (
        "inconclusive_action",
        "Risk unclear, action taken",
        "",
        {"SAC": "Risk - Assessment inconclusive and action taken"},
    )
    INCONCLUSIVE_NO_ACTION = (
        "inconclusive_no_action",
        "Risk unclear, no action taken",
        "",
        {"SAC": "Risk - Assessment inconclusive and no action taken"},
    )
    NO_RISK_ACTION = (
        "no_risk_action",
        "No risk identified, action taken",
        "",
        {"SAC": "No risk identified and action taken"},
    )
    NO_RISK_NO_ACTION = (
        "no_risk_no_action",
        "No risk identified, no action taken",
        "",
        {"SAC": "No risk identified and no action taken"},
    )
    CEASED = (
        "ceased",
        "Ended because the adult asked, no action taken",
        "",
        {"SAC": "Enquiry ceased at individual's request and no action taken"},
    )


# SG2e asks what became of the risk only where one was identified.
RISK_IDENTIFIED = (RiskOutcome.IDENTIFIED_ACTION, RiskOutcome.IDENTIFIED_NO_ACTION)


@vocabulary
class RiskResult(Words):
    """What became of the risk, where one was identified (SG2e)."""

    REMAINED = (
        "remained",
        "Risk remained",
        "The same cause, to the same degree. The adult may have chosen it.",
        {"SAC": "Risk remained"},
    )
    REDUCED = "reduced", "Risk reduced", "The cause is partly dealt with.", {"SAC": "Risk reduced"}
    REMOVED = "removed", "Risk removed", "The cause is gone.", {"SAC": "Risk removed"}


@vocabulary
class ActionKind(Words):
    """Steps of an enquiry.

    From a conversation to a formal multi-agency plan (statutory guidance 14.77), in order of weight.
    """

    CONVERSATION = "conversation", "A conversation with the adult", "Usually where it starts (14.93)."
    SAFETY = "safety", "Something done to make the adult safer", ""
    VISIT = "visit", "A visit", ""
    RECORDS = "records", "Records looked at", ""
    STATEMENT = "statement", "A statement taken", ""
    CAPACITY = "capacity", "Capacity assessed", "For one decision at one time (Mental Capacity Act 2005)."
    ADVOCATE = "advocate", "An advocate found", "Care Act 2014, section 68."
    DISCUSSION = (
        "discussion",
        "A strategy discussion",
        "Who does what by when, by telephone or around a table.",
    )
    MEETING = (
        "meeting",
        "A meeting",
        "With permission of the adult where family takes part; in two parts where that helps.",
    )
    REPORT = "report", "A report from another agency", ""
    PLAN = "plan", "A formal multi-agency plan", "The heaviest; only when the lighter do not do."


@vocabulary
class Effect(Words):
    """Whether a step helped."""

    HELPED = "helped", "It helped", ""
    PARTLY = "partly", "It helped in part", ""
    DID_NOT = "did_not", "It did not help", "Say what comes next."
    CANNOT_TELL = "cannot_tell", "It cannot be known", "Say why."
    TOO_SOON = "too_soon", "Too soon to say", "Come back to it before the enquiry is closed."


# Steps that were meant to change something: each is checked for its effect before the enquiry is closed.
STEPS_TO_CHECK = (ActionKind.SAFETY, ActionKind.PLAN)


@vocabulary
class ChoiceCapacity(Words):
    """Whether the adult has capacity for a risk they choose."""

    HAS = "has", "They have capacity for this choice", "Nothing gives cause to doubt it, or it was assessed."
    LACKS = (
        "lacks",
        "They lack capacity for this choice",
        "A best-interests decision is needed instead (Mental Capacity Act 2005 section 4).",
    )
    BEING_ASSESSED = "being_assessed", "It is being assessed", ""


@vocabulary
class CausedState(Words):
    """States of a report that another agency was asked for."""

    ASKED = "asked", "Asked", "The agency has not yet answered."
    RECEIVED = "received", "Received", "The council must check it: it stays responsible for the enquiry."
    SENT_BACK = "sent_back", "Sent back", "The agency was told what is missing."
    ACCEPTED = "accepted", "Accepted", "The council is satisfied with it."
    WITHDRAWN = "withdrawn", "No longer needed", ""
