"""The risk register of services: an entry opened, shown by sources of several kinds, judged anew, closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from goldenthread.access.doorway import Done, procedure
from goldenthread.access.models import Agency, User
from goldenthread.access.need_to_know import find, visible
from goldenthread.access.numbers import next_reference
from goldenthread.access.policy import ROLE_MAY
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.access.vocabulary import AgencyKind, Role
from goldenthread.assurance.lifecycle import SERVICE_RISK
from goldenthread.assurance.models import ServiceRisk, ServiceRiskSource, ServiceRiskStep
from goldenthread.assurance.policy.risks import risk_whole
from goldenthread.assurance.procedures.rows import author
from goldenthread.assurance.vocabulary import RiskLevel, RiskSource, RiskState
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused, insist, refused


@dataclass(frozen=True)
class RiskTold:
    """What is told of a risk in a service."""

    risk: str
    level: RiskLevel
    reason: str
    doing: str
    owner_id: UUID | None
    review_on: date | None


@procedure("risks.keep")
def open_risk(by: Viewer, *, service_id: UUID, told: RiskTold) -> Done[UUID]:
    """Open an entry for a care service; a service has one that is open. Raises Refused (RSK-01, no such service, open already)."""
    service = Agency.objects.filter(pk=service_id, kind=AgencyKind.PROVIDER).first()
    if service is None:
        raise Refused(refused("SERVICE", "Choose the care service.", field="service"))
    if visible(by, ServiceRisk).filter(service=service, state=RiskState.OPEN).exists():
        raise Refused(
            refused("OPEN", "This service has an open entry. Add the source to that one.", field="service")
        )
    _whole(told)
    row = ServiceRisk(reference=next_reference("RSK"), service=service, opened_at=moment.now())
    _write(row, told)
    row.save(force_insert=True)
    _keep_step(row, by, "open_risk", f"Opened: {told.level.label}", told.reason)
    return Done(row.pk, _subject(row), {"level": told.level.value})


@procedure("risks.keep", about="service_risk")
def add_risk_source(
    by: Viewer,
    *,
    service_risk_id: UUID,
    version: int,
    kind: RiskSource,
    as_of: date,
    shows: str,
    where: str = "",
    counted: str = "",
) -> Done[None]:
    """Name a source that shows the risk, and never a person. ``counted``: what the figures said that day, of concerns data.

    Raises Refused (STALE, no words, a day to come).
    """
    row = _risk(by, "add_risk_source", service_risk_id, version)
    if not shows.strip():
        raise Refused(refused("WORDS", "Say what it shows.", field="shows"))
    if as_of > moment.today():
        raise Refused(refused("ORDER", "The day it shows cannot be later than today.", field="as_of"))
    ServiceRiskSource.objects.create(
        risk=row,
        kind=kind,
        as_of=as_of,
        shows=shows.strip(),
        where=where.strip()[:200],
        counted=counted[:200] if kind is RiskSource.CONCERNS else "",
        **author(by),
    )
    _keep(row, by, "add_risk_source", f"Source added: {kind.label}")
    return Done(None, _subject(row), {"kind": kind.value})


@procedure("risks.keep", about="service_risk")
def change_risk(by: Viewer, *, service_risk_id: UUID, version: int, told: RiskTold) -> Done[None]:
    """Judge an entry anew; what it said before stays in its history. Raises Refused (STALE, RSK-01)."""
    row = _risk(by, "change_risk", service_risk_id, version)
    _whole(told)
    before = RiskLevel(row.level)
    what = (
        f"{told.level.label} instead of {before.label.lower()}" if told.level != before else "Looked at again"
    )
    words = f"{told.reason}\n\n{told.doing}\n\n{_before(row, told)}"
    _write(row, told)
    _keep(row, by, "change_risk", what, *_WRITTEN, words=words)
    return Done(None, _subject(row), {"level": told.level.value})


@procedure("risks.keep", about="service_risk")
def close_risk(by: Viewer, *, service_risk_id: UUID, version: int, words: str) -> Done[None]:
    """Close an entry, with the reason. Raises Refused (STALE, no reason)."""
    row = _risk(by, "close_risk", service_risk_id, version, words=words)
    row.closed_at = moment.now()
    _keep(row, by, "close_risk", "Closed", "closed_at", words=words)
    return Done(None, _subject(row))


_WRITTEN = ("risk", "level", "reason", "doing", "owner", "review_on")


def _before(row: ServiceRisk, told: RiskTold) -> str:
    """What is about to be written over, in words: a line for each part that changes."""
    parts = (
        ("Risk", row.risk, told.risk.strip()),
        ("Why", row.reason, told.reason.strip()),
        ("What was being done", row.doing, told.doing.strip()),
        ("Owner", row.owner.name, None if row.owner_id == told.owner_id else told.owner_id),
        ("To be looked at again", f"{row.review_on:%-d %B %Y}", f"{told.review_on:%-d %B %Y}"),
    )
    return "\n".join(f"Before. {name}: {old}" for name, old, new in parts if old != new)


def _whole(told: RiskTold) -> None:
    owner = User.objects.filter(pk=told.owner_id or NOBODY, is_active=True).first()
    insist(
        risk_whole(
            risk=told.risk,
            reason=told.reason,
            doing=told.doing,
            owner_may=owner is not None and "risks.keep" in ROLE_MAY[Role(owner.role)],
            review_on=told.review_on,
            today=moment.today(),
        )
    )


def _write(row: ServiceRisk, told: RiskTold) -> None:
    assert told.owner_id
    assert told.review_on
    row.risk, row.reason, row.doing = told.risk.strip(), told.reason.strip(), told.doing.strip()
    row.level, row.owner_id, row.review_on = told.level, told.owner_id, told.review_on


def _risk(
    by: Viewer, deed: str, service_risk_id: UUID, version: int, *, words: str | None = None
) -> ServiceRisk:
    row = find(by, ServiceRisk, service_risk_id, version=version, lock=True)
    insist(SERVICE_RISK.verdict(RiskState(row.state), deed, words=words))
    return row


def _keep(row: ServiceRisk, by: Viewer, deed: str, what: str, *fields: str, words: str = "") -> None:
    row.state = SERVICE_RISK.after(RiskState(row.state), deed)
    row.version += 1
    row.save(update_fields=[*fields, "state", "version"])
    _keep_step(row, by, deed, what, words)


def _keep_step(row: ServiceRisk, by: Viewer, deed: str, what: str, words: str = "") -> None:
    ServiceRiskStep.objects.create(risk=row, deed=deed, what=what[:300], words=words.strip(), **author(by))


def _subject(row: ServiceRisk) -> Subject:
    return Subject("service_risk", row.pk)
