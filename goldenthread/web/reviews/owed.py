"""What a round still wants of an agency, as a card of what waits for it."""

from __future__ import annotations

from django.urls import reverse

from goldenthread.assurance.queries.judgements import RoundOwed
from goldenthread.ground import moment
from goldenthread.kit.display import short_day
from goldenthread.kit.presenters import Tag, WorkCard


def owed_card(row: RoundOwed) -> WorkCard:
    """One round that waits for answers, to be answered from its part's page."""
    late = row.due_on is not None and row.due_on < moment.today()
    tags = [Tag("To answer", "blue")]
    if row.sent_back:
        tags.append(Tag(f"{row.sent_back} sent back", "orange"))
    return WorkCard(
        reference=row.reference,
        href=reverse("reviews:part", args=[row.review_id, row.part_id]),
        name=row.title,
        summary=f"{row.done} of {row.asked} answers submitted.",
        urgency="late" if late else "soon",
        due=f"{'was due' if late else 'due'} {short_day(row.due_on)}" if row.due_on else "",
        tags=tags,
        facts=[("Led by", row.lead)] if row.lead else [],
    )
