"""Words about people."""

from goldenthread.ground.words import Words, vocabulary


@vocabulary
class Gender(Words):
    """Gender, as the national return asks (SG1b).

    The template may hold a further category: verify before submission.
    """

    FEMALE = "female", "Female", "", {"SAC": "Female"}
    MALE = "male", "Male", "", {"SAC": "Male"}
    OTHER = "other", "In another way", "The person describes it in another way.", {"SAC": "Not known"}
    NOT_KNOWN = "not_known", "Not known", "", {"SAC": "Not known"}


@vocabulary
class EthnicGroup(Words):
    """Ethnic group (NHS 2001 categories).

    Source: NHS Data Dictionary ethnic category. Codes for the national return (SG1c) are our mapping; where Chinese belongs
    differs between census years and must be checked.
    """

    WHITE_BRITISH = "A", "White British", "", {"SAC": "White"}
    WHITE_IRISH = "B", "White Irish", "", {"SAC": "White"}
    WHITE_OTHER = "C", "Any other White background", "", {"SAC": "White"}
    MIXED_CARIBBEAN = "D", "White and Black Caribbean", "", {"SAC": "Mixed / Multiple"}
    MIXED_AFRICAN = "E", "White and Black African", "", {"SAC": "Mixed / Multiple"}
    MIXED_ASIAN = "F", "White and Asian", "", {"SAC": "Mixed / Multiple"}
    MIXED_OTHER = "G", "Any other mixed background", "", {"SAC": "Mixed / Multiple"}
    INDIAN = "H", "Indian", "", {"SAC": "Asian / Asian British"}
    PAKISTANI = "J", "Pakistani", "", {"SAC": "Asian / Asian British"}
    BANGLADESHI = "K", "Bangladeshi", "", {"SAC": "Asian / Asian British"}
    ASIAN_OTHER = "L", "Any other Asian background", "", {"SAC": "Asian / Asian British"}
    CARIBBEAN = "M", "Caribbean", "", {"SAC": "Black / African / Caribbean / Black British"}
    AFRICAN = "N", "African", "", {"SAC": "Black / African / Caribbean / Black British"}
    BLACK_OTHER = (
        "P",
        "Any other Black background",
        "",
        {"SAC": "Black / African / Caribbean / Black British"},
    )
    CHINESE = (
        "R",
        "Chinese",
        "Check which group the return of the year wants.",
        {"SAC": "Asian / Asian British"},
    )
    OTHER = "S", "Any other ethnic group", "", {"SAC": "Other ethnic group"}
    NOT_STATED = "Z", "Asked, chose not to say", "", {"SAC": "Refused"}
    NOT_KNOWN = "99", "Not known", "Not asked, or not able to say.", {"SAC": "Undeclared / Not known"}


@vocabulary
class SupportReason(Words):
    """Primary support reason (SG1d)."""

    PHYSICAL = "physical", "Physical support", "", {"SAC": "Physical Support"}
    SENSORY = "sensory", "Sensory support", "", {"SAC": "Sensory Support"}
    MEMORY = "memory", "Support with memory and cognition", "", {"SAC": "Support with Memory and Cognition"}
    LEARNING = "learning", "Learning disability support", "", {"SAC": "Learning Disability Support"}
    MENTAL_HEALTH = "mental_health", "Mental health support", "", {"SAC": "Mental Health Support"}
    SOCIAL = "social", "Social support", "", {"SAC": "Social Support"}
    NONE = "none", "No support reason", "", {"SAC": "No Support Reason"}
    NOT_KNOWN = "not_known", "Not known", "", {"SAC": "Not known"}


@vocabulary
class Funding(Words):
    """Who pays for the person's care and support.

    Asked so that outcomes can be compared: safeguarding is the same whoever pays (Care Act 2014, section 42; improvement tool,
    statement 1.2).
    """

    COUNCIL = "council", "The council", "All of it, or with what the person is charged."
    NHS = "nhs", "The NHS", "NHS continuing healthcare."
    JOINT = "joint", "The council and the NHS together", "Such as aftercare under section 117."
    SELF = "self", "The person pays for all of it", ""
    NO_CARE = "no_care", "Nobody: there is no paid care", ""
    NOT_KNOWN = "not_known", "Not known", "Not asked, or not able to say."


@vocabulary
class Eligibility(Words):
    """Whether the person's needs meet the national eligibility criteria.

    Care Act 2014, section 13. The duty to enquire does not depend on it, so outcomes of safeguarding should not either.
    """

    ELIGIBLE = "eligible", "Eligible", "Assessed, and the needs meet the criteria."
    NOT_ELIGIBLE = "not_eligible", "Not eligible", "Assessed, and the needs do not meet the criteria."
    NOT_ASSESSED = "not_assessed", "Not assessed", "No needs assessment has been made, or it is under way."
    NOT_KNOWN = "not_known", "Not known", "Nobody has looked it up yet."


@vocabulary
class CircumstanceKind(Words):
    """Circumstances of a person that hold for a time: legal status, care, who supports them."""

    S117 = "s117", "Section 117 aftercare", "Aftercare under the Mental Health Act 1983, section 117."
    COMMUNITY_DOL = (
        "community_dol",
        "Deprivation of liberty in the community",
        "Authorised by the Court of Protection.",
    )
    DOLS = (
        "dols",
        "Deprivation of liberty safeguards",
        "Authorised in a care home or hospital (Mental Capacity Act 2005).",
    )
    MENTAL_HEALTH_ACT = "mha", "Mental Health Act", "Detained or under a community treatment order."
    ATTORNEY = "attorney", "Lasting power of attorney or deputy", "Somebody holds legal authority to decide."
    CARE_PACKAGE = "care", "Care and support", "Care arranged by council, NHS or the person."
    WORKER = "worker", "Worker", "A named worker of any agency supports the person."
    COMMUNICATION = "communication", "Communication need", "How to make information accessible (DCB1605)."
    OTHER = "other", "Other", ""


@vocabulary
class RepresentativeKind(Words):
    """Who speaks with or for the adult."""

    ADULT = "adult", "The adult", "In their own words."
    FAMILY = "family", "Family member or friend", "An appropriate person, chosen or accepted by the adult."
    ATTORNEY = (
        "attorney",
        "Attorney or deputy",
        "Holds legal authority (lasting power of attorney, Court of Protection).",
    )
    CARE_ACT_ADVOCATE = "care_act_advocate", "Care Act advocate", "Independent advocate under section 68."
    IMCA = "imca", "Independent mental capacity advocate", "Under the Mental Capacity Act 2005."
    IDVA = "idva", "Independent domestic violence adviser", ""
    IMHA = "imha", "Independent mental health advocate", "Under the Mental Health Act 1983."
    PROFESSIONAL = (
        "professional",
        "A professional who knows the adult",
        "Say why the adult or a representative could not be asked.",
    )


@vocabulary
class MatchBand(Words):
    """How likely two reports are about one person.

    A sentence for the practitioner who decides; the machine never decides (rule PEO-01).
    """

    VERY_LIKELY = "very_likely", "Very likely", "Several strong details agree."
    LIKELY = "likely", "Likely", "Some details agree; check the others."
    POSSIBLE = "possible", "Possible", "Little agrees; it may well be somebody else."
