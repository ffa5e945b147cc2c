"""An enquiry on its way: the plan, who answers for it, the steps, whether they helped, and the clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from goldenthread.access import relations
from goldenthread.access.doorway import Done, procedure
from goldenthread.access.models import Agency, User
from goldenthread.access.policy import ROLE_MAY
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.access.vocabulary import Relation, Role
from goldenthread.concerns.vocabulary import ClockReason
from goldenthread.enquiries.models import Enquiry, EnquiryAction, EnquiryClockRow
from goldenthread.enquiries.policy import (
    effect_recorded,
    extension_allowed,
    missed_explained,
    roles_set,
    wishes_first,
)
from goldenthread.enquiries.procedures.rows import author, child, keep, keep_step, open_for, subject
from goldenthread.enquiries.vocabulary import ActionKind, AskedOutcomes, Effect, EnquiryStatus
from goldenthread.ground import local_policy, moment
from goldenthread.ground.calendar import end_of
from goldenthread.ground.local_policy import ClockName
from goldenthread.ground.verdicts import Refused, insist, refused


@procedure("enquiries.work", about="enquiry")
def plan(
    by: Viewer,
    *,
    enquiry_id: UUID,
    version: int,
    kind: ActionKind,
    words: str,
    adult_part: str,
    next_step: str,
    next_step_on: date | None,
) -> Done[None]:
    """Agree how to enquire: how much is needed and why (14.77), the adult's part, and the first step. Raises Refused (ENQ-10)."""
    enquiry = open_for(by, "plan", enquiry_id, version=version, words=words)
    insist(wishes_first(asked=AskedOutcomes(enquiry.asked)))
    if not adult_part.strip():
        raise Refused(
            refused("WORDS", "Say how the adult takes part, or why they do not.", field="adult_part")
        )
    if not next_step.strip() or next_step_on is None:
        raise Refused(refused("NEXT", "Say what the next step is and by when.", field="next_step"))
    before = enquiry.status
    enquiry.plan_kind, enquiry.plan_words, enquiry.adult_part = kind, words.strip(), adult_part.strip()
    enquiry.next_step, enquiry.next_step_on = next_step.strip(), next_step_on
    _begin(enquiry)
    keep(
        enquiry,
        *("plan_kind", "plan_words", "adult_part", "next_step", "next_step_on", "planned_at", "status"),
    )
    keep_step(enquiry, by, "plan", f"How to enquire: {kind.label.lower()}", words, before=before)
    return Done(None, subject(enquiry), {"kind": kind.value})


@procedure("enquiries.manage", about="enquiry")
def appoint(
    by: Viewer,
    *,
    enquiry_id: UUID,
    version: int,
    manager_id: UUID | None,
    officer_id: UUID | None,
    lead_agency_id: UUID | None,
    words: str,
) -> Done[None]:
    """Change who answers for the enquiry; relations to the record change with it. Raises Refused (STALE, ENQ-01, no reason)."""
    enquiry = open_for(by, "appoint", enquiry_id, version=version, words=words)
    manager = _colleague(manager_id, "enquiries.manage")
    officer = _colleague(officer_id, "enquiries.work")
    agency = Agency.objects.filter(pk=lead_agency_id or NOBODY, active=True).first()
    insist(
        roles_set(manager=manager is not None, officer=officer is not None, lead_agency=agency is not None)
    )
    if manager is None or officer is None or agency is None:
        return Done(None, subject(enquiry))
    _relate(enquiry, manager, officer)
    enquiry.manager, enquiry.officer, enquiry.lead_agency = manager, officer, agency
    enquiry.team = officer.team or enquiry.team
    keep(enquiry, "manager", "officer", "lead_agency", "team")
    what = f"Accountable: {manager.name}. Enquiry officer: {officer.name}. Lead agency: {agency.name}"
    keep_step(enquiry, by, "appoint", what, words)
    return Done(
        None,
        subject(enquiry),
        {"manager": manager.pk.hex, "officer": officer.pk.hex, "agency": agency.pk.hex},
    )


@procedure("enquiries.work", about="enquiry")
def record_step(
    by: Viewer,
    *,
    enquiry_id: UUID,
    kind: ActionKind,
    on: date,
    who: str,
    words: str,
    adult_part: str = "",
    words_for_adult: str = "",
    next_step: str = "",
    next_step_on: date | None = None,
) -> Done[UUID]:
    """Record a step taken, from a conversation to a formal plan; the first one ends the planning. Raises Refused."""
    enquiry = open_for(by, "record_step", enquiry_id, words=words)
    if on > moment.today():
        raise Refused(refused("FUTURE", "This day has not come yet. Write it as the next step.", field="on"))
    made = EnquiryAction.objects.create(
        enquiry=enquiry,
        kind=kind,
        on=on,
        who=who.strip() or by.name,
        words=words.strip(),
        adult_part=adult_part.strip(),
        words_for_adult=words_for_adult.strip(),
        **author(by),
    )
    before = enquiry.status
    fields = ["planned_at", "status"]
    if next_step.strip():
        enquiry.next_step, enquiry.next_step_on = next_step.strip(), next_step_on
        fields += ["next_step", "next_step_on"]
    if _begin(enquiry) or next_step.strip():
        keep(enquiry, *fields)
    keep_step(enquiry, by, "record_step", kind.label, words, before=before)
    if words_for_adult.strip():
        keep_step(enquiry, by, "write_for_adult", "Words for the adult", words_for_adult, visibility="adult")
    return Done(made.pk, subject(enquiry), {"kind": kind.value})


