"""Words of figures that agencies supply, and of what is answered for an outcome of the strategy."""

from goldenthread.ground.words import Words, vocabulary


@vocabulary
class MeasureSort(Words):
    """Sorts of measure in the framework."""

    QUALITY = "quality", "How well", "The quality of what is done."
    PERFORMANCE = "performance", "How much and how soon", "What is done, and whether in time."
    SURVEY = "survey", "What people understand", "Answers to a question that was put to people."
    SIZE = "size", "How large a service is", "What concerns about a service are set beside."


@vocabulary
class Basis(Words):
    """How a supplied figure was come by, and so how sure it is."""

    SYSTEM = "system", "Counted by a system", "Counted from records by a system that holds them all."
    CHECKED = (
        "checked",
        "Counted and checked",
        "Counted by hand, and checked by a second person.",
    )
    BY_HAND = "by_hand", "Counted by hand", "Counted by one person, and checked by nobody."
    ESTIMATED = "estimated", "Estimated", "Not counted: a careful guess, or made from a part."


@vocabulary
class StrategyDeed(Words):
    """Deeds on a measure of the strategy that was missed."""

    ANSWERED = "answered", "Answered", "The service said what lies behind it and what it does."
    ACCEPTED = "accepted", "Accepted", "Somebody else has read the answer, and lets it stand."
    ASKED_AGAIN = "asked_again", "Asked again", "Somebody else has read the answer, and it does not do."
