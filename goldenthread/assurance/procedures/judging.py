"""What the deeds of answers share: find one, see that it may be written, keep a version and a state row."""

from __future__ import annotations

from uuid import UUID

from goldenthread.access.need_to_know import find
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.lifecycle import JUDGEMENT
from goldenthread.assurance.models import Judgement, JudgementStep, JudgementVersion
from goldenthread.assurance.policy import may_write_for
from goldenthread.assurance.procedures.rows import author
from goldenthread.assurance.vocabulary import JudgementState
from goldenthread.ground.verdicts import insist


def subject_of(judgement: Judgement) -> Subject:
    """The answer on the trail."""
    return Subject("answer", judgement.pk)


def answer_for(
    by: Viewer, deed: str, judgement_id: UUID, *, version: int | None = None, words: str | None = None
) -> Judgement:
    """The answer, locked, in a state from which the deed may follow, and this viewer's to write or to agree.

    Raises NotThere and Refused (STALE, STATE, ASR-15).
    """
    judgement = find(by, Judgement, judgement_id, version=version, lock=True)
    insist(
        may_write_for(own_agency=judgement.agency_id == by.agency_id, runs_assurance=by.may("assurance.run"))
    )
    insist(JUDGEMENT.verdict(JudgementState(judgement.state), deed, words=words))
    return judgement


def keep_answer(
    judgement: Judgement, by: Viewer, deed: str, what: str, *fields: str, words: str = ""
) -> None:
    """Save these fields and the state the deed leads to, one version on, with a state row."""
    before = judgement.state
    judgement.state = JUDGEMENT.after(JudgementState(before), deed)
    judgement.version += 1
    judgement.save(update_fields=[*fields, "state", "version"])
    keep_step(judgement, by, deed, what, words=words, before=before)


def keep_step(
    judgement: Judgement, by: Viewer, deed: str, what: str, *, words: str = "", before: str = ""
) -> None:
    """Add a state row to the answer."""
    JudgementStep.objects.create(
        judgement=judgement,
        deed=deed,
        what=what[:300],
        words=words.strip(),
        before=before,
        after=judgement.state,
        **author(by),
    )


def keep_words(judgement: Judgement, by: Viewer) -> None:
    """Keep the words of the answer as they were just saved."""
    JudgementVersion.objects.create(
        judgement=judgement,
        number=judgement.version,
        claim=judgement.claim,
        grade=judgement.grade,
        reasoning=judgement.reasoning,
        changed=judgement.changed,
        **author(by),
    )
