"""What rounds and audits still want of an agency and of a person, and what waits in reviews they run: cards of where a day begins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.urls import reverse

from goldenthread.access.viewer import Viewer
from goldenthread.assurance.queries.judgements import RoundOwed, rounds_owed
from goldenthread.assurance.queries.waiting import (
    AuditedCase,
    AuditOwed,
    ContactOwed,
    Running,
    audits_owed,
    cases_audited,
    contact_owed,
)
from goldenthread.assurance.vocabulary import ReviewKind, ReviewState
from goldenthread.ground import moment
from goldenthread.kit.display import plural, short_day
from goldenthread.kit.presenters import Tag, WorkCard


def owed_card(row: RoundOwed) -> WorkCard:
    """One round that waits for answers, to be answered from its part's page."""
    tags = [Tag("To answer", "blue")]
    if row.sent_back:
        tags.append(Tag(f"{row.sent_back} sent back", "orange"))
    return WorkCard(
        reference=row.reference,
        href=reverse("reviews:part", args=[row.review_id, row.part_id]),
        name=row.title,
        summary=f"{row.done} of {row.asked} answers submitted.",
        urgency=_urgency(row.due_on),
        due=_due(row.due_on),
        tags=tags,
        facts=[("Led by", row.lead)] if row.lead else [],
    )


def waiting_cards(viewer: Viewer) -> list[WorkCard]:
    """What reviews and audits want of this person today: cases to read, their agency's rounds, their own cases that are audited."""
    return [
        *(audit_card(row) for row in audits_owed(viewer)),
        *(owed_card(row) for row in rounds_owed(viewer)),
        *(contact_card(row) for row in contact_owed(viewer)),
        *audited_cards(cases_audited(viewer)),
    ]


def audit_card(row: AuditOwed) -> WorkCard:
    """An audit of which cases are left to read."""
    return WorkCard(
        reference=row.reference,
        href=reverse("audits:own"),
        name=row.title,
        summary=f"{row.left} of {plural(row.cases, 'case')} left for you to read.",
        urgency=_urgency(row.due_on),
        due=_due(row.due_on),
        tags=[Tag("To audit", "blue")],
    )


def contact_card(row: ContactOwed) -> WorkCard:
    """What a review wants of whoever is the contact of the agency it looks at."""
    wanted = [f"{plural(row.papers, 'document')} asked for."] if row.papers else []
    if row.draft:
        wanted.append("The report is being written: say what is wrong in its facts before it is published.")
    return WorkCard(
        reference=row.reference,
        href=reverse("peer:home", args=[row.id]),
        name=row.title,
        summary=" ".join(wanted),
        urgency=_urgency(row.due_on),
        due=_due(row.due_on),
        tags=[Tag("You are the contact", "blue")],
    )


def audited_cards(rows: Sequence[AuditedCase]) -> list[WorkCard]:
    """Cases of one's own that are audited, a card for each audit: one may say how one sees them."""
    found: dict[UUID, list[AuditedCase]] = {}
    for row in rows:
        found.setdefault(row.review_id, []).append(row)
    return [
        WorkCard(
            reference=first.review_reference,
            href=reverse("audits:own_case", args=[first.id]),
            name=first.review,
            summary="One of your cases is in this audit. You may say how you see it yourself."
            if len(held) == 1
            else f"{len(held)} of your cases are in this audit. You may say how you see them yourself.",
            due=_due(first.due_on),
            tags=[Tag("Your view, if you wish", "grey")],
        )
        for held in found.values()
        for first in held[:1]
    ]


def running_card(row: Running) -> WorkCard:
    """A review that one runs, with what waits in it."""
    waits = [
        words
        for number, words in (
            (row.answers, f"{plural(row.answers, 'answer')} to agree or send back"),
            (row.readings, f"{plural(row.readings, 'reading')} of cases left"),
            (row.comments, f"{plural(row.comments, 'comment')} on accuracy to be answered"),
            (row.state is ReviewState.REPORTING, "To be written up and published"),
            (
                row.kind is ReviewKind.FILE_AUDIT and row.state is ReviewState.UNDER_WAY and not row.readings,
                "No case is left to read",
            ),
        )
        if number
    ]
    return WorkCard(
        reference=row.reference,
        href=reverse("reviews:show", args=[row.id]),
        name=row.title,
        summary=f"{'; '.join(waits)}." if waits else "Nothing waits for you in it.",
        urgency=_urgency(row.due_on) if waits else "fine",
        due=_due(row.due_on),
        tags=[Tag(row.kind.label, "teal"), Tag(row.state.label, "grey")],
    )


def _urgency(due_on: date | None) -> str:
    return "late" if _late(due_on) else "soon"


def _due(due_on: date | None) -> str:
    return f"{'was due' if _late(due_on) else 'due'} {short_day(due_on)}" if due_on else ""


def _late(due_on: date | None) -> bool:
    return due_on is not None and due_on < moment.today()
