"""Every address of both doors, as the URL resolver knows them."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID, uuid4

from django.urls import URLPattern, URLResolver, get_resolver

from goldenthread.web.routes import Route, table


def names() -> Iterator[tuple[str, URLPattern, str]]:
    """Each named route: its full name, its pattern, and the whole address pattern."""

    def walk(found: list, namespace: str, prefix: str) -> Iterator[tuple[str, URLPattern, str]]:
        for each in found:
            part = prefix + str(each.pattern)
            if isinstance(each, URLResolver):
                inner = f"{namespace}{each.namespace}:" if each.namespace else namespace
                yield from walk(each.url_patterns, inner, part)
            else:
                yield f"{namespace}{each.name}", each, part

    yield from walk(get_resolver().url_patterns, "", "")


def fill(pattern: str, values: dict[str, object]) -> str:
    """An address from a pattern such as ``concerns/<uuid:concern_id>/wishes``; a value not given is one nobody has."""
    address = "/"
    rest = pattern
    while rest:
        before, bracket, rest = rest.partition("<")
        address += before
        if bracket:
            inside, _, rest = rest.partition(">")
            kind, _, name = inside.rpartition(":")
            address += str(values.get(name, _unknown(kind)))
    return address.replace("^", "").replace("$", "")


def _unknown(kind: str) -> UUID | str:
    if kind == "uuid":
        return uuid4()
    return "999999" if kind == "int" else "SGC-2020-999999-0"


def addresses(values: dict[str, object] | None = None) -> list[tuple[str, str, Route]]:
    """Each route with a row: name, address and row."""
    rows = table().routes
    return [(name, fill(part, values or {}), rows[name]) for name, _, part in names() if name in rows]
