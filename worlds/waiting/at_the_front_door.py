"""Concerns that wait: one in danger, to screen, to decide, to sign off."""

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

_HOME, _RES = Place.OWN_HOME, Place.RESIDENTIAL_HOME
_F, _M = Gender.FEMALE, Gender.MALE
_POLICE = ("DS Karen Lowe", "Sandgate Police")
_TIDEWELL = ("Sam Doyle", "Tidewell Home Care")
_WARD = ("Sister Ifeoma Eze", "Sandgate Hospitals Trust")
_LARKFIELD = ("Ruth Bennett", "Larkfield House")

IN_DANGER = Waits(
    adult=resident(
        "Sheila", "Dunn", date(1958, 4, 4), 0, "2 Lime Avenue, Sandgate", _F, SupportReason.NOT_KNOWN
    ),
    days=0,
    minutes=20,
    danger=True,
    stop=Stop.RECEIVED,
    referrer=ReferrerRole.FAMILY,
    who=("Carol Dunn, her daughter", ""),
    types=(AbuseType.DOMESTIC,),
    place=_HOME,
    source=SourceRelationship.PARTNER,
    level=3,
    outcome=Outcome.S42_ENQUIRY,
    narrative="My mum rang whispering. He has taken her walking frame and locked the back door. He will be home soon. I am two hours away.",
    wish="I want to be at Carol's tonight.",
)

SCREENING = (
    Waits(
        resident(
            "Brian", "Moffat", date(1947, 2, 17), 210, "88 Dock Street, Sandgate", _M, SupportReason.MEMORY
        ),
        1,
        Stop.RECEIVED,
        ReferrerRole.POLICE,
        _POLICE,
        (AbuseType.FINANCIAL,),
        _HOME,
        SourceRelationship.STRANGER,
        2,
        Outcome.OTHER_RESPONSE,
        "Two men told Brian his roof was falling in and drove him to the bank for £900. He waited for them to come back and do the work.",
        "I want my money, and I don't want my son to know.",
    ),
    Waits(
        resident(
            "Edna",
            "Pascoe",
            date(1934, 9, 30),
            220,
            "5 Sea View Terrace, Sandgate",
            _F,
            SupportReason.PHYSICAL,
        ),
        2,
        Stop.RECEIVED,
        ReferrerRole.HOME_CARE,
        _TIDEWELL,
        (AbuseType.NEGLECT,),
        _HOME,
        SourceRelationship.RELATIVE,
        2,
        Outcome.OTHER_RESPONSE,
        "Our worker found Edna in bed at noon with no drink in reach. Her grandson, who lives there, said he had slept in. Third time this month.",
        "I don't want to make trouble for the lad.",
    ),
    Waits(
        resident(
            "Colin", "Wragg", date(1969, 5, 8), 230, "17 Fern Close, Sandgate", _M, SupportReason.LEARNING
        ),
        4,
        Stop.RECEIVED,
        ReferrerRole.VOLUNTARY,
        ("Morning club", "Sandgate Lunch Clubs"),
        (AbuseType.MODERN_SLAVERY,),
        _HOME,
        SourceRelationship.FRIEND,
        3,
        Outcome.S42_ENQUIRY,
        "Three people have moved into Colin's flat. He sleeps in the hall, fetches things for them at night and has stopped coming for lunch.",
        "I want my bed back.",
    ),
    Waits(
        resident(
            "Agnes", "Tull", date(1938, 12, 1), 240, "40 Priory Road, Sandgate", _F, SupportReason.PHYSICAL
        ),
        2,
        Stop.ANSWERED,
        ReferrerRole.HOSPITAL,
        _WARD,
        (AbuseType.NEGLECT,),
        _HOME,
        SourceRelationship.CARE_WORKER,
        3,
        Outcome.S42_ENQUIRY,
        "Admitted very dry and with a sore on the heel. Her book shows four evening visits of three minutes each in one week.",
        "I want them to sit down with me when they come. I want to go home.",
    ),
    Waits(
        resident(
            "Rajesh", "Patel", date(1951, 7, 19), 250, "9 Harbour Road, Sandgate", _M, SupportReason.PHYSICAL
        ),
        4,
        Stop.BEGUN,
        ReferrerRole.POLICE,
        _POLICE,
        (AbuseType.PSYCHOLOGICAL,),
        _HOME,
        SourceRelationship.RELATIVE,
        2,
        Outcome.OTHER_RESPONSE,
        "Called by neighbours to shouting. Mr Patel was on the step in slippers. His son said he had to cool off.",
        "I want my son to get help with the drink. I do not want him sent away.",
        worker="Owen Pritchard",
    ),
    Waits(
        resident(
            "Doreen", "Lacey", date(1945, 3, 3), 260, "61 Mill Lane, Sandgate", _F, SupportReason.PHYSICAL
        ),
        1,
        Stop.PROPOSED,
        ReferrerRole.COMMUNITY_HEALTH,
        ("Fiona Brand, district nurse", "Sandgate Community Health"),
        (AbuseType.FINANCIAL,),
        _HOME,
        SourceRelationship.FRIEND,
        2,
        Outcome.NO_FURTHER_ACTION,
        "Doreen gives her neighbour £20 each week and the nurse wondered whether she is pressed to.",
        "It's my money. She does my shopping and I like to say thank you.",
        worker="Owen Pritchard",
    ),
    Waits(
        resident(
            "Stanley",
            "Voss",
            date(1940, 10, 23),
            270,
            "Larkfield House, Beacon Road, Sandgate",
            _M,
            SupportReason.MEMORY,
        ),
        2,
        Stop.PROPOSED,
        ReferrerRole.CARE_HOME,
        _LARKFIELD,
        (AbuseType.PHYSICAL,),
        _RES,
        SourceRelationship.RESIDENT,
        2,
        Outcome.NO_FURTHER_ACTION,
        "Another resident pushed Stanley's chair with his foot in it. No mark. Both were calm after tea and sat together.",
        "He didn't mean it. Leave him alone.",
    ),
    Waits(
        resident(
            "Pauline", "Reeve", date(1955, 1, 12), 280, "3 Chapel Close, Sandgate", _F, SupportReason.SOCIAL
        ),
        16,
        Stop.DECIDED,
        ReferrerRole.GP,
        ("Dr N. Shah", "Priory Surgery"),
        (AbuseType.PSYCHOLOGICAL,),
        _HOME,
        SourceRelationship.FRIEND,
        1,
        Outcome.OTHER_RESPONSE,
        "Pauline comes each week because people on the stairs call her names. She has stopped going to choir.",
        "I want to walk down my own stairs.",
    ),
    Waits(
        resident(
            "Janet",
            "Quill",
            date(1962, 6, 6),
            290,
            "14 Station Street, Sandgate",
            _F,
            SupportReason.MENTAL_HEALTH,
        ),
        3,
        Stop.BEGUN,
        ReferrerRole.POLICE,
        _POLICE,
        (AbuseType.DOMESTIC,),
        _HOME,
        SourceRelationship.PARTNER,
        3,
        Outcome.S42_ENQUIRY,
        "Janet came to the desk in the rain and said he reads her messages. She works in the council's own contact centre.",
        "I want nobody at work to know.",
        restricted=True,
    ),
)
