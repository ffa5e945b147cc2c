"""What the council says of itself before a visit, by key question: asked for, told, and findings written beside it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from goldenthread.access.doorway import Done, NotThere, procedure
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.models import PaperRequest, Review
from goldenthread.assurance.policy.peer import said_before_the_visit, says_something
from goldenthread.assurance.procedures.findings import About, add_source, draft_finding
from goldenthread.assurance.procedures.peer import member_of, of_team, unchanged
from goldenthread.assurance.procedures.rows import keep_review_step, review_for, subject
from goldenthread.assurance.queries.self_assessment import not_asked, visit_begun
from goldenthread.assurance.vocabulary import (
    FindingKind,
    Independence,
    MemberFunction,
    PaperState,
    SourceKind,
)
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused, insist, refused


@procedure("assurance.review", about="review")
def ask_for_self_assessment(by: Viewer, *, review_id: UUID, due_on: date) -> Done[int]:
    """Ask what the council says of itself, once for each key question that was not asked yet. Returns how many were asked.

    Raises Refused (not of the team, PEER-01, no key question, all asked already) and NotThere.
    """
    review = of_team(by, "ask_for_self_assessment", review_id)
    wanted = not_asked(review.questions, review.papers.all())
    if not wanted:
        raise Refused(
            refused("ASKED", "Every key question of the review was asked already.")
            if review.questions
            else refused("QUESTIONS", "The review has no key question yet. Write its questions first.")
        )
    now = moment.now()
    PaperRequest.objects.bulk_create(
        PaperRequest(
            review=review,
            what=f"Self-assessment: {question}"[:300],
            question=question,
            due_on=due_on,
            asked_at=now,
        )
        for question in wanted
    )
    keep_review_step(
        review,
        by,
        "ask_for_self_assessment",
        f"Asked for a self-assessment on {len(wanted)} key {'question' if len(wanted) == 1 else 'questions'}",
        words="\n".join(wanted),
    )
    return Done(len(wanted), subject(review), {"questions": len(wanted)})


@procedure("assurance.open", about="review")
def tell_of_itself(
    by: Viewer,
    *,
    review_id: UUID,
    paper_id: UUID,
    version: int,
    progress: str,
    strengths: str,
    improvements: str,
) -> Done[None]:
    """Say how the council sees itself on a key question: by the agency's contact or whoever runs assurance.

    What it said before stays in the steps of the review. Raises Refused (not the contact, STALE, PEER-09, PEER-10) and NotThere.
    """
    review = review_for(by, "tell_of_itself", review_id)
    member = member_of(by, review)
    if not by.may("assurance.run") and (member is None or member.function != MemberFunction.CONTACT):
        raise Refused(
            refused(
                "CONTACT", "What the council says of itself is sent by the agency's contact of this review."
            )
        )
    paper = _asked(review, paper_id)
    unchanged(paper.version, version)
    said = paper.state != PaperState.ASKED
    insist(said_before_the_visit(said=said, begun=visit_begun(review.sessions.all())))
    parts = (progress.strip(), strengths.strip(), improvements.strip())
    insist(says_something(parts=parts))
    paper.progress, paper.strengths, paper.improvements = parts
    paper.state, paper.answered_at, paper.answered_by = PaperState.SENT, moment.now(), by.name
    paper.version += 1
    paper.save()
    keep_review_step(
        review,
        by,
        "tell_of_itself",
        f"{paper.what}: {'changed' if said else 'sent'}"[:300],
        words="\n\n".join(filter(None, parts)),
    )
    return Done(None, subject(review))


@procedure("assurance.review", about="review")
def find_beside(
    by: Viewer, *, review_id: UUID, paper_id: UUID, kind: FindingKind, words: str, theme: str = ""
) -> Done[UUID]:
    """Draft a finding on a key question beside what the council said on it, which becomes one of its sources.

    Raises Refused (not of the team, PEER-01, not sent yet, and as a finding that is drafted) and NotThere.
    """
    review = of_team(by, "find_beside", review_id)
    paper = _asked(review, paper_id)
    if paper.state == PaperState.ASKED:
        raise Refused(refused("SENT", "The council has not said anything on this question yet."))
    finding_id = draft_finding(
        by,
        kind=kind,
        words=words,
        review_id=review_id,
        about=About(theme=theme, question=paper.question),
    )
    add_source(
        by,
        finding_id=finding_id,
        version=1,
        kind=SourceKind.PROCESS,
        independence=Independence.OWN,
        origin="What the council said of itself before the visit",
    )
    return Done(finding_id, subject(review))


def _asked(review: Review, paper_id: UUID) -> PaperRequest:
    paper = review.papers.select_for_update().filter(pk=paper_id).exclude(question="").first()
    if paper is None:
        raise NotThere(subject(review))
    return paper
