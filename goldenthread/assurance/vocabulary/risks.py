"""Words of the risk register of services."""

from goldenthread.ground.words import Words, vocabulary


@vocabulary
class RiskLevel(Words):
    """Levels of risk in a service."""

    LOW = "low", "Low", "Nothing unusual; it is watched."
    MEDIUM = "medium", "Medium", "Something is wrong that could harm people if nobody acts."
    HIGH = "high", "High", "People are being harmed or soon will be; action is under way now."


@vocabulary
class RiskState(Words):
    """States of an entry of the risk register."""

    OPEN = "open", "Open", "Somebody owns it and looks at it again by a day."
    CLOSED = "closed", "Closed", "The risk is no longer there, for a stated reason."


@vocabulary
class RiskSource(Words):
    """Sources of a risk in a service.

    Kinds of intelligence that were found to be used for a risk register, and what people themselves say.
    """

    STAFF_FEEDBACK = (
        "staff_feedback",
        "Staff feedback form",
        "What the service's own staff said when they were asked.",
    )
    SERVICE_REVIEW = "service_review", "Service review", "What commissioners or reviewers saw in the service."
    REGULATOR = "regulator", "Regulator's report", "What the Care Quality Commission found."
    WHISTLEBLOWING = (
        "whistleblowing",
        "Whistleblowing",
        "What somebody told in confidence. Nothing in it may say who it was.",
    )
    CONCERNS = "concerns", "Concerns data", "How many concerns about the service were reported, and by whom."
    PEOPLE = "people", "People and families", "What those who use the service, or those close to them, said."
