"""An ordinary case that becomes an enquiry: planned, carried out, ended in the adult's words, closed, answered."""

from __future__ import annotations

import random
from collections.abc import Generator
from datetime import date, datetime, timedelta
from uuid import UUID

from goldenthread.access.viewer import Viewer
from goldenthread.assurance.instruments import shipped
from goldenthread.assurance.procedures import keep_statements
from goldenthread.concerns.vocabulary import AbuseType, ClockReason, Outcome, Place, SourceRelationship
from goldenthread.enquiries.models import (
    Allegation,
    CausedEnquiry,
    Enquiry,
    EnquiryAction,
    EnquiryConcern,
    WantedOutcome,
)
from goldenthread.enquiries.procedures import asking_agencies, ending, findings, running, wishes
from goldenthread.enquiries.vocabulary import (
    Achieved,
    ActionKind,
    AskedOutcomes,
    Effect,
    EndAnswer,
    Finding,
    LackedCapacity,
    Motive,
    RiskOutcome,
    RiskResult,
    SupportedBy,
)
from goldenthread.ground import moment
from goldenthread.people.vocabulary import RepresentativeKind
from worlds import impact, mix, sentences
from worlds.answering import give_answers
from worlds.cases import OrdinaryCase, later
from worlds.council import Council
from worlds.playing import Case

_PLANNED_LATE = {"seeking_wishes": 60, "capacity_or_advocate": 40}
_SERVICES = (Place.RESIDENTIAL_HOME, Place.NURSING_HOME, Place.COMMUNITY_SERVICE)


def version_of(enquiry_id: UUID) -> int:
    """The version a form would carry if it were opened now."""
    return Enquiry.objects.values_list("version", flat=True).get(pk=enquiry_id)


