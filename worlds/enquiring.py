"""An ordinary case that becomes an enquiry: planned, carried out, ended in the adult's words, closed, answered."""

from __future__ import annotations

import random
from collections.abc import Generator
from datetime import date, datetime
from uuid import UUID

from goldenthread.assurance.instruments import shipped
from goldenthread.assurance.procedures import keep_statements
from goldenthread.concerns.vocabulary import AbuseType, ClockReason, Outcome, Place, SourceRelationship
from goldenthread.enquiries.models import (
    Allegation,
    Enquiry,
    EnquiryAction,
    EnquiryConcern,
    WantedOutcome,
)
from goldenthread.enquiries.procedures import ending, findings, running, wishes
from goldenthread.enquiries.vocabulary import (
    Achieved,
    ActionKind,
    Effect,
    EndAnswer,
    Finding,
    Motive,
    RiskOutcome,
    RiskResult,
)
from goldenthread.ground import moment
from worlds import impact, mix, sentences
from worlds.answering import give_answers
from worlds.council import Council
from worlds.playing import Case
from worlds.reporting import later
from worlds.working import WorkedCase, version_of

_PLANNED_LATE = {"seeking_wishes": 60, "capacity_or_advocate": 40}


class WholeCase(WorkedCase):
    """From report to answer, with the enquiry between where the decision calls for one."""

    # Feedback is given in 60 to 85% (our default).
    answered = 0.8

    def play(self) -> Case:
        """The ordinary case; then the answers owed; then the enquiry, its end, and the answers owed for that."""
        yield from super().play()
        enquiry = self.drawn.outcome in (Outcome.S42_ENQUIRY, Outcome.OTHER_ENQUIRY)
        if enquiry:
            yield from self.begin_enquiry()
        yield from self.answer("concern", self.concern_id)
        if enquiry:
            yield from self.enquire()

    def answer(self, kind: str, about: UUID) -> Generator[datetime, None, datetime]:
        """Give the adult and the referrer their answers, mostly (feedback is given in 60 to 85%, our default)."""
        when = later(self.dice, moment.now(), self.dice.choice((1, 2, 3, 5, 8, 12)))
        yield when
        give_answers(
            self.worker if kind == "concern" else self.officer,
            kind,
            about,
            share=self.answered,
            dice=self.dice,
        )
        return when

    def begin_enquiry(self) -> Case:
        """How to enquire is agreed, mostly within its clock of five working days."""
        self.enquiry_id = Enquiry.objects.values_list("pk", flat=True).get(
            concern_links__concern_id=self.concern_id
        )
        self.talks = self.speaker()
        yield later(self.dice, moment.now(), self.dice.choice((0, 1, 2, 2, 3, 4, 7)))
        self.plan()

    def enquire(self) -> Case:
        """The enquiry, from the first step to the answers at its end."""
        # Enquiry: median 30 days, lognormal (national-figures recipe).
        whole = min(110.0, self.dice.lognormvariate(3.4, 0.45))
        for part in range(3):
            yield later(self.dice, moment.now(), whole * 5 / 7 * 0.25)
            yield from self.work(first=part == 0)
        yield later(self.dice, moment.now(), whole * 5 / 7 * 0.2)
        self.conclude()
        yield later(self.dice, moment.now(), self.dice.choice((0, 1, 3)))
        self.close()
        yield from self.answer("enquiry", self.enquiry_id)

    def conclude(self) -> None:
        """Findings, risk, whether steps helped, whether the adult got what they wanted."""
        me, it = self.officer, self.enquiry_id
        found = self.dice.random() < 0.75
        for row in Allegation.objects.filter(enquiry_id=it, withdrawn_words="", finding=""):
            findings.record_finding(
                me,
                enquiry_id=it,
                allegation_id=row.pk,
                version=row.version,
                place=Place(row.place) if row.place != Place.NOT_KNOWN else Place.OTHER,
                source_relationship=SourceRelationship(row.source_relationship),
                finding=Finding.SUBSTANTIATED if found else Finding.INCONCLUSIVE,
                finding_words="Records, what the adult said and what we saw agree."
                if found
                else "The accounts differ and nobody else saw it.",
                risk_outcome=RiskOutcome.IDENTIFIED_ACTION if found else RiskOutcome.NO_RISK_NO_ACTION,
                risk_result=RiskResult(mix.pick(self.dice, mix.RISK_RESULTS)) if found else None,
                risk_words="Weighed with the adult.",
                motive=self.motive_of(AbuseType(row.type), moment.today()),
            )
        if found:
            self.tell_of_police(moment.today())
        for step in EnquiryAction.objects.filter(enquiry_id=it, effect=""):
            if step.kind in (ActionKind.SAFETY, ActionKind.PLAN):
                running.record_effect(
                    me,
                    enquiry_id=it,
                    step_id=step.pk,
                    version=step.version,
                    effect=Effect.HELPED,
                    words="Rang once; somebody came within the hour.",
                )
        self.judge()

    def motive_of(self, type: AbuseType, today: date) -> Motive:
        """Whether it was because of who the adult is."""
        return impact.motive(self.apart(type), type, self.known.adult, today)

    def tell_of_police(self, today: date) -> None:
        """What police and courts did."""
        impact.tell_of_police(self.apart("police"), self.officer, self.enquiry_id, today)

    def judge(self) -> None:
        """Each wanted outcome, and the end, in the words of the adult or who speaks for them."""
        me, it = self.officer, self.enquiry_id
        for wanted in WantedOutcome.objects.filter(
            enquiry_id=it, ended_at__isnull=True, replaced_by__isnull=True, achieved=""
        ):
            wishes.judge_outcome(
                me,
                enquiry_id=it,
                wanted_id=wanted.pk,
                version=wanted.version,
                achieved=Achieved(mix.pick(self.dice, mix.ACHIEVED)),
                said_by=self.talks[0],
                said_by_name=self.talks[1],
                words=self.end_words(),
            )
        carer, carer_words = impact.carer(self.apart("carer"), self.drawn.source)
        answers = {"yes": 68, "partly": 22, "no": 4, "not_known": 6}
        ending.record_ending(
            me,
            enquiry_id=it,
            version=version_of(it),
            safer=EndAnswer(mix.pick(self.dice, answers)),
            safety_met=EndAnswer(mix.pick(self.dice, answers)),
            wellbeing_met=EndAnswer(mix.pick(self.dice, answers)),
            life=impact.life(self.apart("life")),
            said_by=self.talks[0],
            said_by_name=self.talks[1],
            words=self.end_words(),
            carer=carer,
            carer_words=carer_words,
        )

        self.six_sentences()

    def six_sentences(self) -> None:
        """Two of three are also asked the six I statements; drawn apart, so that nothing else of the world changes with it."""
        apart = random.Random(f"I statements {self.enquiry_id}")
        if apart.random() > 0.65:
            return
        edition = shipped()["six-principles"]
        agree = {"1.i": 0.74, "2.i": 0.55, "3.i": 0.7, "4.i": 0.72, "5.i": 0.66, "6.i": 0.45}
        answers = {
            key: 1 + sum(apart.random() < share for _ in range(3))
            for key, share in agree.items()
            if apart.random() < 0.93
        }
        if answers:
            keep_statements(
                self.officer,
                enquiry_id=self.enquiry_id,
                instrument=(edition.key, edition.version),
                answers=answers,
                said_by=self.talks[0],
                said_by_name=self.talks[1],
            )

    def close(self) -> None:
        """Explain lateness, give any answer still owed from the decision, close."""
        it = self.enquiry_id
        unfound = Allegation.objects.filter(enquiry_id=it, withdrawn_words="", finding="")
        unasked = WantedOutcome.objects.filter(
            enquiry_id=it, ended_at__isnull=True, replaced_by__isnull=True, achieved=""
        )
        if unfound.exists() or unasked.exists():
            # Another concern was added since the enquiry was concluded; what it brought is looked into as well.
            self.conclude()
        for concern_id in EnquiryConcern.objects.filter(enquiry_id=it).values_list("concern_id", flat=True):
            give_answers(self.officer, "concern", concern_id, share=1, dice=self.dice)
        row = Enquiry.objects.get(pk=it)
        if row.planned_at and row.planned_at > row.planning_due_at:
            running.explain_missed(
                self.manager,
                enquiry_id=it,
                version=row.version,
                reason=ClockReason(mix.pick(self.dice, _PLANNED_LATE)),
                words="They wanted somebody with them when we talked about what should happen.",
                planning=True,
            )
        if moment.now() > row.due_at:
            reasons = {
                "waiting_for_partner": 35,
                "seeking_wishes": 20,
                "complex": 20,
                "workload": 15,
                "police_first": 10,
            }
            running.explain_missed(
                self.manager,
                enquiry_id=it,
                version=version_of(it),
                reason=ClockReason(mix.pick(self.dice, reasons)),
                words="It took longer than 28 days; the adult knew why.",
            )
        adult, referrer = closing_drafts(self.known.adult.given_name)
        ending.close(
            self.manager,
            enquiry_id=it,
            version=version_of(it),
            words="Went through it with the officer. The adult is content that we stop here.",
            draft_for_adult=adult,
            draft_for_referrer=referrer,
            weighed=sentences.weighed(f"closing {it}"),
        )


def closing_drafts(name: str) -> tuple[str, str]:
    """The words for the adult and for who raised it."""
    return (
        f"Dear {name}, we have finished looking into what happened. You told us what you wanted and we wrote down how far we got. "
        "If anything worries you again, ring us.",
        "You raised a concern with us ({reference}). We made an enquiry and it has now ended. We cannot share details. Thank you for telling us.",
    )


def whole_case(dice: random.Random, council: Council, **about: object) -> Case:
    """A case ready to be played."""
    return WholeCase(dice, council, **about).play()  # type: ignore[arg-type]
