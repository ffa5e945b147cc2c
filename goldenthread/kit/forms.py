"""Django forms drawn by GOV.UK components. ``KitForm`` keeps what was typed, and can be told a rule's verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.boundfield import BoundField
from django.utils.functional import cached_property
from markupsafe import Markup

from goldenthread.ground.verdicts import Offer, Verdict
from goldenthread.kit.components import component
from goldenthread.kit.dates import Day
from goldenthread.kit.fields import (
    Confirm,
    Email,
    File,
    Hidden,
    KitField,
    LongText,
    NhsNumber,
    Params,
    Password,
    Phone,
    Text,
    WholeNumber,
)
from goldenthread.kit.lists import Choice, Choices, Select, YesNoNotKnown

__all__ = [
    "Choice", "Choices", "Confirm", "Day", "Email", "File", "FormError", "Hidden", "KitForm", "LongText", "NhsNumber",
    "Password", "Phone", "Select", "Text", "WholeNumber", "YesNoNotKnown",
]  # fmt: skip


@dataclass(frozen=True)
class FormError:
    """One line of the error summary: what to do and the address of the box it is about ("" for the whole form)."""

    text: str
    href: str


class KitBoundField(BoundField):
    """A field with its value and errors, drawn by its component: ``{{ form.name.render() }}`` or ``{{ form.name }}``."""

    field: KitField
    form: KitForm

    @property
    def identity(self) -> str:
        """The id of its box, and the prefix of the ids around it."""
        return self.auto_id or self.html_name

    @property
    def target(self) -> str:
        """The id an error links to: the first wrong box of a date, else the first box."""
        return f"{self.identity}-{self.wrong_parts[0]}" if isinstance(self.field, Day) else self.identity

    @property
    def wrong_parts(self) -> tuple[str, ...]:
        """Which boxes of a date the error is about."""
        for error in self.errors.as_data():
            if error.params and "parts" in error.params:
                return tuple(error.params["parts"])
        return ("day", "month", "year")

    def render(self, *_: Any, label: str = "", hint: str = "", size: str = "", classes: str = "") -> Markup:  # type: ignore[override]
        """Its component's markup. The keywords replace what the field was declared with, for this page only."""
        if not self.field.component_name:
            return Markup(self.as_hidden())  # noqa: S704 - Django has escaped it
        params = self._common(hint or str(self.field.help_text))
        params |= self._named(label or str(self.field.label), size or self.field.size)
        params |= self._body()
        if classes:
            params["formGroup"] = {**params.get("formGroup", {}), "classes": classes}
        return component(self.field.component_name)(params)

    __str__ = render  # type: ignore[assignment]
    __html__ = render  # type: ignore[assignment]

    def _common(self, hint: str) -> Params:
        params: Params = {"id": self.identity, "idPrefix": self.identity, "name": self.html_name}
        if hint:
            params["hint"] = {"text": hint}
        if self.errors:
            params["errorMessage"] = {"text": " ".join(str(e) for e in self.errors)}
        if self.field.why:
            slot = "beforeInputs" if self.field.grouped else "beforeInput"
            told = component("details")(
                {"summaryText": "Why we ask", "text": self.field.why, "classes": "gt-why"}
            )
            params["formGroup"] = {slot: {"html": told}}
        return params

    def _named(self, label: str, size: str) -> Params:
        if isinstance(self.field, Confirm):
            return {}
        marked = (
            self.form.marks_optional and self.name not in self.form.revealed and "(optional)" not in label
        )
        shown = f"{label} (optional)" if marked and not self.field.required else label
        size = size or ("l" if self.field.heading else "s" if not self.form.small_labels else "")
        kind = "fieldset__legend" if self.field.grouped else "label"
        name: Params = {"text": shown, "isPageHeading": self.field.heading}
        if size:
            name["classes"] = f"govuk-{kind}--{size}"
        return {"fieldset": {"legend": name}} if self.field.grouped else {"label": name}

    def _body(self) -> Params:
        if isinstance(self.field, Confirm):
            return self._one_box()
        if isinstance(self.field, Day):
            return self._date_boxes()
        if isinstance(self.field, Select):
            return {"items": self._options(), "value": _text(self.value())}
        if isinstance(self.field, (Choice, Choices)):
            return self._listed(self.field)
        return self.field.parameters(self.value())

    def _one_box(self) -> Params:
        box: Params = {"value": "on", "text": str(self.field.label), "checked": bool(self.value())}
        box["id"] = self.identity
        return {"items": [box]}

    def _date_boxes(self) -> Params:
        value = self.value()
        parts = value if isinstance(value, (list, tuple)) else self.field.widget.decompress(value)
        wrong = self.wrong_parts if self.errors else ()
        items = []
        for part, typed, width in zip(("day", "month", "year"), parts, (2, 2, 4), strict=True):
            error = " govuk-input--error" if part in wrong else ""
            item: Params = {
                "name": part,
                "value": _text(typed),
                "classes": f"govuk-input--width-{width}{error}",
            }
            if isinstance(self.field, Day) and self.field.birthday and self.form.about_me:
                item["autocomplete"] = f"bday-{part}"
            items.append(item)
        return {"items": items, "namePrefix": self.html_name}

    def _options(self) -> list[Params]:
        field = self.field
        assert isinstance(field, Select)
        return [{"value": "", "text": field.prompt}, *({"value": v, "text": t} for v, t, _ in field.entries)]

    def _listed(self, field: Choice | Choices) -> Params:
        value = self.value()
        chosen = {_text(v) for v in value} if isinstance(value, (list, tuple, set)) else {_text(value)} - {""}
        items: list[Params] = []
        for value_, text, hint in field.entries:
            if value_ in field.last and items and not any("divider" in item for item in items):
                items.append({"divider": "or"})
            item: Params = {"value": value_, "text": text, "checked": value_ in chosen}
            if hint:
                item["hint"] = {"text": hint}
            if isinstance(field, Choices) and value_ == field.alone:
                item["behaviour"] = "exclusive"
            if revealed := field.reveals.get(value_):
                item["conditional"] = {
                    "html": Markup("\n").join(self.form[name].render() for name in revealed)
                }
            items.append(item)
        style = "checkboxes" if isinstance(field, Choices) else "radios"
        classes = [f"govuk-{style}--{how}" for how in ("inline", "small") if getattr(field, how)]
        return {"items": items, "classes": " ".join(classes)}


