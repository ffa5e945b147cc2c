"""One ordinary case from report to answer, as a story told in time: each ``yield`` is the moment of the next deed."""

from __future__ import annotations

import random
from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from goldenthread.access.queries import agencies
from goldenthread.access.viewer import Viewer
from goldenthread.concerns.models import Concern
from goldenthread.concerns.policy.intake import Report
from goldenthread.concerns.procedures import deciding, screening
from goldenthread.concerns.procedures.intake import receive
from goldenthread.concerns.vocabulary import (
    ClockReason,
    Limb,
    LimbAnswer,
    NoActionReason,
    Outcome,
    Place,
    Signpost,
    SourceRelationship,
    WishState,
)
from goldenthread.ground import local_policy
from goldenthread.ground.local_policy import ClockName
from goldenthread.ground.words import Answer
from goldenthread.people import procedures as people
from goldenthread.people.vocabulary import RepresentativeKind
from worlds import sentences
from worlds.council import Council
from worlds.mix import Drawn, pick
from worlds.playing import Case
from worlds.reporting import AGENCY_OF, Known, later, report_of, reporter

# Services that a concern may be about; the empty name is the one that signs in. One of them, Harbour View, nobody ever names.
_HOMES = ("", "Seacliff Court", "Seacliff Court", "Seacliff Court", "Rowan Lodge", "Elm Grove")
_AT_HOME = ("", "Bramble Home Care", "Kindly Care at Home")


@dataclass
class Screened:
    """What later parts of a case need from screening."""

    concern_id: UUID
    person_id: UUID
    worker: Viewer
    manager: Viewer
    officer: Viewer


