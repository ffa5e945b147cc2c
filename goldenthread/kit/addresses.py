"""Addresses of pages, written without asking the router each time: a long list names hundreds."""

from __future__ import annotations

from functools import cache
from uuid import UUID

from django.urls import reverse


def address_of(route: str, *which: object) -> str:
    """The address of a route with its arguments. Raises NoReverseMatch for an unknown route."""
    if not all(isinstance(each, UUID) for each in which):
        return reverse(route, args=which)
    parts = _between(route, len(which))
    return parts[0] + "".join(f"{each}{part}" for each, part in zip(which, parts[1:], strict=True))


@cache
def _between(route: str, ids: int) -> tuple[str, ...]:
    """What stands before, between and after the ids. Every id in an address is written in the same 36 characters."""
    stand_ins = [UUID(int=number) for number in range(ids)]
    rest, parts = reverse(route, args=stand_ins), []
    for each in stand_ins:
        part, _, rest = rest.partition(str(each))
        parts.append(part)
    return *parts, rest
