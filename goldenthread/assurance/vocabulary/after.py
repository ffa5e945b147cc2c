"""Words of what follows a visit: what became of the first feedback, who was told, which quality systems there are."""

from goldenthread.ground.words import Words, vocabulary


@vocabulary
class Grown(Words):
    """What became of a line of the last day's feedback in the report."""

    ADDED = "added", "Added", "It is in the report and was not told on the last day."
    CHANGED = "changed", "Changed", "It was told on the last day, and reads otherwise now."
    DROPPED = "dropped", "Dropped", "It was told on the last day, and the report leaves it out."
    SAME = "same", "As it was told", "It reads as on the last day."


@vocabulary
class TellingKind(Words):
    """What was told of a review, and whether its report was published."""

    MESSAGES = "messages", "Key messages told", "Somebody was told what the review found, in these words."
    PUBLISHED = "published", "Report published", "Everybody can read the report at a place that is named."
    WITHHELD = "withheld", "Report not published", "It is not public, for a stated reason."


@vocabulary
class QualitySystem(Words):
    """Systems that raise quality at the front line.

    Those that the LGA improvement tool of 2015 names (element 8, probe 7).
    """

    ASSURANCE = (
        "assurance",
        "Quality assurance",
        "Reviews and self-assessments against standards, by the partners or by peers.",
    )
    PERFORMANCE = "performance", "Performance reporting", "Figures that go to managers and to the board."
    FILE_AUDIT = "file_audit", "Case-file audits", "Case records are read against one tool."
    PRACTICE_AUDIT = (
        "practice",
        "Practice audits",
        "Work is watched as it is done: a visit, a meeting, a call.",
    )
    FEEDBACK = "feedback", "Customer feedback", "Adults, carers and referrers say how it was for them."
    FORUM = "forum", "Practice forums", "Practitioners meet to talk through cases and what they learnt."
    SHOPPING = (
        "shopping",
        "Mystery shopping",
        "Somebody tries the service as the public does, and says how it went.",
    )
