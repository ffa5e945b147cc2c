"""B1: the hot pages, each against a reference page."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any
from uuid import UUID

from django.db import connection, reset_queries
from django.db.models import Count
from django.test import Client, RequestFactory

from bench import statements as sql
from bench.bare import PAGES, Reference, bare_handler, captured
from bench.timing import compare, say
from goldenthread.access.models import User
from goldenthread.concerns.models import Concern
from goldenthread.enquiries.models import Enquiry
from goldenthread.people.models import Person


class Side:
    """One of the two that are compared, called without a network."""

    def __init__(self, application: Callable[..., Any], cookies: str) -> None:
        self.application = application
        self.environ = RequestFactory(SERVER_NAME="127.0.0.1", HTTP_COOKIE=cookies).get("/").environ

    def get(self, path: str) -> tuple[int, bytes]:
        """One page."""
        name, _, query = path.partition("?")
        environ = self.environ | {"PATH_INFO": name, "QUERY_STRING": query, "wsgi.input": BytesIO()}
        status: list[str] = []
        answer = self.application(environ, lambda code, _: status.append(code))
        body = b"".join(answer)
        answer.close()
        return int(status[0][:3]), body


def pages(only: set[str]) -> dict[str, Any]:
    """B1: each hot page against its reference page; of the names in ``only`` when there are any."""
    # As it is served, and not before there is something to serve: it settles the memory of both sides.
    from goldenthread.config.wsgi import application

    cookies = sign_in()
    house, bare = Side(application, cookies), Side(bare_handler(), cookies)
    asked = hot_pages()
    if unknown := only - asked.keys():
        raise SystemExit(f"No such page: {', '.join(sorted(unknown))}. There are: {', '.join(asked)}.")
    found: dict[str, Any] = {}
    for name, (path, statements) in asked.items():
        if not only or name in only:
            found[name] = one_page(house, bare, name, path, statements)
            say(f"  {name}: {found[name]}")
    return found


def one_page(house: Side, bare: Side, name: str, path: str, statements: list[Any]) -> dict[str, Any]:
    """One page of the house against the reference that sends the same bytes."""
    house.get(path)
    with captured() as rendered:
        status, body = house.get(path)
    if status != 200 or not rendered:
        return {"missing": f"{path} answered {status}"}
    template, values = rendered[-1]
    PAGES[name] = Reference(statements, template, values)
    code, same = bare.get(f"/bare/{name}")
    assert code == 200, (name, code)
    assert abs(len(same) - len(body)) < 200, f"{name}: the two do not send the same page"
    connection.force_debug_cursor = True
    reset_queries()
    house.get(path)
    queries = len(connection.queries)
    connection.force_debug_cursor = False
    told: dict[str, Any] = compare(lambda: house.get(path), lambda: bare.get(f"/bare/{name}"))
    return told | {"queries": queries, "reference_queries": len(statements) + 2, "bytes": len(body)}


def sign_in() -> str:
    """The session cookie of a safeguarding manager."""
    email = (
        User.objects.filter(role="safeguarding_manager").order_by("email").values_list("email", flat=True)[0]
    )
    client = Client(SERVER_NAME="127.0.0.1")
    answer = client.post("/account/personas", {**_form_token(client, "/account/personas"), "email": email})
    assert answer.status_code == 302, (answer.status_code, email)
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


def _form_token(client: Client, path: str) -> dict[str, str]:
    """Hidden fields of a form, such as the one that makes it count once."""
    text = client.get(path).content.decode()
    return dict(re.findall(r'<input type="hidden" name="(?!csrf)([a-z_]+)" value="([^"]*)"', text))


def hot_pages() -> dict[str, tuple[str, list[Any]]]:
    """Address and reference statements of each hot page, for records of the middle of the table."""

    def key(value: UUID) -> Any:
        return value if connection.vendor == "postgresql" else value.hex

    user = key(User.objects.filter(role="safeguarding_manager").order_by("email")[0].pk)
    usual = {"restricted": False, "person__restricted": False}
    concerns = Concern.objects.filter(status="decided", **usual).order_by("id")
    concern = concerns[min(500, concerns.count() - 1)]
    enquiries = Enquiry.objects.filter(closed_at__isnull=False, **usual).order_by("id")
    enquiry = enquiries[min(100, enquiries.count() - 1)]
    longest = (
        Concern.objects.filter(**usual)
        .values("person_id")
        .annotate(n=Count("id"))
        .order_by("-n")[0]["person_id"]
    )
    person = Person.objects.get(pk=enquiry.person_id)
    return {
        "work list": ("/concerns/", sql.work_list(user)),
        "concern": (f"/concerns/{concern.pk}", sql.concern(key(concern.pk))),
        "enquiry": (f"/enquiries/{enquiry.pk}/", sql.enquiry(key(enquiry.pk))),
        "person": (f"/people/{person.pk}", sql.person(key(person.pk))),
        "chronology": (f"/people/{longest}/chronology", sql.chronology(key(longest))),
        "search": (
            f"/people/?q={person.given_name}+{person.family_name}".replace("’", ""),
            sql.search(person.family_key, person.given_key),
        ),
        "desk": ("/desk/", sql.desk(user)),
        "public form step": ("/tell-us", []),
    }