class OrdinaryCase:
    """A drawn concern about an adult, played through screening to its decision. ``concern_id`` is set once it is received."""

    concern_id: UUID

    def __init__(
        self, dice: random.Random, council: Council, known: Known, drawn: Drawn, raised: datetime
    ) -> None:
        self.dice = dice
        self.council = council
        self.known = known
        self.drawn = drawn
        self.raised = raised
        self.worker = council.front_door(dice)
        self.manager = council.manager(dice)
        self.officer = council.social_worker(dice)

    def report(self) -> Report:
        """The words of the report."""
        return report_of(self.dice, self.known, self.drawn, self.raised)

    def play(self) -> Case:
        """Report, screening, decision. A subclass adds what follows."""
        when = self.raised
        yield when
        by, channel = reporter(self.council, self.drawn.referrer)
        report = self.report()
        self.concern_id = receive(by, report=report, channel=channel).concern_id
        if report.immediate_danger is Answer.YES:
            when = when + timedelta(minutes=self.dice.randint(10, 90))
            yield when
            self._begin_and_make_safe()
        when = yield from self.screen(when)
        yield from self.decide(when)

    def _begin_and_make_safe(self) -> None:
        screening.begin_screening(self.worker, concern_id=self.concern_id, version=self.version())
        screening.record_made_safe(
            self.worker,
            concern_id=self.concern_id,
            version=self.version(),
            words="Rang at once. Police attended, the adult is with a neighbour tonight and has our number.",
        )
        self._begun = True

    _begun = False
    elsewhere: UUID | None = None

    def version(self) -> int:
        """The version a form would carry if it were opened now."""
        return Concern.objects.values_list("version", flat=True).get(pk=self.concern_id)

    def screen(self, when: datetime) -> Generator[datetime, None, datetime]:
        """Match, ask, find out, answer the three parts."""
        # Screening: median two working days with a tail (national-figures recipe).
        days = min(12.0, self.dice.lognormvariate(0.45, 0.7))
        when = later(self.dice, when, 0 if days < 1 else days / 2)
        yield when
        me, concern = self.worker, self.concern_id
        if not self._begun:
            screening.begin_screening(me, concern_id=concern, version=self.version())
        self.match()
        when = later(self.dice, when, days / 2)
        yield when
        self.ask()
        screening.note_found_out(
            me, concern_id=concern, version=self.version(), words=self.dice.choice(sentences.FOUND_OUT)
        )
        screening.judge_threshold(
            me, concern_id=concern, version=self.version(), level=self.drawn.level, codes=()
        )
        self.name_service()
        self.answer_test()
        return when

    def name_service(self) -> None:
        """Where a care worker may have caused it, the service is named: commissioning hears of it, and it hears back."""
        if self.drawn.source is not SourceRelationship.CARE_WORKER:
            return
        home = self.drawn.place in (Place.RESIDENTIAL_HOME, Place.NURSING_HOME, Place.COMMUNITY_SERVICE)
        service = self.council.named("Ruth Bennett" if home else "Sam Doyle").agency_id
        raised_by_care = AGENCY_OF.get(self.drawn.referrer) in ("Ruth Bennett", "Sam Doyle")
        self.elsewhere = None if raised_by_care else self._elsewhere(home=home)
        screening.name_service(
            self.worker,
            concern_id=self.concern_id,
            version=self.version(),
            agency_id=self.elsewhere or service,
        )

    def _elsewhere(self, *, home: bool) -> UUID | None:
        """A service that nobody signs in for; its dice are its own, so that the rest of the year stays as it is."""
        dice = random.Random(f"{self.known.adult.family_name} {self.raised}")
        name = dice.choice(_HOMES if home else _AT_HOME)
        return next((each.id for each in agencies(("provider",)) if each.name == name), None)

    def match(self) -> None:
        """A practitioner says who the concern is about; the adult's record is made where there is none."""
        adult = self.known.adult
        if self.known.person_id is None:
            self.known.person_id = people.create_person(
                self.worker,
                given_name=adult.given_name,
                family_name=adult.family_name,
                date_of_birth=adult.date_of_birth,
                nhs_number=adult.nhs_number,
                address=adult.address,
                postcode=adult.postcode,
                gender=adult.gender,
                ethnic_group=adult.ethnic_group,
                support_reason=adult.support_reason,
                funding=adult.funding,
                eligibility=adult.eligibility,
            )
        screening.match_person(
            self.worker, concern_id=self.concern_id, version=self.version(), person_id=self.known.person_id
        )

    def ask(self) -> None:
        """Ask the adult what they want, or say why they could not be asked."""
        if self.dice.random() < 0.8:
            screening.record_wish(
                self.worker,
                concern_id=self.concern_id,
                version=self.version(),
                words=self.dice.choice(sentences.WISHES[self.drawn.types[0]]),
                said_by=RepresentativeKind.ADULT,
                said_by_name=self.known.adult.given_name,
            )
        else:
            screening.record_wish(
                self.worker,
                concern_id=self.concern_id,
                version=self.version(),
                state=WishState.NOT_EXPRESSED,
                why="Asked by telephone; did not want to say anything today. Will ask again.",
            )

    def answers(self) -> dict[Limb, tuple[LimbAnswer, str]]:
        """The three answers that fit the drawn outcome."""
        yes, no = LimbAnswer.YES, LimbAnswer.NO
        found = {
            Limb.NEEDS: (yes, sentences.NEEDS_EVIDENCE),
            Limb.ABUSE: (yes, sentences.ABUSE_EVIDENCE),
            Limb.PROTECT: (
                yes,
                sentences.PROTECT_EVIDENCE.get(self.drawn.source, sentences.PROTECT_EVIDENCE_OTHERWISE),
            ),
        }
        if self.drawn.outcome == Outcome.S42_ENQUIRY:
            return found
        if self.drawn.outcome == Outcome.OTHER_ENQUIRY or self.dice.random() < 0.35:
            found[Limb.PROTECT] = (no, sentences.CAN_PROTECT_EVIDENCE)
        elif self.dice.random() < 0.75:
            found[Limb.ABUSE] = (no, sentences.NO_ABUSE_EVIDENCE)
        else:
            found[Limb.NEEDS] = (no, sentences.NO_NEEDS_EVIDENCE)
        return found

    def answer_test(self) -> None:
        """Answer the three parts of section 42(1)."""
        self.given = self.answers()
        for limb, (answer, evidence) in self.given.items():
            screening.answer_limb(
                self.worker,
                concern_id=self.concern_id,
                version=self.version(),
                limb=limb,
                answer=answer,
                evidence=evidence,
                reason=evidence,
            )

    def decide(self, when: datetime) -> Case:
        """Decide; explain lateness first; have it signed off where the policy wants a second person."""
        when = when + timedelta(minutes=self.dice.randint(5, 40))
        yield when
        if when > local_policy.current().for_case(self.raised).due(ClockName.SCREENING, self.raised):
            screening.explain_missed_clock(
                self.worker,
                concern_id=self.concern_id,
                version=self.version(),
                reason=ClockReason(
                    pick(
                        self.dice,
                        {
                            "seeking_wishes": 30,
                            "information_awaited": 35,
                            "workload": 25,
                            "adult_unavailable": 10,
                        },
                    )
                ),
                words="The adult could be reached only today.",
            )
        made = deciding.decide(
            self.worker, concern_id=self.concern_id, version=self.version(), **self.decision()
        )
        if made.waits_for_sign_off:
            when = later(self.dice, when, self.dice.choice((0, 0, 1, 2)))
            yield when
            deciding.sign_off(
                self.manager,
                concern_id=self.concern_id,
                version=self.version(),
                words="Agreed; the reasons are clear.",
            )

    def decision(self) -> dict[str, Any]:
        """What ``decide`` is told."""
        outcome = Outcome(self.drawn.outcome)
        told: dict[str, Any] = {
            "outcome": outcome,
            "rationale": "Weighed what was reported, what we found out and what the adult wants.",
            "adult_view": "Told what we think and why; content with it.",
        }
        if outcome in (Outcome.S42_ENQUIRY, Outcome.OTHER_ENQUIRY):
            told |= {"manager_id": self.manager.user_id, "officer_id": self.officer.user_id}
            told["weighed"] = sentences.weighed(f"decision {self.concern_id}")
        if outcome is Outcome.NO_FURTHER_ACTION:
            told["reason"] = self.no_action_reason()
        if outcome is Outcome.OTHER_RESPONSE:
            told |= {
                "signpost": self.signpost(),
                "signpost_words": "Passed on today with the adult's agreement; they will ring back.",
            }
        return told

    def no_action_reason(self) -> NoActionReason:
        """The coded reason that fits the answers given."""
        if self.given[Limb.NEEDS][0] is LimbAnswer.NO:
            return NoActionReason.NO_NEEDS
        if self.given[Limb.ABUSE][0] is LimbAnswer.NO:
            return NoActionReason.NO_ABUSE
        return NoActionReason.CAN_PROTECT

    def signpost(self) -> Signpost:
        """Where an other response points."""
        if self.drawn.place in (Place.RESIDENTIAL_HOME, Place.NURSING_HOME, Place.COMMUNITY_SERVICE):
            return self.dice.choice((Signpost.QUALITY, Signpost.PROVIDER_ACTION))
        return self.dice.choice(
            (
                Signpost.CARE_ASSESSMENT,
                Signpost.INFORMATION,
                Signpost.HEALTH,
                Signpost.VOLUNTARY,
                Signpost.FIRE,
            )
        )
