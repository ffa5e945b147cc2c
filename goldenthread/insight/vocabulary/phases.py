"""Words of control charts: what a person did with their limits."""

from goldenthread.ground.words import Words, vocabulary


@vocabulary
class PhaseDeed(Words):
    """Deeds on the limits of a control chart."""

    BEGUN = (
        "begun",
        "Limits begin anew",
        "From this month on the average and its limits are worked out by themselves.",
    )
    WITHDRAWN = (
        "withdrawn",
        "Withdrawn",
        "The limits of this month no longer begin anew. What was said before stays.",
    )
