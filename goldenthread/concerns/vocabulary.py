"""Words of concerns: from the report to the decision."""

from goldenthread.ground.words import Words, vocabulary


@vocabulary
class AbuseType(Words):
    """Types of abuse and neglect.

    The eleven rows of the national return (SG2a); the statutory guidance lists ten, with sexual exploitation under sexual
    (CARE10 code).
    """

    PHYSICAL = (
        "physical",
        "Physical",
        "Hitting, pushing, rough handling, misuse of medicine or restraint.",
        {"SAC": "Physical", "CARE10": "physical"},
    )
    DOMESTIC = (
        "domestic",
        "Domestic abuse",
        "Abuse or control by a partner, former partner or relative.",
        {"SAC": "Domestic", "CARE10": "domestic"},
    )
    SEXUAL = (
        "sexual",
        "Sexual",
        "Any sexual act or attention that the person did not or could not agree to.",
        {"SAC": "Sexual", "CARE10": "sexual"},
    )
    SEXUAL_EXPLOITATION = (
        "sexual_exploitation",
        "Sexual exploitation",
        "Sex in return for things, money, shelter or under threat.",
        {"SAC": "Sexual Exploitation", "CARE10": "sexual"},
    )
    PSYCHOLOGICAL = (
        "psychological",
        "Psychological or emotional",
        "Threats, humiliation, bullying, being cut off from others.",
        {"SAC": "Psychological", "CARE10": "psychological"},
    )
    FINANCIAL = (
        "financial",
        "Financial or material",
        "Theft, fraud, pressure about money, wills or property (section 42(3)).",
        {"SAC": "Financial or Material", "CARE10": "financial"},
    )
    MODERN_SLAVERY = (
        "modern_slavery",
        "Modern slavery",
        "Forced work, trafficking, a home taken over by others.",
        {"SAC": "Modern Slavery", "CARE10": "modern_slavery"},
    )
    DISCRIMINATORY = (
        "discriminatory",
        "Discriminatory",
        "Harassment or poor treatment because of who the person is.",
        {"SAC": "Discriminatory", "CARE10": "discriminatory"},
    )
    ORGANISATIONAL = (
        "organisational",
        "Organisational",
        "Poor care through how a service is run.",
        {"SAC": "Organisational", "CARE10": "organisational"},
    )
    NEGLECT = (
        "neglect",
        "Neglect and acts of omission",
        "Care, medicine, food or help not given.",
        {"SAC": "Neglect and Acts of Omission", "CARE10": "neglect"},
    )
    SELF_NEGLECT = (
        "self_neglect",
        "Self-neglect",
        "Not looking after one's own health, safety or home.",
        {"SAC": "Self-Neglect", "CARE10": "self_neglect"},
    )


@vocabulary
class Place(Words):
    """Where it happened (SG2b)."""

    OWN_HOME = "own_home", "The person's own home", "", {"SAC": "Own Home"}
    COMMUNITY = (
        "community",
        "In the community",
        "A street, a shop, somebody else's home.",
        {"SAC": "In the Community (excluding community services)"},
    )
    COMMUNITY_SERVICE = (
        "community_service",
        "A community service",
        "A day service, a club, transport.",
        {"SAC": "Community Service"},
    )
    NURSING_HOME = "nursing_home", "Care home with nursing", "", {"SAC": "Care Home – Nursing"}
    RESIDENTIAL_HOME = "residential_home", "Care home without nursing", "", {"SAC": "Care Home – Residential"}
    HOSPITAL_ACUTE = "hospital_acute", "General hospital", "", {"SAC": "Hospital – Acute"}
    HOSPITAL_MENTAL_HEALTH = (
        "hospital_mental_health",
        "Mental health hospital",
        "",
        {"SAC": "Hospital – Mental Health"},
    )
    HOSPITAL_COMMUNITY = "hospital_community", "Community hospital", "", {"SAC": "Hospital – Community"}
    OTHER = "other", "Somewhere else", "", {"SAC": "Other"}
    NOT_KNOWN = "not_known", "I don't know", "", {"SAC": "Other"}


