"""Forgets what was kept for a short time only: held forms, marks of sent forms, counts of tries, ended sessions."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.backends.db import SessionStore

from goldenthread.access.held import KEPT
from goldenthread.access.models import HeldForm, SentForm, Tally
from goldenthread.access.throttle import LONGEST
from goldenthread.ground import moment

# A form can be sent again from a page left open; a week is longer than any session or weekend.
SENT_KEPT = timedelta(days=7)
# A limit looks at its own window and the one before; no window is longer than this.
COUNTED_KEPT = timedelta(seconds=2 * LONGEST)


def forget_old() -> int:
    """Delete what is past its time. Safe to run at any moment and by several machines. Returns how many rows went."""
    now = moment.now()
    held, _ = HeldForm.objects.filter(at__lte=now - KEPT).delete()
    sent, _ = SentForm.objects.filter(at__lte=now - SENT_KEPT).delete()
    counted, _ = Tally.objects.filter(window__lt=int((now - COUNTED_KEPT).timestamp())).delete()
    SessionStore.clear_expired()
    return held + sent + counted
