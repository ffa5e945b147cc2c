"""The Jinja2 environment of every page: autoescape on, a missing value is an error, GOV.UK components as functions."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined

from goldenthread.ground import moment
from goldenthread.kit.addresses import address_of
from goldenthread.kit.components import all_components
from goldenthread.kit.display import FILTERS


class Macros:
    """Our macros by name, so that a page writes ``{{ kit.tag(...) }}`` without importing anything."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def __getattr__(self, name: str) -> Any:
        return getattr(self._environment.get_template("kit/macros.html").module, name)


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named route: ``url("concerns:show", reference)``. Raises NoReverseMatch for an unknown one."""
    return reverse(name, args=args, kwargs=kwargs) if kwargs else address_of(name, *args)


def environment(**options: Any) -> Environment:
    """For the ``environment`` option of Django's Jinja2 backend. Escaping and strictness are not options."""
    ours = {"trim_blocks": True, "lstrip_blocks": True} | options
    ours |= {"autoescape": True, "undefined": StrictUndefined}
    made = Environment(**ours)  # noqa: S701 - autoescape is set in the line above
    made.filters.update(FILTERS)
    made.globals.update(all_components(), static=static, url=url, today=moment.today, now=moment.now)
    made.globals["kit"] = Macros(made)
    return made
