"""Four shorter stories of four made-up people."""

from __future__ import annotations

import random
from datetime import date, datetime

from goldenthread.concerns.vocabulary import (
    AbuseType,
    Place,
    ReferrerRole,
    SourceRelationship,
)
from goldenthread.people.vocabulary import (
    Gender,
    RepresentativeKind,
    SupportReason,
)
from worlds.council import Council
from worlds.playing import Case
from worlds.stories.telling import Chapter, Choice, adult, told

_HOME = Place.OWN_HOME
_NEG, _PSY = AbuseType.NEGLECT, AbuseType.PSYCHOLOGICAL
_CARER, _SELF = SourceRelationship.CARE_WORKER, SourceRelationship.SELF
_OTHER, _S42 = "other_response", "s42_enquiry"

MAUREEN = (
    Chapter(
        210,
        ReferrerRole.FIRE,
        (AbuseType.SELF_NEGLECT,),
        _HOME,
        _SELF,
        2,
        _OTHER,
        "Home fire safety visit: paths through papers one foot wide, smoking in bed. She was friendly and firm.",
        "Leave my papers alone.",
    ),
    Chapter(
        120,
        ReferrerRole.AMBULANCE,
        (AbuseType.SELF_NEGLECT,),
        _HOME,
        _SELF,
        3,
        _S42,
        "Crew could not open the front door fully. Ulcers on both legs, refused to go to hospital.",
        "I want to stay here with my things. I could do with help for my legs.",
    ),
)
JOYCE = (
    Chapter(
        96,
        ReferrerRole.OTHER,
        (AbuseType.FINANCIAL, _PSY),
        _HOME,
        SourceRelationship.RELATIVE,
        3,
        _S42,
        "Bank branch: £4,300 in cash in six weeks, always with the nephew beside her. When asked alone she said he looks after the card.",
        "I want my own card back. I want him still to come on Sundays.",
        "Manager, Sandgate Savings Bank",
    ),
)
HAROLD = (
    Chapter(
        62,
        ReferrerRole.CARE_HOME,
        (_NEG,),
        Place.RESIDENTIAL_HOME,
        _CARER,
        3,
        _S42,
        "Harold was given another resident's blood thinner at breakfast. Noticed after an hour; surgery rung; taken to hospital to be watched overnight.",
        "I like it here. I want it done properly, that's all.",
    ),
)
IVY = (
    Chapter(
        75,
        ReferrerRole.HOSPITAL,
        (_NEG,),
        Place.NURSING_HOME,
        _CARER,
        3,
        _S42,
        "Admitted with a pressure sore to the bone and very dry. Turning charts from the home have gaps of nine hours. She cannot tell us what happened.",
    ),
)


def four_more(dice: random.Random, council: Council, now: datetime) -> list[Case]:
    """Self-neglect, money taken by a relative, a medicine given wrongly, and somebody who cannot say what happened."""
    maureen = adult(
        "Maureen",
        "Tate",
        date(1949, 11, 2),
        "9990000085",
        "7 Chapel Terrace, Sandgate",
        Gender.FEMALE,
        SupportReason.PHYSICAL,
    )
    joyce = adult(
        "Joyce",
        "Amadi",
        date(1941, 6, 21),
        "9990000093",
        "31 Orchard Close, Sandgate",
        Gender.FEMALE,
        SupportReason.PHYSICAL,
    )
    harold = adult(
        "Harold",
        "Wren",
        date(1936, 1, 30),
        "9990000107",
        "Larkfield House, Beacon Road, Sandgate",
        Gender.MALE,
        SupportReason.PHYSICAL,
    )
    ivy = adult(
        "Ivy",
        "Coombes",
        date(1933, 8, 14),
        "9990000115",
        "Larkfield House, Beacon Road, Sandgate",
        Gender.FEMALE,
        SupportReason.MEMORY,
    )
    choice = Choice(
        risk="Falling or fire among the papers, and her legs not healing at home",
        own_view="“They are my life. I know the way through. I would rather have ten years here than twenty in a home.”",
        options="Hospital; a care home for some weeks; staying with a cleared path, a smoke alarm and a nurse twice a week.",
        wellbeing="Her things and her own door matter more to her than comfort; being moved would harm her.",
        responsibility="She smokes only in the kitchen, keeps the path clear and lets the nurse in on Tuesdays and Fridays.",
    )
    return [
        *told(dice, council, now, maureen, MAUREEN, choice=choice),
        *told(dice, council, now, joyce, JOYCE),
        *told(dice, council, now, harold, HAROLD),
        *told(
            dice,
            council,
            now,
            ivy,
            IVY,
            talks=(RepresentativeKind.CARE_ACT_ADVOCATE, "Nadia Rahman, advocate"),
        ),
    ]
