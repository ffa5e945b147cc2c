"""The risk register of services as pages show it: entries with their sources by kind; for the board, how many and no name."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from goldenthread.access.doorway import opening
from goldenthread.access.need_to_know import counted, find, visible
from goldenthread.access.policy import permission_verdict
from goldenthread.access.small_numbers import hide_below
from goldenthread.access.viewer import Viewer
from goldenthread.assurance.models import ServiceRisk
from goldenthread.assurance.policy.risks import risk_triangulated
from goldenthread.assurance.vocabulary import RiskLevel, RiskSource, RiskState
from goldenthread.ground import moment
from goldenthread.ground.figures.suppression import Shown, protect
from goldenthread.ground.verdicts import Verdict, insist

_ORDER = {RiskLevel.HIGH: 0, RiskLevel.MEDIUM: 1, RiskLevel.LOW: 2}


@dataclass(frozen=True)
class RiskRow:
    """An entry in the register. ``kinds``: kinds of source that show it; ``shown_by``: is it triangulated, and if not, why."""

    id: UUID
    reference: str
    service_id: UUID
    service: str
    risk: str
    level: RiskLevel
    state: RiskState
    owner: str
    review_on: date
    late: bool
    kinds: tuple[RiskSource, ...]
    shown_by: Verdict


@dataclass(frozen=True)
class RiskSourceRow:
    """A source of an entry."""

    kind: RiskSource
    as_of: date
    shows: str
    where: str
    counted: str
    by_name: str


@dataclass(frozen=True)
class RiskStepRow:
    """What was done, by whom, when."""

    at: datetime
    what: str
    words: str
    by_name: str


@dataclass(frozen=True)
class RiskPage:
    """An entry whole."""

    row: RiskRow
    version: int
    reason: str
    doing: str
    owner_id: UUID
    opened_at: datetime
    closed_at: datetime | None
    sources: tuple[RiskSourceRow, ...]
    steps: tuple[RiskStepRow, ...]


@dataclass(frozen=True)
class RiskNumbers:
    """The open entries without names, small numbers hidden from those who meet in public view. ``total`` may be hidden too."""

    total: Shown
    levels: dict[RiskLevel, Shown]
    triangulated: Shown
    late: Shown


def risks(viewer: Viewer, *, closed: bool = False) -> tuple[RiskRow, ...]:
    """Entries of named services, the highest first; or those closed. Two queries. Raises Refused."""
    insist(permission_verdict(viewer.role, "risks.see"))
    rows = visible(viewer, ServiceRisk).filter(state=RiskState.CLOSED if closed else RiskState.OPEN)
    found = [_row(row) for row in rows.select_related("service", "owner").prefetch_related("sources")]
    return tuple(sorted(found, key=lambda each: (_ORDER[each.level], each.review_on, each.service)))


@opening("risks.see", about="service_risk")
def risk(viewer: Viewer, service_risk_id: UUID) -> RiskPage:
    """One entry, opened. Four queries. Raises Refused and NotThere."""
    row = find(viewer, ServiceRisk, service_risk_id, along=("service", "owner"))
    return RiskPage(
        row=_row(row),
        version=row.version,
        reason=row.reason,
        doing=row.doing,
        owner_id=row.owner_id,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        sources=tuple(
            RiskSourceRow(
                RiskSource(each.kind), each.as_of, each.shows, each.where, each.counted, each.by_name
            )
            for each in row.sources.all()
        ),
        steps=tuple(RiskStepRow(each.at, each.what, each.words, each.by_name) for each in row.steps.all()),
    )


def risk_numbers(viewer: Viewer) -> RiskNumbers:
    """How many services are at risk, for the board. Two queries. Raises Refused."""
    insist(permission_verdict(viewer.role, "risks.count"))
    # Counted here and never shown: no row of it leaves.
    rows = [_row(row) for row in _open_rows(viewer)]
    limit = hide_below(viewer)
    levels = Counter(each.level for each in rows)
    by_level = protect({level: levels[level] for level in RiskLevel}, limit=limit)
    return RiskNumbers(
        total=_one(len(rows), limit),
        levels=by_level,
        triangulated=_part(sum(each.shown_by.allowed for each in rows), len(rows), limit),
        late=_part(sum(each.late for each in rows), len(rows), limit),
    )


def _open_rows(viewer: Viewer) -> list[ServiceRisk]:
    rows = counted(viewer, ServiceRisk).filter(state=RiskState.OPEN)
    return list(rows.select_related("service", "owner").prefetch_related("sources"))


def _one(count: int, limit: int) -> Shown:
    return protect({"all": count}, total_shown=False, limit=limit)["all"]


def _part(part: int, whole: int, limit: int) -> Shown:
    """A part of the whole: hidden too where the rest would be small."""
    return protect({"part": part, "rest": whole - part}, limit=limit)["part"]


def _row(row: ServiceRisk) -> RiskRow:
    kinds = {RiskSource(each.kind) for each in row.sources.all()}
    return RiskRow(
        id=row.pk,
        reference=row.reference,
        service_id=row.service_id,
        service=row.service.name,
        risk=row.risk,
        level=RiskLevel(row.level),
        state=RiskState(row.state),
        owner=row.owner.name,
        review_on=row.review_on,
        late=row.state == RiskState.OPEN and row.review_on < moment.today(),
        kinds=tuple(kind for kind in RiskSource if kind in kinds),
        shown_by=risk_triangulated(kinds),
    )