@procedure("enquiries.work", about="enquiry")
def record_effect(
    by: Viewer, *, enquiry_id: UUID, step_id: UUID, version: int, effect: Effect | None, words: str
) -> Done[None]:
    """Say whether a step helped. Raises Refused (STALE, ENQ-13)."""
    enquiry = open_for(by, "record_effect", enquiry_id)
    row: EnquiryAction = child(enquiry.actions, step_id, version=version)
    insist(effect_recorded(effect=effect, words=words))
    if effect is None:
        return Done(None, subject(enquiry))
    row.effect, row.effect_words, row.effect_at = effect, words.strip(), moment.now()
    row.save(update_fields=["effect", "effect_words", "effect_at", "version"])
    keep_step(
        enquiry,
        by,
        "record_effect",
        f"Did it help? {effect.label}: {ActionKind(row.kind).label.lower()}",
        words,
    )
    return Done(None, subject(enquiry), {"effect": effect.value})


@procedure("enquiries.work", about="enquiry")
def write_for_adult(by: Viewer, *, enquiry_id: UUID, words: str) -> Done[None]:
    """Write something for the adult; it stands on their sheet as written. Raises Refused when it is empty."""
    enquiry = open_for(by, "write_for_adult", enquiry_id)
    if not words.strip():
        raise Refused(refused("WORDS", "Write something for the adult, in words they use.", field="words"))
    keep_step(enquiry, by, "write_for_adult", "Words for the adult", words, visibility="adult")
    return Done(None, subject(enquiry))


@procedure("enquiries.work", about="enquiry")
def extend_clock(
    by: Viewer, *, enquiry_id: UUID, version: int, reason: ClockReason, days: int, words: str
) -> Done[datetime]:
    """Give the enquiry more days, in the clock's own unit, for a reason local policy knows. Raises Refused (STALE, ENQ-11)."""
    enquiry = open_for(by, "extend_clock", enquiry_id, version=version)
    edition = local_policy.current().for_case(enquiry.opened_at)
    clock = edition.clocks[ClockName.ENQUIRY]
    insist(
        extension_allowed(
            reason=reason.value,
            reasons=clock.extend_reasons,
            words=words,
            days=days,
            now=moment.now(),
            due=enquiry.due_at,
        )
    )
    day = moment.london(enquiry.due_at).date()
    later = end_of(edition.calendar.add(day, days) if clock.unit == "working" else day + timedelta(days=days))
    _clock_row(enquiry, by, "extended", reason, words, later)
    enquiry.due_at = later
    keep(enquiry, "due_at")
    keep_step(enquiry, by, "extend_clock", f"The enquiry's clock was extended: {reason.label}", words)
    return Done(later, subject(enquiry), {"reason": reason.value, "days": days})


@procedure("enquiries.work", about="enquiry")
def explain_missed(
    by: Viewer,
    *,
    enquiry_id: UUID,
    version: int,
    reason: ClockReason,
    words: str,
    planning: bool = False,
) -> Done[None]:
    """Say why the enquiry, or its ``planning``, took longer than its clock. Raises Refused (STALE, ENQ-12)."""
    enquiry = open_for(by, "explain_missed", enquiry_id, version=version)
    clock = ClockName.PLANNING if planning else ClockName.ENQUIRY
    ended = (enquiry.planned_at if planning else None) or moment.now()
    due = enquiry.planning_due_at if planning else enquiry.due_at
    insist(missed_explained(words=words, now=ended, due=due))
    _clock_row(enquiry, by, "missed", reason, words, None, clock=clock)
    keep(enquiry)
    whose = "clock for agreeing how to enquire" if planning else "enquiry's clock"
    keep_step(enquiry, by, "explain_missed", f"The {whose} was missed: {reason.label}", words)
    return Done(None, subject(enquiry), {"clock": clock.value, "reason": reason.value})


def _begin(enquiry: Enquiry) -> bool:
    """Planning ends with the first step planned or taken. True when it ended now."""
    if enquiry.planned_at is not None:
        return False
    enquiry.planned_at, enquiry.status = moment.now(), EnquiryStatus.UNDER_WAY
    return True


def _colleague(user_id: UUID | None, permission: str) -> User | None:
    roles = [role for role in Role if permission in ROLE_MAY[role]]
    return User.objects.filter(pk=user_id or NOBODY, is_active=True, role__in=roles).first()


def _relate(enquiry: Enquiry, manager: User, officer: User) -> None:
    about = subject(enquiry)
    for relation, old, new in (
        (Relation.ACCOUNTABLE, enquiry.manager_id, manager.pk),
        (Relation.ALLOCATED, enquiry.officer_id, officer.pk),
    ):
        if old != new:
            relations.end(about, relation, user_id=old)
        relations.give(about, relation, user_id=new)


def _clock_row(
    enquiry: Enquiry,
    by: Viewer,
    what: str,
    reason: ClockReason,
    words: str,
    later: datetime | None,
    *,
    clock: ClockName = ClockName.ENQUIRY,
) -> None:
    EnquiryClockRow.objects.create(
        enquiry=enquiry,
        clock=clock,
        what=what,
        reason=reason,
        words=words.strip(),
        due_before=enquiry.planning_due_at if clock is ClockName.PLANNING else enquiry.due_at,
        due_after=later,
        **author(by),
    )
