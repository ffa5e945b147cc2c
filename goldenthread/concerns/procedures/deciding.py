"""Deciding: the ending of a concern, a second person's agreement, and what follows in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from goldenthread.access.doorway import Done, procedure
from goldenthread.access.models import User
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.access.vocabulary import Role
from goldenthread.concerns.events import ConcernDecided
from goldenthread.concerns.models import ClockRow, Concern, ConcernStep, Decision, WishRow
from goldenthread.concerns.policy.decision import (
    LAWS,
    EnquiryToJoin,
    Proposal,
    Standing,
    decision_verdict,
    made_safe_first,
    sign_off_needed,
    signer_verdict,
)
from goldenthread.concerns.policy.principles import Weighed, conflict_said, kept_principles
from goldenthread.concerns.procedures.answering import open_duties
from goldenthread.concerns.procedures.keeping import answer, edition_of, keep, take
from goldenthread.concerns.vocabulary import Duty, NoActionReason, Outcome, Signpost
from goldenthread.ground import moment
from goldenthread.ground.local_policy import Edition
from goldenthread.ground.rules import RULEBOOK
from goldenthread.ground.verdicts import ALLOWED, Verdict, insist, refused
from goldenthread.people.vocabulary import RepresentativeKind


@dataclass(frozen=True)
class Decided:
    """A decision as it was kept: whether it holds already or waits for a second person."""

    decision_id: UUID
    waits_for_sign_off: bool
    version: int


@procedure("concerns.decide", about="concern")
def decide(
    by: Viewer,
    *,
    concern_id: UUID,
    version: int | None,
    outcome: Outcome,
    rationale: str,
    adult_view: str,
    reason: NoActionReason | None = None,
    signpost: Signpost | None = None,
    signpost_words: str = "",
    follow_up_on: date | None = None,
    manager_id: UUID | None = None,
    officer_id: UUID | None = None,
    joining: EnquiryToJoin | None = None,
    weighed: Weighed | None = None,
) -> Done[Decided]:
    """Decide what happens with a concern. The decision holds at once, or waits where a second person must agree (SCR-04).

    ``weighed`` None: nobody asked whether principles pull against each other. Raises Refused with every rule that stands against it.
    """
    concern = take(by, concern_id, version, "decide")
    edition = edition_of(concern)
    proposal = Proposal(
        outcome,
        rationale,
        adult_view,
        reason,
        signpost,
        signpost_words,
        follow_up_on,
        manager_id,
        officer_id,
        joining,
    )
    standing = standing_of(concern)
    verdict = decision_verdict(standing, proposal)
    insist(verdict.and_(_staff_exist(proposal), _said(weighed)))
    second = sign_off_needed(
        outcome, level=concern.threshold_level, danger=standing.immediate_danger, policy=edition.sign_off
    )
    decision = _write(
        by,
        concern,
        proposal,
        standing.duty,
        _record(verdict, standing, second=second),
        edition,
        second=second,
        principles=kept_principles(weighed) if weighed else {},
    )
    if second:
        concern.pending_outcome = outcome
        version_now = keep(by, concern, "propose", f"{outcome.label}: sent for sign-off", rationale)
        return Done(
            Decided(decision.pk, True, version_now),
            Subject("concern", concern.pk),
            {"outcome": outcome.value},
        )
    return _hold(by, concern, decision, "decide")


@procedure("concerns.sign_off", about="concern")
def sign_off(by: Viewer, *, concern_id: UUID, version: int | None, words: str = "") -> Done[Decided]:
    """Agree to another person's decision; it holds from now. Raises Refused for one's own (SCR-04)."""
    concern = take(by, concern_id, version, "sign_off")
    decision = _waiting(concern)
    # Danger may have been found since the decision was proposed.
    safe = made_safe_first(danger=concern.danger_known, made_safe=concern.made_safe_at is not None)
    insist(signer_verdict(signer=by.user_id, proposer=decision.by_id).and_(safe))
    decision.signed_off_by_id = by.user_id
    decision.signed_off_at = moment.now()
    decision.save(update_fields=["signed_off_by", "signed_off_at"])
    return _hold(by, concern, decision, "sign_off", words)


@procedure("concerns.sign_off", about="concern")
def send_back(by: Viewer, *, concern_id: UUID, version: int | None, words: str) -> Done[int]:
    """Send a decision back to screening, saying what is missing."""
    concern = take(by, concern_id, version, "send_back", words)
    decision = _waiting(concern)
    decision.sent_back_words = words.strip()
    decision.save(update_fields=["sent_back_words"])
    concern.pending_outcome = ""
    now = keep(by, concern, "send_back", "Decision sent back", words)
    return Done(now, Subject("concern", concern.pk))


def standing_of(concern: Concern) -> Standing:
    """What the rules need to know of a concern. Asks for its wishes and its clock rows."""
    late = moment.now() > concern.due_at
    return Standing(
        needs=answer(concern.limb_needs),
        abuse=answer(concern.limb_abuse),
        protect=answer(concern.limb_protect),
        person_id=concern.person_id,
        wishes_asked=_asked(concern),
        immediate_danger=concern.danger_known,
        made_safe=concern.made_safe_at is not None,
        threshold_level=concern.threshold_level,
        clock_missed=late,
        missed_explained=late and ClockRow.objects.filter(concern=concern, what="missed").exists(),
    )


def _asked(concern: Concern) -> bool:
    """Somebody here asked, or the adult told us themselves; a referrer's account alone is not asking."""
    asked = ConcernStep.objects.filter(concern=concern, deed="record_wish").exists()
    return asked or WishRow.objects.filter(concern=concern, said_by=RepresentativeKind.ADULT).exists()


