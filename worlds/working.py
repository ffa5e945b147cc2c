"""The enquiry of an ordinary case while it runs: who speaks, how it is planned, the steps, and a report asked of a service."""

from __future__ import annotations

import random
from datetime import timedelta
from uuid import UUID

from goldenthread.access.viewer import Viewer
from goldenthread.concerns.vocabulary import Place, SourceRelationship
from goldenthread.enquiries.models import (
    CausedEnquiry,
    Enquiry,
    WantedOutcome,
)
from goldenthread.enquiries.procedures import asking_agencies, running, wishes
from goldenthread.enquiries.vocabulary import (
    ActionKind,
    AskedOutcomes,
    LackedCapacity,
    SupportedBy,
)
from goldenthread.ground import moment
from goldenthread.people.vocabulary import RepresentativeKind
from worlds import impact, mix, sentences
from worlds.cases import OrdinaryCase
from worlds.playing import Case
from worlds.reporting import later

_SERVICES = (Place.RESIDENTIAL_HOME, Place.NURSING_HOME, Place.COMMUNITY_SERVICE)


def version_of(enquiry_id: UUID) -> int:
    """The version a form would carry if it were opened now."""
    return Enquiry.objects.values_list("version", flat=True).get(pk=enquiry_id)


class WorkedCase(OrdinaryCase):
    """A case whose enquiry is planned and worked on; how it ends is told elsewhere."""

    enquiry_id: UUID

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

    def apart(self, what: str) -> random.Random:
        """Dice for one answer about this case, apart from those of the town."""
        adult = self.known.adult
        return random.Random(f"{what}{adult.family_name}{adult.date_of_birth}{self.drawn}")
