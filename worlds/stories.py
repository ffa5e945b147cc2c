"""Story cases a visitor can follow. All people are made up; the shape of the first follows a published single agency review."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from goldenthread.access.viewer import Viewer
from goldenthread.concerns.policy.decision import EnquiryToJoin
from goldenthread.concerns.policy.intake import Report
from goldenthread.concerns.procedures import screening
from goldenthread.concerns.procedures.intake import receive
from goldenthread.concerns.vocabulary import (
    AbuseType,
    Limb,
    LimbAnswer,
    Outcome,
    Place,
    ReferrerRole,
    SourceRelationship,
)
from goldenthread.enquiries.models import Enquiry
from goldenthread.enquiries.procedures import findings
from goldenthread.enquiries.vocabulary import ChoiceCapacity, EnquiryKind, EnquiryStatus, LackedCapacity
from goldenthread.ground import moment
from goldenthread.ground.moment import LONDON, london
from goldenthread.ground.words import Answer
from goldenthread.people import procedures as people
from goldenthread.people.vocabulary import (
    CircumstanceKind,
    EthnicGroup,
    Gender,
    RepresentativeKind,
    SupportReason,
)
from worlds import sentences
from worlds.cases import Known, later, office_hours, reporter
from worlds.council import Council
from worlds.enquiring import WholeCase
from worlds.mix import Drawn
from worlds.playing import Case
from worlds.population import MadeUp


@dataclass(frozen=True)
class Chapter:
    """One concern of a story: how long ago, who raised it, what they wrote, what the adult wants, where it led."""

    days_ago: int
    referrer: ReferrerRole
    types: tuple[AbuseType, ...]
    place: Place
    source: SourceRelationship
    level: int
    outcome: str
    narrative: str
    wish: str = ""
    who: str = ""
    # The enquiry is still open, and the service's report waits to be checked; nobody has begun to screen it.
    is_open: bool = False
    is_new: bool = False


@dataclass(frozen=True)
class Choice:
    """A risk the adult chooses to live with."""

    risk: str
    own_view: str
    options: str
    wellbeing: str
    responsibility: str


class StoryCase(WholeCase):
    """A chapter, played like any other case with its own words."""

    def __init__(
        self,
        dice: random.Random,
        council: Council,
        known: Known,
        chapter: Chapter,
        now: datetime,
        *,
        talks: tuple[RepresentativeKind, str] | None = None,
        choice: Choice | None = None,
    ) -> None:
        day = (london(now) - timedelta(days=chapter.days_ago)).date()
        raised = datetime.combine(day, time(dice.randint(8, 20), dice.randint(0, 59)), tzinfo=LONDON)
        drawn = Drawn(
            chapter.place, chapter.types, chapter.referrer, chapter.source, chapter.level, chapter.outcome
        )
        super().__init__(dice, council, known, drawn, min(raised, now - timedelta(minutes=20)))
        self.now = now
        self.chapter = chapter
        self.given_talks = talks
        self.choice = choice
        self.officer = council.named("Grace Adeyemi")
        self.manager = council.named("Helen Marsh")
        if chapter.days_ago > 40:
            self.answered = 1.0

    def report(self) -> Report:
        """The chapter's own words."""
        told = replace(
            super().report(),
            narrative=self.chapter.narrative,
            adult_wishes="",
            immediate_danger=Answer.NO,
            children_present=Answer.NO,
        )
        return replace(told, referrer_name=self.chapter.who, referrer_agency="") if self.chapter.who else told

    def play(self) -> Case:
        """As any case; a new one has come in and been matched, no more."""
        if not self.chapter.is_new:
            yield from super().play()
            return
        yield self.raised
        by, channel = reporter(self.council, self.drawn.referrer)
        self.concern_id = receive(by, report=self.report(), channel=channel).concern_id
        yield self.raised + timedelta(hours=2)
        screening.begin_screening(self.worker, concern_id=self.concern_id, version=self.version())
        self.match()

    def answers(self) -> dict[Limb, tuple[LimbAnswer, str]]:
        """Adults of stories have needs; what is not an enquiry was no abuse, or they could protect themselves."""
        found = super().answers()
        found[Limb.NEEDS] = (LimbAnswer.YES, sentences.NEEDS_EVIDENCE)
        if self.drawn.outcome != Outcome.S42_ENQUIRY and all(
            answer is LimbAnswer.YES for answer, _ in found.values()
        ):
            found[Limb.ABUSE] = (LimbAnswer.NO, sentences.NO_ABUSE_EVIDENCE)
        return found

    def enquire(self, when: datetime) -> Case:
        """As any enquiry; one that is still open has a report that waits to be checked, and a next step."""
        if not self.chapter.is_open:
            yield from super().enquire(when)
            return
        self.enquiry_id = Enquiry.objects.values_list("pk", flat=True).get(
            concern_links__concern_id=self.concern_id
        )
        self.talks = self.speaker()
        yield later(self.dice, when, 1)
        self.plan()
        yield later(self.dice, moment.now(), 2)
        asked = self.cause(
            self.council.named("Sam Doyle"),
            "Who gave his medicine in these nine days, and where was it kept?",
        )
        yield later(self.dice, moment.now(), 5)
        self.answer_asked(self.council.named("Sam Doyle"), asked)
        yield min(office_hours(self.dice, self.now - timedelta(days=4)), self.now - timedelta(hours=1))
        self.step()

    def ask(self) -> None:
        """What the adult wants, in the words of this chapter where it has them."""
        if not self.chapter.wish:
            super().ask()
            return
        said_by, name = self.speaker()
        screening.record_wish(
            self.worker,
            concern_id=self.concern_id,
            version=self.version(),
            words=self.chapter.wish,
            said_by=said_by,
            said_by_name=name,
        )

    def speaker(self) -> tuple[RepresentativeKind, str]:
        """Who speaks for the adult in this story."""
        self.lacked = LackedCapacity.YES if self.given_talks else LackedCapacity.NO
        return self.given_talks or (RepresentativeKind.ADULT, self.known.adult.given_name)

    def decision(self) -> dict[str, Any]:
        """As drawn; a concern that belongs to an enquiry still open is added to it."""
        if self.drawn.outcome == Outcome.ADDED_TO_ENQUIRY and self.known.person_id:
            running = (
                Enquiry.objects.filter(person_id=self.known.person_id)
                .exclude(status=EnquiryStatus.CLOSED)
                .first()
            )
            if running is None:
                self.drawn = replace(self.drawn, outcome=Outcome.OTHER_RESPONSE.value)
            else:
                return super().decision() | {
                    "joining": EnquiryToJoin(
                        running.pk, running.person_id, is_open=True, is_s42=running.kind == EnquiryKind.S42
                    )
                }
        return super().decision()

    def conclude(self) -> None:
        """As any case; the risk the adult chose is written down first."""
        if self.choice:
            findings.record_risk_choice(
                self.officer,
                enquiry_id=self.enquiry_id,
                risk=self.choice.risk,
                own_view=self.choice.own_view,
                options=self.choice.options,
                wellbeing=self.choice.wellbeing,
                responsibility=self.choice.responsibility,
                capacity=ChoiceCapacity.HAS,
                said_by=RepresentativeKind.ADULT,
                said_by_name=self.known.adult.given_name,
            )
        super().conclude()


