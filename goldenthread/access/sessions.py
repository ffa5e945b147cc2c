"""Where sessions are kept: in the database, as Django keeps them, by our clock, and read by a question put into SQL once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from goldenthread.access.prepared import prepared
from goldenthread.ground import moment


class SessionStore(db.SessionStore):
    """Django's own, but for the two hooks below."""

    def get_expiry_date(self, **given: Any) -> datetime:
        """When it ends at the latest."""
        ends: datetime = super().get_expiry_date(**{"modification": moment.now()} | given)  # type: ignore[arg-type]
        return ends

    # Not in Django's published types.
    def _get_session_from_db(self) -> Session | None:
        found = next(iter(_held(self.session_key or "")), None)
        if found is None:
            self._session_key = None
        return found


@prepared
def _held(key: str) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=moment.now())
