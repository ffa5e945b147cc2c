"""Receiving a concern: one report from a form or a system, or many from a file. Both write the same rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from goldenthread.access import trail
from goldenthread.access.doorway import Done, procedure
from goldenthread.access.loading import Row, load
from goldenthread.access.numbers import next_references
from goldenthread.access.prepared import prepared
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.access.vocabulary import Act
from goldenthread.concerns import drafts
from goldenthread.concerns.models import Concern, ConcernStep, WishRow
from goldenthread.concerns.policy.acknowledging import acknowledgement, email_in
from goldenthread.concerns.policy.intake import Report, key_is_for_this_report
from goldenthread.concerns.vocabulary import Channel, ConcernStatus, ReferrerRole
from goldenthread.ground import local_policy, moment
from goldenthread.ground.local_policy import ClockName, Edition
from goldenthread.ground.verdicts import insist
from goldenthread.ground.words import Words
from goldenthread.letters import outbox
from goldenthread.letters.vocabulary import Audience
from goldenthread.people.vocabulary import RepresentativeKind

# Who told us the adult's words, by who raised the concern; from anyone else we do not know in what role they spoke.
_SAID_BY = {
    ReferrerRole.ADULT: RepresentativeKind.ADULT.value,
    ReferrerRole.FAMILY: RepresentativeKind.FAMILY.value,
} | {
    role: RepresentativeKind.PROFESSIONAL.value
    for role in ReferrerRole
    if role not in (ReferrerRole.ADULT, ReferrerRole.FAMILY, ReferrerRole.OTHER, ReferrerRole.NOT_KNOWN)
}


@dataclass(frozen=True)
class Received:
    """A concern we hold. ``repeated``: it was held already, and nothing was written."""

    concern_id: UUID
    reference: str
    status: ConcernStatus
    repeated: bool


@procedure("concerns.raise")
def receive(by: Viewer, *, report: Report, channel: Channel, idempotency_key: str = "") -> Done[Received]:
    """Take in one report. The same key, or the same external_ref of an agency, gives the concern that is held already.

    Raises Refused when the key was used for a report with another external_ref.
    """
    held = _take_in(by, report, channel, idempotency_key)
    return Done(
        held, Subject("concern", held.concern_id), {"channel": channel.value, "repeated": held.repeated}
    )


@procedure("concerns.raise")
def send_draft(by: Viewer, *, draft_id: UUID, report: Report, channel: Channel) -> Done[Received]:
    """Take in what was typed on the form, once however often it is sent; the draft then holds the reference only."""
    held = _take_in(by, report, channel, f"draft:{draft_id.hex}")
    drafts.mark_sent(draft_id, held.reference)
    return Done(
        held, Subject("concern", held.concern_id), {"channel": channel.value, "repeated": held.repeated}
    )


def _take_in(by: Viewer, report: Report, channel: Channel, key: str) -> Received:
    held = _held(by, report, key)
    if held is not None:
        return held
    try:
        with transaction.atomic():
            return _write(by, (report,), channel, (key,))[0]
    except IntegrityError:
        # Another request stored the same report a moment ago.
        held = _held(by, report, key)
        if held is None:
            raise
        return held


@procedure("concerns.import")
def receive_many(by: Viewer, *, reports: Sequence[Report], channel: Channel) -> Done[tuple[Received, ...]]:
    """Take in many reports of one agency (``by.agency_id``), each named by its external_ref, in one transaction.

    Answers in the order of the reports; one that is held already, or comes twice, is ``repeated``. Raises IntegrityError
    when another process stored one of them in the meantime: nothing of this call is kept then.
    """
    held = _held_refs(by, {report.external_ref for report in reports})
    new: dict[str, Report] = {}
    for report in reports:
        if report.external_ref not in held:
            new.setdefault(report.external_ref, report)
    written = _write(by, tuple(new.values()), channel, ("",) * len(new))
    fresh = dict(zip(new, written, strict=True))
    subjects = [Subject("concern", each.concern_id) for each in written]
    trail.append_new(by, subjects, Act.DID, "concerns.receive", {"channel": channel.value, "repeated": False})
    answers: list[Received] = []
    for report in reports:
        answers.append(held.get(report.external_ref) or fresh[report.external_ref])
        # The same reference further down the same call is a repeat.
        held.setdefault(report.external_ref, replace(answers[-1], repeated=True))
    subject = Subject("agency", by.agency_id or NOBODY)
    return Done(
        tuple(answers), subject, {"channel": channel.value, "read": len(reports), "new": len(written)}
    )


def _once_key(by: Viewer, key: str) -> str:
    """The key within the sender's own space, so that two agencies may choose the same."""
    return f"{(by.agency_id or NOBODY).hex}:{sha256(key.encode()).hexdigest()}"


