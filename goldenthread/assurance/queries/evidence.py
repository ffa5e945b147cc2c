"""The evidence library as lists and pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from goldenthread.access.doorway import NotThere, opening
from goldenthread.access.need_to_know import find, visible
from goldenthread.access.policy import permission_verdict
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.models import Evidence, Finding, Judgement
from goldenthread.assurance.policy import Piece, Weighed, independence_for, strength
from goldenthread.assurance.vocabulary import (
    EvidenceAudience,
    EvidenceKind,
    HowTested,
    Independence,
    JudgementState,
    SourceKind,
)
from goldenthread.documents.queries import FileContent, FileName, file_content, file_names
from goldenthread.ground import moment
from goldenthread.ground.verdicts import insist

PAGE = 25


@dataclass(frozen=True)
class EvidenceRow:
    """A piece of evidence in a list. ``uses``: answers it stands behind."""

    id: UUID
    reference: str
    kind: EvidenceKind
    sort: SourceKind
    title: str
    made_by: str
    made_by_id: UUID | None
    tested: HowTested
    as_of: date
    expires_on: date | None
    withdrawn: bool
    uses: int
    # The same for pieces that are one file, one address or one figure.
    origin: str = ""

    @property
    def expired(self) -> bool:
        """Its day is past."""
        return self.expires_on is not None and self.expires_on < moment.today()


@dataclass(frozen=True)
class EvidenceList:
    """One page of the library."""

    rows: tuple[EvidenceRow, ...]
    total: int
    number: int
    pages: int


@dataclass(frozen=True)
class Version:
    """One version of a file."""

    number: int
    file: FileName
    at: datetime
    by_name: str


@dataclass(frozen=True)
class Use:
    """An answer that the evidence stands behind."""

    judgement_id: UUID
    review_id: UUID
    review: str
    agency: str
    item_key: str
    state: JudgementState


@dataclass(frozen=True)
class EvidenceStepRow:
    """What was done, by whom, when."""

    at: datetime
    what: str
    words: str
    by_name: str


@dataclass(frozen=True)
class EvidencePage:
    """One piece whole. ``own``: the reader's agency keeps it, or the reader runs assurance. ``alone``: how strong it is by itself;
    ``shows``: findings it is named as a source of (id, reference, words).
    """

    row: EvidenceRow
    version: int
    keeper: str
    keeper_id: UUID
    summary: str
    tested_how: str
    audience: EvidenceAudience
    address: str
    indicator_key: str
    consented: bool
    anonymised: bool
    made_outside_by: str
    own: bool
    alone: Weighed
    files: tuple[Version, ...]
    uses: tuple[Use, ...]
    shows: tuple[tuple[UUID, str, str], ...]
    steps: tuple[EvidenceStepRow, ...]


def evidence_list(
    viewer: Viewer,
    *,
    words: str = "",
    kind: EvidenceKind | None = None,
    sort: SourceKind | None = None,
    standing: str = "",
    mine: bool = False,
    page: int = 1,
) -> EvidenceList:
    """The library, newest first. ``standing``: "expired", "unused", "withdrawn" or "" for all that holds. Three queries.

    Raises Refused for a role that sees none.
    """
    insist(permission_verdict(viewer.role, "assurance.open"))
    rows = _standing(visible(viewer, Evidence), standing)
    if kind:
        rows = rows.filter(kind=kind)
    if sort:
        rows = rows.filter(sort=sort)
    if mine:
        rows = rows.filter(keeper_id=viewer.agency_id)
    for word in words.split()[:8]:
        rows = rows.filter(
            Q(title__icontains=word)
            | Q(summary__icontains=word)
            | Q(reference__icontains=word)
            | Q(made_outside_by__icontains=word)
            | Q(made_by__name__icontains=word)
        )
    total = rows.count()
    pages = max(1, -(-total // PAGE))
    number = min(max(1, page), pages)
    shown = _counted(rows)[(number - 1) * PAGE : number * PAGE]
    return EvidenceList(tuple(row_of(each) for each in shown), total, number, pages)


def _standing(rows: QuerySet[Evidence], standing: str) -> QuerySet[Evidence]:
    if standing == "withdrawn":
        return rows.filter(withdrawn_at__isnull=False)
    rows = rows.filter(withdrawn_at__isnull=True)
    if standing == "expired":
        return rows.filter(expires_on__lt=moment.today())
    if standing == "unused":
        return rows.exclude(links__removed_at__isnull=True, links__isnull=False)
    return rows


def _counted(rows: QuerySet[Evidence]) -> QuerySet[Evidence]:
    used = Count("links", filter=Q(links__removed_at__isnull=True))
    return rows.select_related("made_by").annotate(used=used).order_by("-added_at", "pk")


@dataclass(frozen=True)
class VoiceMethod:
    """One way of hearing people: how many pieces came of it, from whom, and how old the newest is. ``newest`` None: none yet."""

    kind: EvidenceKind
    count: int
    newest: date | None
    whose: tuple[str, ...]
    used: int


def voice_map(viewer: Viewer) -> tuple[VoiceMethod, ...]:
    """Every way of hearing people with what came of it, also those nobody has used. One query. Raises Refused."""
    insist(permission_verdict(viewer.role, "assurance.open"))
    rows = _counted(_standing(visible(viewer, Evidence), "").filter(sort=SourceKind.VOICE))
    found: dict[str, list[EvidenceRow]] = {}
    for row in rows:
        found.setdefault(row.kind, []).append(row_of(row))
    methods = (*_WAYS_OF_HEARING, *(EvidenceKind(kind) for kind in found if kind not in _WAYS_OF_HEARING))
    return tuple(_method(kind, found.get(kind, [])) for kind in methods)


_WAYS_OF_HEARING = (
    EvidenceKind.SURVEY,
    EvidenceKind.INTERVIEW,
    EvidenceKind.FOCUS_GROUP,
    EvidenceKind.STORY,
    EvidenceKind.OBSERVATION,
)


def _method(kind: EvidenceKind, rows: list[EvidenceRow]) -> VoiceMethod:
    return VoiceMethod(
        kind=kind,
        count=len(rows),
        newest=max((row.as_of for row in rows), default=None),
        whose=tuple(sorted({row.made_by for row in rows})),
        used=sum(row.uses for row in rows),
    )


def row_of(row: Evidence, *, sha256: str = "") -> EvidenceRow:
    """A row as lists show it. ``sha256``: of its file in use, where its strength is weighed."""
    return EvidenceRow(
        id=row.pk,
        reference=row.reference,
        kind=EvidenceKind(row.kind),
        sort=SourceKind(row.sort),
        title=row.title,
        made_by=row.made_by.name if row.made_by else row.made_outside_by,
        made_by_id=row.made_by_id,
        tested=HowTested(row.tested),
        as_of=row.as_of,
        expires_on=row.expires_on,
        withdrawn=row.withdrawn_at is not None,
        uses=getattr(row, "used", 0),
        origin=sha256 or row.address or row.indicator_key,
    )


def piece_of(row: EvidenceRow, *, claiming: UUID | None) -> Piece:
    """The evidence as rule ASR-10 weighs it for the agency that claims."""
    return Piece(
        sort=row.sort,
        independence=independence_for(made_by=row.made_by_id, claiming=claiming),
        as_of=row.as_of,
        tested=row.tested,
        expires_on=row.expires_on,
        title=row.title,
        origin=row.origin,
    )


def independence_of(row: EvidenceRow, *, claiming: UUID | None) -> Independence:
    """Whose word it is for this agency."""
    return independence_for(made_by=row.made_by_id, claiming=claiming)


@opening("assurance.open", about="evidence")
def evidence(viewer: Viewer, evidence_id: UUID) -> EvidencePage:
    """One piece, opened. Raises Refused and NotThere."""
    row = find(viewer, Evidence, evidence_id, along=("made_by", "keeper"))
    versions = tuple(row.files.all())
    names = file_names(tuple(each.file_id for each in versions))
    shown = row_of(row)
    uses = _uses(viewer, row)
    weighed = strength([piece_of(shown, claiming=row.keeper_id)], on=moment.today())
    return EvidencePage(
        row=shown,
        version=row.version,
        keeper=row.keeper.name,
        keeper_id=row.keeper_id,
        summary=row.summary,
        tested_how=row.tested_how,
        audience=EvidenceAudience(row.audience),
        address=row.address,
        indicator_key=row.indicator_key,
        consented=row.consented,
        anonymised=row.anonymised,
        made_outside_by=row.made_outside_by,
        own=(row.keeper_id == viewer.agency_id and viewer.may("assurance.answer"))
        or viewer.may("assurance.run"),
        alone=weighed,
        files=tuple(Version(each.number, names[each.file_id], each.at, each.by_name) for each in versions),
        uses=uses,
        shows=tuple(
            (each.pk, each.reference, each.words)
            for each in visible(viewer, Finding).filter(sources__evidence_id=row.pk).distinct()
        ),
        steps=tuple(
            EvidenceStepRow(each.at, each.what, each.words, each.by_name)
            for each in row.steps.order_by("-at", "-id")
        ),
    )


def _uses(viewer: Viewer, row: Evidence) -> tuple[Use, ...]:
    rows = visible(viewer, Judgement).filter(links__evidence=row, links__removed_at__isnull=True)
    return tuple(
        Use(
            each.pk,
            each.review_id,
            each.review.title,
            each.agency.name,
            each.item_key,
            JudgementState(each.state),
        )
        for each in rows.select_related("review", "agency").order_by("-review__opened_at", "item_key")[:200]
    )


@opening("assurance.open", about="evidence")
def evidence_file(viewer: Viewer, evidence_id: UUID, *, number: int) -> FileContent:
    """A version of its file, whole. The look is on the trail. Raises Refused and NotThere."""
    row = find(viewer, Evidence, evidence_id)
    version = row.files.filter(number=number).first()
    if version is None:
        raise NotThere(Subject("evidence", evidence_id))
    return file_content(version.file_id)
