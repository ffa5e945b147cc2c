"""Learning from networks and bodies outside: brought in, and cited where it is used."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from goldenthread.access.doorway import Done, NotThere, procedure
from goldenthread.access.need_to_know import find
from goldenthread.access.numbers import next_reference
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.models import Finding, ImprovementAction, LearningCitation, OutsideLearning
from goldenthread.assurance.procedures.rows import author
from goldenthread.assurance.vocabulary import OutsideBody
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused, refused


@procedure("assurance.act")
def bring_learning(
    by: Viewer,
    *,
    body: OutsideBody,
    title: str,
    learnt: str,
    on: date,
    body_name: str = "",
    passage: str = "",
) -> Done[UUID]:
    """Bring in what was learnt elsewhere, with its source. Raises Refused (no name, nothing learnt, a day to come)."""
    if not title.strip():
        raise Refused(refused("TITLE", "Say what it was: a meeting, a visit, a paper.", field="title"))
    if not learnt.strip():
        raise Refused(refused("WORDS", "Write what was learnt, in your own words.", field="learnt"))
    if body is OutsideBody.OTHER and not body_name.strip():
        raise Refused(refused("BODY", "Say which network or body.", field="body_name"))
    if on > moment.today():
        raise Refused(refused("ORDER", "The day cannot be later than today.", field="on"))
    row = OutsideLearning.objects.create(
        reference=next_reference("LRN"),
        body=body,
        body_name=body_name.strip()[:120] if body is OutsideBody.OTHER else "",
        title=title.strip(),
        passage=passage.strip()[:200],
        learnt=learnt.strip(),
        on=on,
        **author(by),
    )
    return Done(row.pk, _subject(row), {"body": body.value})


@procedure("assurance.act", about="learning")
def cite_learning(
    by: Viewer,
    *,
    learning_id: UUID,
    words: str,
    finding_id: UUID | None = None,
    action_id: UUID | None = None,
) -> Done[None]:
    """Cite it on a finding or on an action, and say how it is used. Raises Refused (neither or both, no words) and NotThere."""
    row = OutsideLearning.objects.filter(pk=learning_id).first()
    if row is None:
        raise NotThere(Subject("learning", learning_id))
    if (finding_id is None) == (action_id is None):
        raise Refused(refused("ONE", "Choose the finding or the action that uses it.", field="used_by"))
    if not words.strip():
        raise Refused(refused("WORDS", "Say how it is used there.", field="words"))
    LearningCitation.objects.create(
        learning=row,
        finding=find(by, Finding, finding_id) if finding_id else None,
        action=find(by, ImprovementAction, action_id) if action_id else None,
        words=words.strip(),
        **author(by),
    )
    return Done(None, _subject(row))


def _subject(row: OutsideLearning) -> Subject:
    return Subject("learning", row.pk)
