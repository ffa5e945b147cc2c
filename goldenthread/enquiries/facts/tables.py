"""What the room of enquiries publishes to be counted."""

from __future__ import annotations

from goldenthread.access.vocabulary import AgencyKind
from goldenthread.concerns.vocabulary import AbuseType, ClockReason, Place, ReferrerRole, SourceRelationship
from goldenthread.enquiries.vocabulary import (
    Achieved,
    AskedOutcomes,
    CarerSaid,
    CausedState,
    EndAnswer,
    EnquiryKind,
    EnquiryStatus,
    Finding,
    LackedCapacity,
    LifeNow,
    Motive,
    Offence,
    PoliceResult,
    RiskOutcome,
    RiskResult,
    SupportedBy,
)
from goldenthread.ground.facts import Column, FactTable, Kind, maybe, register
from goldenthread.people.vocabulary import Eligibility, EthnicGroup, Funding, Gender, SupportReason

KEY, WORD, FLAG, NUMBER, DAY = Kind.KEY, Kind.WORD, Kind.FLAG, Kind.NUMBER, Kind.DAY

ENQUIRY = register(
    FactTable(
        name="enquiry",
        grain="One row per enquiry.",
        meaning="Enquiries under section 42(2) and others: the clocks, the adult's answers at the start and the end, who supported them.",
        month_of="started_on",
        columns=(
            Column("enquiry_key", KEY, "The enquiry."),
            Column("person_key", KEY, "The adult."),
            Column("kind", WORD, "Section 42 or other.", EnquiryKind),
            Column("status", WORD, "Where it stands.", EnquiryStatus),
            Column("started_on", DAY, "The day it started."),
            maybe("ended_on", DAY, "The day it was closed: it is concluded in the period of this day."),
            maybe("due_on", DAY, "The last day for closing in time, with extensions."),
            maybe("ended_in_time", FLAG, "Closed by the due day; missing while open."),
            Column("extended", FLAG, "More time was given, for a stated reason."),
            maybe("late_reason", WORD, "The latest reason given for closing late.", ClockReason),
            maybe("days_open", NUMBER, "Calendar days from start to close; missing while open."),
            maybe("planned_on", DAY, "The day the way to enquire was agreed."),
            maybe("planned_in_time", FLAG, "Agreed by its due day; missing until agreed."),
            Column("lacked_capacity", WORD, "Whether the adult lacked capacity for this.", LackedCapacity),
            maybe("supported_by", WORD, "Who supported an adult who lacked capacity.", SupportedBy),
            Column(
                "asked", WORD, "Whether the adult or representative was asked what they want.", AskedOutcomes
            ),
            maybe("achieved", WORD, "How far what they want was reached, one answer for all.", Achieved),
            maybe("safer", WORD, "Whether they feel safer, at the end.", EndAnswer),
            maybe("safety_met", WORD, "Whether their hopes of safety were met.", EndAnswer),
            maybe("wellbeing_met", WORD, "Whether their hopes of wellbeing were met.", EndAnswer),
            maybe("life", WORD, "What safeguarding did to their life, as they say at the end.", LifeNow),
            maybe(
                "carer", WORD, "Whether an unpaid carer says they were listened to and supported.", CarerSaid
            ),
            maybe("raised_by", WORD, "Who raised the first concern that it answers.", ReferrerRole),
            Column("lead", WORD, "Kind of the agency that leads it.", AgencyKind),
            maybe(
                "because_of_who",
                FLAG,
                "An allegation was done because of who the adult is; missing where none is said to be, and not all were asked about.",
            ),
            Column("domestic", FLAG, "An allegation is of domestic abuse."),
            Column(
                "advocate", FLAG, "An advocate supported the adult, or a step records that one was found."
            ),
            maybe(
                "earlier_enquiry_on",
                DAY,
                "The start of the latest earlier section 42 enquiry about the same adult.",
            ),
            maybe(
                "same_type_or_source_again",
                FLAG,
                "Shares a type of abuse with that enquiry, or a source of the same relationship that is neither unknown nor a stranger; missing where there is none.",
            ),
            maybe("first_concern_on", DAY, "The day the first concern that it answers was raised."),
            maybe("service", WORD, "The service that the first such concern is about."),
            Column("manager_key", KEY, "The manager who is accountable."),
            Column("officer_key", KEY, "The officer who enquires."),
            maybe("team", WORD, "The officer's team."),
            maybe(
                "age_at_start",
                NUMBER,
                "Whole years on the 31 March that ends the year of its start, or at death.",
            ),
            maybe(
                "age_at_end",
                NUMBER,
                "Whole years on the 31 March that ends the year of its close, or at death.",
            ),
            Column("gender", WORD, "Gender of the adult.", Gender),
            Column("ethnic_group", WORD, "Ethnic group of the adult.", EthnicGroup),
            Column("support_reason", WORD, "Primary support reason of the adult.", SupportReason),
            Column("funding", WORD, "Who pays for the adult's care.", Funding),
            Column("eligibility", WORD, "Whether the adult is eligible for care and support.", Eligibility),
        ),
    )
)

