"""One sending of a form: it counts once, and while a person looks over what they had typed before, it counts not at all.

The web door says at the start of a request which form is being sent. The doorway claims that form inside the transaction
of the first deed, so a double click, a retry after a timeout or two tabs store one thing. A refused deed claims nothing:
the form may be put right and sent again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from hashlib import sha256

from django.db import IntegrityError, transaction

from goldenthread.access.models import SentForm
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Refused, refused

REVIEW = "REVIEW"


class SentTwice(Exception):
    """This form has been sent and its deed is done. ``digest`` finds where its sender was led."""

    def __init__(self, digest: str) -> None:
        super().__init__("this form was sent before")
        self.digest = digest


@dataclass
class Sending:
    """A form on its way: the digest of its token ("" when it has none), and whether it is only looked over."""

    digest: str = ""
    review: bool = False
    claimed: bool = False


_current: ContextVar[Sending | None] = ContextVar("form_being_sent", default=None)


@contextmanager
def sending(token: str, *, review: bool = False) -> Iterator[Sending]:
    """Within the block, deeds belong to the form with this token."""
    form = Sending(sha256(token.encode()).hexdigest() if token else "", review)
    mark = _current.set(form)
    try:
        yield form
    finally:
        _current.reset(mark)


def refuse_while_reviewing() -> None:
    """Raise Refused when the form is only being looked over. The doorway calls this before any deed."""
    form = _current.get()
    if form and form.review:
        raise Refused(
            refused(
                REVIEW,
                "You were signed out while you were writing. What you typed is here and nothing has been saved yet. "
                "Check it and send it again.",
            )
        )


def claim() -> None:
    """Claim the form in the caller's transaction. Raises SentTwice when its deed is already done."""
    form = _current.get()
    if form is None or not form.digest or form.claimed:
        return
    try:
        with transaction.atomic():
            SentForm.objects.create(digest=form.digest, at=moment.now())
    except IntegrityError:
        raise SentTwice(form.digest) from None


def kept() -> None:
    """The transaction that claimed the form is through: later deeds of the same request are not a second sending."""
    form = _current.get()
    if form is not None:
        form.claimed = True


def led_to(digest: str, location: str) -> None:
    """Remember where the sender was led, for a second sending of the same form."""
    SentForm.objects.filter(digest=digest).update(location=location[:500])


def where(digest: str) -> str:
    """Where the sender of this form was led; "" when not known (yet)."""
    return SentForm.objects.filter(digest=digest).values_list("location", flat=True).first() or ""