def _said(weighed: Weighed | None) -> Verdict:
    if weighed is None:
        return ALLOWED
    return conflict_said(pull=weighed.pull, between=weighed.between, words=weighed.words)


def _staff_exist(proposal: Proposal) -> Verdict:
    wrong = []
    for field, user_id, roles in (
        ("manager", proposal.manager_id, [Role.MANAGER]),
        ("officer", proposal.officer_id, [Role.MANAGER, Role.SOCIAL_WORKER]),
    ):
        if user_id and not User.objects.filter(pk=user_id, is_active=True, role__in=roles).exists():
            wrong.append(refused("SCR-16", f"Choose somebody from the list as the {field}.", field=field))
    return Verdict(True).and_(*wrong)


def _record(verdict: Verdict, standing: Standing, *, second: bool) -> Mapping[str, Any]:
    """The verdict as it was on the day, with the answers it rests on and the rules that were asked."""
    return verdict.as_record() | {
        "answers": {name: getattr(standing, name) or "" for name in ("needs", "abuse", "protect")},
        "duty": standing.duty.value,
        "rules": sorted(code for code in RULEBOOK if code.startswith("SCR-")),
        "second_person": second,
    }


def _write(
    by: Viewer,
    concern: Concern,
    proposal: Proposal,
    duty: Duty,
    record: Mapping[str, Any],
    edition: Edition,
    *,
    second: bool,
    principles: Mapping[str, Any],
) -> Decision:
    return Decision.objects.create(
        concern=concern,
        outcome=proposal.outcome,
        reason=proposal.reason or "",
        rationale=proposal.rationale.strip(),
        signpost=proposal.signpost or "",
        signpost_words=proposal.signpost_words.strip(),
        follow_up_on=proposal.follow_up_on,
        adult_view=proposal.adult_view.strip(),
        law=LAWS[proposal.outcome],
        duty=duty,
        verdict=record,
        principles=principles,
        policy_edition=edition.edition,
        enquiry_id=proposal.joining.id if proposal.joining else None,
        manager_id=proposal.manager_id,
        officer_id=proposal.officer_id,
        by_id=by.user_id or NOBODY,
        at=moment.now(),
        needs_sign_off=second,
    )


def _waiting(concern: Concern) -> Decision:
    return Decision.objects.filter(
        concern=concern, needs_sign_off=True, signed_off_at__isnull=True, sent_back_words=""
    ).latest("at")


def _hold(by: Viewer, concern: Concern, decision: Decision, deed: str, words: str = "") -> Done[Decided]:
    """The decision holds: the concern is decided, answers become due, and the house is told, all or nothing."""
    assert concern.person_id is not None
    outcome = Outcome(decision.outcome)
    concern.outcome = outcome
    concern.pending_outcome = ""
    concern.decided_at = moment.now()
    what = f"Decided: {outcome.label}" if deed == "decide" else f"Signed off: {outcome.label}"
    version = keep(by, concern, deed, what, words or decision.rationale)
    open_duties(by, concern, decision)
    told = ConcernDecided(
        by=by,
        concern_id=concern.pk,
        person_id=concern.person_id,
        decision_id=decision.pk,
        outcome=outcome.value,
        enquiry_id=decision.enquiry_id,
        manager_id=decision.manager_id,
        officer_id=decision.officer_id,
    )
    detail = {"outcome": outcome.value, "duty": decision.duty}
    return Done(Decided(decision.pk, False, version), Subject("concern", concern.pk), detail, (told,))
