"""Challenges at the board: asked of a member, answered for their own agency, and what came of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from goldenthread.access.doorway import Done, NotThere, procedure
from goldenthread.access.models import Agency
from goldenthread.access.need_to_know import find
from goldenthread.access.numbers import next_reference
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.assurance.lifecycle import CHALLENGE
from goldenthread.assurance.models import (
    AgendaItem,
    Challenge,
    ChallengeAnswer,
    ChallengeStep,
    Evidence,
    Finding,
    ImprovementAction,
    Judgement,
    Report,
)
from goldenthread.assurance.policy.board import answers_for_own, challenge_whole, judged_by_asker
from goldenthread.assurance.procedures.meetings import meeting_for
from goldenthread.assurance.procedures.rows import author
from goldenthread.assurance.vocabulary import ChallengeAbout, ChallengeState, Satisfied
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused, insist, refused


@dataclass(frozen=True)
class ChallengeTold:
    """What is asked. ``about_id``: of the finding, answer or report; ``about_words``: of a figure its name, of anything else what it is.

    ``asker``, ``asker_agency_id``: who asked, where the board's staff write it down; everybody else asks in their own name.
    """

    about: ChallengeAbout
    question: str
    asked_agency_id: UUID | None
    due_on: date | None
    about_id: UUID | None = None
    figure_key: str = ""
    about_words: str = ""
    item_id: UUID | None = None
    asker: str = ""
    asker_agency_id: UUID | None = None
    prompt: str = ""
    prompt_theme: str = ""


@procedure("board.challenge", about="meeting")
def ask_member(
    by: Viewer, *, meeting_id: UUID, told: ChallengeTold, figures: Collection[str] = ()
) -> Done[UUID]:
    """Put a question to a member, in a meeting. ``figures``: keys of the figures there are.

    Raises Refused (BRD-01, no such figure, nobody of that agency) and NotThere.
    """
    meeting = meeting_for(by, "ask_member", meeting_id)
    asked = Agency.objects.filter(pk=told.asked_agency_id or NOBODY, active=True).first()
    row = Challenge(meeting=meeting, about=told.about, asked_at=moment.now(), asked_on=meeting.on)
    words = _about(by, row, told, figures)
    insist(
        challenge_whole(
            asked=asked is not None,
            about=words,
            question=told.question,
            due_on=told.due_on,
            today=moment.today(),
        )
    )
    assert asked
    assert told.due_on
    if told.item_id:
        row.item = AgendaItem.objects.filter(pk=told.item_id, meeting=meeting).first()
        if row.item is None:
            raise NotThere(Subject("meeting", meeting.pk))
    row.reference, row.about_words = next_reference("CHL"), words[:300]
    row.asker, row.asker_agency_id = _asker(by, told)
    row.asked_agency, row.due_on, row.question = asked, told.due_on, told.question.strip()
    row.prompt, row.prompt_theme = told.prompt[:120], told.prompt_theme[:150]
    row.save(force_insert=True)
    _keep_step(row, by, "ask_member", f"{row.asker} asked {asked.name}", told.question)
    return Done(row.pk, _subject(row), {"about": told.about.value})


@procedure("board.answer", about="challenge")
def answer_challenge(
    by: Viewer, *, challenge_id: UUID, version: int, words: str, evidence_id: UUID | None = None
) -> Done[None]:
    """Answer for one's own agency, with the evidence that stands behind it. Raises Refused (STALE, BRD-02, no words), NotThere."""
    row = _challenge(by, "answer_challenge", challenge_id, version)
    insist(answers_for_own(own=by.agency_id, asked=row.asked_agency_id))
    if not words.strip():
        raise Refused(refused("WORDS", "Write the answer.", field="words"))
    evidence = find(by, Evidence, evidence_id) if evidence_id else None
    ChallengeAnswer.objects.create(challenge=row, words=words.strip(), evidence=evidence, **author(by))
    _keep(row, by, "answer_challenge", "Answered", words=words)
    return Done(None, _subject(row))


