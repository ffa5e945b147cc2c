"""The feedback of the last day: its key messages, and a kept version of what the team told."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from goldenthread.access.doorway import Done, procedure
from goldenthread.access.need_to_know import visible
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.assurance.drafts import holds, paper_of
from goldenthread.assurance.drafts.on_site import sifted
from goldenthread.assurance.models import Report, Review
from goldenthread.assurance.policy.after import feedback_ready
from goldenthread.assurance.policy.peer import names_nobody
from goldenthread.assurance.procedures.rows import author, keep_review_step, review_for, subject
from goldenthread.assurance.queries.packs import TELLS
from goldenthread.assurance.vocabulary import MemberFunction, ReportKind, ReportStage
from goldenthread.ground.papers import as_values, digest
from goldenthread.ground.verdicts import Refused, insist, refused

MOST_MESSAGES = 12
LONGEST = 400


@procedure("assurance.review", about="review")
def state_messages(by: Viewer, *, review_id: UUID, version: int, messages: Sequence[str]) -> Done[None]:
    """Say what readers should take from the review, a sentence each: by its leader, its manager or whoever runs assurance.

    Raises Refused (STALE, none, more than twelve, one longer than 400 letters, PEER-02).
    """
    review = _telling(by, "state_messages", review_id, version)
    said = [" ".join(each.split()) for each in messages if each.strip()]
    if not said:
        raise Refused(refused("MESSAGES", "Write at least one key message.", field="messages"))
    if len(said) > MOST_MESSAGES:
        raise Refused(
            refused("MESSAGES", f"Keep to {MOST_MESSAGES} messages: nobody remembers more.", field="messages")
        )
    if long := next((number for number, each in enumerate(said, 1) if len(each) > LONGEST), 0):
        raise Refused(
            refused(
                "MESSAGES", f"Message {long} is longer than {LONGEST} letters. Shorten it.", field="messages"
            )
        )
    hosts = list(review.sessions.exclude(host="").values_list("host", flat=True))
    insist(names_nobody(words="\n".join(said), names=hosts))
    review.key_messages = said
    review.version += 1
    review.save(update_fields=["key_messages", "version"])
    keep_review_step(review, by, "state_messages", "Key messages written", words="\n".join(said))
    return Done(None, subject(review), {"messages": len(said)})


@procedure("assurance.review", about="review")
def keep_feedback(by: Viewer, *, review_id: UUID, version: int, council: str, note: str = "") -> Done[UUID]:
    """Keep what is told on the last day as it stands now; a kept version never changes, and the report is compared with it.

    Raises Refused (STALE, not of the team, PEER-05).
    """
    review = _telling(by, "keep_feedback", review_id, version)
    found = sifted(by, review_id)
    insist(feedback_ready(messages=len(review.key_messages), findings=len(found)))
    series = f"{ReportKind.FEEDBACK.value}:{review_id}"[:60]
    number = visible(by, Report).filter(series=series).count() + 1
    paper = paper_of(
        by,
        ReportKind.FEEDBACK,
        review_id=review_id,
        council=council,
        standing=f"Version {number}, told on the last day",
    )
    made = author(by)
    report = Report.objects.create(
        kind=ReportKind.FEEDBACK,
        review=review,
        series=series,
        number=number,
        stage=ReportStage.FEEDBACK,
        title=paper.title,
        paper=as_values(paper),
        digest=digest(paper),
        holds=[vars(each) for each in holds(by, review_id, recommended=False)],
        note=note.strip(),
        made_at=made["at"],
        by_id=made["by_id"],
        by_name=made["by_name"],
    )
    review.version += 1
    review.save(update_fields=["version"])
    keep_review_step(review, by, "keep_feedback", f"Feedback kept, version {number}", words=note)
    return Done(report.pk, subject(review), {"number": number, "findings": len(found)})


def _telling(by: Viewer, deed: str, review_id: UUID, version: int) -> Review:
    """The review, for whoever tells its findings."""
    review = review_for(by, deed, review_id, version=version)
    leads = review.members.filter(user_id=by.user_id or NOBODY, function__in=TELLS, ended_at__isnull=True)
    if not by.may("assurance.run") and not leads.exists():
        raise Refused(
            refused(
                "TELLS",
                f"{MemberFunction.LEADER.label} and {MemberFunction.MANAGER.label.lower()} tell what was found.",
            )
        )
    return review
