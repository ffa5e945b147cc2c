"""The evidence library: added, changed, another version of its file, withdrawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from goldenthread.access.doorway import Done, procedure
from goldenthread.access.models import Agency
from goldenthread.access.need_to_know import find
from goldenthread.access.numbers import next_reference
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.assurance.models import Evidence, EvidenceFile, EvidenceStep
from goldenthread.assurance.policy import evidence_is_whole, may_write_for, story_may_be_kept
from goldenthread.assurance.procedures.evidence_kinds import name_kind
from goldenthread.assurance.procedures.rows import author
from goldenthread.assurance.vocabulary import EvidenceAudience, EvidenceKind, HowTested, SourceKind
from goldenthread.documents.keeping import keep
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused, insist, refused


@dataclass(frozen=True)
class EvidenceTold:
    """What is told about a piece of evidence. ``made_by`` None: somebody from outside, named in ``made_outside_by``."""

    kind: EvidenceKind
    sort: SourceKind
    title: str
    as_of: date
    audience: EvidenceAudience
    made_by: UUID | None = None
    made_outside_by: str = ""
    summary: str = ""
    tested: HowTested = HowTested.NOT_TESTED
    tested_how: str = ""
    expires_on: date | None = None
    address: str = ""
    indicator_key: str = ""
    consented: bool = False
    anonymised: bool = False


@dataclass(frozen=True)
class SentFile:
    """A file as it came."""

    name: str
    content: bytes


@procedure("assurance.answer")
def add_evidence(
    by: Viewer, *, told: EvidenceTold, file: SentFile | None = None, of_type: tuple[str, str] | None = None
) -> Done[UUID]:
    """Add a piece to the library of one's own agency. ``of_type``: key of a standard and of the type of evidence it is there.

    Raises Refused (ASR-11, ASR-13, DOC-01, a date that cannot be, no such type).
    """
    told = _checked(told, has_file=file is not None)
    evidence = Evidence.objects.create(
        reference=next_reference("EVD"),
        keeper_id=by.agency_id or NOBODY,
        added_by_id=by.user_id or NOBODY,
        added_at=moment.now(),
        **_columns(told),
    )
    if file:
        _keep_version(evidence, by, file)
    _keep_step(evidence, by, "add_evidence", f"{told.kind.label} added")
    if of_type:
        name_kind(by, evidence_id=evidence.pk, instrument_key=of_type[0], item_key=of_type[1])
    return Done(evidence.pk, _subject(evidence), {"kind": told.kind.value})


@procedure("assurance.answer", about="evidence")
def change_evidence(
    by: Viewer, *, evidence_id: UUID, version: int, told: EvidenceTold, file: SentFile | None = None
) -> Done[None]:
    """Change what is told, or add another version of the file; earlier versions stay. Raises Refused and NotThere."""
    evidence = _own(by, evidence_id, version)
    told = _checked(
        replace(told, kind=EvidenceKind(evidence.kind)), has_file=bool(file or evidence.files.exists())
    )
    for name, value in _columns(told).items():
        setattr(evidence, name, value)
    evidence.version += 1
    evidence.save(update_fields=[*_columns(told), "version"])
    if file:
        _keep_version(evidence, by, file)
    _keep_step(evidence, by, "change_evidence", "Another version of the file" if file else "Changed")
    return Done(None, _subject(evidence))


@procedure("assurance.answer", about="evidence")
def withdraw_evidence(by: Viewer, *, evidence_id: UUID, version: int, words: str) -> Done[None]:
    """Withdraw a piece: it stays readable where it was used and no longer counts. Raises Refused (STALE, no reason)."""
    evidence = _own(by, evidence_id, version)
    if not words.strip():
        raise Refused(refused("WORDS", "Say why, in a sentence others will understand later.", field="words"))
    evidence.withdrawn_at = moment.now()
    evidence.version += 1
    evidence.save(update_fields=["withdrawn_at", "version"])
    _keep_step(evidence, by, "withdraw_evidence", "Withdrawn", words)
    return Done(None, _subject(evidence))


def _own(by: Viewer, evidence_id: UUID, version: int) -> Evidence:
    evidence = find(by, Evidence, evidence_id, version=version, lock=True)
    insist(
        may_write_for(own_agency=evidence.keeper_id == by.agency_id, runs_assurance=by.may("assurance.run"))
    )
    if evidence.withdrawn_at:
        raise Refused(refused("STATE", "It was withdrawn. Add it anew if it holds again."))
    return evidence


def _checked(told: EvidenceTold, *, has_file: bool) -> EvidenceTold:
    if not told.title.strip():
        raise Refused(refused("TITLE", "Give it a name by which people will know it.", field="title"))
    if told.as_of > moment.today():
        raise Refused(refused("ORDER", "The day it shows cannot be later than today.", field="as_of"))
    if told.expires_on and told.expires_on < told.as_of:
        raise Refused(refused("ORDER", "It cannot expire before the day it shows.", field="expires_on"))
    if told.made_by is None and not told.made_outside_by.strip():
        raise Refused(refused("WHO", "Say whose word it is.", field="made_outside_by"))
    if told.made_by is not None and not Agency.objects.filter(pk=told.made_by).exists():
        raise Refused(refused("WHO", "Choose the agency from the list.", field="made_by"))
    if told.tested is not HowTested.NOT_TESTED and not told.tested_how.strip():
        raise Refused(
            refused(
                "TESTED", "Say who tested it and how: otherwise nobody can rely on it.", field="tested_how"
            )
        )
    insist(
        story_may_be_kept(kind=told.kind, consented=told.consented, anonymised=told.anonymised).and_(
            evidence_is_whole(
                kind=told.kind,
                has_file=has_file,
                address=told.address,
                indicator=told.indicator_key,
                summary=told.summary,
            )
        )
    )
    return told


def _columns(told: EvidenceTold) -> dict[str, Any]:
    return {
        "kind": told.kind,
        "sort": told.sort,
        "title": told.title.strip(),
        "summary": told.summary.strip(),
        "made_by_id": told.made_by,
        "made_outside_by": "" if told.made_by else told.made_outside_by.strip(),
        "tested": told.tested,
        "tested_how": told.tested_how.strip() if told.tested is not HowTested.NOT_TESTED else "",
        "as_of": told.as_of,
        "expires_on": told.expires_on,
        "audience": told.audience,
        "address": told.address if told.kind is EvidenceKind.LINK else "",
        "indicator_key": told.indicator_key if told.kind is EvidenceKind.INDICATOR else "",
        "consented": told.consented and told.kind is EvidenceKind.STORY,
        "anonymised": told.anonymised and told.kind is EvidenceKind.STORY,
    }


def _keep_version(evidence: Evidence, by: Viewer, file: SentFile) -> None:
    kept = keep(by, name=file.name, content=file.content)
    EvidenceFile.objects.create(
        evidence=evidence, number=evidence.files.count() + 1, file_id=kept, **author(by)
    )


def _keep_step(evidence: Evidence, by: Viewer, deed: str, what: str, words: str = "") -> None:
    EvidenceStep.objects.create(evidence=evidence, deed=deed, what=what, words=words.strip(), **author(by))


def _subject(evidence: Evidence) -> Subject:
    return Subject("evidence", evidence.pk)
