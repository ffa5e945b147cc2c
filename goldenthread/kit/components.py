"""The GOV.UK macros as plain functions: ``component("button")({"text": "Save"})`` gives safe markup.

They live in an environment of their own because they rely on absent parameters being empty, while our own pages
use ``StrictUndefined``, where a forgotten value is an error and never a blank on a page about an adult at risk.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader
from markupsafe import Markup

Component = Callable[[Mapping[str, Any]], Markup]

NAMES = (
    "accordion",
    "back-link",
    "breadcrumbs",
    "button",
    "character-count",
    "checkboxes",
    "cookie-banner",
    "date-input",
    "details",
    "error-message",
    "error-summary",
    "exit-this-page",
    "fieldset",
    "file-upload",
    "footer",
    "generic-header",
    "header",
    "hint",
    "input",
    "inset-text",
    "label",
    "notification-banner",
    "pagination",
    "panel",
    "password-input",
    "phase-banner",
    "radios",
    "select",
    "service-navigation",
    "skip-link",
    "summary-list",
    "table",
    "tabs",
    "tag",
    "task-list",
    "textarea",
    "warning-text",
)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        autoescape=True,
        undefined=ChainableUndefined,
        auto_reload=False,
    )
    # The macros indent what they nest. Inside a textarea that would put spaces into people's words at every round trip.
    made.filters["indent"] = lambda markup, *_: markup
    return made


def macro_name(name: str) -> str:
    """``date-input`` → ``govukDateInput``, the name the Design System's pages use."""
    return "govuk" + "".join(part.capitalize() for part in name.split("-"))


@cache
def component(name: str) -> Component:
    """The macro of a GOV.UK component by its folder name. Raises jinja2.TemplateNotFound for an unknown one.

    Values given as ``text`` are escaped; ``html`` must come from another component, never from people.
    """
    template = _environment().get_template(f"govuk_frontend_jinja/components/{name}/macro.html")
    macro: Component = getattr(template.module, macro_name(name))
    return macro


def all_components() -> dict[str, Callable[..., Markup]]:
    """Every macro by the name it has in the Design System, compiled when first used."""

    def lazily(name: str) -> Callable[..., Markup]:
        def call(params: Mapping[str, Any] | None = None, **more: Any) -> Markup:
            return component(name)({**(params or {})}, **more)

        call.__name__ = macro_name(name)
        return call

    return {macro_name(name): lazily(name) for name in NAMES}
