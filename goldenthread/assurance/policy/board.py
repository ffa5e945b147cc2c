"""Rules of the board's own work: stories, challenges, and assurance that goes upwards."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from goldenthread.assurance.vocabulary import AssuranceLevel, EvidenceKind, MeetingState
from goldenthread.ground.rules import rule
from goldenthread.ground.verdicts import ALLOWED, Verdict

# A story is chosen so long before its meeting, that the person can still say no. Our own choice.
STORY_CHOSEN = timedelta(days=28)
_UPWARDS = "Peer review of Bath and North East Somerset, March 2015, paragraphs 36 and 38: who provides upwards assurance, and challenge"


@rule(
    "BRD-01",
    citation="Adult safeguarding improvement tool, March 2015, element 5, third probe: the board challenges and supports its members",
    sentence="A challenge says who is asked, about what, the question itself, and by when the answer is due.",
)
def challenge_whole(*, asked: bool, about: str, question: str, due_on: date | None, today: date) -> Verdict:
    """``about``: the thing it is about in words. A day in the past would be late at birth."""
    ruled = challenge_whole.rule
    wrong = [
        (not asked, "Choose the member agency that is asked.", "asked_agency"),
        (not about.strip(), "Say what it is about.", "about"),
        (not question.strip(), "Write the question, or choose one of the bank.", "question"),
        (
            due_on is None or due_on < today,
            "Give a day by which the answer is due, today or later.",
            "due_on",
        ),
    ]
    return ALLOWED.and_(*(ruled.refuse(words=words, field=field) for bad, words, field in wrong if bad))


@rule(
    "BRD-02",
    citation="House rule, after Care Act 2014 Schedule 2 paragraph 1: each member body appoints a person to represent it",
    sentence="A member answers for their own agency only.",
)
def answers_for_own(*, own: UUID | None, asked: UUID) -> Verdict:
    """``own`` None: somebody of no agency."""
    return ALLOWED if own == asked else answers_for_own.rule.refuse()


@rule(
    "BRD-03",
    citation="House rule: nobody is the judge of their own answer",
    sentence="Whether an answer satisfies is said by somebody of another agency than the one that gave it, or by the board's staff for whoever asked.",
)
def judged_by_asker(
    *, own: UUID | None, asked: UUID, by: UUID | None, answered_by: Collection[UUID], staff: bool
) -> Verdict:
    """``staff``: whoever keeps the board's records. Who gave the answer never judges it, whoever they are."""
    if by is None or by in answered_by:
        return judged_by_asker.rule.refuse(
            words="You gave this answer. Somebody else says whether it satisfies."
        )
    return ALLOWED if staff or own != asked else judged_by_asker.rule.refuse()


@rule(
    "BRD-04",
    citation="UK GDPR articles 5(1)(a) and (c); common law of confidence: a story belongs to whoever lived it",
    sentence="A story for a meeting is a piece of the evidence library: agreed to, with nobody to be recognised in it, and shared in the partnership.",
)
def story_may_be_told(*, kind: EvidenceKind, consented: bool, anonymised: bool, shared: bool) -> Verdict:
    """``shared``: everybody in the partnership may read it, and it was not withdrawn."""
    if kind is EvidenceKind.STORY and consented and anonymised and shared:
        return ALLOWED
    return story_may_be_told.rule.refuse(field="story")


@rule(
    "BRD-05",
    citation="Peer review of Bath and North East Somerset, March 2015, paragraph 21: case studies at the board in a more systematic way",
    sentence="Each planned meeting of the board has a person's story, chosen four weeks before.",
)
def has_a_story(
    *, level: AssuranceLevel, state: MeetingState, on: date, places: int, chosen: int, today: date
) -> Verdict:
    """``places`` kept for a story, and of them ``chosen``. Warns from four weeks before; a missing place at once."""
    ruled = has_a_story.rule
    if level is not AssuranceLevel.BOARD or state is MeetingState.CANCELLED or chosen:
        return ALLOWED
    if state is MeetingState.HELD:
        return ruled.refuse(words="It was held without a story.")
    if not places:
        return ruled.refuse(words="No place is kept for a story.")
    if on - today > STORY_CHOSEN:
        return ALLOWED
    return ruled.refuse(words="A place is kept, and no story is chosen yet.")


@rule(
    "BRD-06",
    citation="House rule: what was decided on a day cannot be written before it",
    sentence="A meeting is held, and what came of it is written down, on its day or later.",
)
def day_has_come(*, on: date, today: date) -> Verdict:
    """May it be said that the meeting took place?"""
    return ALLOWED if on <= today else day_has_come.rule.refuse(field="minutes")


@dataclass(frozen=True)
class Given:
    """What one level heard: ``given_by`` whom, on how much ``evidence``, how many challenges were asked and are open, what it said."""

    on: date
    held: bool
    given_by: str
    evidence: int
    asked: int
    open: int
    said: bool


@rule(
    "BRD-07",
    citation=_UPWARDS,
    sentence="At each level it is on record who gave assurance, when, on what evidence, what was asked there, and what those who heard it said.",
)
def assured_upwards(given: Sequence[Given], *, due_on: date | None, today: date) -> Verdict:
    """What is missing at one level of the chain, a reason for each gap; allowed when nothing is."""
    ruled = assured_upwards.rule
    if not given:
        late = due_on is not None and due_on < today
        return ruled.refuse(words="It never came here." if late else "No meeting is planned for it.")
    heard = [each for each in given if each.held]
    if not heard:
        coming = max(each.on for each in given)
        return ruled.refuse(
            words=f"Planned for {coming:%-d %B %Y}."
            if coming >= today
            else f"It was planned for {coming:%-d %B %Y}; nobody has said whether it took place."
        )
    gaps = [
        (not any(each.given_by.strip() for each in heard), "Nobody is named who gave it."),
        (
            not any(each.evidence for each in heard),
            "It was given without evidence: reassurance, not assurance.",
        ),
        (not any(each.asked for each in heard), "Nobody asked anything."),
        (any(each.open for each in heard), "A question is still open."),
        (not any(each.said for each in heard), "What those who heard it said is not written down."),
    ]
    return ALLOWED.and_(*(ruled.refuse(words=words) for bad, words in gaps if bad))
