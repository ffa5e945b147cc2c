"""A date typed in three boxes. Every way to be wrong has words that say what to do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.ground import moment
from goldenthread.kit.display import day
from goldenthread.kit.fields import KitField


class DateParts(forms.MultiWidget):
    """Reads ``name-day``, ``name-month``, ``name-year``. Never drawn: the component draws."""

    def __init__(self) -> None:
        plain = forms.TextInput
        super().__init__(widgets={"day": plain, "month": plain, "year": plain})
        self.widgets_names = ["-day", "-month", "-year"]

    def decompress(self, value: Any) -> list[Any]:
        """A held date, or a moment as London's calendar has it, as three parts."""
        if isinstance(value, datetime):
            value = moment.london(value)
        return [value.day, value.month, value.year] if isinstance(value, date) else ["", "", ""]


MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
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
        subject = str(options.pop("subject", label))
        # An error begins with it.
        self.subject = subject[:1].upper() + subject[1:]
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
