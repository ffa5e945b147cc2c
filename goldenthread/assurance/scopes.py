"""Who sees which reviews, as a query. Loaded when the room is ready."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from goldenthread.access.need_to_know import NOTHING, granted, protects
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.assurance.models import (
    Challenge,
    Evidence,
    FileAudit,
    Finding,
    ImprovementAction,
    Judgement,
    JudgementEvidence,
    Meeting,
    Recommendation,
    Report,
    Review,
    SampledCase,
    ServiceRisk,
)
from goldenthread.assurance.vocabulary import (
    AuditState,
    EvidenceAudience,
    FindingState,
    JudgementState,
    ReportStage,
    ReviewState,
)
from goldenthread.concerns.queries import sampling as concerns
from goldenthread.enquiries.queries import sampling as enquiries

_ENDED = (ReviewState.PUBLISHED, ReviewState.FOLLOWED_UP)
_SENT = (JudgementState.SUBMITTED, JudgementState.AGREED)


@protects(Review, "review")
def review_scope(viewer: Viewer) -> Q:
    """Whoever runs assurance sees every review; others those they or their agency take part in, and published ones.

    A visiting reviewer sees the reviews they are let into and nothing beside them, published or not.
    """
    if viewer.may("assurance.run"):
        return Q()
    related = Q(granted(viewer, "review"))
    if viewer.may("assurance.see"):
        return related | Q(state__in=_ENDED)
    if viewer.may("assurance.review"):
        return related
    return NOTHING


@protects(Finding, "finding")
def finding_scope(viewer: Viewer) -> Q:
    """Settled findings are everybody's once their review is published; before that, those who take part see them, drafts too."""
    if viewer.may("assurance.run"):
        return Q()
    return _of_reviews(viewer, ~Q(state=FindingState.DRAFT))


@protects(Recommendation, "recommendation")
def recommendation_scope(viewer: Viewer) -> Q:
    """As findings."""
    if viewer.may("assurance.run"):
        return Q()
    return _of_reviews(viewer, Q())


@protects(ImprovementAction, "improvement")
def improvement_scope(viewer: Viewer) -> Q:
    """The improvement plan is one, and everybody of the partnership reads it."""
    return Q() if viewer.may("assurance.see") else NOTHING


@protects(Report, "report")
def report_scope(viewer: Viewer) -> Q:
    """Final reports are everybody's; versions before that belong to those who take part in the review."""
    if viewer.may("assurance.run"):
        return Q()
    return _of_reviews(viewer, Q(stage=ReportStage.FINAL))


def _of_reviews(viewer: Viewer, settled: Q) -> Q:
    """Rows of reviews the viewer takes part in, and ``settled`` ones of published reviews or of none."""
    related = Q(granted(viewer, "review", outer="review_id"))
    if viewer.may("assurance.see"):
        return related | (settled & (Q(review__isnull=True) | Q(review__state__in=_ENDED)))
    return related if viewer.may("assurance.review") else NOTHING


@protects(FileAudit, "file_audit")
def audit_scope(viewer: Viewer) -> Q:
    """An auditor sees what they were given themselves; who runs assurance, and who takes part in the audit, what is done.

    Nobody sees what is being written, so nobody can lean on an auditor. That two auditors of one case are blind to each other is
    kept by what is asked for: a case by its own reader only, words of others (``audit_words``) not while one's own are unfinished.
    """
    own = Q(auditor_id=viewer.user_id) if viewer.may("assurance.audit") and viewer.user_id else NOTHING
    if viewer.may("assurance.run"):
        return own | Q(state=AuditState.DONE)
    if viewer.may("assurance.open"):
        return own | (Q(granted(viewer, "review", outer="review_id")) & Q(state=AuditState.DONE))
    return own


@protects(SampledCase, "audited_case")
def audited_case_scope(viewer: Viewer) -> Q:
    """That a case is audited is told to whoever carries it, so that they can say how they see it; never who reads it."""
    if viewer.may("assurance.run"):
        return Q()
    if viewer.may("assurance.tell_view") and viewer.user_id:
        return Q(case_kind="concern", case_id__in=concerns.carried(viewer)) | Q(
            case_kind="enquiry", case_id__in=enquiries.carried(viewer)
        )
    return NOTHING


@protects(Judgement, "answer")
def judgement_scope(viewer: Viewer) -> Q:
    """Their own agency's answers in reviews it takes part in; those of others once they are submitted.

    Of a published review everybody in the partnership sees what was agreed.
    """
    if viewer.may("assurance.run"):
        return Q()
    related = Q(granted(viewer, "review", outer="review_id"))
    seen = related & (Q(agency_id=viewer.agency_id or NOBODY) | Q(state__in=_SENT))
    if viewer.may("assurance.see"):
        return seen | Q(review__state__in=_ENDED, state=JudgementState.AGREED)
    if viewer.may("assurance.review"):
        return related & Q(state__in=_SENT)
    return NOTHING


@protects(Evidence, "evidence")
def evidence_scope(viewer: Viewer) -> Q:
    """Their own agency's, and what is shared in the partnership; a visiting reviewer what stands behind answers they may read."""
    if viewer.may("assurance.run"):
        return Q()
    if viewer.may("assurance.see"):
        return Q(keeper_id=viewer.agency_id or NOBODY) | Q(audience=EvidenceAudience.PARTNERSHIP)
    if viewer.may("assurance.review"):
        behind = JudgementEvidence.objects.filter(
            granted(viewer, "review", outer="judgement__review_id"),
            evidence_id=OuterRef("pk"),
            removed_at__isnull=True,
            judgement__state__in=_SENT,
        )
        return Q(Exists(behind))
    return NOTHING


@protects(Meeting, "meeting")
def meeting_scope(viewer: Viewer) -> Q:
    """The plan of meetings and what came of them is one, for those who sit on the board or hold it to account."""
    return Q() if viewer.may("board.see") else NOTHING


@protects(Challenge, "challenge")
def challenge_scope(viewer: Viewer) -> Q:
    """Those who see the board's meetings see every challenge; partners those that their agency asked or was asked."""
    if viewer.may("board.see"):
        return Q()
    if viewer.may("board.answer"):
        own = viewer.agency_id or NOBODY
        return Q(asked_agency_id=own) | Q(asker_agency_id=own)
    return NOTHING


@protects(ServiceRisk, "service_risk")
def service_risk_scope(viewer: Viewer) -> Q:
    """Named services: those who keep the register, and the board's staff. The board itself sees how many, and no name."""
    return Q() if viewer.may("risks.see") else NOTHING
