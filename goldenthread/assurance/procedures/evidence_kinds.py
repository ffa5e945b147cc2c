"""Which type of evidence, of those that a standard names, a piece of the library is."""

from __future__ import annotations

from uuid import UUID

from goldenthread.access.doorway import Done, procedure
from goldenthread.access.need_to_know import find
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.models import Evidence, EvidenceAs, EvidenceStep
from goldenthread.assurance.policy import may_write_for
from goldenthread.assurance.procedures.rows import author
from goldenthread.assurance.queries.instruments import standard
from goldenthread.ground import moment
from goldenthread.ground.instruments import ItemKind
from goldenthread.ground.verdicts import Refused, insist, refused


@procedure("assurance.answer", about="evidence")
def name_kind(by: Viewer, *, evidence_id: UUID, instrument_key: str, item_key: str) -> Done[None]:
    """Say that a piece is of a type that a standard names. Twice changes nothing.

    Raises Refused (not one's own agency's, withdrawn, no such type) and NotThere.
    """
    evidence = _own(by, evidence_id)
    if evidence.withdrawn_at:
        raise Refused(refused("STATE", "It was withdrawn. Choose a piece that holds."))
    found = standard(by, instrument_key)
    item = found.instrument.by_key.get(item_key) if found else None
    if item is None or item.kind is not ItemKind.EVIDENCE_TYPE:
        raise Refused(refused("TYPE", "Choose a type of evidence that the standard names."))
    row = EvidenceAs.objects.filter(
        evidence=evidence, instrument_key=instrument_key, item_key=item_key, ended_at__isnull=True
    )
    if not row.exists():
        EvidenceAs.objects.create(
            evidence=evidence, instrument_key=instrument_key, item_key=item_key, **author(by)
        )
        _step(evidence, by, "name_kind", f"It is evidence of the type: {item.text}")
    return Done(None, Subject("evidence", evidence.pk), {"type": f"{instrument_key}:{item_key}"})


@procedure("assurance.answer", about="evidence")
def end_kind(by: Viewer, *, evidence_id: UUID, instrument_key: str, item_key: str) -> Done[None]:
    """Say that a piece is not of that type. Twice changes nothing. Raises Refused (not one's own agency's) and NotThere."""
    evidence = _own(by, evidence_id)
    ended = EvidenceAs.objects.filter(
        evidence=evidence, instrument_key=instrument_key, item_key=item_key, ended_at__isnull=True
    ).update(ended_at=moment.now())
    if ended:
        _step(evidence, by, "end_kind", f"It is no longer told as evidence of {instrument_key} {item_key}")
    return Done(None, Subject("evidence", evidence.pk), {"type": f"{instrument_key}:{item_key}"})


def _own(by: Viewer, evidence_id: UUID) -> Evidence:
    evidence = find(by, Evidence, evidence_id, lock=True)
    insist(
        may_write_for(own_agency=evidence.keeper_id == by.agency_id, runs_assurance=by.may("assurance.run"))
    )
    return evidence


def _step(evidence: Evidence, by: Viewer, deed: str, what: str) -> None:
    EvidenceStep.objects.create(evidence=evidence, deed=deed, what=what[:300], **author(by))
