"""Form fields that know which GOV.UK component draws them. Errors say what to do, never only that something is wrong."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator

from goldenthread.ground import nhs_number

Params = dict[str, Any]


class KitField(forms.Field):
    """What all our fields share.

    ``needed`` is the error when nothing is given ("Enter the name of the adult"); ``why`` is told under "Why we ask";
    ``heading`` makes the label the page's heading; ``size`` is the label's size (s, m, l, xl).
    """

    component_name = "input"
    grouped = False
    widget: Any = forms.TextInput

    def __init__(
        self,
        label: str,
        *,
        hint: str = "",
        needed: str = "",
        why: str = "",
        heading: bool = False,
        size: str = "",
        **options: Any,
    ) -> None:
        messages = {"required": needed or f"Answer: {label}", **options.pop("error_messages", {})}
        super().__init__(label=label, help_text=hint, error_messages=messages, **options)
        self.why, self.heading, self.size = why, heading, size

    def parameters(self, value: Any) -> Params:
        """What this field adds to its component, given the value typed or held."""
        return {"value": "" if value is None else str(value)}


class Text(KitField, forms.CharField):
    """One line. ``width``: 2, 3, 4, 5, 10, 20 characters, or a share of the column ("two-thirds")."""

    def __init__(
        self,
        label: str,
        *,
        width: int | str = "",
        autocomplete: str = "",
        inputmode: str = "",
        prefix: str = "",
        spellcheck: bool | None = None,
        max_length: int = 200,
        **options: Any,
    ) -> None:
        super().__init__(label, max_length=max_length, **options)
        self.error_messages["max_length"] = f"{label} must be {max_length:,} characters or fewer"
        self.width, self.autocomplete, self.inputmode = width, autocomplete, inputmode
        self.prefix, self.spellcheck = prefix, spellcheck

    def parameters(self, value: Any) -> Params:
        """Type, width and what helps a browser or phone to fill it."""
        share = (
            f"govuk-!-width-{self.width}"
            if isinstance(self.width, str)
            else f"govuk-input--width-{self.width}"
        )
        extra: Params = {"classes": share if self.width else "", "type": "text"}
        extra |= {k: v for k in ("autocomplete", "inputmode") if (v := getattr(self, k))}
        if self.spellcheck is not None:
            extra["spellcheck"] = self.spellcheck
        if self.prefix:
            extra["prefix"] = {"text": self.prefix}
        return super().parameters(value) | extra


class Email(Text):
    """An email address, checked for its shape."""

    default_validators = forms.EmailField.default_validators

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(
            label, autocomplete=options.pop("autocomplete", "email"), spellcheck=False, **options
        )
        self.error_messages["invalid"] = "Enter an email address in the correct format, like name@example.com"

    def parameters(self, value: Any) -> Params:
        """The keyboard with an @."""
        return super().parameters(value) | {"type": "email"}


class Phone(Text):
    """A telephone number as the person writes it."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(
            label, width=20, autocomplete=options.pop("autocomplete", "tel"), max_length=40, **options
        )

    def parameters(self, value: Any) -> Params:
        """The keyboard with digits."""
        return super().parameters(value) | {"type": "tel"}


class NhsNumber(Text):
    """Ten digits with a right check digit; cleaned to the digits alone."""

    def __init__(self, label: str = "NHS number", **options: Any) -> None:
        options.setdefault("hint", "10 digits, like 999 000 0018. Leave it empty if you do not have it.")
        super().__init__(label, width=10, inputmode="numeric", spellcheck=False, max_length=20, **options)

    def clean(self, value: Any) -> str:
        """The ten digits, or an empty text. Raises ValidationError that says which digit check failed."""
        digits = nhs_number.tidy(super().clean(value))
        if digits and not nhs_number.is_valid(digits):
            raise ValidationError(
                "Check the NHS number: it must be 10 digits, and the last one must fit the others",
                code="nhs_number",
            )
        return digits


class LongText(KitField, forms.CharField):
    """People's words over several lines. With ``count`` the number of characters left is shown."""

    component_name = "textarea"
    widget = forms.Textarea

    def __init__(
        self, label: str, *, rows: int = 5, count: bool = False, max_length: int = 20_000, **options: Any
    ) -> None:
        super().__init__(label, max_length=max_length, **options)
        self.rows, self.count = rows, count
        self.error_messages["max_length"] = f"{label} must be {max_length:,} characters or fewer"
        if count:
            self.component_name = "character-count"

    def parameters(self, value: Any) -> Params:
        """Rows, and the limit where it is counted."""
        extra: Params = {"rows": self.rows}
        if self.count:
            extra |= {"maxlength": self.max_length, "threshold": 75}
        return super().parameters(value) | extra


class WholeNumber(KitField, forms.IntegerField):
    """A whole number."""

    def __init__(self, label: str, *, width: int = 3, **options: Any) -> None:
        super().__init__(label, **options)
        self.width = width
        self.error_messages["invalid"] = f"{label.rstrip('?')}: write a whole number, like 3"
        for limit in self.validators:
            # Django's own words name no field.
            if isinstance(limit, MinValueValidator):
                limit.message = f"{label.rstrip('?')}: {limit.limit_value} at least"
            elif isinstance(limit, MaxValueValidator):
                limit.message = f"{label.rstrip('?')}: {limit.limit_value} at most"

    def parameters(self, value: Any) -> Params:
        """The keyboard with digits."""
        classes = f"govuk-input--width-{self.width}"
        return super().parameters(value) | {"inputmode": "numeric", "classes": classes, "spellcheck": False}


class Password(Text):
    """A password with a button that shows it. What was typed never comes back in the page."""

    component_name = "password-input"
    widget = forms.PasswordInput

    def __init__(
        self, label: str = "Password", *, autocomplete: str = "current-password", **options: Any
    ) -> None:
        super().__init__(label, autocomplete=autocomplete, strip=False, **options)

    def parameters(self, value: Any) -> Params:
        """Nothing of the value."""
        return {"autocomplete": self.autocomplete, "value": ""}


class Hidden(KitField, forms.CharField):
    """A value that travels with the form, unseen."""

    component_name = ""
    widget = forms.HiddenInput

    def __init__(self, label: str = "", **options: Any) -> None:
        super().__init__(label, **options)


class File(KitField, forms.FileField):
    """A file. The form's tag must have ``enctype="multipart/form-data"``; ``kit.form`` adds it by itself."""

    component_name = "file-upload"
    widget = forms.FileInput

    def parameters(self, value: Any) -> Params:
        """Browsers do not let a page give a file back.

        The browser's own control: the Design System's button, drawn by script, has words in it that are not in its name (WCAG 2.5.3).
        """
        return {}


class Confirm(KitField, forms.BooleanField):
    """One box to tick. The label stands beside the box; ``needed`` says what ticking means."""

    component_name = "checkboxes"
    grouped = True
    widget = forms.CheckboxInput

    def parameters(self, value: Any) -> Params:
        """Its one box is built by the bound field, which knows label and hint."""
        return {"checked": bool(value)}
