"""Words of the board's own work: its meetings, its challenges, and how assurance goes upwards."""

from goldenthread.ground.words import Words, vocabulary


@vocabulary
class AssuranceLevel(Words):
    """Levels of assurance.

    From those who do the work to those who hold it to account. A meeting is of one level.
    """

    TEAM = "team", "Team", "Those who do the work, with whoever leads them."
    SERVICE = "service", "Service", "Managers of a service or agency, who hear their teams."
    BOARD = "board", "Safeguarding adults board", "The partners together, who hear each service and agency."
    WELLBEING = (
        "wellbeing",
        "Health and wellbeing board",
        "Hears the safeguarding adults board, and sets health and care beside it.",
    )
    SCRUTINY = "scrutiny", "Scrutiny", "Councillors who ask in public how well it works."


@vocabulary
class MeetingState(Words):
    """States of a meeting."""

    PLANNED = "planned", "Planned", "Its day is set."
    HELD = "held", "Held", "It took place; what came of each item is written down."
    CANCELLED = "cancelled", "Cancelled", "It did not take place, for a stated reason."


@vocabulary
class AgendaKind(Words):
    """Kinds of agenda item."""

    STORY = (
        "story",
        "A person's story",
        "One person's experience, told with their consent and so that nobody can be recognised.",
    )
    REPORT = "report", "A report", "Somebody gives assurance and is asked about it."


@vocabulary
class Assured(Words):
    """What those who heard a report made of it."""

    YES = "yes", "Assured", "The evidence satisfied them."
    PARTLY = "partly", "Partly assured", "Some of it did; they asked for more."
    NO = "no", "Not assured", "It did not; they said what must change."


@vocabulary
class ChallengeState(Words):
    """States of a challenge."""

    ASKED = "asked", "To be answered", "The member who was asked has not answered yet."
    ANSWERED = "answered", "Answered", "Whoever asked has not said yet whether it satisfies them."
    SETTLED = "settled", "Settled", "Whoever asked is satisfied, or says what follows instead."
    WITHDRAWN = "withdrawn", "Withdrawn", "Nobody needs the answer any more, for a stated reason."


@vocabulary
class ChallengeAbout(Words):
    """What a challenge is about."""

    FIGURE = "figure", "A figure", "One of the figures that this service counts."
    FINDING = "finding", "A finding", "A finding of a review, an audit or an inspection."
    JUDGEMENT = "judgement", "A judgement", "What an agency says of itself in a self-assessment."
    REPORT = "report", "A report", "A kept report, or one on the agenda."
    PRACTICE = "practice", "Something else", "Practice, a plan or an event. Say in words what it is."


@vocabulary
class Satisfied(Words):
    """Whether an answer satisfied whoever asked."""

    YES = "yes", "Yes", "The answer and what stands behind it are enough."
    PARTLY = "partly", "Partly", "It is enough for now; what follows is written down."
    NO = "no", "No", "The question stands and is asked again, by a new day."


@vocabulary
class OutsideBody(Words):
    """Where learning from elsewhere comes from."""

    REGIONAL_LEADS = (
        "regional_leads",
        "Regional performance leads",
        "Those who answer for performance in the councils of the region.",
    )
    ADASS = (
        "adass",
        "ADASS",
        "The Association of Directors of Adult Social Services, nationally or in the region.",
    )
    LGA = "lga", "LGA", "The Local Government Association."
    OTHER = "other", "Another network or body", "Say which."