@vocabulary
class ReferrerRole(Words):
    """Who raises a concern.

    The national return does not ask this; local measures do.
    """

    ADULT = "adult", "The adult themselves", ""
    FAMILY = "family", "Family, friend or neighbour", ""
    CARE_HOME = "care_home", "Care home", ""
    HOME_CARE = "home_care", "Home care or supported living", ""
    HOSPITAL = "hospital", "Hospital", ""
    COMMUNITY_HEALTH = "community_health", "Community or mental health service", ""
    GP = "gp", "GP practice", ""
    AMBULANCE = "ambulance", "Ambulance or 111", ""
    POLICE = "police", "Police", ""
    FIRE = "fire", "Fire and rescue", ""
    COUNCIL = "council", "Council staff", ""
    HOUSING = "housing", "Housing", ""
    VOLUNTARY = "voluntary", "Voluntary organisation or advocate", ""
    REGULATOR = "regulator", "Care Quality Commission", ""
    OTHER = "other", "Somebody else", ""
    NOT_KNOWN = "not_known", "I'd rather not say", "The report is as welcome without it."


@vocabulary
class SourceRelationship(Words):
    """Who may have caused the harm, to the adult.

    SAC codes group them as the columns of SG2: social care paid or arranged in any way is Service provider; staff who assess
    and manage care, and health staff, are Other. Self-neglect as known to the individual is general knowledge: verify.
    """

    PARTNER = "partner", "Partner or former partner", "", {"SAC": "Other - known to individual"}
    RELATIVE = "relative", "Relative", "", {"SAC": "Other - known to individual"}
    FRIEND = "friend", "Friend, neighbour or someone they know", "", {"SAC": "Other - known to individual"}
    UNPAID_CARER = "unpaid_carer", "Unpaid carer", "", {"SAC": "Other - known to individual"}
    RESIDENT = "resident", "Another resident or patient", "", {"SAC": "Other - known to individual"}
    SELF = "self", "The adult themselves", "Self-neglect.", {"SAC": "Other - known to individual"}
    CARE_WORKER = (
        "care_worker",
        "Paid carer or care service",
        "Any paid or arranged social care, whoever pays.",
        {"SAC": "Service provider"},
    )
    HEALTH_WORKER = (
        "health_worker",
        "Health worker or health service",
        "",
        {"SAC": "Other - known to individual"},
    )
    SOCIAL_WORKER = (
        "council_worker",
        "Council or assessment staff",
        "",
        {"SAC": "Other - known to individual"},
    )
    STRANGER = "stranger", "A stranger", "", {"SAC": "Other - unknown to individual"}
    NOT_KNOWN = "not_known", "I don't know", "", {"SAC": "Other - unknown to individual"}


@vocabulary
class Channel(Words):
    """How a concern came in."""

    WEB = "web", "Public form", ""
    STAFF = "staff", "Typed in by staff", ""
    API = "api", "From an agency's system", ""
    FILE = "file", "From a file", ""


@vocabulary
class ConcernStatus(Words):
    """States of a concern."""

    RECEIVED = "received", "New", "Nobody has begun to screen it."
    SCREENING = (
        "screening",
        "Being screened",
        "Information is gathered to answer the three-part test, section 42(1).",
    )
    AWAITING_SIGN_OFF = (
        "awaiting_sign_off",
        "Waiting for sign-off",
        "A second person must agree to the decision.",
    )
    DECIDED = "decided", "Decided", "The decision holds; what follows from it has its own record."