def _adult(
    given: str, family: str, born: date, number: str, address: str, gender: Gender, reason: SupportReason
) -> Known:
    return Known(
        MadeUp(given, family, born, number, address, "ZZ1 4PQ", gender, EthnicGroup.WHITE_BRITISH, reason)
    )


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


def _told(
    dice: random.Random,
    council: Council,
    now: datetime,
    known: Known,
    chapters: Sequence[Chapter],
    **more: object,
) -> list[Case]:
    return [StoryCase(dice, council, known, chapter, now, **more).play() for chapter in chapters]  # type: ignore[arg-type]


def leonard_pike(dice: random.Random, council: Council, now: datetime) -> list[Case]:
    """Four years of concerns about one man, from police, provider, nurses and his sister."""
    leonard = _adult(
        "Leonard",
        "Pike",
        date(1973, 3, 9),
        "9990000077",
        "Flat 2, 14 Quarry Lane, Sandgate",
        Gender.MALE,
        SupportReason.MENTAL_HEALTH,
    )
    return [*_told(dice, council, now, leonard, LEONARD), _life(council, leonard, now)]


def stories(dice: random.Random, council: Council, now: datetime) -> list[Case]:
    """All story cases."""
    maureen = _adult(
        "Maureen",
        "Tate",
        date(1949, 11, 2),
        "9990000085",
        "7 Chapel Terrace, Sandgate",
        Gender.FEMALE,
        SupportReason.PHYSICAL,
    )
    joyce = _adult(
        "Joyce",
        "Amadi",
        date(1941, 6, 21),
        "9990000093",
        "31 Orchard Close, Sandgate",
        Gender.FEMALE,
        SupportReason.PHYSICAL,
    )
    harold = _adult(
        "Harold",
        "Wren",
        date(1936, 1, 30),
        "9990000107",
        "Larkfield House, Beacon Road, Sandgate",
        Gender.MALE,
        SupportReason.PHYSICAL,
    )
    ivy = _adult(
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
        *leonard_pike(dice, council, now),
        *_told(dice, council, now, maureen, MAUREEN, choice=choice),
        *_told(dice, council, now, joyce, JOYCE),
        *_told(dice, council, now, harold, HAROLD),
        *_told(
            dice,
            council,
            now,
            ivy,
            IVY,
            talks=(RepresentativeKind.CARE_ACT_ADVOCATE, "Nadia Rahman, advocate"),
        ),
    ]
