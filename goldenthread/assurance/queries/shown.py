"""What shows each line of a standard: what agencies answered, what auditors found, what people say, and the evidence behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from goldenthread.access.need_to_know import visible
from goldenthread.access.policy import permission_verdict
from goldenthread.access.small_numbers import hide_below
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.models import Evidence, FileAudit, Judgement, JudgementEvidence, LineShown
from goldenthread.assurance.policy.statements import Tally
from goldenthread.assurance.queries.standards import standards_of
from goldenthread.assurance.queries.statements import tallies
from goldenthread.assurance.vocabulary import AuditState, JudgementState, SampleKind
from goldenthread.ground.figures.suppression import HIDDEN, Shown, plain
from goldenthread.ground.instruments import Instrument, Item
from goldenthread.ground.verdicts import insist

_STANDS = (JudgementState.SUBMITTED, JudgementState.AGREED)


@dataclass(frozen=True)
class PieceName:
    """A piece of evidence by its name."""

    id: UUID
    title: str


@dataclass(frozen=True)
class Said:
    """What one agency says of a line: in a round (with a grade, and the round's name) or beside it."""

    agency: str
    words: str
    grade: str
    round: str
    on: datetime
    evidence: tuple[PieceName, ...]
    line_id: UUID | None = None
    own: bool = False


@dataclass(frozen=True)
class Read:
    """What auditors found in the cases they read: how many were good or better, of how many."""

    good: Shown
    cases: Shown


@dataclass(frozen=True)
class Line:
    """A line of a standard with everything that shows it."""

    item: Item
    said: tuple[Said, ...] = ()
    read: Read | None = None
    people: Tally | None = None

    @property
    def asked(self) -> bool:
        """True when people have answered it, be they so few that their number is hidden."""
        return self.people is not None and self.people.answered.value != 0

    @property
    def bare(self) -> bool:
        """True when nothing shows it yet but a figure, if it names one."""
        return not (self.said or self.read or self.asked)


def lines_shown(
    viewer: Viewer, instrument: Instrument, *, first: date, last: date, same: Mapping[str, str]
) -> tuple[Line, ...]:
    """Every line of a standard with what shows it. Seven queries at most. Raises Refused.

    ``same``: items of other tools that ask the same, as "tool/item" → this standard's item; what auditors found there counts here.
    Answers are those this reader may see; of audits and of people only counts, small ones hidden.
    """
    insist(permission_verdict(viewer.role, "assurance.see"))
    said = _said(viewer, instrument)
    # Counts are figures: they are for those who see figures.
    counts = viewer.may("figures.see")
    read = _read(viewer, instrument, same, first=first, last=last) if counts else {}
    people = tallies(viewer, instrument, first=first, last=last) if counts else {}
    return tuple(
        Line(item, tuple(said.get(item.key, ())), read.get(item.key), people.get(item.key))
        for item in instrument.items
    )


def _said(viewer: Viewer, instrument: Instrument) -> dict[str, list[Said]]:
    """Of every agency the newest answer it stands by, and what it says beside the rounds."""
    found: dict[str, list[Said]] = {}
    newest: dict[tuple[str, UUID], Judgement] = {}
    rows = visible(viewer, Judgement).filter(review__instrument_key=instrument.key, state__in=_STANDS)
    for row in rows.select_related("review", "agency").order_by("written_at"):
        newest[row.item_key, row.agency_id] = row
    behind = _behind(viewer, [row.pk for row in newest.values()])
    for row in newest.values():
        edition = standards_of(row.review.instrument_key, row.review.instrument_version) or instrument
        found.setdefault(row.item_key, []).append(
            Said(
                row.agency.name,
                row.claim,
                _grade(edition, row),
                row.review.title,
                row.written_at,
                tuple(behind.get(row.pk, ())),
            )
        )
    lines = LineShown.objects.filter(instrument_key=instrument.key, ended_at__isnull=True)
    held = list(lines.select_related("agency", "evidence"))
    open_pieces = set(
        visible(viewer, Evidence)
        .filter(pk__in=[row.evidence_id for row in held])
        .values_list("pk", flat=True)
    )
    for line in held:
        piece = line.evidence if line.evidence_id in open_pieces else None
        found.setdefault(line.item_key, []).append(
            Said(
                line.agency.name,
                line.words,
                "",
                "",
                line.at,
                (PieceName(piece.pk, piece.title),) if piece else (),
                line.pk,
                line.agency_id == viewer.agency_id and viewer.may("assurance.answer"),
            )
        )
    return found


def _behind(viewer: Viewer, ids: list[UUID]) -> dict[UUID, list[PieceName]]:
    open_pieces = visible(viewer, Evidence).filter(withdrawn_at__isnull=True)
    links = JudgementEvidence.objects.filter(
        judgement_id__in=ids, removed_at__isnull=True, evidence__in=open_pieces
    ).select_related("evidence")
    found: dict[UUID, list[PieceName]] = {}
    for link in links.order_by("id"):
        found.setdefault(link.judgement_id, []).append(PieceName(link.evidence_id, link.evidence.title))
    return found


def _grade(edition: Instrument, row: Judgement) -> str:
    item = edition.by_key.get(row.item_key)
    return (
        edition.scale[item.scale].label_of(row.grade) if item and item.scale and row.grade is not None else ""
    )


def _read(
    viewer: Viewer, instrument: Instrument, same: Mapping[str, str], *, first: date, last: date
) -> dict[str, Read]:
    """What finished readings of drawn cases say, counted; the first auditor's, and no case is named."""
    tools = {instrument.key, *(name.partition("/")[0] for name in same)}
    rows = FileAudit.objects.filter(
        Q(done_at__date__gte=first, done_at__date__lte=last),
        state=AuditState.DONE,
        slot=1,
        case__sample__kind=SampleKind.DRAWN,
        review__instrument_key__in=tools,
    ).values_list("review__instrument_key", "review__instrument_version", "answers")
    counted: dict[str, list[int]] = {}
    for key, version, answers in rows:
        edition = standards_of(key, version)
        for item in edition.graded() if edition else ():
            mine = item.key if key == instrument.key else same.get(f"{key}/{item.key}")
            values = [level.value for level in edition.scale[item.scale].levels] if edition else []
            grade = answers.get(item.key, {}).get("grade")
            if mine and grade in values:
                held = counted.setdefault(mine, [0, 0])
                held[0] += values.index(grade) + 1 > len(values) / 2 + len(values) % 2 / 2
                held[1] += 1
    hidden = hide_below(viewer)
    return {key: _shown(good, cases, hidden) for key, (good, cases) in counted.items()}


def _shown(good: int, cases: int, limit: int) -> Read:
    """Counts as they may be shown: a good or a poor share of a few cases could point at one."""
    if cases < limit:
        return Read(HIDDEN, HIDDEN)
    if limit and (0 < good < limit or 0 < cases - good < limit):
        return Read(HIDDEN, plain(cases))
    return Read(plain(good), plain(cases))
