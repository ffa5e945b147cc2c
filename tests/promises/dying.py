"""The settings of the house, with one misfortune: the server dies between its commit and its answer, when a header asks for it."""

import os
import signal
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from goldenthread.config.settings import *  # noqa: F403
from goldenthread.config.settings import MIDDLEWARE as _MIDDLEWARE

MIDDLEWARE = ["tests.promises.dying.die_before_the_answer", *_MIDDLEWARE]


def die_before_the_answer(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Everything is done and committed; the answer is never sent."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if "X-Die" in request.headers:
            os.killpg(0, signal.SIGKILL)
        return response

    return middleware
