"""Reference pages: the least that shows the same. Session and sign-in, minimal SQL written by hand, the same template engine.

The reference renders the very same template with the very same values as the house's page, captured once; so both sides send the same
bytes, and what the ratio shows is everything the house does besides: who may see it, the trail, objects, words for people.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import jinja2
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import override_settings

Statement = tuple[str, list[Any]]


@dataclass
class Reference:
    """One reference page: its statements, and what the house's page was rendered from."""

    statements: list[Statement]
    template: jinja2.Template
    values: dict[str, Any]


PAGES: dict[str, Reference] = {}
INSERTS: list[Callable[[dict[str, Any]], list[Statement]]] = []


@contextmanager
def captured() -> Iterator[list[tuple[jinja2.Template, dict[str, Any]]]]:
    """Within the block, every template rendered by itself and what it was given."""
    found: list[tuple[jinja2.Template, dict[str, Any]]] = []
    plain = jinja2.Template.render

    def render(self: jinja2.Template, *args: Any, **kwargs: Any) -> str:
        found.append((self, dict(*args, **kwargs)))
        return plain(self, *args, **kwargs)

    jinja2.Template.render = render  # type: ignore[method-assign]
    try:
        yield found
    finally:
        jinja2.Template.render = plain  # type: ignore[method-assign]


def show(request: HttpRequest, name: str) -> HttpResponse:
    """A reference page."""
    user = request.session.get("user")
    with connection.cursor() as cursor:
        if user:
            cursor.execute("SELECT id, name, role, is_active FROM access_user WHERE id = %s", [user])
            if not cursor.fetchone()[3]:
                return HttpResponse(status=403)
        page = PAGES[name]
        for sql, values in page.statements:
            cursor.execute(sql, values)
            cursor.fetchall()
    return HttpResponse(page.template.render(page.values))


def take(request: HttpRequest) -> HttpResponse:
    """A bare POST that inserts the same rows in one transaction."""
    body = json.loads(request.body)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT agency_id FROM access_apitoken WHERE digest = %s", [body["digest"]])
        cursor.fetchone()
        for sql, values in INSERTS[0](body):
            cursor.execute(sql, values)
    return JsonResponse({"reference": body["external_ref"]}, status=201)


def ours(_get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Answers every request itself: the shortest way there is from a request to a view."""

    def middleware(request: HttpRequest) -> HttpResponse:
        name = request.path_info.removeprefix("/bare/")
        return take(request) if name == "intake" else show(request, name)

    return middleware


def bare_handler() -> WSGIHandler:
    """A Django with its own sessions and nothing else."""
    with override_settings(
        MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware", "bench.bare.ours"],
        SESSION_ENGINE="django.contrib.sessions.backends.db",
    ):
        return WSGIHandler()


def both(house: WSGIHandler, bare: WSGIHandler) -> Callable[..., Any]:
    """One server for both."""

    def application(environ: dict[str, Any], start: Any) -> Any:
        return (bare if environ["PATH_INFO"].startswith("/bare/") else house)(environ, start)

    return application
