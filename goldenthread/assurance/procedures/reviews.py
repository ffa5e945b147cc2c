"""A review on its way: opened, its people, begun, ended, stopped. Each kind adds its own deeds beside these."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from goldenthread.access import relations
from goldenthread.access.doorway import Done, NotThere, procedure
from goldenthread.access.models import User
from goldenthread.access.numbers import next_reference
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.access.vocabulary import Relation
from goldenthread.assurance.models import Review, ReviewMember
from goldenthread.assurance.policy import ready_to_begin
from goldenthread.assurance.procedures.entering import enter_review
from goldenthread.assurance.procedures.rows import keep_review, keep_review_step, review_for, subject
from goldenthread.assurance.vocabulary import MemberFunction, ReviewKind
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused, insist, refused

# As a finding or a session holds it.
LONGEST_QUESTION = 300


@procedure("assurance.run")
def open_review(
    by: Viewer,
    *,
    kind: ReviewKind,
    title: str,
    scope: str = "",
    questions: tuple[str, ...] = (),
    instrument: tuple[str, str] = ("", ""),
    requested_by: str = "",
    agency_id: UUID | None = None,
    follows_id: UUID | None = None,
    begins_on: date | None = None,
    due_on: date | None = None,
) -> Done[UUID]:
    """Open a review. ``instrument`` is key and version of its standards. Raises Refused without a title, or due before it begins."""
    if not title.strip():
        raise Refused(refused("TITLE", "Give it a name by which people will know it.", field="title"))
    _in_order(begins_on, due_on)
    review = Review.objects.create(
        reference=next_reference("REV"),
        kind=kind,
        title=title.strip(),
        scope=scope.strip(),
        questions=_questions(questions),
        instrument_key=instrument[0],
        instrument_version=instrument[1],
        requested_by=requested_by.strip(),
        agency_id=agency_id,
        follows_id=follows_id,
        owner_id=by.user_id or NOBODY,
        opened_at=moment.now(),
        begins_on=begins_on,
        due_on=due_on,
    )
    enter_review(by, review)
    keep_review_step(review, by, "open_review", f"{kind.label} opened", words=scope)
    return Done(review.pk, subject(review), {"kind": kind.value})


@procedure("assurance.run", about="review")
def change_review(
    by: Viewer,
    *,
    review_id: UUID,
    version: int,
    title: str,
    scope: str,
    questions: tuple[str, ...],
    instrument: tuple[str, str],
    requested_by: str,
    begins_on: date | None,
    due_on: date | None,
) -> Done[None]:
    """Change what the review looks at. Raises Refused (STALE, no title, due before it begins)."""
    review = review_for(by, "change_review", review_id, version=version)
    if not title.strip():
        raise Refused(refused("TITLE", "Give it a name by which people will know it.", field="title"))
    _in_order(begins_on, due_on)
    review.title, review.scope, review.questions = title.strip(), scope.strip(), _questions(questions)
    review.instrument_key, review.instrument_version = instrument
    review.requested_by, review.begins_on, review.due_on = requested_by.strip(), begins_on, due_on
    keep_review(
        review,
        by,
        "change_review",
        "Scope, standards or dates changed",
        *("title", "scope", "questions", "instrument_key", "instrument_version"),
        *("requested_by", "begins_on", "due_on"),
        words=scope,
    )
    return Done(None, subject(review))


@procedure("assurance.run", about="review")
def add_member(
    by: Viewer,
    *,
    review_id: UUID,
    function: MemberFunction,
    user_id: UUID | None = None,
    name: str = "",
    role: str = "",
    employer: str = "",
) -> Done[int]:
    """Add somebody to the review. One with an account may open it from now. Raises Refused without a name or account."""
    review = review_for(by, "add_member", review_id)
    user = User.objects.filter(pk=user_id, is_active=True).first() if user_id else None
    if user is None and not name.strip():
        raise Refused(refused("WHO", "Choose somebody, or write their name.", field="name"))
    if user and review.members.filter(user=user, ended_at__isnull=True).exists():
        raise Refused(refused("ALREADY", "They take part already.", field="user_id"))
    member = ReviewMember.objects.create(
        review=review,
        user=user,
        name=name.strip() or (user.name if user else ""),
        role=role.strip(),
        employer=employer.strip() or (user.agency.name if user else ""),
        function=function,
        added_at=moment.now(),
    )
    if user:
        relations.give(subject(review), Relation.REVIEWING, user_id=user.pk, reason=function.label)
    keep_review_step(review, by, "add_member", f"{member.name} joined as {function.label.lower()}")
    return Done(member.pk, subject(review), {"function": function.value})


@procedure("assurance.run", about="review")
def end_member(by: Viewer, *, review_id: UUID, member_id: int) -> Done[None]:
    """End somebody's part: they may no longer open the review because of it. Doing it twice changes nothing."""
    review = review_for(by, "end_member", review_id)
    member = review.members.select_for_update().filter(pk=member_id).first()
    if member is None:
        raise NotThere(subject(review))
    if member.ended_at is None:
        member.ended_at = moment.now()
        member.version += 1
        member.save(update_fields=["ended_at", "version"])
        if member.user_id:
            relations.end(subject(review), Relation.REVIEWING, user_id=member.user_id)
        keep_review_step(review, by, "end_member", f"{member.name} no longer takes part")
    return Done(None, subject(review))


