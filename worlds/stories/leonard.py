"""Four years of concerns about one man. The shape follows a published single agency review; everybody in it is made up."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

from goldenthread.access.viewer import Viewer
from goldenthread.concerns.vocabulary import (
    AbuseType,
    Place,
    ReferrerRole,
    SourceRelationship,
)
from goldenthread.ground.moment import london
from goldenthread.ground.words import Answer
from goldenthread.people import procedures as people
from goldenthread.people.vocabulary import (
    CircumstanceKind,
    Gender,
    RepresentativeKind,
    SupportReason,
)
from worlds.council import Council
from worlds.playing import Case
from worlds.reporting import Known
from worlds.stories.telling import Chapter, adult, told

_P, _C, _H, _F = (
    ReferrerRole.POLICE,
    ReferrerRole.HOME_CARE,
    ReferrerRole.COMMUNITY_HEALTH,
    ReferrerRole.FAMILY,
)
_HOME = Place.OWN_HOME
_NEG, _PSY, _PHY, _ORG = (
    AbuseType.NEGLECT,
    AbuseType.PSYCHOLOGICAL,
    AbuseType.PHYSICAL,
    AbuseType.ORGANISATIONAL,
)
_CARER, _SELF = SourceRelationship.CARE_WORKER, SourceRelationship.SELF
_NFA, _OTHER, _S42, _ADD = "no_further_action", "other_response", "s42_enquiry", "added_to_enquiry"
_SISTER = "Christine Pike, his sister"
_STAY = "I want to live near the harbour, where my sister is. I want staff who stay."

LEONARD: tuple[Chapter, ...] = (
    Chapter(
        1440,
        _P,
        (_PSY,),
        _HOME,
        _SELF,
        1,
        _NFA,
        "Officers called to shouting. Leonard had broken a window and was calm when we left. Staff were with him.",
    ),
    Chapter(
        1395,
        _P,
        (_PSY,),
        _HOME,
        _SELF,
        1,
        _NFA,
        "Third call this month to the same flat. Leonard upset about a change of staff. Nobody hurt.",
    ),
    Chapter(
        1350,
        _C,
        (_NEG,),
        _HOME,
        _CARER,
        2,
        _OTHER,
        "The night worker did not come and Leonard was alone until seven.",
        "I was scared on my own.",
    ),
    Chapter(
        1290,
        _P,
        (_PHY,),
        _HOME,
        _SELF,
        2,
        _OTHER,
        "Leonard threw a chair through the patio door. A small cut to his hand, seen by the crew.",
    ),
    Chapter(
        1210,
        _H,
        (_NEG,),
        _HOME,
        _CARER,
        3,
        _S42,
        "Two doses of his injection were missed and nobody told the team. Leonard became unwell.",
        "I want the same nurse to come.",
    ),
    Chapter(
        1190,
        _P,
        (_PSY,),
        _HOME,
        _SELF,
        1,
        _ADD,
        "Officers brought Leonard home from the harbour at night. He said nobody listens to him.",
    ),
    Chapter(
        1080,
        _P,
        (_PSY,),
        _HOME,
        _SELF,
        1,
        _NFA,
        "Noise complaint by neighbours. Leonard was moving furniture. Advice given.",
    ),
    Chapter(
        1010,
        _P,
        (_PSY,),
        _HOME,
        _SELF,
        1,
        _NFA,
        "Call from staff who felt unsafe. Leonard had gone to his room by the time we came.",
    ),
    Chapter(
        960,
        _F,
        (_NEG, _PSY),
        _HOME,
        _CARER,
        2,
        _OTHER,
        "My brother's flat has no working heating and the floor is broken. Staff say it is the landlord.",
        _STAY,
        _SISTER,
    ),
    Chapter(
        880,
        _C,
        (_PHY,),
        _HOME,
        _CARER,
        3,
        _S42,
        "Leonard says a worker held his arm and twisted it. There is a bruise.",
        "I don't want him to come back. I like Tunde.",
    ),
    Chapter(
        860,
        _P,
        (_PHY,),
        _HOME,
        _CARER,
        2,
        _ADD,
        "Leonard came to the station to report the same worker. He drew a picture of what happened.",
    ),
    Chapter(
        760,
        _P,
        (_PSY,),
        _HOME,
        _SELF,
        1,
        _NFA,
        "Found walking on the ring road at 2am. He knew where he was going and took a lift home.",
    ),
    Chapter(
        690,
        _P,
        (_PSY,),
        _HOME,
        _SELF,
        1,
        _NFA,
        "Window broken again. Staff rang us and asked that it be logged.",
    ),
    Chapter(
        610,
        _H,
        (_NEG,),
        _HOME,
        _CARER,
        2,
        _OTHER,
        "Care plan not changed since a medicine review six weeks ago.",
        "Nobody asked me about the new tablets.",
    ),
    Chapter(
        540,
        _P,
        (_PSY,),
        _HOME,
        _SELF,
        1,
        _OTHER,
        "Fifth call since Easter. We ask what is being done for this man.",
    ),
    Chapter(
        450,
        _C,
        (_ORG,),
        _HOME,
        _CARER,
        3,
        _S42,
        "Eleven different workers in four weeks, three without training for his plan.",
        _STAY,
    ),
    Chapter(
        430,
        _P,
        (_PSY,),
        _HOME,
        _SELF,
        1,
        _ADD,
        "Leonard rang 999 himself and said he wanted a different house.",
    ),
    Chapter(
        310,
        _P,
        (_PSY,),
        _HOME,
        _SELF,
        1,
        _NFA,
        "Short call, no offence, advice to staff to ring their own manager first.",
    ),
    Chapter(
        180,
        _F,
        (_NEG,),
        _HOME,
        _CARER,
        2,
        _OTHER,
        "The floor is still broken. He tripped on Sunday.",
        "I want the floor mended.",
        _SISTER,
    ),
    Chapter(
        95,
        _P,
        (_PSY,),
        _HOME,
        _SELF,
        1,
        _NFA,
        "Raised voices heard by a neighbour. Leonard was singing. No concerns for safety.",
    ),
    Chapter(
        24,
        _H,
        (_NEG, _ORG),
        _HOME,
        _CARER,
        3,
        _S42,
        "Community nurse found unlocked medicines and no record for nine days. Leonard says he takes them when he remembers.",
        _STAY,
        is_open=True,
    ),
    Chapter(
        9,
        _P,
        (_PSY,),
        _HOME,
        _SELF,
        1,
        _ADD,
        "Leonard came to the desk to ask when somebody will tell him about the flat by the harbour.",
        _STAY,
    ),
    Chapter(
        1,
        _P,
        (_NEG, _PSY),
        _HOME,
        _CARER,
        2,
        _S42,
        "Leonard rang 101 twice in the night. No worker in the flat when we came at 3am. The rota on the wall was last month's.",
        _STAY,
        is_new=True,
    ),
)


def _circumstances(worker: Viewer, known: Known, now: datetime) -> None:
    """Leonard's legal status, care and the workers who came and went."""
    assert known.person_id
    today = london(now).date()
    for kind, words, start, end in (
        (CircumstanceKind.S117, "Aftercare after a hospital order", 2400, None),
        (CircumstanceKind.COMMUNITY_DOL, "Court of Protection order for his supported flat", 1500, None),
        (
            CircumstanceKind.CARE_PACKAGE,
            "Two staff day and night, Tidewell Home Care, paid by council and NHS together",
            1600,
            None,
        ),
        (CircumstanceKind.WORKER, "Social worker: Beth Rowan", 1600, 1220),
        (CircumstanceKind.WORKER, "Social worker: Ade Coker", 1215, 830),
        (CircumstanceKind.WORKER, "Social worker: Lin Zhao (agency)", 800, 640),
        (CircumstanceKind.WORKER, "Social worker: Grace Adeyemi", 600, None),
        (CircumstanceKind.WORKER, "Senior practitioner throughout: Moira Kent", 1600, None),
        (
            CircumstanceKind.COMMUNICATION,
            "Short sentences and pictures; reads large print; likes to draw what happened",
            1600,
            None,
        ),
    ):
        people.add_circumstance(
            worker,
            person_id=known.person_id,
            kind=kind,
            words=words,
            from_on=today - timedelta(days=start),
            until_on=today - timedelta(days=end) if end else None,
        )


def _life(council: Council, known: Known, now: datetime) -> Case:
    """Two days ago his new worker put together what had been known of his life in many places."""
    yield now - timedelta(days=2)
    worker = council.named("Grace Adeyemi")
    _circumstances(worker, known, now)
    assert known.person_id
    people.add_representative(
        worker,
        person_id=known.person_id,
        kind=RepresentativeKind.FAMILY,
        name="Christine Pike",
        relationship="His sister, who lives near the harbour",
        contact="01632 960 014",
        safe_to_contact=Answer.YES,
        from_on=london(now).date() - timedelta(days=2),
    )


def leonard_pike(dice: random.Random, council: Council, now: datetime) -> list[Case]:
    """Four years of concerns about one man, from police, provider, nurses and his sister."""
    leonard = adult(
        "Leonard",
        "Pike",
        date(1973, 3, 9),
        "9990000077",
        "Flat 2, 14 Quarry Lane, Sandgate",
        Gender.MALE,
        SupportReason.MENTAL_HEALTH,
    )
    return [*told(dice, council, now, leonard, LEONARD), _life(council, leonard, now)]