class WholeCase(OrdinaryCase):
    """From report to answer, with the enquiry between where the decision calls for one."""

    enquiry_id: UUID
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

    def speaker_is_the_adult(self) -> None:
        """In this case the adult speaks for themselves."""
        self.lacked = LackedCapacity.NO
        self.talks = (RepresentativeKind.ADULT, self.known.adult.given_name)

    def speaker(self) -> tuple[RepresentativeKind, str]:
        """Who speaks: the adult, or where capacity is lacking somebody for them."""
        lacked = mix.pick(self.dice, mix.LACKED_CAPACITY)
        me = self.known.adult.given_name
        self.lacked = LackedCapacity(lacked if lacked != "not_known" else "dont_know")
        if self.lacked is not LackedCapacity.YES:
            return RepresentativeKind.ADULT, me
        if self.dice.random() < 0.45:
            return RepresentativeKind.CARE_ACT_ADVOCATE, "Nadia Rahman, advocate"
        return (
            RepresentativeKind.FAMILY,
            f"{self.dice.choice(('Ann', 'Paul', 'Susan', 'Imran'))} {self.known.adult.family_name}",
        )

    def plan(self) -> None:
        """Agree how to enquire; capacity and wishes first."""
        me, it = self.officer, self.enquiry_id
        family = self.talks[0] is RepresentativeKind.FAMILY
        lacking = self.lacked is LackedCapacity.YES
        wishes.record_capacity(
            me,
            enquiry_id=it,
            version=version_of(it),
            lacked=self.lacked,
            words="Talked it through with pictures and time; assessed for this decision only."
            if lacking
            else "No cause to doubt it.",
            supported_by=(SupportedBy.FAMILY if family else SupportedBy.ADVOCATE) if lacking else None,
            supporter_name=self.talks[1] if lacking else "",
        )
        if Enquiry.objects.filter(pk=it, asked=AskedOutcomes.NOT_RECORDED).exists():
            self.ask_again(me, it)
        running.plan(
            me,
            enquiry_id=it,
            version=version_of(it),
            kind=ActionKind.CONVERSATION,
            words="A conversation and a visit are enough to begin with.",
            adult_part="Chose where to meet and who should be there.",
            next_step="Visit and talk about what a good outcome would be",
            next_step_on=moment.today() + timedelta(days=5),
        )

    def ask_again(self, me: Viewer, it: UUID) -> None:
        """Ask what the adult wants; what came of it follows the national picture only as far as one is known."""
        if WantedOutcome.objects.filter(enquiry_id=it).exists():
            # Carried forward from the concern: they were asked already, and said it.
            wishes.record_asked(me, enquiry_id=it, version=version_of(it), asked=AskedOutcomes.EXPRESSED)
            return
        came = mix.pick(self.dice, mix.ASKED)
        if came == "expressed":
            wishes.add_wanted(
                me,
                enquiry_id=it,
                words=self.dice.choice(sentences.WISHES[self.drawn.types[0]]),
                said_by=self.talks[0],
                said_by_name=self.talks[1],
            )
        asked = {
            "expressed": AskedOutcomes.EXPRESSED,
            "not_expressed": AskedOutcomes.NONE_EXPRESSED,
            "no": AskedOutcomes.NO,
        }[came]
        why = (
            ""
            if came == "expressed"
            else "Asked twice; said they would leave it to us."
            if came == "not_expressed"
            else "Too unwell to be asked."
        )
        wishes.record_asked(me, enquiry_id=it, version=version_of(it), asked=asked, words=why)

    def work(self, *, first: bool) -> Case:
        """A step taken; in care services a report is asked for at the first of them."""
        self.step()
        provider = self.provider()
        if first and provider is not None:
            yield from self.ask_for_report(provider)

    def step(self) -> None:
        """One step, with what comes next."""
        kind, words = self.dice.choice(self.steps())
        running.record_step(
            self.officer,
            enquiry_id=self.enquiry_id,
            kind=ActionKind(kind),
            on=moment.today(),
            who=self.officer.name,
            words=words.format(name=self.known.adult.given_name),
            adult_part="Said what happened and what should come of it.",
            next_step="Go through what we found with the adult",
            next_step_on=moment.today() + timedelta(days=7),
        )

    def steps(self) -> tuple[tuple[str, str], ...]:
        """Steps that fit the place."""
        if self.drawn.place in _SERVICES:
            return sentences.STEPS + sentences.STEPS_IN_CARE
        return sentences.STEPS + (sentences.STEPS_AT_HOME if self.drawn.place == Place.OWN_HOME else ())

    def end_words(self) -> str:
        """Something the adult may say at the end."""
        return self.dice.choice(
            sentences.SAFER_WORDS.get(self.drawn.types[0], sentences.SAFER_WORDS_OTHERWISE)
        )

    def provider(self) -> Viewer | None:
        """The care service that is asked for a report, if this case is about one."""
        if self.drawn.source is not SourceRelationship.CARE_WORKER or self.dice.random() < 0.25:
            return None
        if self.elsewhere:
            return None
        return self.council.named("Ruth Bennett" if self.drawn.place in _SERVICES else "Sam Doyle")

    def ask_for_report(self, provider: Viewer) -> Case:
        """Cause an enquiry by the service; it answers; the manager checks."""
        asked = self.cause(provider, "What happened, who was on shift, and what has changed since?")
        yield later(self.dice, moment.now(), self.dice.choice((3, 6, 9, 12)))
        self.answer_asked(provider, asked)
        yield later(self.dice, moment.now(), 1)
        asked.refresh_from_db()
        asking_agencies.check_caused_report(
            self.manager,
            enquiry_id=self.enquiry_id,
            caused_enquiry_id=asked.pk,
            version=asked.version,
            accepted=True,
            words="Answers the question; the change was seen on our visit.",
        )

    def cause(self, agency: Viewer, question: str) -> CausedEnquiry:
        """Ask an agency for a report."""
        adult = self.known.adult
        made = CausedEnquiry.objects.filter(enquiry_id=self.enquiry_id)
        asking_agencies.cause_enquiry(
            self.manager,
            enquiry_id=self.enquiry_id,
            agency_id=agency.agency_id,
            about_whom=f"{adult.given_name} {adult.family_name}",
            question=question,
            terms="Cover the rota, the records and what the adult says. If it does not come in time we will visit.",
            adult_view="Agrees that you are asked.",
        )
        return made.latest("asked_at")

    def answer_asked(self, agency: Viewer, asked: CausedEnquiry) -> None:
        """The agency's report."""
        asking_agencies.answer_caused_enquiry(
            agency,
            caused_enquiry_id=asked.pk,
            version=asked.version,
            report=self.provider_report(),
            life=impact.life(self.apart("report"), reported=True),
        )

    def provider_report(self) -> str:
        """What the service writes."""
        return sentences.PROVIDER_REPORTS.get(self.drawn.types[0], sentences.PROVIDER_REPORT_OTHERWISE)

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

    def apart(self, what: str) -> random.Random:
        """Dice for one answer about this case, apart from those of the town."""
        adult = self.known.adult
        return random.Random(f"{what}{adult.family_name}{adult.date_of_birth}{self.drawn}")

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
