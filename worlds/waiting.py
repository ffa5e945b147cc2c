"""What waits for each of the made-up staff whenever the demo is opened, at any hour of any day.

The year of ordinary cases is drawn by chance and ends when it ends; a visitor who signs in at night, on a Sunday, as anybody, must
still find a concern in danger first, work that is due or late, a decision to sign off, a report to write and a report to check.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import IntEnum

from goldenthread.access.break_glass import break_glass
from goldenthread.access.viewer import Viewer
from goldenthread.concerns.policy.intake import Report
from goldenthread.concerns.procedures import deciding, screening
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
from goldenthread.ground import moment
from goldenthread.ground.calendar import WorkingDays
from goldenthread.ground.moment import LONDON, london
from goldenthread.ground.words import Answer
from goldenthread.people.vocabulary import Gender, RepresentativeKind, SupportReason
from worlds import sentences
from worlds.answering import give_answers
from worlds.cases import Known, later, reporter
from worlds.council import Council
from worlds.enquiring import WholeCase
from worlds.mix import Drawn
from worlds.playing import Case
from worlds.population import MadeUp, resident

_CALENDAR = WorkingDays()
_NEARLY_NOW = timedelta(minutes=4)


class Stop(IntEnum):
    """How far somebody has come, and where it waits for the next."""

    RECEIVED = 1
    BEGUN = 2
    ANSWERED = 3
    PROPOSED = 4
    DECIDED = 5
    PLANNED = 6
    ASKED = 7
    REPORTED = 8
    ENDED = 9


@dataclass(frozen=True)
class Waits:
    """A case that waits. ``days`` are the working days since it was raised; ``who`` and ``agency`` are on the report."""

    adult: MadeUp
    days: int
    stop: Stop
    referrer: ReferrerRole
    who: tuple[str, str]
    types: tuple[AbuseType, ...]
    place: Place
    source: SourceRelationship
    level: int
    outcome: Outcome
    narrative: str
    wish: str
    worker: str = "Amina Yusuf"
    officer: str = "Grace Adeyemi"
    manager: str = "Helen Marsh"
    asks: str = ""
    question: str = ""
    danger: bool = False
    minutes: int = 0
    allocated: bool = True
    restricted: bool = False


def working_day_before(now: datetime, days: int) -> date:
    """The day that lies so many working days before today: what is raised then with a clock of that many days is due today."""
    day = london(now).date()
    while days:
        day -= timedelta(days=1)
        days -= _CALENDAR.is_working(day)
    return day


class WaitingCase(WholeCase):
    """A case played up to where it waits, its deeds never later than now."""

    def __init__(self, dice: random.Random, council: Council, waits: Waits, now: datetime) -> None:
        if waits.minutes:
            raised = now - timedelta(minutes=waits.minutes)
        else:
            day = working_day_before(now, waits.days)
            raised = datetime.combine(day, time(dice.randint(9, 15), dice.randint(0, 59)), tzinfo=LONDON)
        drawn = Drawn(
            waits.place, waits.types, waits.referrer, waits.source, waits.level, waits.outcome.value
        )
        super().__init__(dice, council, Known(waits.adult), drawn, min(raised, now - timedelta(minutes=20)))
        self.waits = waits
        self.now = now
        self.worker = council.named(waits.worker)
        self.officer = council.named(waits.officer)
        self.manager = council.named(waits.manager)
        self.talks = (RepresentativeKind.ADULT, waits.adult.given_name)

    def soon(self, working_days: float) -> datetime:
        """About so many working days on, but not after now."""
        return min(later(self.dice, moment.now(), working_days), self.now - _NEARLY_NOW)

    def report(self) -> Report:
        """The words written for this case."""
        who, agency = self.waits.who
        return replace(
            super().report(),
            narrative=self.waits.narrative,
            adult_wishes=self.waits.wish if self.waits.danger else "",
            immediate_danger=Answer.YES if self.waits.danger else Answer.NO,
            referrer_name=who,
            referrer_agency=agency,
            referrer_contact="01632 960 0" + str(self.dice.randint(10, 99)),
            adult_date_of_birth=None if self.waits.danger else self.waits.adult.date_of_birth,
        )

    def play(self) -> Case:
        """From report to where it waits."""
        yield self.raised
        by, channel = reporter(self.council, self.waits.referrer)
        self.concern_id = receive(by, report=self.report(), channel=channel).concern_id
        if self.waits.stop > Stop.RECEIVED:
            yield self.soon(0)
            screening.begin_screening(self.worker, concern_id=self.concern_id, version=self.version())
            self.match()
            if self.waits.restricted:
                screening.restrict(
                    self.manager,
                    concern_id=self.concern_id,
                    version=self.version(),
                    words="She works with us; only those who need to may see it.",
                )
            self._what_she_wants()
        if self.waits.stop > Stop.BEGUN:
            yield self.soon(0)
            self._find_out()
        if self.waits.stop > Stop.ANSWERED:
            yield from self._decide()
        if self.waits.stop > Stop.DECIDED:
            yield from self._enquire()

    def _what_she_wants(self) -> None:
        screening.record_wish(
            self.worker,
            concern_id=self.concern_id,
            version=self.version(),
            words=self.waits.wish,
            said_by=RepresentativeKind.ADULT,
            said_by_name=self.waits.adult.given_name,
        )
        screening.answer_limb(
            self.worker,
            concern_id=self.concern_id,
            version=self.version(),
            limb=Limb.NEEDS,
            answer=LimbAnswer.YES,
            evidence=sentences.NEEDS_EVIDENCE,
            reason=sentences.NEEDS_EVIDENCE,
        )

    def _find_out(self) -> None:
        me, concern = self.worker, self.concern_id
        screening.note_found_out(
            me, concern_id=concern, version=self.version(), words=self.dice.choice(sentences.FOUND_OUT)
        )
        screening.judge_threshold(
            me, concern_id=concern, version=self.version(), level=self.waits.level, codes=()
        )
        self.answer_test()

    def answers(self) -> dict[Limb, tuple[LimbAnswer, str]]:
        """Three yeses for an enquiry; else the adult can protect themselves."""
        found = super().answers()
        if self.waits.outcome is not Outcome.S42_ENQUIRY:
            found[Limb.NEEDS] = (LimbAnswer.YES, sentences.NEEDS_EVIDENCE)
            found[Limb.ABUSE] = (LimbAnswer.YES, sentences.ABUSE_EVIDENCE)
            found[Limb.PROTECT] = (LimbAnswer.NO, sentences.CAN_PROTECT_EVIDENCE)
        return found

    def _decide(self) -> Case:
        yield self.soon(0)
        deciding.decide(self.worker, concern_id=self.concern_id, version=self.version(), **self.decision())

    def _enquire(self) -> Case:
        self.enquiry_id = Enquiry.objects.values_list("pk", flat=True).get(
            concern_links__concern_id=self.concern_id
        )
        self.speaker_is_the_adult()
        yield self.soon(1)
        give_answers(self.worker, "concern", self.concern_id, share=1, dice=self.dice)
        self.plan()
        yield self.soon(1)
        self.step()
        if self.waits.asks:
            yield self.soon(1)
            asked = self.cause(self.council.named(self.waits.asks), self.waits.question)
            if self.waits.stop >= Stop.REPORTED:
                yield self.soon(3)
                self.answer_asked(self.council.named(self.waits.asks), asked)
        if self.waits.stop is Stop.ENDED:
            yield self.soon(6)
            self.conclude()


_HOME, _RES, _HOSPITAL = Place.OWN_HOME, Place.RESIDENTIAL_HOME, Place.HOSPITAL_ACUTE
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


def _opened_in_an_emergency(case: WaitingCase, by: Viewer, now: datetime) -> Case:
    """Somebody opened the restricted record and said why; a manager has yet to read that."""
    yield now - timedelta(hours=5)
    break_glass(
        by,
        kind="concern",
        id=case.concern_id,
        reason="She rang the duty line in tears and I had to know whether it was safe to ring back.",
    )


def waiting(dice: random.Random, council: Council, now: datetime) -> list[Case]:
    """All cases that wait."""
    cases = [WaitingCase(dice, council, waits, now) for waits in (IN_DANGER, *SCREENING, *ENQUIRIES)]
    restricted = next(case for case in cases if case.waits.restricted)
    return [
        *(case.play() for case in cases),
        _opened_in_an_emergency(restricted, council.named("Tom Hartley"), now),
    ]