# Versions begin at 1, and at 0 where there is no row yet.
NO_ROW = -1


class KitForm(forms.Form):
    """A form of ours.

    ``version``: the row's version this form was drawn from, carried hidden, so a stale form is noticed (None: no row).
    ``marks_optional`` adds "(optional)" to labels, but not of revealed fields: their answer decides; ``small_labels`` draws labels in body weight; ``about_me`` lets the
    browser fill in the reader's own details.
    """

    bound_field_class = KitBoundField
    marks_optional = True
    small_labels = False
    about_me = False

    version = Hidden(required=False)

    def __init__(self, *args: Any, version: int | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("use_required_attribute", False)
        super().__init__(*args, **kwargs)
        if version is not None:
            self.initial["version"] = version
        self.verdicts: list[Verdict] = []

    def clean_version(self) -> int:
        """The version as a number; anything else is that of no row, which procedures refuse as stale."""
        return version_of(self.cleaned_data.get("version", ""))

    @cached_property
    def revealed(self) -> set[str]:
        """Names of fields drawn inside an answer of another field."""
        return {
            name
            for field in self.fields.values()
            for names in getattr(field, "reveals", {}).values()
            for name in names
        }

    @property
    def multipart(self) -> bool:
        """True when a file can be sent."""
        return self.is_multipart()

    def needs(self, condition: bool, field: str, words: str) -> None:
        """In ``clean``: a revealed field that must be filled in when its answer is chosen."""
        if condition and not self.cleaned_data.get(field) and field not in self.errors:
            self.add_error(field, words)

    def add_verdict(self, verdict: Verdict) -> None:
        """Put a refusal into the error summary: each reason at its field, or above the form. Nothing typed is lost."""
        self.verdicts.append(verdict)
        for reason in verdict.reasons:
            known = reason.field if reason.field in self.fields and reason.field != "version" else None
            self.add_error(known, forms.ValidationError(reason.words, code=reason.code))

    def renew_version(self, version: int) -> None:
        """After a stale form was refused: what was typed stays, and the next send is judged against the newer row."""
        data: Any = self.data
        newer = data.copy()
        newer[self.add_prefix("version")] = str(version)
        self.data = newer

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What the verdicts offer instead."""
        return tuple(offer for verdict in self.verdicts for offer in verdict.offers)

    @property
    def summary(self) -> list[FormError]:
        """Every error in the order of the page, each with the address of its box."""
        if not self.is_bound:
            return []
        found = [FormError(str(text), "") for text in self.non_field_errors()]
        for name in self.fields:
            if name in self.errors and name != NON_FIELD_ERRORS:
                found += [FormError(str(text), f"#{self[name].target}") for text in self[name].errors]
        return found

    def __getitem__(self, name: str) -> KitBoundField:
        """A field ready to draw. Raises KeyError for a name the form does not have."""
        bound = super().__getitem__(name)
        assert isinstance(bound, KitBoundField)
        return bound

    def field_html(self, name: str, **replaced: Any) -> Markup:
        """One field's component; for names a template cannot write after a dot. Keywords as in ``render``."""
        return self[name].render(**replaced)

    def hidden_html(self) -> Markup:
        """All hidden fields that hold something."""
        hidden = [self[name] for name in self.fields if not self[name].field.component_name]
        return Markup("").join(f.render() for f in hidden if _text(f.value()))

    def fields_html(self, *names: str) -> Markup:
        """The named visible fields (all, when none is named) in order; revealed ones are drawn in their answers."""
        shown = [name for name in self.fields if self[name].field.component_name]
        wanted = names or [name for name in shown if name not in self.revealed]
        return Markup("\n").join(self[name].render() for name in wanted)


def version_of(typed: str) -> int:
    """The version of a row as it was sent: NO_ROW where it is none."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else NO_ROW


def _text(value: Any) -> str:
    return "" if value is None else str(getattr(value, "value", value))
