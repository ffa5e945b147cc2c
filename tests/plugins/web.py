"""Test clients that behave like the real service's visitors: https, and signed in when asked."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.test import Client

from goldenthread.access.viewer import Viewer


class HttpsClient(Client):
    """Every request is over https, unless ``plain`` is set."""

    plain = False

    def generic(self, method: str, path: str, *args: Any, **kwargs: Any) -> Any:
        """One request."""
        # Django's get, post … always say secure=False themselves, so a default would never be used.
        if len(args) < 3:
            kwargs["secure"] = not self.plain
        return super().generic(method, path, *args, **kwargs)


def signed_in(viewer: Viewer) -> HttpsClient:
    """A client with a session of this viewer's account, begun as the sign-in page begins it; the page itself would be a sixth of the suite."""
    client = HttpsClient()
    _begin(client, viewer)
    return client


def signed_in_by_page(viewer: Viewer, *, enforce_csrf_checks: bool = False) -> HttpsClient:
    """The same through the sign-in page, which hands out cookies and the first form token."""
    from goldenthread.access.models import User
    from tests.factories.access import PASSWORD

    client = HttpsClient()
    email = User.objects.values_list("email", flat=True).get(pk=viewer.user_id)
    answer = client.post("/account/sign-in", {"email": email, "password": PASSWORD})
    assert answer.status_code == 302, f"sign-in of {email} was answered with {answer.status_code}"
    client.handler.enforce_csrf_checks = enforce_csrf_checks
    return client


def _begin(client: HttpsClient, viewer: Viewer) -> None:
    from goldenthread.access import procedures
    from goldenthread.access.sessions import SessionStore
    from goldenthread.access.viewer import VISITOR
    from goldenthread.ground import moment
    from goldenthread.web import session

    assert viewer.user_id
    epoch = procedures.sign_in(VISITOR, account_id=viewer.user_id, how="password")
    request = HttpRequest()
    request.session = SessionStore()
    session.begin(request, viewer.user_id, epoch, int(moment.now().timestamp()))
    request.session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
