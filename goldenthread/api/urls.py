"""Addresses of the API."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from goldenthread.api.v1 import api, openapi

app_name = "api"


def _head_as_get(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """HEAD is answered as GET; the server leaves the body out."""

    @wraps(view)
    def both(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "HEAD":
            request.method = "GET"
        return view(request, *args, **kwargs)

    both.csrf_exempt = True  # type: ignore[attr-defined]
    return both


def _patterns() -> list[URLPattern]:
    made = [path("v1/openapi.json", openapi, name="openapi")]
    for each in api.urls[0]:
        if isinstance(each, URLPattern) and each.name != "api-root":
            made.append(path(f"v1/{each.pattern}", _head_as_get(each.callback), name=each.name))
    return made


urlpatterns = _patterns()
