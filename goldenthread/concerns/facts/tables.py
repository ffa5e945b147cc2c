"""What the room of concerns publishes to be counted."""

from __future__ import annotations

from goldenthread.concerns.vocabulary import (
    AbuseType,
    Channel,
    ClockReason,
    NoActionReason,
    Outcome,
    Place,
    ReferrerRole,
    Signpost,
)
from goldenthread.ground.facts import Column, FactTable, Kind, maybe, register
from goldenthread.ground.words import Answer
from goldenthread.people.vocabulary import Eligibility, EthnicGroup, Funding, Gender, SupportReason

KEY, WORD, FLAG, NUMBER, DAY = Kind.KEY, Kind.WORD, Kind.FLAG, Kind.NUMBER, Kind.DAY


CONCERN = register(
    FactTable(
        name="concern",
        grain="One row per concern.",
        meaning="Concerns as reported, what screening found, what was decided, and the enquiry that answers them.",
        month_of="raised_on",
        columns=(
            Column("concern_key", KEY, "The concern."),
            maybe("person_key", KEY, "The adult; missing until somebody has said who they are."),
            Column("raised_on", DAY, "The day it was raised; the return counts it in this year."),
            Column("received_on", DAY, "The day the council had it on record."),
            maybe(
                "screening_began_on",
                DAY,
                "The day somebody first did something to screen it; missing while it waits for that.",
            ),
            maybe("decided_on", DAY, "The day the decision held, signed off where that is needed."),
            maybe("due_on", DAY, "The last day for deciding in time, with extensions."),
            maybe("decided_in_time", FLAG, "Decided by the due day; missing until decided."),
            Column("extended", FLAG, "More time to decide was given, for a stated reason."),
            maybe("late_reason", WORD, "The latest reason given for deciding late.", ClockReason),
            maybe("outcome", WORD, "What was decided.", Outcome),
            maybe(
                "no_action_reason",
                WORD,
                "Why nothing more was done, where that was decided.",
                NoActionReason,
            ),
            maybe("signpost", WORD, "Where the adult or the matter was pointed to.", Signpost),
            Column("channel", WORD, "How it came in.", Channel),
            Column("referrer_role", WORD, "Who raised it.", ReferrerRole),
            maybe(
                "agency", WORD, "The organisation that raised it through its account; never a person's name."
            ),
            maybe("service", WORD, "The service it is about, where screening named one."),
            maybe(
                "raised_by_service",
                FLAG,
                "The service it is about raised it through its own account. False where another account did, or somebody who is surely not a "
                "service; missing where no service is named, or where nothing tells.",
            ),
            maybe("team", WORD, "The team that screens it."),
            maybe("worker_key", KEY, "The worker it is allocated to."),
            Column("place", WORD, "Where it happened.", Place),
            maybe(
                "danger",
                FLAG,
                "The adult was in danger, as reported or as found while screening; missing where it was not asked or not known.",
            ),
            maybe(
                "danger_known_on",
                DAY,
                "The day from which the council knew of the danger; where it was found again, the last.",
            ),
            maybe("made_safe_on", DAY, "The day somebody recorded what made the adult safe."),
            maybe("level", NUMBER, "Level of the threshold guide, 1 to 3."),
            Column(
                "wish_known",
                FLAG,
                "What the adult wants was on record, in their words or a representative's, when it was decided; or is by now.",
            ),
            Column("adult_aware", WORD, "Whether the adult knew of the report.", Answer),
            Column("adult_agrees", WORD, "Whether the adult agreed with it.", Answer),
            maybe("enquiry_key", KEY, "The enquiry it led to or was added to."),
            maybe("enquiry_kind", WORD, "The kind of that enquiry: s42 or other."),
            maybe("enquiry_started_on", DAY, "The day that enquiry started."),
            maybe(
                "s42_after_on",
                DAY,
                "Where no further action was decided: the day the first section 42 enquiry about the same adult started after that.",
            ),
            maybe(
                "earlier_concern_on",
                DAY,
                "The day the latest earlier concern about the same adult was raised.",
            ),
            maybe(
                "followed_to",
                DAY,
                "Where no further action was decided: the day 183 days after that, until which a later enquiry is looked for.",
            ),
            maybe("days_to_decision", NUMBER, "Working days from the day received to the day decided."),
            maybe(
                "age", NUMBER, "Whole years on the 31 March that ends the year it was raised in, or at death."
            ),
            maybe(
                "under_18",
                FLAG,
                "Not yet 18 on the day it was raised; missing where no date of birth is known.",
            ),
            maybe("gender", WORD, "Gender of the adult; missing until matched.", Gender),
            maybe("ethnic_group", WORD, "Ethnic group of the adult; missing until matched.", EthnicGroup),
            maybe("support_reason", WORD, "Primary support reason; missing until matched.", SupportReason),
            maybe("funding", WORD, "Who pays for care; missing until matched.", Funding),
            maybe(
                "eligibility", WORD, "Whether they are eligible for care; missing until matched.", Eligibility
            ),
        ),
    )
)

CONCERN_TYPE = register(
    FactTable(
        name="concern_type",
        grain="One row per concern and type of abuse or neglect reported.",
        meaning="Types of abuse and neglect as reported, before anybody enquired.",
        month_of="raised_on",
        columns=(
            Column("concern_key", KEY, "The concern."),
            maybe("person_key", KEY, "The adult; missing until somebody has said who they are."),
            Column("raised_on", DAY, "The day the concern was raised."),
            Column("type", WORD, "The type reported.", AbuseType),
        ),
    )
)
