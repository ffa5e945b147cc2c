"""Words of the programme of audits, rounds and visits."""

from goldenthread.ground.words import Words, vocabulary


@vocabulary
class EntryState(Words):
    """States of an entry of the programme.

    The programme holds every look of the partnership's year, whoever takes it. A look that uses another's result is not taken again.
    """

    PLANNED = "planned", "Planned", "It has not ended yet."
    DONE = "done", "Done", "It ended, and says what it found."
    REUSED = "reused", "Another's result is used", "Somebody had looked already; nobody looks again."
    DROPPED = "dropped", "Not held", "It does not take place, for a stated reason."