@vocabulary
class WishState(Words):
    """What came of asking the adult what they want.

    SAC codes are the columns of the Making Safeguarding Personal table (MSP): whether the adult was asked and expressed an outcome.
    """

    EXPRESSED = (
        "expressed",
        "They said what they want",
        "In their own words, or through somebody who speaks for them.",
        {"SAC": "Yes they were asked and outcomes were expressed"},
    )
    NOT_EXPRESSED = (
        "not_expressed",
        "They were asked and did not say",
        "Asked in a way they could answer, and no wish came of it.",
        {"SAC": "Yes they were asked but no outcomes were expressed"},
    )
    NOT_POSSIBLE = (
        "not_possible",
        "They could not be asked yet",
        "Say why, and what is done so that they can be asked.",
        {"SAC": "No"},
    )


@vocabulary
class Limb(Words):
    """The three parts of section 42(1)."""

    NEEDS = (
        "needs",
        "Has needs for care and support",
        "Section 42(1)(a): the adult has needs for care and support, whether or not the council is meeting any. "
        "Eligibility for services does not matter.",
    )
    ABUSE = (
        "abuse",
        "Is experiencing, or is at risk of, abuse or neglect",
        "Section 42(1)(b): suspicion with reasonable cause is enough; proof is not needed.",
    )
    PROTECT = (
        "protect",
        "Cannot protect themselves because of those needs",
        "Section 42(1)(c): as a result of those needs the adult is unable to protect themselves against it.",
    )


@vocabulary
class LimbAnswer(Words):
    """Answers to a part of the test."""

    YES = "yes", "Yes", "There is reasonable cause to suspect that it is so."
    NO = "no", "No", "There is no reasonable cause to suspect it."
    NOT_YET_KNOWN = "not_yet_known", "Not yet known", "More must be found out before this can be answered."


@vocabulary
class Duty(Words):
    """Whether the duty to enquire applies, worked out from the three answers."""

    MET = (
        "met",
        "The duty applies",
        "All three parts are Yes: the council must make enquiries or cause them to be made, section 42(2).",
    )
    NOT_MET = "not_met", "The duty does not apply", "At least one part is No."
    NOT_YET_KNOWN = "not_yet_known", "Not yet known", "No part is No, and at least one is not yet answered."


@vocabulary
class Outcome(Words):
    """Decisions on a concern."""

    S42_ENQUIRY = (
        "s42_enquiry",
        "Section 42 enquiry",
        "All three parts are Yes: the duty under section 42(2) applies.",
    )
    OTHER_ENQUIRY = (
        "other_enquiry",
        "Other enquiry",
        "Not all parts are Yes, and an enquiry is still necessary and proportionate.",
    )
    OTHER_RESPONSE = (
        "other_response",
        "Other response",
        "Something else helps: advice, signposting, an assessment, a quality visit.",
    )
    NO_FURTHER_ACTION = (
        "no_further_action",
        "No further action",
        "Nothing more is needed, for a stated reason.",
    )
    ADDED_TO_ENQUIRY = (
        "added_to_enquiry",
        "Added to an open enquiry",
        "The matter belongs to an enquiry that is already open.",
    )


@vocabulary
class NoActionReason(Words):
    """Reasons for no further action."""

    NO_ABUSE = "no_abuse", "No abuse or neglect, and no risk of it", ""
    NO_NEEDS = (
        "no_needs",
        "No needs for care and support",
        "Say where else the person was pointed to, if anywhere.",
    )
    CAN_PROTECT = "can_protect", "Can protect themselves", ""
    ALREADY_SAFE = "already_safe", "Already put right and nobody at risk", ""
    DUPLICATE = "duplicate", "The same report came twice", ""
    NOT_OUR_AREA = "not_our_area", "The adult is in another council's area", "Say which council was told."
    ADULT_DIED = "adult_died", "The adult has died", "Consider a Safeguarding Adults Review (section 44)."
    NOT_SAFEGUARDING = "not_safeguarding", "Not a safeguarding matter", "Say which route it went to."


