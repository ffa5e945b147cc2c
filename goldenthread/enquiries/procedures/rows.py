"""What every deed of this room does alike: find the enquiry, ask the state table, keep a state row."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model

from goldenthread.access.doorway import NotThere
from goldenthread.access.need_to_know import find
from goldenthread.access.trail import Subject
from goldenthread.access.viewer import NOBODY, Viewer
from goldenthread.enquiries.lifecycle import ENQUIRY
from goldenthread.enquiries.models import Enquiry, EnquiryStep
from goldenthread.enquiries.vocabulary import EnquiryStatus
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused, insist, refused

M = TypeVar("M", bound=Model)


def subject(enquiry: Enquiry) -> Subject:
    """The enquiry on the trail."""
    return Subject("enquiry", enquiry.pk)


def author(by: Viewer) -> dict[str, Any]:
    """Who wrote a row, and when."""
    return {"by_id": by.user_id or NOBODY, "by_name": by.name, "at": moment.now()}


def open_for(
    by: Viewer, deed: str, enquiry_id: UUID, *, version: int | None = None, words: str | None = None
) -> Enquiry:
    """The enquiry, locked, in a state from which the deed may follow. Raises NotThere and Refused."""
    enquiry = find(by, Enquiry, enquiry_id, version=version, lock=True)
    insist(ENQUIRY.verdict(EnquiryStatus(enquiry.status), deed, words=words))
    return enquiry


def child(rows: Any, id: UUID, *, version: int) -> Any:
    """One row of an enquiry, locked. Raises NotThere, and Refused when somebody else has changed it since."""
    row = rows.select_for_update().filter(pk=id).first()
    if row is None:
        raise NotThere(Subject("enquiry", id))
    if row.version != version:
        raise Refused(
            refused(
                "STALE",
                "Somebody else has changed this since you opened the page. What you typed is still below. "
                "Read what changed, then send it again if it still holds.",
            )
        )
    row.version += 1
    return row


def keep_step(
    enquiry: Enquiry,
    by: Viewer,
    deed: str,
    what: str,
    words: str = "",
    *,
    before: str = "",
    visibility: str = "file",
) -> None:
    """Keep a state row; the chronology is made of these. ``before`` is the state before, where the deed moved it."""
    EnquiryStep.objects.create(
        enquiry=enquiry,
        deed=deed,
        before=before or enquiry.status,
        after=enquiry.status,
        what=what[:200],
        words=words.strip(),
        visibility=visibility,
        **author(by),
    )


def keep(enquiry: Enquiry, *fields: str) -> None:
    """Save the named fields of the enquiry and raise its version."""
    enquiry.version += 1
    enquiry.save(update_fields=[*fields, "version"])
