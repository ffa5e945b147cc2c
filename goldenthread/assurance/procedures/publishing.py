"""The end of a review: comments on accuracy, publication, and the follow-up by somebody else."""

from __future__ import annotations

from uuid import UUID

from goldenthread.access.doorway import Done, NotThere, procedure
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.assurance.models import AccuracyComment
from goldenthread.assurance.policy.findings import followed_up_by_another
from goldenthread.assurance.policy.peer import accuracy_answered
from goldenthread.assurance.procedures.rows import author, keep_review, keep_review_step, review_for, subject
from goldenthread.assurance.queries.after import action_owners
from goldenthread.assurance.vocabulary import MemberFunction
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused, insist, refused


@procedure("assurance.run", about="review")
def publish_review(
    by: Viewer,
    *,
    review_id: UUID,
    version: int,
    where: str = "",
    methods_used: tuple[str, ...] = (),
    methods_not_used: str = "",
) -> Done[None]:
    """Publish a review's report: its settled findings are everybody's from now. ``where`` it can be read, "" for nowhere yet.

    Raises Refused (STALE, still looking, PEER-04).
    """
    review = review_for(by, "publish_review", review_id, version=version)
    insist(accuracy_answered(waiting=review.accuracy_comments.filter(taken__isnull=True).count()))
    review.published_at, review.published_where = moment.now(), where.strip()[:300]
    review.methods_used = [each.strip() for each in methods_used if each.strip()] or review.methods_used
    review.methods_not_used = methods_not_used.strip() or review.methods_not_used
    keep_review(
        review,
        by,
        "publish_review",
        "Published",
        *("published_at", "published_where", "methods_used", "methods_not_used"),
        words=where,
    )
    return Done(None, subject(review))


@procedure("assurance.open", about="review")
def comment_on_accuracy(by: Viewer, *, review_id: UUID, passage: str, words: str) -> Done[UUID]:
    """Say what is wrong in the draft report: by the agency's contact or whoever runs assurance. Raises Refused."""
    review = review_for(by, "comment_on_accuracy", review_id)
    contact = review.members.filter(
        user_id=by.user_id or NOBODY, function=MemberFunction.CONTACT, ended_at__isnull=True
    )
    if not by.may("assurance.run") and not contact.exists():
        raise Refused(
            refused("CONTACT", "Comments on accuracy come from the agency's contact of this review.")
        )
    if not passage.strip():
        raise Refused(refused("PASSAGE", "Say which passage of the report it is.", field="passage"))
    if not words.strip():
        raise Refused(refused("WORDS", "Say what is wrong and what is right.", field="words"))
    made = AccuracyComment.objects.create(
        review=review, passage=passage.strip()[:120], words=words.strip(), **author(by)
    )
    keep_review_step(review, by, "comment_on_accuracy", f"Comment on accuracy: {made.passage}", words=words)
    return Done(made.pk, subject(review))


@procedure("assurance.review", about="review")
def answer_accuracy(
    by: Viewer, *, review_id: UUID, comment_id: UUID, version: int, taken: bool, answer: str
) -> Done[None]:
    """Say whether the report was put right, and why or why not: by the team. Raises Refused (STALE, no words) and NotThere."""
    review = review_for(by, "answer_accuracy", review_id)
    team = review.members.filter(user_id=by.user_id or NOBODY, ended_at__isnull=True)
    if not team.exclude(function=MemberFunction.CONTACT).exists():
        raise Refused(refused("TEAM", "The team that wrote the report answers comments on it."))
    row = review.accuracy_comments.select_for_update().filter(pk=comment_id).first()
    if row is None:
        raise NotThere(subject(review))
    if row.version != version:
        raise Refused(
            refused(
                "STALE",
                "Somebody else has changed this since you opened the page. What you typed is still below. "
                "Read what changed, then send it again if it still holds.",
            )
        )
    if not answer.strip():
        raise Refused(refused("WORDS", "Say why, in a sentence.", field="answer"))
    row.taken, row.answer = taken, answer.strip()
    row.answered_at, row.answered_by = moment.now(), by.name
    row.version += 1
    row.save()
    what = f"{row.passage}: {'put right' if taken else 'left as it is'}"
    keep_review_step(review, by, "answer_accuracy", what, words=answer)
    return Done(None, subject(review), {"taken": taken})


@procedure("assurance.follow_up", about="review")
def follow_up(by: Viewer, *, review_id: UUID, version: int, words: str) -> Done[None]:
    """Record the follow-up of a published review, by somebody who owns none of its actions. Raises Refused (STALE, ACT-03)."""
    review = review_for(by, "follow_up", review_id, version=version, words=words)
    insist(followed_up_by_another(by=by.user_id, owners=action_owners(review)))
    review.follow_up_on = moment.today()
    keep_review(review, by, "follow_up", "Followed up", "follow_up_on", words=words)
    return Done(None, subject(review))
