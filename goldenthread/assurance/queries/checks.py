"""Standing checks: what is claimed without evidence, on evidence that has expired, or on one document too often."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from goldenthread.access.need_to_know import visible
from goldenthread.access.policy import permission_verdict
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.models import Evidence, Judgement, JudgementEvidence
from goldenthread.assurance.policy.checks import MANY_CLAIMS
from goldenthread.assurance.vocabulary import ReviewState
from goldenthread.ground import moment
from goldenthread.ground.verdicts import insist

# Lines shown of each group; the number is that of all.
SHOWN = 50
_LIVE = (ReviewState.PLANNED, ReviewState.UNDER_WAY, ReviewState.REPORTING)


@dataclass(frozen=True)
class CheckLine:
    """One thing to look at. One of the ids says where it is put right."""

    words: str
    who: str
    review_id: UUID | None = None
    judgement_id: UUID | None = None
    evidence_id: UUID | None = None
    finding_id: UUID | None = None
    action_id: UUID | None = None


@dataclass(frozen=True)
class CheckGroup:
    """One standing check and what it found."""

    key: str
    title: str
    why: str
    total: int
    lines: tuple[CheckLine, ...]


def evidence_checks(viewer: Viewer) -> tuple[CheckGroup, ...]:
    """The checks of evidence, for whoever runs assurance. Six queries. Raises Refused for others."""
    insist(permission_verdict(viewer.role, "assurance.run"))
    return _claims_without(viewer), _expired(viewer), _behind_many(viewer)


def _claims_without(viewer: Viewer) -> CheckGroup:
    behind = JudgementEvidence.objects.filter(
        judgement_id=OuterRef("pk"), removed_at__isnull=True, evidence__withdrawn_at__isnull=True
    )
    rows = (
        visible(viewer, Judgement)
        .filter(~Q(claim=""), ~Exists(behind), review__state__in=_LIVE)
        .select_related("review", "agency")
        .order_by("review__title", "agency__name", "item_key")
    )
    lines = tuple(
        CheckLine(f"{row.item_key}: {row.claim[:120]}", row.agency.name, row.review_id, row.pk)
        for row in rows[:SHOWN]
    )
    return CheckGroup(
        "without",
        "Claims without evidence",
        "Nothing stands behind them: they are opinions.",
        rows.count(),
        lines,
    )


def _expired(viewer: Viewer) -> CheckGroup:
    rows = (
        visible(viewer, Evidence)
        .filter(
            expires_on__lt=moment.today(),
            withdrawn_at__isnull=True,
            links__removed_at__isnull=True,
            links__isnull=False,
        )
        .annotate(used=Count("links"))
        .select_related("keeper")
        .order_by("expires_on")
    )
    lines = tuple(
        CheckLine(
            f"{row.title}, expired {row.expires_on:%-d %B %Y}, behind {row.used} answer{'s' if row.used > 1 else ''}",
            row.keeper.name,
            evidence_id=row.pk,
        )
        for row in rows[:SHOWN]
    )
    return CheckGroup(
        "expired",
        "Evidence that has expired and is still in use",
        "It counts no longer: renew it or withdraw it.",
        rows.count(),
        lines,
    )


def _behind_many(viewer: Viewer) -> CheckGroup:
    live = Q(links__removed_at__isnull=True, links__judgement__review__state__in=_LIVE)
    rows = (
        visible(viewer, Evidence)
        .filter(withdrawn_at__isnull=True)
        .annotate(used=Count("links", filter=live))
        .filter(used__gt=MANY_CLAIMS)
        .select_related("keeper")
        .order_by("-used", "title")
    )
    lines = tuple(
        CheckLine(f"{row.title}: behind {row.used} claims", row.keeper.name, evidence_id=row.pk)
        for row in rows[:SHOWN]
    )
    return CheckGroup(
        "many",
        "One piece behind many claims",
        f"A piece that is said to show more than {MANY_CLAIMS} things may show none of them well (ASR-17).",
        rows.count(),
        lines,
    )