@procedure("board.challenge", about="challenge")
def settle_challenge(
    by: Viewer,
    *,
    challenge_id: UUID,
    version: int,
    satisfied: Satisfied,
    words: str,
    due_on: date | None = None,
    action_id: UUID | None = None,
) -> Done[None]:
    """Say whether the answer satisfies, and what happened because of it. Where it does not, it is asked again by ``due_on``.

    Raises Refused (STALE, BRD-03, not answered yet, no words, no day) and NotThere.
    """
    deed = "ask_again" if satisfied is Satisfied.NO else "settle_challenge"
    row = _challenge(by, deed, challenge_id, version, words=words)
    insist(
        judged_by_asker(
            own=by.agency_id,
            asked=row.asked_agency_id,
            by=by.user_id,
            answered_by=set(row.answers.values_list("by_id", flat=True)),
            staff=by.may("assurance.run"),
        )
    )
    row.satisfied = satisfied
    row.action = find(by, ImprovementAction, action_id) if action_id else row.action
    if satisfied is Satisfied.NO:
        if due_on is None or due_on < moment.today():
            raise Refused(refused("DUE", "Give a day for the next answer, today or later.", field="due_on"))
        row.due_on = due_on
        what = f"Not satisfied: asked again, by {due_on:%-d %B %Y}"
    else:
        row.result, row.settled_at = words.strip(), moment.now()
        what = "Satisfied" if satisfied is Satisfied.YES else "Partly satisfied"
    _keep(row, by, deed, what, "satisfied", "action", "due_on", "result", "settled_at", words=words)
    return Done(None, _subject(row), {"satisfied": satisfied.value})


@procedure("assurance.run", about="challenge")
def withdraw_challenge(by: Viewer, *, challenge_id: UUID, version: int, words: str) -> Done[None]:
    """Withdraw a challenge that needs no answer any more, with the reason. Raises Refused (STALE, no reason)."""
    row = _challenge(by, "withdraw_challenge", challenge_id, version, words=words)
    _keep(row, by, "withdraw_challenge", "Withdrawn", words=words)
    return Done(None, _subject(row))


def _about(by: Viewer, row: Challenge, told: ChallengeTold, figures: Collection[str]) -> str:
    """Put what it is about on the row, and say it in words. Raises NotThere for what the asker may not see."""
    words = told.about_words.strip()
    if told.about is ChallengeAbout.FIGURE:
        if told.figure_key not in figures:
            raise Refused(refused("FIGURE", "Choose the figure.", field="figure"))
        row.figure_key = told.figure_key
        return words or told.figure_key
    if told.about is ChallengeAbout.FINDING:
        row.finding = find(by, Finding, _chosen(told, "finding"))
        return f"{row.finding.reference}: {row.finding.words}"
    if told.about is ChallengeAbout.JUDGEMENT:
        row.judgement = find(by, Judgement, _chosen(told, "judgement"), along=("agency", "review"))
        held = row.judgement
        return f"{held.agency.name} on {held.item_key} ({held.review.title}): {held.claim}"
    if told.about is ChallengeAbout.REPORT and told.about_id:
        row.report = find(by, Report, told.about_id)
        return f"{row.report.title}, version {row.report.number}"
    return words


def _chosen(told: ChallengeTold, field: str) -> UUID:
    if told.about_id is None:
        raise Refused(refused("BRD-01", "Choose what it is about.", field=field))
    return told.about_id


def _asker(by: Viewer, told: ChallengeTold) -> tuple[str, UUID | None]:
    """Who asked: the board's staff write down who it was; everybody else asks themselves."""
    if by.may("assurance.run") and told.asker.strip():
        known = Agency.objects.filter(pk=told.asker_agency_id or NOBODY).exists()
        return told.asker.strip()[:120], told.asker_agency_id if known else None
    return by.name, by.agency_id


def _challenge(
    by: Viewer, deed: str, challenge_id: UUID, version: int, *, words: str | None = None
) -> Challenge:
    row = find(by, Challenge, challenge_id, version=version, lock=True)
    insist(CHALLENGE.verdict(ChallengeState(row.state), deed, words=words))
    return row


def _keep(row: Challenge, by: Viewer, deed: str, what: str, *fields: str, words: str = "") -> None:
    row.state = CHALLENGE.after(ChallengeState(row.state), deed)
    row.version += 1
    row.save(update_fields=[*fields, "state", "version"])
    _keep_step(row, by, deed, what, words)


def _keep_step(row: Challenge, by: Viewer, deed: str, what: str, words: str = "") -> None:
    ChallengeStep.objects.create(challenge=row, deed=deed, what=what[:300], words=words.strip(), **author(by))


def _subject(row: Challenge) -> Subject:
    return Subject("challenge", row.pk)
