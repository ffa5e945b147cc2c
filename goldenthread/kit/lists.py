"""Fields with a closed list of answers: radios, drop-downs, checkboxes, and yes, no or not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.ground.words import Answer, Words
from goldenthread.kit.fields import KitField


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
        wrong = {"invalid_choice": "Choose from the list", **options.pop("error_messages", {})}
        super().__init__(label, choices=choices, error_messages=wrong, **options)

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
