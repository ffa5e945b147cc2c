"""What the room of letters publishes to be counted."""

from __future__ import annotations

from goldenthread.ground.facts import Column, FactTable, Kind, maybe, register
from goldenthread.letters.vocabulary import Audience, DutyState, Method, NotPossible

KEY, WORD, FLAG, NUMBER, DAY = Kind.KEY, Kind.WORD, Kind.FLAG, Kind.NUMBER, Kind.DAY

FEEDBACK = register(
    FactTable(
        name="feedback",
        grain="One row per duty to give feedback.",
        meaning="Who waits or waited for an answer about a concern or an enquiry, and whether and how they got it.",
        month_of="opened_on",
        columns=(
            Column("duty_key", KEY, "The duty."),
            Column("about", WORD, "What the answer is about: concern or enquiry."),
            maybe("concern_key", KEY, "The concern, where it is about one."),
            maybe("enquiry_key", KEY, "The enquiry, where it is about one."),
            Column("audience", WORD, "Who is owed the answer.", Audience),
            Column("opened_on", DAY, "The day it came to be owed."),
            Column("due_on", DAY, "The last day for giving it in time."),
            maybe("met_on", DAY, "The day it was given, or was found not to be possible."),
            Column("state", WORD, "Where it stands.", DutyState),
            maybe("in_time", FLAG, "Given by the due day; missing unless given."),
            maybe("method", WORD, "How it was given.", Method),
            maybe("not_possible", WORD, "Why it could not be given.", NotPossible),
            maybe("days_to_answer", NUMBER, "Working days from when it was owed to when it was given."),
        ),
    )
)
