"""How a story is told: its chapters, each played as a case with its own words."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

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
from goldenthread.people.vocabulary import (
    EthnicGroup,
    Gender,
    RepresentativeKind,
    SupportReason,
)
from worlds import sentences
from worlds.council import Council
from worlds.enquiring import WholeCase
from worlds.mix import Drawn
from worlds.playing import Case
from worlds.population import MadeUp
from worlds.reporting import Known, later, office_hours, reporter


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

    def enquire(self) -> Case:
        """As any enquiry; one that is still open has a report that waits to be checked, and a next step."""
        if not self.chapter.is_open:
            yield from super().enquire()
            return
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


def adult(
    given: str, family: str, born: date, number: str, address: str, gender: Gender, reason: SupportReason
) -> Known:
    """Somebody made up, as the stories know them."""
    return Known(
        MadeUp(given, family, born, number, address, "ZZ1 4PQ", gender, EthnicGroup.WHITE_BRITISH, reason)
    )


def told(
    dice: random.Random,
    council: Council,
    now: datetime,
    known: Known,
    chapters: Sequence[Chapter],
    **more: object,
) -> list[Case]:
    """The chapters of one adult's story, in order."""
    return [StoryCase(dice, council, known, chapter, now, **more).play() for chapter in chapters]  # type: ignore[arg-type]