@procedure("assurance.run", about="review")
def begin_review(by: Viewer, *, review_id: UUID, version: int) -> Done[None]:
    """Begin looking. Raises Refused (STALE, ASR-01)."""
    review = review_for(by, "begin_review", review_id, version=version)
    insist(
        ready_to_begin(
            scope=review.scope, instrument=review.instrument_key, questions=tuple(review.questions)
        )
    )
    review.begins_on = review.begins_on or moment.today()
    keep_review(review, by, "begin_review", "Begun", "begins_on")
    return Done(None, subject(review))


@procedure("assurance.run", about="review")
def end_looking(by: Viewer, *, review_id: UUID, version: int) -> Done[None]:
    """Looking is over; findings are settled and written up. Raises Refused (STALE)."""
    review = review_for(by, "end_looking", review_id, version=version)
    keep_review(review, by, "end_looking", "Looking ended")
    return Done(None, subject(review))


@procedure("assurance.run", about="review")
def stop_review(by: Viewer, *, review_id: UUID, version: int, words: str) -> Done[None]:
    """Stop a review before its report. Raises Refused (STALE, no reason)."""
    review = review_for(by, "stop_review", review_id, version=version, words=words)
    keep_review(review, by, "stop_review", "Stopped", words=words)
    return Done(None, subject(review))


@procedure("assurance.run", about="review")
def reopen_review(by: Viewer, *, review_id: UUID, version: int, words: str) -> Done[None]:
    """Plan a stopped review anew, with all that was gathered before it stopped. Raises Refused (STALE, no reason)."""
    review = review_for(by, "reopen_review", review_id, version=version, words=words)
    keep_review(review, by, "reopen_review", "Opened again", words=words)
    return Done(None, subject(review))


def _questions(words: tuple[str, ...]) -> list[str]:
    found = [each.strip() for each in words if each.strip()]
    long = next((each for each in found if len(each) > LONGEST_QUESTION), None)
    if long:
        told = (
            f"The key question that begins “{long[:40]}…” has {len(long)} letters; {LONGEST_QUESTION} are the most, because findings "
            "stand under it. Shorten it, or make two of it."
        )
        raise Refused(refused("LONG", told, field="questions"))
    return found


def _in_order(begins_on: date | None, due_on: date | None) -> None:
    if begins_on and due_on and due_on < begins_on:
        raise Refused(
            refused("ORDER", "It cannot be due before it begins. Change one of the days.", field="due_on")
        )
