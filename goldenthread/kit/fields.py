"""Form fields that know which GOV.UK component draws them. Errors say what to do, never only that something is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.ground import moment, nhs_number
from goldenthread.ground.words import Answer, Words
from goldenthread.kit.display import day

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
        self.error_messages["invalid"] = f"{label} must be a whole number, like 3"

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
        """Browsers do not let a page give a file back."""
        return {"javascript": True}


class _Listed(KitField):
    """A closed list of answers: a ``Words`` vocabulary, or (value, label) or (value, label, hint) tuples.

    ``leave_out`` drops words not offered here; ``last`` puts words after an "or" (such as "I don't know");
    ``meanings`` shows each word's meaning as its hint; ``reveals`` maps a value to the fields shown when it is chosen.
    """

    grouped = True

    def __init__(
        self,
        label: str,
        words: type[Words] | Iterable[Sequence[str]],
        *,
        meanings: bool = True,
        leave_out: Iterable[str] = (),
        last: Iterable[str] = (),
        reveals: Mapping[str, Sequence[str]] | None = None,
        inline: bool = False,
        small: bool = False,
        **options: Any,
    ) -> None:
        self.words = words if isinstance(words, type) else None
        self.entries = self._entries(words, meanings, set(leave_out), list(last))
        self.last = set(last)
        self.reveals = {str(value): tuple(names) for value, names in (reveals or {}).items()}
        self.inline, self.small = inline, small
        choices = [(value, text) for value, text, _ in self.entries]
        super().__init__(label, choices=choices, **options)
        self.error_messages["invalid_choice"] = "Choose from the list"

    @staticmethod
    def _entries(
        words: type[Words] | Iterable[Sequence[str]], meanings: bool, out: set[str], last: list[str]
    ) -> list[tuple[str, str, str]]:
        if isinstance(words, type):
            listed = [(str(w.value), w.label, w.meaning if meanings else "") for w in words]
        else:
            listed = [(str(e[0]), str(e[1]), str(e[2]) if len(e) > 2 else "") for e in words]
        kept = [e for e in listed if e[0] not in out]
        return [e for e in kept if e[0] not in last] + [e for e in kept if e[0] in last]

    def word(self, value: str) -> Any:
        """The vocabulary's member for a stored value, or the value itself."""
        return self.words(value) if self.words and value else value


class Choice(_Listed, forms.ChoiceField):
    """One of a list, as radios. Cleans to the vocabulary's member (or the value of a plain list)."""

    component_name = "radios"
    widget = forms.RadioSelect

    def clean(self, value: Any) -> Any:
        """The chosen word, or an empty text when none was and none is needed."""
        return self.word(super().clean(value))

    def valid_value(self, value: Any) -> bool:
        """True for a value of the list."""
        return str(value) in {entry[0] for entry in self.entries}


class YesNoNotKnown(Choice):
    """Yes, no, or "I don't know": an answer, never a blank that could be taken for no. Cleans to ``Answer``."""

    def __init__(self, label: str, *, not_known: str = "", **options: Any) -> None:
        words = [
            (Answer.YES.value, Answer.YES.label),
            (Answer.NO.value, Answer.NO.label),
            (Answer.NOT_KNOWN.value, not_known or Answer.NOT_KNOWN.label),
        ]
        super().__init__(label, words, **options)
        self.words = Answer


class Select(_Listed, forms.ChoiceField):
    """One of a long list, as a drop-down. ``prompt`` is the first, empty line."""

    component_name = "select"
    grouped = False
    widget = forms.Select

    def __init__(self, label: str, words: Any, *, prompt: str = "Choose one", **options: Any) -> None:
        super().__init__(label, words, **options)
        self.prompt = prompt

    def clean(self, value: Any) -> Any:
        """The chosen word, or an empty text."""
        return self.word(super().clean(value))

    def valid_value(self, value: Any) -> bool:
        """True for a value of the list."""
        return str(value) in {entry[0] for entry in self.entries}


class Choices(_Listed, forms.MultipleChoiceField):
    """Several of a list, as checkboxes. Cleans to a list of words; ``alone`` is a value that excludes the others."""

    component_name = "checkboxes"
    widget = forms.CheckboxSelectMultiple

    def __init__(self, label: str, words: Any, *, alone: str = "", **options: Any) -> None:
        self.alone = str(alone)
        super().__init__(label, words, **({"last": [self.alone]} if alone else {}) | options)

    def valid_value(self, value: Any) -> bool:
        """True for a value of the list."""
        return str(value) in {entry[0] for entry in self.entries}

    def clean(self, value: Any) -> list[Any]:
        """The chosen words in the list's order. Raises ValidationError when ``alone`` is not alone."""
        chosen = set(super().clean(value))
        if self.alone in chosen and len(chosen) > 1:
            name = next(text for v, text, _ in self.entries if v == self.alone)
            raise ValidationError(f"Choose either “{name}” or the others, not both", code="alone")
        return [self.word(v) for v, _, _ in self.entries if v in chosen]