def _held(by: Viewer, report: Report, key: str) -> Received | None:
    if key:
        row = next(iter(_by_key(_once_key(by, key))), None)
        if row is not None:
            insist(key_is_for_this_report(held_ref=row.external_ref, given_ref=report.external_ref))
            return _as_held(row)
    if report.external_ref and by.agency_id:
        row = next(iter(_by_ref(by.agency_id, report.external_ref)), None)
        if row is not None:
            return _as_held(row)
    return None


@prepared
def _by_key(once_key: str) -> QuerySet[Concern]:
    return Concern.objects.filter(once_key=once_key).only("reference", "status", "external_ref")


@prepared
def _by_ref(agency_id: UUID, external_ref: str) -> QuerySet[Concern]:
    # That it is not empty is said again: only so is the index of reports that have one used.
    rows = Concern.objects.filter(agency_id=agency_id, external_ref=external_ref).exclude(external_ref="")
    return rows.only("reference", "status", "external_ref")


def _held_refs(by: Viewer, refs: set[str]) -> dict[str, Received]:
    rows = Concern.objects.filter(agency_id=by.agency_id, external_ref__in=refs).exclude(external_ref="")
    rows = rows.only("id", "reference", "status", "external_ref")
    return {row.external_ref: _as_held(row) for row in rows}


def _as_held(row: Concern) -> Received:
    return Received(row.pk, row.reference, ConcernStatus(row.status), repeated=True)


def _write(
    by: Viewer, reports: Sequence[Report], channel: Channel, keys: Sequence[str]
) -> tuple[Received, ...]:
    """Write concerns with their first step, the adult's wishes and the acknowledgement."""
    now = moment.now()
    edition = local_policy.current().for_case(now)
    due = edition.due(ClockName.SCREENING, now)
    references = next_references(edition.short_name, len(reports)) if reports else ()
    whole = {
        "channel": channel.value,
        "received_at": now,
        "agency_id": by.agency_id,
        "raised_by_id": by.user_id,
        "due_at": due,
        "policy_edition": edition.edition,
    }
    rows = [
        {
            "id": uuid4(),
            "reference": reference,
            "once_key": _once_key(by, key) if key else None,
            **whole,
            **_columns(report),
        }
        for report, reference, key in zip(reports, references, keys, strict=True)
    ]
    load(Concern, rows)
    load(ConcernStep, [_first_step(by, row, channel) for row in rows])
    load(WishRow, [_wish(by, row) for row in rows if row["adult_wishes"]])
    outbox.put(by, [letter for row in rows if (letter := _acknowledgement(edition, row))])
    return tuple(
        Received(row["id"], row["reference"], ConcernStatus.RECEIVED, repeated=False) for row in rows
    )


def _columns(report: Report) -> Row:
    """The report as columns: words as their values."""
    columns = {
        name: value.value if isinstance(value, Words) else value for name, value in report.__dict__.items()
    }
    columns["types"] = [word.value for word in report.types]
    return columns


def _first_step(by: Viewer, row: Row, channel: Channel) -> Row:
    return {
        "concern_id": row["id"],
        "at": row["received_at"],
        "deed": "receive",
        "after": ConcernStatus.RECEIVED.value,
        "what": f"Concern received: {channel.label.lower()}",
        "by_id": _by_id(by),
        "by_name": by.name[:120],
    }


def _wish(by: Viewer, row: Row) -> Row:
    return {
        "concern_id": row["id"],
        "words": row["adult_wishes"],
        "said_by": _SAID_BY.get(row["referrer_role"], ""),
        "said_by_name": row["referrer_name"] or "The person who raised the concern",
        "by_id": _by_id(by),
        "by_name": by.name[:120],
        "at": row["received_at"],
    }


def _acknowledgement(edition: Edition, row: Row) -> outbox.NewLetter | None:
    to = email_in(row["referrer_contact"])
    if not to:
        return None
    subject, body = acknowledgement(edition, row["reference"], row["received_at"])
    about = Subject("concern", row["id"])
    return outbox.NewLetter(f"acknowledge:{about.id.hex}", about, Audience.REFERRER, to, subject, body)


def _by_id(by: Viewer) -> UUID:
    return by.user_id or by.agency_id or NOBODY
