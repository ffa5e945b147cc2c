"""Actions: planned, owned, carried out; which measure should move, and whether it did."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from goldenthread.access.doorway import Done, procedure
from goldenthread.access.models import User
from goldenthread.access.need_to_know import find, visible
from goldenthread.access.numbers import next_reference
from goldenthread.access.policy import MAY_OWN_ACTIONS
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.models import Finding, ImprovementAction, Recommendation
from goldenthread.assurance.policy import one_owner
from goldenthread.assurance.procedures.plan_rows import (
    about_action,
    action_for,
    keep_action,
    keep_action_step,
)
from goldenthread.assurance.vocabulary import ActionState
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused, insist, refused


@procedure("assurance.act")
def plan_action(
    by: Viewer,
    *,
    title: str,
    words: str = "",
    owner_id: UUID | None = None,
    due_on: date | None = None,
    finding_ids: tuple[UUID, ...] = (),
    recommendation_id: UUID | None = None,
    asked_by_figure: str = "",
    figures: Collection[str] = (),
    board_priority: str = "",
    you_said: str = "",
) -> Done[UUID]:
    """Plan an action. Who runs assurance may leave the owner for later; others take on what they plan themselves.

    One planned for a recommendation answers the findings that it rests on, unless others are named. ``figures`` are the keys of the figures there are, so that ``asked_by_figure`` can be checked. Raises Refused
    (no title, ACT-01, no such figure) and NotThere.
    """
    if not title.strip():
        raise Refused(refused("TITLE", "Say in a few words what will be done.", field="title"))
    if asked_by_figure and asked_by_figure not in figures:
        raise Refused(refused("FIGURE", "There is no such figure.", field="asked_by_figure"))
    if not by.may("assurance.run"):
        owner_id = by.user_id
    action = ImprovementAction(
        reference=next_reference("ACT"),
        title=title.strip(),
        words=words.strip(),
        asked_by_figure=asked_by_figure,
        board_priority=board_priority.strip(),
        you_said=you_said.strip(),
        recommendation=find(by, Recommendation, recommendation_id) if recommendation_id else None,
        planned_at=moment.now(),
    )
    if owner_id:
        _own(action, owner_id, due_on)
        action.state = ActionState.UNDER_WAY
    else:
        action.due_on = due_on
    action.save(force_insert=True)
    if action.recommendation and not finding_ids:
        # What a recommendation rests on is what its action answers.
        finding_ids = tuple(action.recommendation.findings.values_list("pk", flat=True))
    action.findings.set(visible(by, Finding).filter(pk__in=finding_ids))
    owned = f", owned by {action.owner.name}" if action.owner else ", without an owner yet"
    keep_action_step(action, by, "plan_action", f"Planned{owned}", words=words)
    return Done(action.pk, about_action(action), {"figure": asked_by_figure} if asked_by_figure else {})


@procedure("assurance.run", about="improvement")
def give_owner(
    by: Viewer, *, improvement_id: UUID, version: int, owner_id: UUID | None, due_on: date | None
) -> Done[None]:
    """Give an action its owner and its day. Raises Refused under ACT-01, STALE."""
    action = action_for(by, "give_owner", improvement_id, version=version)
    _own(action, owner_id, due_on)
    assert action.owner
    keep_action(action, by, "give_owner", f"{action.owner.name} owns it", "owner", "agency", "due_on")
    return Done(None, about_action(action))


@procedure("assurance.act", about="improvement")
def change_action(
    by: Viewer,
    *,
    improvement_id: UUID,
    version: int,
    title: str,
    words: str = "",
    due_on: date | None = None,
    board_priority: str = "",
    you_said: str = "",
    reason: str = "",
) -> Done[None]:
    """Change what an action says. A later day needs a reason. Raises Refused (STALE, no title, no reason)."""
    action = action_for(by, "change_action", improvement_id, version=version)
    if not title.strip():
        raise Refused(refused("TITLE", "Say in a few words what will be done.", field="title"))
    due_on = due_on or action.due_on
    later = bool(action.due_on and due_on and due_on > action.due_on)
    if later and not reason.strip():
        raise Refused(refused("LATER", "Say why it needs longer.", field="reason"))
    what = f"Due {due_on:%-d %B %Y} instead of {action.due_on:%-d %B %Y}" if later else "Changed"
    action.title, action.words, action.due_on = title.strip(), words.strip(), due_on
    action.board_priority, action.you_said = board_priority.strip(), you_said.strip()
    keep_action(
        action,
        by,
        "change_action",
        what,
        *("title", "words", "due_on", "board_priority", "you_said"),
        words=reason,
    )
    return Done(None, about_action(action))


@procedure("assurance.run", about="improvement")
def join_finding(by: Viewer, *, improvement_id: UUID, version: int, finding_id: UUID) -> Done[None]:
    """Let an action answer another finding too, so that nothing is done twice. Twice changes nothing. Raises Refused, NotThere."""
    action = action_for(by, "join_finding", improvement_id, version=version)
    finding = find(by, Finding, finding_id)
    if not action.findings.filter(pk=finding.pk).exists():
        action.findings.add(finding)
        keep_action(action, by, "join_finding", f"Also answers {finding.reference}")
    return Done(None, about_action(action))


@procedure("assurance.act", about="improvement")
def note_progress(
    by: Viewer, *, improvement_id: UUID, version: int, words: str, evidence: str = ""
) -> Done[None]:
    """Say how it goes; ``evidence`` is where it can be seen. Raises Refused (STALE, OWNER, no words)."""
    action = action_for(by, "note_progress", improvement_id, version=version, words=words)
    keep_action(action, by, "note_progress", "How it goes", words=words, evidence=evidence)
    return Done(None, about_action(action))


@procedure("assurance.act", about="improvement")
def hand_over(
    by: Viewer, *, improvement_id: UUID, version: int, owner_id: UUID | None, words: str
) -> Done[None]:
    """Hand an action to somebody else, with the reason. Raises Refused (STALE, OWNER, ACT-01, no reason, the same person)."""
    action = action_for(by, "hand_over", improvement_id, version=version, words=words)
    if owner_id == action.owner_id:
        raise Refused(refused("SAME", "They own it already. Choose somebody else.", field="owner_id"))
    before = action.owner.name if action.owner else ""
    _own(action, owner_id, action.due_on, late=True)
    assert action.owner
    keep_action(
        action,
        by,
        "hand_over",
        f"Handed over from {before} to {action.owner.name}",
        "owner",
        "agency",
        words=words,
    )
    return Done(None, about_action(action))


@procedure("assurance.act", about="improvement")
def finish_action(
    by: Viewer, *, improvement_id: UUID, version: int, words: str, evidence: str = "", we_did: str = ""
) -> Done[None]:
    """Say that it is done, and what was done. Whether it helped is judged later. Raises Refused (STALE, OWNER, no words)."""
    action = action_for(by, "finish_action", improvement_id, version=version, words=words)
    action.done_on, action.we_did = moment.today(), we_did.strip() or words.strip()
    keep_action(action, by, "finish_action", "Done", "done_on", "we_did", words=words, evidence=evidence)
    return Done(None, about_action(action))


@procedure("assurance.run", about="improvement")
def reopen_action(by: Viewer, *, improvement_id: UUID, version: int, words: str) -> Done[None]:
    """Open an action again, with the reason. One without an owner needs one first. Raises Refused (STALE, ACT-01, no reason)."""
    action = action_for(by, "reopen_action", improvement_id, version=version, words=words)
    if action.owner_id is None or action.due_on is None:
        insist(one_owner(owner_may_act=False, due_on=None, today=moment.today()))
    action.done_on = None
    keep_action(action, by, "reopen_action", "Opened again", "done_on", words=words)
    return Done(None, about_action(action))


@procedure("assurance.run", about="improvement")
def stop_action(by: Viewer, *, improvement_id: UUID, version: int, words: str) -> Done[None]:
    """Stop an action, with the reason. Raises Refused (STALE, no reason)."""
    action = action_for(by, "stop_action", improvement_id, version=version, words=words)
    keep_action(action, by, "stop_action", "Stopped", words=words)
    return Done(None, about_action(action))


def _own(
    action: ImprovementAction, owner_id: UUID | None, due_on: date | None, *, late: bool = False
) -> None:
    """Make somebody the owner. ``late``: the day may have passed already, as when an action is handed over."""
    owner = (
        User.objects.select_related("agency").filter(pk=owner_id, is_active=True).first()
        if owner_id
        else None
    )
    today = moment.today()
    day = max(due_on, today) if late and due_on else due_on
    insist(
        one_owner(owner_may_act=owner is not None and owner.role in MAY_OWN_ACTIONS, due_on=day, today=today)
    )
    assert owner
    action.owner, action.agency, action.due_on = owner, owner.agency, due_on
