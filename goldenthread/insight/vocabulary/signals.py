"""Words of signals: a figure that goes the wrong way, who answers for it, and whether it moved."""

from goldenthread.ground.words import Words, vocabulary


@vocabulary
class SignalCause(Words):
    """Why a signal was opened."""

    CHART = "chart", "More than chance", "Its control chart shows more than chance, in the wrong direction."
    TARGET = "target", "Target missed", "The newest month misses the target of local policy."
    OVER = (
        "over",
        "Reported more than others of its size",
        "Of services of its size, chance alone would have fewer than 1 in 40 reported so often.",
    )
    UNDER = (
        "under",
        "Reported less than others of its size",
        "Of services of its size, chance alone would have fewer than 1 in 40 reported so seldom.",
    )


@vocabulary
class SignalState(Words):
    """States of a signal."""

    OPEN = "open", "Needs an owner", "Nobody has been named who answers for it."
    WAITING = (
        "waiting",
        "Waits for an explanation",
        "Its owner has been asked what lies behind it and what is done.",
    )
    ANSWERED = "answered", "Action agreed", "It is explained, and an action has a date."
    ACTED = "acted", "Action done", "The action is done; the months after it show whether the figure moved."
    SETTLED = "settled", "Settled", "Somebody other than its owner has looked at what became of it."


@vocabulary
class Moved(Words):
    """Whether a figure moved after the action."""

    BETTER = "better", "Better than before", "More than chance, in the right direction."
    BACK = "back", "Back to what is usual", "The newest months no longer show what opened the signal."
    NOT_MOVED = (
        "not_moved",
        "Not moved",
        "Enough months have passed, and it still goes the wrong way, or is still unlike others of its size.",
    )
    TOO_EARLY = (
        "too_early",
        "Too early to say",
        "The action is not done, or too few whole months have passed since: three, for a service twelve.",
    )
    CANNOT_TELL = (
        "cannot_tell",
        "Cannot be told",
        "There were fewer than twelve months to compare with before it began.",
    )
