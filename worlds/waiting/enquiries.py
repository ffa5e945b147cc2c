"""Enquiries that wait: for a plan, for a partner, for a look at a report, for closing."""

from __future__ import annotations

from datetime import date

from goldenthread.concerns.vocabulary import (
    AbuseType,
    Outcome,
    Place,
    ReferrerRole,
    SourceRelationship,
)
from goldenthread.people.vocabulary import Gender, SupportReason
from worlds.population import resident
from worlds.waiting.case import Stop, Waits

_HOME, _RES, _HOSPITAL = Place.OWN_HOME, Place.RESIDENTIAL_HOME, Place.HOSPITAL_ACUTE
_F, _M = Gender.FEMALE, Gender.MALE
_TIDEWELL = ("Sam Doyle", "Tidewell Home Care")

ENQUIRIES = (
    Waits(
        resident(
            "Winifred",
            "Soar",
            date(1931, 11, 11),
            310,
            "Larkfield House, Beacon Road, Sandgate",
            _F,
            SupportReason.MEMORY,
        ),
        10,
        Stop.ASKED,
        ReferrerRole.AMBULANCE,
        ("J. Sung, paramedic", "Sandgate Ambulance"),
        (AbuseType.NEGLECT,),
        _RES,
        SourceRelationship.CARE_WORKER,
        3,
        Outcome.S42_ENQUIRY,
        "Found on the floor at 6.40. Night staff could not say when she was last seen. Cold to touch, hip painful.",
        "I want somebody to look in at night. I was calling.",
        asks="Ruth Bennett",
        question="Who looked in on Winifred that night and when, and what has changed on nights since?",
    ),
    Waits(
        resident(
            "Gordon", "Heath", date(1944, 4, 27), 320, "102 Quarry Lane, Sandgate", _M, SupportReason.PHYSICAL
        ),
        9,
        Stop.REPORTED,
        ReferrerRole.FAMILY,
        ("His niece", ""),
        (AbuseType.NEGLECT,),
        _HOME,
        SourceRelationship.CARE_WORKER,
        3,
        Outcome.S42_ENQUIRY,
        "My uncle was left in the wet from Friday night until Saturday noon. The book says somebody came. Nobody came.",
        "I want the truth. And I want Tunde, he is on time.",
        worker="Owen Pritchard",
        officer="Tom Hartley",
        asks="Sam Doyle",
        question="Who was due on Friday evening and Saturday morning, who came, and who wrote the book?",
    ),
    Waits(
        resident(
            "Ada",
            "Lindqvist",
            date(1948, 8, 2),
            330,
            "27 Orchard Avenue, Sandgate",
            _F,
            SupportReason.PHYSICAL,
        ),
        11,
        Stop.ASKED,
        ReferrerRole.HOME_CARE,
        _TIDEWELL,
        (AbuseType.NEGLECT,),
        _HOSPITAL,
        SourceRelationship.HEALTH_WORKER,
        3,
        Outcome.S42_ENQUIRY,
        "Ada was brought home at eleven at night in a gown, without her tablets and without her key. We were told next morning.",
        "I want to know who decided that. Nobody asked me.",
        worker="Owen Pritchard",
        officer="Tom Hartley",
        manager="David Okoro",
        asks="Ifeoma Eze",
        question="Who agreed that Ada could go home that night, what was checked, and what is different now?",
    ),
    Waits(
        resident(
            "Frank", "Ibbotson", date(1937, 2, 5), 340, "6 Beacon Close, Sandgate", _M, SupportReason.PHYSICAL
        ),
        24,
        Stop.ENDED,
        ReferrerRole.COMMUNITY_HEALTH,
        ("Ade Bello, community nurse", "Sandgate Community Health"),
        (AbuseType.FINANCIAL,),
        _HOME,
        SourceRelationship.RELATIVE,
        3,
        Outcome.S42_ENQUIRY,
        "Frank has no food in and no money until Thursday. His grandson has the card 'to save him the walk'.",
        "I want my card in my own drawer.",
        officer="Tom Hartley",
        manager="David Okoro",
    ),
    Waits(
        resident(
            "Beatrice",
            "Yeo",
            date(1950, 5, 15),
            350,
            "33 Lime Road, Sandgate",
            _F,
            SupportReason.MENTAL_HEALTH,
        ),
        26,
        Stop.PLANNED,
        ReferrerRole.HOUSING,
        ("Neil Cross, tenancy officer", "Quayside Homes"),
        (AbuseType.SELF_NEGLECT,),
        _HOME,
        SourceRelationship.SELF,
        3,
        Outcome.S42_ENQUIRY,
        "No heating since spring, the bath is full of bottles, and Beatrice has lost a lot of weight. She talks to us through the letter box.",
        "I want to be asked before anybody comes in.",
    ),
)
