"""Words of access: roles, kinds of agency, relations to a record, acts on the trail."""

from goldenthread.ground.words import Words, vocabulary


@vocabulary
class Role(Words):
    """Roles.

    Each person has one. What a role may do is in :mod:`goldenthread.access.policy`. The last four are no person's account.
    """

    FRONT_DOOR = (
        "front_door",
        "Front-door practitioner",
        "Takes in concerns, finds the adult, screens, decides.",
    )
    SOCIAL_WORKER = (
        "social_worker",
        "Social worker",
        "Screens and carries out enquiries allocated to them or their team.",
    )
    MANAGER = (
        "safeguarding_manager",
        "Safeguarding manager",
        "Is accountable for decisions and enquiries, signs off, allocates, closes.",
    )
    COMMISSIONER = (
        "commissioner",
        "Commissioner",
        "Sees which services concerns are about, without the adult's name.",
    )
    PROVIDER_MANAGER = (
        "provider_manager",
        "Provider manager",
        "Raises concerns for a care service and answers what that service is asked.",
    )
    PARTNER = (
        "partner_practitioner",
        "Partner practitioner",
        "Raises concerns for police, NHS, housing or the voluntary sector.",
    )
    BOARD_MEMBER = "board_member", "Board member", "Sees figures, never a person."
    DATA_OFFICER = (
        "data_officer",
        "Data officer",
        "Answers for figures and returns; sees figures and what they are made of, without names.",
    )
    BOARD_MANAGER = (
        "board_manager",
        "Board manager",
        "Runs the board's assurance work: standards, reviews, findings, actions; sees figures, no casework.",
    )
    SCRUTINY = (
        "scrutiny_councillor",
        "Scrutiny councillor",
        "Asks in public how well it works; sees figures, never a person.",
    )
    REVIEWER = (
        "visiting_reviewer",
        "Visiting reviewer",
        "Takes part in a peer review for its time, and sees that review only.",
    )
    AUDITOR = "auditor", "Trail auditor", "Reads the trail and nothing else."
    ADMINISTRATOR = "administrator", "Administrator", "Keeps accounts, agencies and tokens; sees no casework."
    VISITOR = "visitor", "Visitor", "Somebody without an account, on the public pages."
    AGENCY_SYSTEM = "agency_system", "Agency's system", "A partner's computer system, by its token."
    OPERATOR = "operator", "Operator", "A person at the command line of the council's server."
    CLOCKWORK = "clockwork", "Clockwork", "Work the house does by itself at set times."


@vocabulary
class AgencyKind(Words):
    """Kinds of agency."""

    COUNCIL = "council", "Council", "The council that runs this service."
    POLICE = "police", "Police", "A police force."
    NHS = "nhs", "NHS", "A trust, practice, ambulance service or integrated care board."
    PROVIDER = "provider", "Care provider", "Anyone paid to give social care, whoever pays."
    VOLUNTARY = "voluntary", "Voluntary organisation", "A charity or community group."
    HOUSING = "housing", "Housing", "A landlord or housing association."
    FIRE = "fire", "Fire and rescue", "A fire and rescue service."
    OTHER_COUNCIL = (
        "other_council",
        "Another council",
        "A council that placed the adult here, or a neighbour.",
    )
    OTHER = "other", "Other", "Any other organisation."


@vocabulary
class Relation(Words):
    """Relations to a record.

    Why somebody may see a record that their role alone does not open.
    """

    ALLOCATED = "allocated", "Allocated", "The case is theirs to work on."
    ACCOUNTABLE = "accountable", "Accountable manager", "They answer for the case."
    RAISED = "raised", "Raised it", "Their agency raised the concern."
    ASKED = "asked", "Asked to enquire", "Their agency was asked for a report on this case."
    REVIEWING = "reviewing", "Takes part in the review", "They were let into this review."
    AUDITING = "auditing", "Audits the case", "The case is in a sample they read."
    ANSWERING = "answering", "Answers a part", "Their agency answers for a part of this review."
    BREAK_GLASS = (
        "break_glass",
        "Emergency opening",
        "Opened in need with a reason, for a short time, and told to a manager.",
    )


@vocabulary
class Act(Words):
    """Acts on the trail."""

    DID = "did", "Did", "Changed something."
    LOOKED = "looked", "Looked", "Opened a record."
    REFUSED = "refused", "Was refused", "Asked for something they may not do or see, or that a rule forbids."