ALLEGATION = register(
    FactTable(
        name="allegation",
        grain="One row per allegation of an enquiry that was not taken off again.",
        meaning="One type of abuse by one source in one place, what was found, and what became of the risk.",
        month_of="started_on",
        columns=(
            Column("allegation_key", KEY, "The allegation."),
            Column("enquiry_key", KEY, "Its enquiry."),
            Column("person_key", KEY, "The adult."),
            Column("kind", WORD, "Kind of its enquiry.", EnquiryKind),
            Column("started_on", DAY, "The day its enquiry started."),
            maybe("ended_on", DAY, "The day its enquiry was closed."),
            Column("type", WORD, "Type of abuse or neglect.", AbuseType),
            Column("place", WORD, "Where it happened.", Place),
            Column("source", WORD, "Who the source of risk is to the adult.", SourceRelationship),
            maybe("finding", WORD, "What was found.", Finding),
            maybe("risk_outcome", WORD, "Outcome of the risk assessment.", RiskOutcome),
            maybe("risk_result", WORD, "What became of the risk, where one was identified.", RiskResult),
            Column("motive", WORD, "Whether it was done because of who the adult is.", Motive),
            maybe(
                "police", WORD, "How far police and courts have come; missing until recorded.", PoliceResult
            ),
            maybe("offence", WORD, "The main offence that was looked into or charged.", Offence),
            maybe("charged_on", DAY, "The day somebody was charged: the prosecution began."),
            maybe(
                "age_at_end",
                NUMBER,
                "Whole years of the adult on the 31 March that ends the year of the close, or at death.",
            ),
            Column("gender", WORD, "Gender of the adult.", Gender),
            Column("ethnic_group", WORD, "Ethnic group of the adult.", EthnicGroup),
            Column("support_reason", WORD, "Primary support reason of the adult.", SupportReason),
            Column("funding", WORD, "Who pays for the adult's care.", Funding),
            Column("eligibility", WORD, "Whether the adult is eligible for care and support.", Eligibility),
        ),
    )
)

CAUSED_REPORT = register(
    FactTable(
        name="caused_report",
        grain="One row per report that another agency was asked for.",
        meaning="Reports that the council caused other agencies to make.",
        month_of="asked_on",
        columns=(
            Column("report_key", KEY, "The report asked for."),
            Column("enquiry_key", KEY, "The enquiry it is for."),
            Column("agency", WORD, "The organisation that was asked."),
            Column("agency_kind", WORD, "Kind of that organisation.", AgencyKind),
            Column("asked_on", DAY, "The day it was asked."),
            Column("due_on", DAY, "The day it was asked for by."),
            maybe("received_on", DAY, "The day it came; where it was sent back, the last."),
            Column("state", WORD, "Where it stands.", CausedState),
            maybe("life", WORD, "What was done to the adult's life, as the agency reports.", LifeNow),
            maybe("in_time", FLAG, "Came by the due day; missing until it has come."),
        ),
    )
)
