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


def signed_in(viewer: Viewer, *, enforce_csrf_checks: bool = False) -> HttpsClient:
    """A client with a session of this viewer's account, begun as the sign-in page begins it.

    Through the page itself where form tokens count: it hands out the first one. Everywhere else the page would be a sixth of the work.
    """
    client = HttpsClient()
    if enforce_csrf_checks:
        _by_the_page(client, viewer)
        client.handler.enforce_csrf_checks = True
    else:
        _by_the_procedure(client, viewer)
    return client


def _by_the_page(client: HttpsClient, viewer: Viewer) -> None:
    from goldenthread.access.models import User
    from tests.factories.access import PASSWORD

    email = User.objects.values_list("email", flat=True).get(pk=viewer.user_id)
    answer = client.post("/account/sign-in", {"email": email, "password": PASSWORD})
    assert answer.status_code == 302, f"sign-in of {email} was answered with {answer.status_code}"


def _by_the_procedure(client: HttpsClient, viewer: Viewer) -> None:
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
