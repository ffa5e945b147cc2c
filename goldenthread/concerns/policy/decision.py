"""What must hold before a decision on a concern holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from goldenthread.concerns.policy.clocks import missed_verdict
from goldenthread.concerns.policy.duty import ANSWER_TEST, duty_of
from goldenthread.concerns.vocabulary import Duty, LimbAnswer, NoActionReason, Outcome, Signpost
from goldenthread.ground.local_policy import SignOff
from goldenthread.ground.rules import RULEBOOK, rule
from goldenthread.ground.verdicts import ALLOWED, Offer, Verdict, refused

WITH_ENQUIRY = frozenset({Outcome.S42_ENQUIRY, Outcome.ADDED_TO_ENQUIRY})
OPENS_ENQUIRY = frozenset({Outcome.S42_ENQUIRY, Outcome.OTHER_ENQUIRY})
# Endings that say nothing about the test: there is nobody to test it for here.
TEST_NOT_NEEDED = frozenset(
    {NoActionReason.DUPLICATE, NoActionReason.NOT_OUR_AREA, NoActionReason.ADULT_DIED}
)

LAWS = {
    Outcome.S42_ENQUIRY: "Care Act 2014, section 42(2): the duty to enquire",
    Outcome.OTHER_ENQUIRY: "Care Act 2014, section 1 and general powers: an enquiry outside section 42",
    Outcome.OTHER_RESPONSE: "Care Act 2014, section 42(1): the duty to enquire does not apply",
    Outcome.NO_FURTHER_ACTION: "Care Act 2014, section 42(1): the duty to enquire does not apply",
    Outcome.ADDED_TO_ENQUIRY: "Care Act 2014, section 42: joined to an enquiry that is already open",
}

MATCH = Offer("match_person", "Match the person")
ASK = Offer("record_wish", "Record what the adult wants")
MAKE_SAFE = Offer("make_safe", "Record what made the adult safe")


@dataclass(frozen=True)
class EnquiryToJoin:
    """What is known of the enquiry a concern shall be added to."""

    id: UUID
    person_id: UUID
    is_open: bool
    is_s42: bool


@dataclass(frozen=True)
class Standing:
    """What is known of a concern when somebody wants to decide."""

    needs: LimbAnswer | None
    abuse: LimbAnswer | None
    protect: LimbAnswer | None
    person_id: UUID | None
    wishes_asked: bool
    immediate_danger: bool
    made_safe: bool
    threshold_level: int | None
    clock_missed: bool
    missed_explained: bool

    @property
    def duty(self) -> Duty:
        """The duty that follows from the three answers."""
        return duty_of(self.needs, self.abuse, self.protect)


@dataclass(frozen=True)
class Proposal:
    """A decision somebody wants to make. ``adult_view``: what the adult thinks of it, or why that is not known."""

    outcome: Outcome
    rationale: str
    adult_view: str = ""
    reason: NoActionReason | None = None
    signpost: Signpost | None = None
    signpost_words: str = ""
    follow_up_on: date | None = None
    manager_id: UUID | None = None
    officer_id: UUID | None = None
    joining: EnquiryToJoin | None = None


@rule(
    "SCR-01",
    citation="Care Act 2014 s42(2)",
    sentence="When all three parts of the test are Yes, the council must enquire: the concern ends in a section 42 enquiry, "
    "new or already open, and in nothing else.",
)
def duty_binds(outcome: Outcome, duty: Duty) -> Verdict:
    """Three yeses mean the duty. There is no other ending, whoever asks."""
    if duty is not Duty.MET or outcome in WITH_ENQUIRY:
        return ALLOWED
    return RULEBOOK["SCR-01"].refuse(field="outcome")


@rule(
    "SCR-02",
    citation="Care Act 2014 s42(1) and (2); SAC guidance, Section 42 enquiry",
    sentence="A section 42 enquiry needs a Yes to all three parts of the test.",
)
def s42_needs_duty(outcome: Outcome, duty: Duty) -> Verdict:
    """The name of the law is used only where the law applies."""
    if outcome is not Outcome.S42_ENQUIRY or duty is Duty.MET:
        return ALLOWED
    return RULEBOOK["SCR-02"].refuse(field="outcome", offer=ANSWER_TEST)


@rule(
    "SCR-11",
    citation="Care Act 2014 s42(1); LGA and ADASS, Making decisions on the duty to carry out safeguarding adults enquiries (2019)",
    sentence="A concern does not end outside section 42 while the test is open: at least one part is answered No first, unless "
    "the report came twice, is for another council, or the adult has died.",
)
def test_answered(outcome: Outcome, duty: Duty, reason: NoActionReason | None) -> Verdict:
    """Not yet known is never a no."""
    if outcome in WITH_ENQUIRY or duty is not Duty.NOT_YET_KNOWN:
        return ALLOWED
    if outcome is Outcome.NO_FURTHER_ACTION and (reason is None or reason in TEST_NOT_NEEDED):
        return ALLOWED
    return RULEBOOK["SCR-11"].refuse(field="outcome", offer=ANSWER_TEST)


def outcome_verdict(outcome: Outcome, duty: Duty, reason: NoActionReason | None = None) -> Verdict:
    """Is this ending open under the duty? Draws the choices of the decision page and refuses the write."""
    return duty_binds(outcome, duty).and_(s42_needs_duty(outcome, duty), test_answered(outcome, duty, reason))


@rule(
    "SCR-04",
    citation="Local policy (sign_off); platform design: one person does not both make and sign off such a decision",
    sentence="No further action from the level set in local policy, or where there was danger, is signed off by a second person.",
)
def sign_off_needed(outcome: Outcome, *, level: int | None, danger: bool, policy: SignOff) -> bool:
    """True when a second person must agree. A level nobody judged counts as high."""
    if outcome is not Outcome.NO_FURTHER_ACTION:
        return False
    return (
        (danger and policy.immediate_danger_always)
        or level is None
        or level >= policy.no_further_action_from_level
    )


def signer_verdict(*, signer: UUID | None, proposer: UUID) -> Verdict:
    """The second person is never the first (SCR-04)."""
    if signer is not None and signer != proposer:
        return ALLOWED
    return RULEBOOK["SCR-04"].refuse(
        words="You made this decision, so somebody else must sign it off. Ask another manager."
    )


@rule(
    "SCR-06",
    citation="Care and support statutory guidance 14.15 and 14.93 (Making Safeguarding Personal); R154, R250",
    sentence="Before a decision the adult is asked what they want, or it is written down why they could not be.",
)
def wishes_asked(asked: bool) -> Verdict:
    """Wishes come first, also where nothing further follows."""
    return ALLOWED if asked else RULEBOOK["SCR-06"].refuse(offer=ASK)


@rule(
    "SCR-07",
    citation="Data Protection Act 2018 (accuracy principle); platform design",
    sentence="Before a decision a practitioner has said which person the concern is about.",
)
def person_matched(person_id: UUID | None) -> Verdict:
    """The system proposes; a practitioner decides who it is."""
    return ALLOWED if person_id is not None else RULEBOOK["SCR-07"].refuse(offer=MATCH)


@rule(
    "SCR-08",
    citation="Care Act 2014 s42(2); SAC guidance (several concerns may feed one enquiry)",
    sentence="A concern is added only to an open enquiry about the same adult, and to a section 42 enquiry when the duty applies.",
)
def joining_verdict(joining: EnquiryToJoin | None, *, person_id: UUID | None, duty: Duty) -> Verdict:
    """May the concern be added to this enquiry?"""
    if joining is None:
        return RULEBOOK["SCR-08"].refuse(
            words="Choose the open enquiry that the concern belongs to.", field="enquiry_id"
        )
    if not joining.is_open:
        return RULEBOOK["SCR-08"].refuse(
            words="That enquiry is closed. Choose one that is open, or open a new enquiry.",
            field="enquiry_id",
        )
    if joining.person_id != person_id:
        return RULEBOOK["SCR-08"].refuse(words="That enquiry is about another adult.", field="enquiry_id")
    if duty is Duty.MET and not joining.is_s42:
        return RULEBOOK["SCR-08"].refuse(
            words="The duty under section 42(2) applies, and that enquiry is not a section 42 enquiry. Open a section 42 enquiry.",
            field="enquiry_id",
        )
    return ALLOWED


@rule(
    "SCR-09",
    citation="Care and support statutory guidance ch. 14 (immediate safety and the reasons for it are recorded at once)",
    sentence="Where somebody is in danger now, what was done to make them safe is recorded before anything is decided.",
)
def made_safe_first(*, danger: bool, made_safe: bool) -> Verdict:
    """Safety never waits for paper, and paper never waits for long."""
    return ALLOWED if made_safe or not danger else RULEBOOK["SCR-09"].refuse(offer=MAKE_SAFE)


@rule(
    "SCR-17",
    citation="Care and support statutory guidance ch. 14 (immediate safety, and what was done at once, are recorded with reasons)",
    sentence="Danger found while screening is put on record with who said so and what is being done about it.",
)
def danger_told(*, words: str, said_by: str, doing: str, open_already: bool) -> Verdict:
    """``open_already``: danger is on record and nobody has yet said what made the adult safe."""
    if open_already:
        return RULEBOOK["SCR-17"].refuse(
            words="Danger is on record already. Do what makes the adult safe, and write down what was done.",
            offer=MAKE_SAFE,
        )
    asked = {
        "words": (words, "Say what the danger is."),
        "said_by": (said_by, "Say who told you, or that you saw it yourself."),
        "doing": (doing, "Say what is being done about it now, and by whom."),
    }
    wrong = [
        refused("SCR-17", sentence, field=field)
        for field, (told, sentence) in asked.items()
        if not told.strip()
    ]
    return ALLOWED.and_(*wrong)


@rule(
    "SCR-10",
    citation="R058: a proportionate decision with reasons and signposting; Care Act 2014 s4",
    sentence="An other response says where the adult or the matter was pointed to.",
)
def signpost_named(proposal: Proposal) -> Verdict:
    """Pointing nowhere is not a response."""
    if proposal.outcome is not Outcome.OTHER_RESPONSE:
        return ALLOWED
    if proposal.signpost is None:
        return RULEBOOK["SCR-10"].refuse(
            words="Choose where the adult or the matter was pointed to.", field="signpost"
        )
    if proposal.signpost is Signpost.OTHER and not proposal.signpost_words.strip():
        return RULEBOOK["SCR-10"].refuse(
            words="Say where the adult or the matter was pointed to.", field="signpost_words"
        )
    return ALLOWED


@rule(
    "SCR-12",
    citation="LGA and ADASS 2019 framework: decisions are lawful, reasonable and recorded with their rationale; R058",
    sentence="Every decision has its reason in words; no further action also has a coded reason.",
)
def reasons_given(proposal: Proposal) -> Verdict:
    """A reader years later must understand why."""
    missing = []
    if proposal.outcome is Outcome.NO_FURTHER_ACTION and proposal.reason is None:
        missing.append(refused("SCR-12", "Choose the reason for no further action.", field="reason"))
    if not proposal.rationale.strip():
        missing.append(refused("SCR-12", "Say why this is the right decision.", field="rationale"))
    return ALLOWED.and_(*missing)


@rule(
    "SCR-13",
    citation="Care and support statutory guidance 14.15; R154: people are involved in all decisions about them",
    sentence="What the adult thinks of the decision is recorded, or why that is not known.",
)
def adult_view_given(view: str) -> Verdict:
    """Nothing about me without me."""
    if view.strip():
        return ALLOWED
    return RULEBOOK["SCR-13"].refuse(
        words="Say what the adult thinks of this decision. If they could not be asked, say why and when they will be.",
        field="adult_view",
    )


@rule(
    "SCR-16",
    citation="Care and support statutory guidance ch. 14: the council keeps responsibility for the enquiry; R234",
    sentence="A decision that opens an enquiry names the accountable manager and the enquiry officer.",
)
def people_named(proposal: Proposal) -> Verdict:
    """Nobody may be left to wonder who answers for the enquiry."""
    if proposal.outcome not in OPENS_ENQUIRY:
        return ALLOWED
    missing = []
    if proposal.manager_id is None:
        missing.append(
            refused("SCR-16", "Choose the manager who is accountable for the enquiry.", field="manager")
        )
    if proposal.officer_id is None:
        missing.append(refused("SCR-16", "Choose the enquiry officer.", field="officer"))
    return ALLOWED.and_(*missing)


def readiness(standing: Standing) -> Verdict:
    """What must be there before any decision, whichever it is."""
    return made_safe_first(danger=standing.immediate_danger, made_safe=standing.made_safe).and_(
        person_matched(standing.person_id),
        wishes_asked(standing.wishes_asked),
        missed_verdict(missed=standing.clock_missed, explained=standing.missed_explained),
    )


def decision_verdict(standing: Standing, proposal: Proposal) -> Verdict:
    """May this decision be made? Every reason against it at once, so that nothing is asked for twice."""
    verdict = readiness(standing).and_(
        outcome_verdict(proposal.outcome, standing.duty, proposal.reason),
        reasons_given(proposal),
        signpost_named(proposal),
        adult_view_given(proposal.adult_view),
        people_named(proposal),
    )
    if proposal.outcome is Outcome.ADDED_TO_ENQUIRY:
        verdict = verdict.and_(
            joining_verdict(proposal.joining, person_id=standing.person_id, duty=standing.duty)
        )
    return verdict
