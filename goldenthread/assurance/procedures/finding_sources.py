"""Sources of findings from the evidence library."""

from __future__ import annotations

from uuid import UUID

from goldenthread.access.doorway import Done, procedure
from goldenthread.access.need_to_know import find
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.models import Evidence
from goldenthread.assurance.policy import independence_for
from goldenthread.assurance.procedures.findings import add_source
from goldenthread.assurance.procedures.plan_rows import about_finding, finding_for
from goldenthread.assurance.vocabulary import EvidenceAudience, SourceKind
from goldenthread.ground.verdicts import Refused, refused


@procedure("assurance.review", about="finding")
def show_by_evidence(
    by: Viewer, *, finding_id: UUID, version: int, evidence_id: UUID, shows: str = ""
) -> Done[None]:
    """Name a piece of the library as what shows a finding; its sort and whose word it is come with it.

    A piece that is not for everybody is named by its reference alone: a finding is read by more people than it is.
    Raises Refused (STALE, withdrawn, named already) and NotThere.
    """
    finding = finding_for(by, "add_source", finding_id, version=version)
    piece = find(by, Evidence, evidence_id)
    if piece.withdrawn_at:
        raise Refused(refused("WITHDRAWN", "This evidence was withdrawn. Choose a piece that holds."))
    if finding.sources.filter(evidence_id=piece.pk).exists():
        raise Refused(refused("TWICE", "It is named as a source of this finding already."))
    review = finding.review
    looked_at = (review.agency_id or review.owner.agency_id) if review else by.agency_id
    everybody = piece.audience == EvidenceAudience.PARTNERSHIP
    add_source(
        by,
        finding_id=finding_id,
        version=version,
        kind=SourceKind(piece.sort),
        independence=independence_for(made_by=piece.made_by_id, claiming=looked_at),
        origin=piece.title if everybody else f"Evidence {piece.reference}",
        shows=shows,
        evidence_id=piece.pk,
    )
    return Done(None, about_finding(finding), {"evidence": piece.reference})