@vocabulary
class Signpost(Words):
    """Other responses: where the adult or the matter was pointed to."""

    CARE_ASSESSMENT = "care_assessment", "Care and support assessment", "Care Act 2014, section 9."
    CARER_ASSESSMENT = "carer_assessment", "Carer's assessment", "Care Act 2014, section 10."
    INFORMATION = "information", "Information and advice", "Care Act 2014, section 4."
    PROVIDER_ACTION = "provider_action", "The service puts it right", "With what was agreed and who checks."
    QUALITY = "quality", "Commissioning and quality team", ""
    HEALTH = "health", "GP or health service", ""
    MENTAL_HEALTH = "mental_health", "Mental health service", ""
    DOMESTIC_ABUSE = "domestic_abuse", "Domestic abuse service", ""
    HOUSING = "housing", "Housing", ""
    FIRE = "fire", "Home fire safety visit", ""
    POLICE = "police", "Police", ""
    COMPLAINT = "complaint", "Complaint", ""
    ADVOCACY = "advocacy", "Advocacy", ""
    VOLUNTARY = "voluntary", "Voluntary organisation", ""
    OTHER = "other", "Somewhere else", "Say where."


@vocabulary
class ClockReason(Words):
    """Reasons why a clock was extended or missed."""

    SEEKING_WISHES = "seeking_wishes", "We are finding out what the adult wants", ""
    INFORMATION_AWAITED = "information_awaited", "Information is awaited", ""
    CAPACITY_OR_ADVOCATE = "capacity_or_advocate", "Capacity is assessed, or an advocate is being found", ""
    POLICE_FIRST = "police_first", "The police go first", ""
    WAITING_FOR_PARTNER = "waiting_for_partner", "A partner's report is awaited", ""
    COMPLEX = "complex", "Many people or places are involved", ""
    ADULT_UNAVAILABLE = "adult_unavailable", "The adult could not be seen yet", ""
    WORKLOAD = "workload", "Too few staff or too much work", ""
    OVERSIGHT = "oversight", "It was overlooked", ""


@vocabulary
class ScreeningDeed(Words):
    """Deeds somebody may want to do while screening.

    Information gathering belongs to screening; the rest is enquiry work under section 42(2) (learning point 3 of the single
    agency review: enquiry work was done inside screening, so nobody knew which law applied).
    """

    TALK_TO_ADULT = "talk_to_adult", "Talk with the adult about what they want", "Information gathering."
    TALK_TO_REFERRER = "talk_to_referrer", "Talk with the person who raised it", "Information gathering."
    CHECK_RECORDS = (
        "check_records",
        "Look in records or ask an agency what it holds",
        "Information gathering.",
    )
    MAKE_SAFE = "make_safe", "Make the adult safe now", "Never waits for a test."
    VISIT_TO_ESTABLISH_FACTS = "visit", "Visit to establish what happened", "Enquiry work."
    TAKE_STATEMENT = "statement", "Take a statement", "Enquiry work."
    ASK_PROVIDER_REPORT = "provider_report", "Ask a provider or agency for a report", "Enquiry work."
    STRATEGY_DISCUSSION = "strategy", "Hold a strategy discussion or meeting", "Enquiry work."


@vocabulary
class Principle(Words):
    """The six principles of safeguarding (statutory guidance 14.13), and wellbeing (Care Act 2014, section 1)."""

    EMPOWERMENT = "empowerment", "Empowerment", "Does what the adult wants steer this?"
    PREVENTION = "prevention", "Prevention", "Does it act before there is more harm?"
    PROPORTIONALITY = "proportionality", "Proportionality", "Is it the least that meets the risk?"
    PROTECTION = "protection", "Protection", "Is somebody in great need supported and represented?"
    PARTNERSHIP = (
        "partnership",
        "Partnership",
        "Do the right people work together, sharing no more than needed?",
    )
    ACCOUNTABILITY = "accountability", "Accountability", "Is it plain who decides, why, and who does what?"
    WELLBEING = "wellbeing", "Wellbeing", "Is the adult's life better for it, and not only safer?"
