"""A report somebody is still typing. Not part of any record: no reference, no trail, and gone a day after the last touch.

A draft of a visitor belongs to their session; one of a person with an account belongs to them, whatever session they are in.
Once it is sent, only the reference is kept, so that the page with it can be opened again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from goldenthread.access import sending
from goldenthread.access.viewer import Viewer
from goldenthread.concerns.models import Draft
from goldenthread.ground import moment

KEPT = timedelta(days=1)
_OWNER = "_owner"
Answers = Mapping[str, Any]


@dataclass(frozen=True)
class DraftPage:
    """What was typed so far, by the fields of a report; and the reference once it was sent."""

    id: UUID
    answers: Answers
    reference: str


def begin(by: Viewer, answers: Answers) -> UUID:
    """Keep the first answers. Raises Refused while a form is only looked over."""
    sending.refuse_while_reviewing()
    owner = {_OWNER: by.user_id.hex} if by.user_id else {}
    return Draft.objects.create(answers={**answers, **owner}, touched_at=moment.now()).pk


def read(by: Viewer, draft_id: UUID, *, held: Sequence[str]) -> DraftPage | None:
    """The draft, when it is in this session (``held``: its ids as texts) or this person's, and not too old."""
    row = Draft.objects.filter(pk=draft_id, touched_at__gt=moment.now() - KEPT).first()
    if row is None:
        return None
    owner = row.answers.get(_OWNER)
    mine = owner == by.user_id.hex if owner and by.user_id else not owner and str(draft_id) in held
    if not mine:
        return None
    return DraftPage(
        row.pk, {name: value for name, value in row.answers.items() if name != _OWNER}, row.reference
    )


def keep(draft_id: UUID, answers: Answers) -> None:
    """Add or replace answers. One that was sent takes no more. Raises Refused while a form is only looked over."""
    sending.refuse_while_reviewing()
    with transaction.atomic():
        row = Draft.objects.select_for_update().filter(pk=draft_id, reference="").first()
        if row is not None:
            row.answers = {**row.answers, **answers}
            row.touched_at = moment.now()
            row.save(update_fields=["answers", "touched_at"])


def mark_sent(draft_id: UUID, reference: str) -> None:
    """Forget what was typed and keep the reference, in the caller's transaction."""
    row = Draft.objects.select_for_update().filter(pk=draft_id).first()
    if row is not None:
        owner = {_OWNER: row.answers[_OWNER]} if _OWNER in row.answers else {}
        row.answers, row.reference, row.touched_at = owner, reference, moment.now()
        row.save(update_fields=["answers", "reference", "touched_at"])


def forget_old() -> int:
    """Delete drafts nobody has touched for a day. Safe to run at any moment. Returns how many went."""
    gone, _ = Draft.objects.filter(touched_at__lte=moment.now() - KEPT).delete()
    return gone
