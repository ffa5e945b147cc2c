"""What deeds on findings and actions do alike: find the row, ask the state table, keep a state row."""

from __future__ import annotations

from uuid import UUID

from goldenthread.access.need_to_know import find
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.lifecycle import ACTION, FINDING
from goldenthread.assurance.models import ActionStep, Finding, FindingStep, ImprovementAction
from goldenthread.assurance.procedures.rows import author
from goldenthread.assurance.vocabulary import ActionState, FindingState
from goldenthread.ground.verdicts import Refused, insist, refused


def about_finding(finding: Finding) -> Subject:
    """The finding on the trail."""
    return Subject("finding", finding.pk)


def about_action(action: ImprovementAction) -> Subject:
    """The action on the trail."""
    return Subject("improvement", action.pk)


def finding_for(
    by: Viewer, deed: str, finding_id: UUID, *, version: int | None = None, words: str | None = None
) -> Finding:
    """The finding, locked, in a state from which the deed may follow. Raises NotThere and Refused."""
    finding = find(by, Finding, finding_id, version=version, lock=True)
    insist(FINDING.verdict(FindingState(finding.state), deed, words=words))
    return finding


def keep_finding(finding: Finding, by: Viewer, deed: str, what: str, *fields: str, words: str = "") -> None:
    """Save these fields and the state the deed leads to, one version on, with a state row."""
    before = finding.state
    finding.state = FINDING.after(FindingState(before), deed)
    finding.version += 1
    finding.save(update_fields=[*fields, "state", "version"])
    keep_finding_step(finding, by, deed, what, words=words, before=before)


def keep_finding_step(
    finding: Finding, by: Viewer, deed: str, what: str, *, words: str = "", before: str = ""
) -> None:
    """Add a state row to the finding."""
    FindingStep.objects.create(
        finding=finding,
        deed=deed,
        what=what[:300],
        words=words.strip(),
        before=before,
        after=finding.state,
        **author(by),
    )


def action_for(
    by: Viewer,
    deed: str,
    improvement_id: UUID,
    *,
    version: int | None = None,
    words: str | None = None,
    own: bool = True,
) -> ImprovementAction:
    """The action, locked, in a state from which the deed may follow. ``own``: its owner or who runs assurance only.

    Raises NotThere and Refused.
    """
    action = find(by, ImprovementAction, improvement_id, version=version, lock=True)
    insist(ACTION.verdict(ActionState(action.state), deed, words=words))
    if own and action.owner_id != by.user_id and not by.may("assurance.run"):
        raise Refused(
            refused("OWNER", "Somebody else owns this action. They, or the board manager, can do this.")
        )
    return action


def keep_action(
    action: ImprovementAction,
    by: Viewer,
    deed: str,
    what: str,
    *fields: str,
    words: str = "",
    evidence: str = "",
) -> None:
    """Save these fields and the state the deed leads to, one version on, with a state row."""
    before = action.state
    action.state = ACTION.after(ActionState(before), deed)
    action.version += 1
    action.save(update_fields=[*fields, "state", "version"])
    keep_action_step(action, by, deed, what, words=words, evidence=evidence, before=before)


def keep_action_step(
    action: ImprovementAction,
    by: Viewer,
    deed: str,
    what: str,
    *,
    words: str = "",
    evidence: str = "",
    before: str = "",
) -> None:
    """Add a state row to the action."""
    ActionStep.objects.create(
        action=action,
        deed=deed,
        what=what[:300],
        words=words.strip(),
        evidence=evidence.strip()[:300],
        before=before,
        after=action.state,
        **author(by),
    )