class Confirm(KitField, forms.BooleanField):
    """One box to tick. The label stands beside the box; ``needed`` says what ticking means."""

    component_name = "checkboxes"
    widget = forms.CheckboxInput

    def parameters(self, value: Any) -> Params:
        """Its one box is built by the bound field, which knows label and hint."""
        return {"checked": bool(value)}


class DateParts(forms.MultiWidget):
    """Reads ``name-day``, ``name-month``, ``name-year``. Never drawn: the component draws."""

    def __init__(self) -> None:
        plain = forms.TextInput
        super().__init__(widgets={"day": plain, "month": plain, "year": plain})
        self.widgets_names = ["-day", "-month", "-year"]

    def decompress(self, value: Any) -> list[Any]:
        """A held date as its three parts."""
        return [value.day, value.month, value.year] if isinstance(value, date) else ["", "", ""]


MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)


class Day(KitField):
    """A date in three boxes. Months may be written in words. Cleans to a date or None.

    ``past`` refuses days after today, ``future`` days before today (London). Errors name the box to change: the wrong
    parts are kept on the ValidationError as ``params["parts"]`` so that the right box turns red and is linked.
    """

    component_name = "date-input"
    grouped = True
    widget = DateParts

    def __init__(
        self, label: str, *, past: bool = False, future: bool = False, birthday: bool = False, **options: Any
    ) -> None:
        self.subject = options.pop("subject", label)
        options.setdefault("needed", f"Enter {_lower(self.subject)}")
        super().__init__(label, **options)
        self.past, self.future, self.birthday = past or birthday, future, birthday

    def clean(self, value: Any) -> date | None:
        """The date. Raises ValidationError whose words tell what to do and whose params tell which boxes."""
        typed = dict(zip(("day", "month", "year"), (str(v or "").strip() for v in value or ()), strict=False))
        if not any(typed.values()):
            if self.required:
                raise self._wrong(str(self.error_messages["required"]), "day", "month", "year")
            return None
        missing = [part for part in ("day", "month", "year") if not typed.get(part)]
        if missing:
            raise self._wrong(f"{self.subject} must include a {' and a '.join(missing)}", *missing)
        return self._in_time(self._real(typed))

    def _real(self, typed: Mapping[str, str]) -> date:
        year, month, day_of_month = typed["year"], typed["month"], typed["day"]
        number = _month(month)
        if number is None:
            raise self._wrong("Month must be a number from 1 to 12, or a name like March", "month")
        if not (day_of_month.isascii() and day_of_month.isdigit() and 1 <= int(day_of_month) <= 31):
            raise self._wrong("Day must be a number from 1 to 31", "day")
        if not (year.isascii() and year.isdigit() and len(year) == 4):
            raise self._wrong("Year must be 4 numbers, like 2026", "year")
        try:
            return date(int(year), number, int(day_of_month))
        except ValueError as error:
            words = f"{self.subject} must be a real date: check the day and the month"
            raise self._wrong(words, "day", "month", "year") from error

    def _in_time(self, value: date) -> date:
        today = moment.today()
        if self.past and value > today:
            raise self._wrong(
                f"{self.subject} must be today or in the past. Today is {day(today)}", "day", "month", "year"
            )
        if self.future and value < today:
            raise self._wrong(
                f"{self.subject} must be today or later. Today is {day(today)}", "day", "month", "year"
            )
        if self.birthday and value.year < today.year - 130:
            raise self._wrong("Check the year: it is more than 130 years ago", "year")
        if value.year < 1880:
            raise self._wrong("Year must be 1880 or later", "year")
        return value

    @staticmethod
    def _wrong(words: str, *parts: str) -> ValidationError:
        return ValidationError(words, code="date", params={"parts": parts})

    def has_changed(self, initial: Any, data: Any) -> bool:
        """True when the three boxes differ from the held date."""
        held = [str(part) for part in DateParts().decompress(initial)]
        return held != [str(part or "") for part in data or ["", "", ""]]


def _month(text: str) -> int | None:
    if text.isascii() and text.isdigit() and len(text) <= 2:
        return int(text) if 1 <= int(text) <= 12 else None
    named = [n for n, name in enumerate(MONTHS, 1) if len(text) >= 3 and name.startswith(text.casefold())]
    return named[0] if named else None


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
