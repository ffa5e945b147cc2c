"""Views that are imported with their first request.

Importing every page of the house takes a second or more of a processor; the first page after a restart should not wait for all
the others (docs/promises.md, R1 and B9). That each address leads to a view that exists is a test's business.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.http import HttpResponse

from goldenthread.web.request import Request


class Views:
    """The views of one module, by attribute: ``Views("goldenthread.web.desk.views").home`` goes into ``path``."""

    def __init__(self, module: str) -> None:
        self._module = module

    def __getattr__(self, name: str) -> Callable[..., HttpResponse]:
        module = self._module

        def view(request: Request, **named: Any) -> HttpResponse:
            found: HttpResponse = getattr(import_module(module), name)(request, **named)
            return found

        view.__module__, view.__name__, view.__qualname__ = module, name, name
        return view
