"""Rules of case-file audits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from goldenthread.ground.rules import rule
from goldenthread.ground.verdicts import ALLOWED, Verdict

# Below every scale: the question does not apply to this case.
NOT_APPLICABLE = -1


@rule(
    "ASR-20",
    citation="House rule: a sample nobody can draw again, or that nobody can read, is no evidence.",
    sentence="Ask for at least one case and choose auditors enough for it: two where some cases are read twice.",
)
def sample_can_be_drawn(*, wanted: int, auditors: int, twice_in_100: int) -> Verdict:
    """May this sample be drawn?"""
    if wanted < 1:
        return sample_can_be_drawn.rule.refuse(field="wanted")
    if auditors < (2 if twice_in_100 else 1):
        return sample_can_be_drawn.rule.refuse(field="auditors")
    return ALLOWED


@rule(
    "ASR-21",
    citation="House rule: an audit with unanswered questions would be averaged over other questions than its neighbour.",
    sentence="Answer every question. Where one does not apply to this case, say so and why.",
)
def audit_complete(*, questions: tuple[str, ...], answers: Mapping[str, Mapping[str, Any]]) -> Verdict:
    """May the audit be finished? Each question has a grade, or is not applicable with words that say why."""
    missing = still_wanted(questions, answers)
    return audit_complete.rule.refuse(field=missing[0]) if missing else ALLOWED


def still_wanted(questions: tuple[str, ...], answers: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    """Questions without an answer, and those that do not apply without a reason, in order."""
    return tuple(
        key
        for key in questions
        if (answer := answers.get(key)) is None
        or (answer["grade"] == NOT_APPLICABLE and not str(answer["words"]).strip())
    )


@rule(
    "ASR-22",
    citation="House rule: nobody marks their own work.",
    sentence="Somebody who worked on this case, or reads it already, cannot audit it. Choose somebody else.",
)
def may_audit(*, worked_on_it: bool, reads_it_already: bool) -> Verdict:
    """May this person be given this case?"""
    return may_audit.rule.refuse(field="auditor") if worked_on_it or reads_it_already else ALLOWED


@rule(
    "ASR-23",
    citation="House rule: agreement is measured on what each reader judged alone, so neither sees the other's answers before.",
    sentence="Two readers settle where they differ when both have finished the case, and the one who asks has read all their own.",
)
def may_settle(*, both_done: bool, left_to_read: int) -> Verdict:
    """May this reader see and settle where two readers of a case differ? ``left_to_read``: their own cases of the audit."""
    return ALLOWED if both_done and not left_to_read else may_settle.rule.refuse()


def differing(
    questions: tuple[str, ...], one: Mapping[str, Mapping[str, Any]], other: Mapping[str, Mapping[str, Any]]
) -> tuple[str, ...]:
    """Questions that two readers answered with different grades, in order."""
    return tuple(
        key for key in questions if key in one and key in other and one[key]["grade"] != other[key]["grade"]
    )
