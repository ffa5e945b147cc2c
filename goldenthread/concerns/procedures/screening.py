"""Screening: what is gathered and answered between receipt and decision. Each deed returns the concern's new version."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from goldenthread.access import relations
from goldenthread.access.doorway import Done, NotThere, procedure
from goldenthread.access.models import Agency, User
from goldenthread.access.need_to_know import find
from goldenthread.access.policy import permission_verdict
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.access.vocabulary import AgencyKind, Relation, Role
from goldenthread.concerns.models import ClockRow, Concern, LimbRow, WishRow
from goldenthread.concerns.policy.clocks import extend_verdict
from goldenthread.concerns.policy.duty import deed_verdict, limb_verdict
from goldenthread.concerns.procedures.keeping import done, duty_now, edition_of, keep, take
from goldenthread.concerns.vocabulary import ClockReason, Limb, LimbAnswer, ScreeningDeed, WishState
from goldenthread.ground import moment
from goldenthread.ground.local_policy import ClockName
from goldenthread.ground.verdicts import Refused, insist, refused
from goldenthread.people.models import Person
from goldenthread.people.procedures import create_person
from goldenthread.people.vocabulary import RepresentativeKind


@procedure("concerns.screen", about="concern")
def begin_screening(by: Viewer, *, concern_id: UUID, version: int | None) -> Done[int]:
    """Begin to screen; a concern that nobody has is from now on with the one who begins."""
    concern = take(by, concern_id, version, "begin_screening")
    if concern.allocated_to_id is None and by.user_id is not None:
        concern.allocated_to_id = by.user_id
        concern.team = concern.team or by.team
        relations.give(Subject("concern", concern.pk), Relation.ALLOCATED, user_id=by.user_id)
    return done(concern, keep(by, concern, "begin_screening", "Screening began"))


@procedure("concerns.allocate", about="concern")
def allocate(
    by: Viewer,
    *,
    concern_id: UUID,
    version: int | None,
    user_id: UUID | None = None,
    team: str = "",
    words: str = "",
) -> Done[int]:
    """Give the concern to a person, or to a team whose next free person takes it. Raises Refused when neither is named."""
    concern = take(by, concern_id, version, "allocate")
    subject = Subject("concern", concern.pk)
    if user_id is None and not team.strip():
        raise Refused(refused("ALLOCATE", "Choose a person or a team.", field="user_id"))
    relations.end(subject, Relation.ALLOCATED)
    concern.allocated_to = None
    concern.team = team.strip()
    to = f"the team {concern.team}"
    if user_id is not None:
        worker = User.objects.filter(pk=user_id, is_active=True).first()
        if worker is None:
            raise Refused(refused("ALLOCATE", "There is no such member of staff.", field="user_id"))
        if not permission_verdict(Role(worker.role), "concerns.screen"):
            raise Refused(
                refused(
                    "ALLOCATE",
                    f"{worker.name} may not screen concerns. Choose somebody else.",
                    field="user_id",
                )
            )
        concern.allocated_to = worker
        concern.team = concern.team or worker.team
        relations.give(subject, Relation.ALLOCATED, user_id=worker.pk)
        to = worker.name
    return done(concern, keep(by, concern, "allocate", f"Allocated to {to}", words))


@procedure("people.match", about="concern")
def match_person(
    by: Viewer, *, concern_id: UUID, version: int | None, person_id: UUID, words: str = ""
) -> Done[int]:
    """Say that the concern is about this person. Raises NotThere for a person this viewer may not see."""
    concern = take(by, concern_id, version, "match_person")
    person = find(by, Person, person_id)
    changed = concern.person_id is not None and concern.person_id != person.pk
    concern.person = person
    what = "Matched to another person than before" if changed else "Matched to a person"
    return done(concern, keep(by, concern, "match_person", what, words), person=person.pk.hex)


@procedure("people.match", about="concern")
def match_new_person(
    by: Viewer,
    *,
    concern_id: UUID,
    version: int | None,
    given_name: str = "",
    family_name: str = "",
    date_of_birth: date | None = None,
    nhs_number: str = "",
    address: str = "",
    postcode: str = "",
    words: str = "",
) -> Done[int]:
    """Say that the concern is about somebody not held yet: they are put on record and matched, both or neither."""
    concern = take(by, concern_id, version, "match_person")
    person_id = create_person(
        by,
        given_name=given_name,
        family_name=family_name,
        date_of_birth=date_of_birth,
        nhs_number=nhs_number,
        address=address,
        postcode=postcode,
    )
    concern.person_id = person_id
    return done(
        concern, keep(by, concern, "match_person", "Matched to a new person", words), person=person_id.hex
    )


@procedure("concerns.screen", about="concern")
def name_service(
    by: Viewer,
    *,
    concern_id: UUID,
    version: int | None,
    agency_id: UUID | None,
    placed_by_id: UUID | None = None,
) -> Done[int]:
    """Say which care service the concern is about and which other council placed the adult there (None: none).

    Commissioning hears of it without the adult's name; both are owed an answer once it is decided.
    """
    concern = take(by, concern_id, version, "name_service")
    service = _agency(agency_id, AgencyKind.PROVIDER)
    placed_by = _agency(placed_by_id, AgencyKind.OTHER_COUNCIL)
    concern.service, concern.placed_by = service, placed_by
    named = f"Concerns the service {service.name}" if service else "No service is named"
    placed = f". Placed by {placed_by.name}" if placed_by else ""
    return done(concern, keep(by, concern, "name_service", named + placed))


def _agency(agency_id: UUID | None, kind: AgencyKind) -> Agency | None:
    if agency_id is None:
        return None
    found = Agency.objects.filter(pk=agency_id, kind=kind).first()
    if found is None:
        raise NotThere(Subject("agency", agency_id))
    return found


@procedure("concerns.screen", about="concern")
def record_wish(
    by: Viewer,
    *,
    concern_id: UUID,
    version: int | None,
    state: WishState = WishState.EXPRESSED,
    words: str = "",
    said_by: RepresentativeKind | None = None,
    said_by_name: str = "",
    why: str = "",
) -> Done[int]:
    """Record what the adult wants in their words and who said it; or that they did not say, or could not be asked, and why."""
    concern = take(by, concern_id, version, "record_wish")
    expressed = state is WishState.EXPRESSED
    if expressed and not words.strip():
        raise Refused(
            refused("SCR-06", "Write down what the adult wants, in their own words.", field="words")
        )
    if expressed and said_by is None:
        raise Refused(refused("SCR-06", "Say whose words these are.", field="said_by"))
    if not expressed and not why.strip():
        raise Refused(refused("SCR-06", "Say how they were asked, or why they could not be.", field="why"))
    WishRow.objects.create(
        concern=concern,
        state=state,
        words=words.strip() if expressed else "",
        said_by=said_by.value if expressed and said_by else "",
        said_by_name=said_by_name.strip(),
        not_expressed_reason="" if expressed else why.strip(),
        by_id=by.user_id or NOBODY,
        by_name=by.name,
        at=moment.now(),
    )
    told = words if expressed else why
    return done(
        concern,
        keep(by, concern, "record_wish", _told(state, said_by, said_by_name), told),
        state=state.value,
    )


def _told(state: WishState, said_by: RepresentativeKind | None, name: str) -> str:
    if state is not WishState.EXPRESSED or said_by is None:
        return state.label
    who = f"{said_by.label}{f' ({name.strip()})' if name.strip() else ''}"
    return f"What the adult wants, said by: {who}"


@procedure("concerns.screen", about="concern")
def answer_limb(
    by: Viewer,
    *,
    concern_id: UUID,
    version: int | None,
    limb: Limb,
    answer: LimbAnswer,
    evidence: str = "",
    reason: str = "",
) -> Done[int]:
    """Answer one part of the three-part test. Earlier answers stay on file; the latest stands. Raises Refused (SCR-05)."""
    concern = take(by, concern_id, version, "answer_limb")
    insist(limb_verdict(limb, answer, evidence=evidence, reason=reason))
    LimbRow.objects.create(
        concern=concern,
        limb=limb,
        answer=answer,
        evidence=evidence.strip(),
        reason=reason.strip(),
        by_id=by.user_id or NOBODY,
        by_name=by.name,
        at=moment.now(),
    )
    setattr(concern, f"limb_{limb.value}", answer.value)
    what = f"{limb.label}: {answer.label}"
    return done(concern, keep(by, concern, "answer_limb", what, reason), limb=limb.value, answer=answer.value)


@procedure("concerns.screen", about="concern")
def note_found_out(by: Viewer, *, concern_id: UUID, version: int | None, words: str) -> Done[int]:
    """Note what was found out while gathering what the test needs."""
    concern = take(by, concern_id, version, "note_found_out", words)
    return done(concern, keep(by, concern, "note_found_out", "Found out", words))


@procedure("concerns.screen", about="concern")
def record_made_safe(by: Viewer, *, concern_id: UUID, version: int | None, words: str) -> Done[int]:
    """Record what was done so that the adult is safe now. The first time stops the clock; more may be added."""
    concern = take(by, concern_id, version, "record_made_safe", words)
    concern.made_safe_at = concern.made_safe_at or moment.now()
    return done(concern, keep(by, concern, "record_made_safe", "Made safe", words))


@procedure("concerns.screen", about="concern")
def judge_threshold(
    by: Viewer,
    *,
    concern_id: UUID,
    version: int | None,
    level: int,
    codes: tuple[str, ...] = (),
    words: str = "",
) -> Done[int]:
    """Judge the level by the local guide of the concern's day. The guide guides; the test of section 42(1) decides.

    Raises Refused for a level or code that the guide does not have.
    """
    concern = take(by, concern_id, version, "judge_threshold")
    guide = edition_of(concern).guide
    known = {sign.code for topic in guide.topics for sign in topic.indicators}
    names = {each.level: each.name for each in guide.levels}
    if level not in names:
        raise Refused(refused("LEVEL", "Choose one of the levels of the guide.", field="level"))
    if unknown := [code for code in codes if code not in known]:
        raise Refused(
            refused("LEVEL", f"The guide of that day has no sign {', '.join(unknown)}.", field="codes")
        )
    concern.threshold_level = level
    concern.threshold_codes = list(codes)
    what = f"Level {level}, {names[level]}" + (f": {', '.join(codes)}" if codes else "")
    return done(concern, keep(by, concern, "judge_threshold", what, words), level=level)


@procedure("concerns.screen", about="concern")
def start_deed(
    by: Viewer, *, concern_id: UUID, version: int | None, deed: ScreeningDeed, words: str = ""
) -> Done[int]:
    """Do something while screening. Gathering and making safe are kept as steps; enquiry work is refused (SCR-03)."""
    concern = take(by, concern_id, version, "start_deed")
    insist(deed_verdict(deed, duty_now(concern)))
    if not words.strip():
        raise Refused(refused("WORDS", "Say what you did and what came of it.", field="words"))
    if deed is ScreeningDeed.MAKE_SAFE:
        concern.made_safe_at = concern.made_safe_at or moment.now()
    return done(concern, keep(by, concern, "start_deed", deed.label, words), deed=deed.value)


@procedure("concerns.screen", about="concern")
def extend_clock(
    by: Viewer, *, concern_id: UUID, version: int | None, reason: ClockReason | None, days: int, words: str
) -> Done[int]:
    """Give screening more days, for a reason of the policy of the concern's day. ``days`` in the clock's unit (SCR-15)."""
    concern = take(by, concern_id, version, "extend_clock")
    edition = edition_of(concern)
    clock = edition.clocks[ClockName.SCREENING]
    now = moment.now()
    overdue = clock.state(now, concern.due_at) == "overdue"
    insist(extend_verdict(clock, reason=reason, words=words, days=days, overdue=overdue))
    before = concern.due_at
    concern.due_at = clock.model_copy(update={"days": 0}).due(before, edition.calendar, extra_days=days)
    _clock_row(by, concern, "extended", reason, words, before, concern.due_at)
    what = f"More time to decide: {days} {clock.unit} {'day' if days == 1 else 'days'}"
    return done(concern, keep(by, concern, "extend_clock", what, words), days=days)


@procedure("concerns.screen", about="concern")
def explain_missed_clock(
    by: Viewer, *, concern_id: UUID, version: int | None, reason: ClockReason | None, words: str
) -> Done[int]:
    """Say why the clock ran out. Raises Refused when it has not, or without a reason."""
    concern = take(by, concern_id, version, "explain_missed_clock")
    if moment.now() <= concern.due_at:
        raise Refused(refused("SCR-14", "The clock has not run out, so there is nothing to explain."))
    if reason is None:
        raise Refused(refused("SCR-14", "Choose why it is late.", field="reason"))
    if not words.strip():
        raise Refused(refused("SCR-14", "Say in your own words why it is late.", field="words"))
    _clock_row(by, concern, "missed", reason, words, concern.due_at, None)
    return done(
        concern,
        keep(by, concern, "explain_missed_clock", f"Late: {reason.label}", words),
        reason=reason.value,
    )


def _clock_row(
    by: Viewer,
    concern: Concern,
    what: str,
    reason: ClockReason | None,
    words: str,
    before: datetime,
    after: datetime | None,
) -> None:
    assert reason is not None
    ClockRow.objects.create(
        concern=concern,
        clock=ClockName.SCREENING.value,
        what=what,
        reason=reason,
        words=words.strip(),
        due_before=before,
        due_after=after,
        by_id=by.user_id or NOBODY,
        by_name=by.name,
        at=moment.now(),
    )


@procedure("concerns.allocate", about="concern")
def restrict(by: Viewer, *, concern_id: UUID, version: int | None, words: str) -> Done[int]:
    """Close the concern to all without a stated relation. The one who restricts it stays accountable for it."""
    concern = take(by, concern_id, version, "restrict", words)
    concern.restricted = True
    subject = Subject("concern", concern.pk)
    relations.give(subject, Relation.ACCOUNTABLE, user_id=by.user_id)
    if concern.allocated_to_id:
        relations.give(subject, Relation.ALLOCATED, user_id=concern.allocated_to_id)
    return done(concern, keep(by, concern, "restrict", "Restricted to those who work on it", words))


@procedure("concerns.allocate", about="concern")
def lift_restriction(by: Viewer, *, concern_id: UUID, version: int | None, words: str) -> Done[int]:
    """Open the concern again to all casework roles."""
    concern = take(by, concern_id, version, "lift_restriction", words)
    concern.restricted = False
    return done(concern, keep(by, concern, "lift_restriction", "Restriction lifted", words))
