"""A case that is played until it waits for somebody."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import IntEnum

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
from goldenthread.people.vocabulary import RepresentativeKind
from worlds import sentences
from worlds.answering import give_answers
from worlds.council import Council
from worlds.enquiring import WholeCase
from worlds.mix import Drawn
from worlds.playing import Case
from worlds.population import MadeUp
from worlds.reporting import Known, later, reporter

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
