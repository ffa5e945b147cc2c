"""Vocabularies: the one place where a word has its label, its meaning and its code in each national return.

Forms, pages, the API schema, imports and the generated words page all read from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Self, TypeVar

_NO_CODES: Mapping[str, str] = MappingProxyType({})


class Words(StrEnum):
    """A closed list of words. Members are written ``NAME = "value", "Label", "meaning", {"SAC": "code"}``.

    ``value`` is what is stored and sent; ``label`` what people read; ``meaning`` one sentence that explains it;
    ``codes`` its name in each national return, kept apart from ours. The class docstring's first line is the title of the
    list on the words page; state the source in it.
    """

    label: str
    meaning: str
    codes: Mapping[str, str]

    def __new__(
        cls, value: str, label: str = "", meaning: str = "", codes: Mapping[str, str] = _NO_CODES
    ) -> Self:
        """A new word. Raises TypeError for a word without a label; the default only lets ``Words("value")`` be a lookup."""
        if not label:
            raise TypeError(f"the word {value!r} has no label")
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.meaning = meaning
        member.codes = MappingProxyType(dict(codes))
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """(value, label) pairs in the order written, for forms and database columns."""
        return [(member.value, member.label) for member in cls]

    @classmethod
    def values(cls) -> list[str]:
        """The stored values, in the order written."""
        return [member.value for member in cls]

    @classmethod
    def label_of(cls, value: str) -> str:
        """The label of a stored value; an empty value has an empty label. Raises ValueError for a word not in the list."""
        return cls(value).label if value else ""

    @classmethod
    def title(cls) -> str:
        """The list's name for people: the first line of its docstring without the full stop."""
        return (cls.__doc__ or cls.__name__).strip().splitlines()[0].rstrip(".")


class Answer(Words):
    """Answer to a question that may not have one yet."""

    YES = "yes", "Yes", "It is so."
    NO = "no", "No", "It is not so."
    NOT_KNOWN = "not_known", "I don't know", "The question was asked and the answer is not known."
    NOT_ASKED = "not_asked", "Not asked", "Nobody has asked this question yet."


ALL_VOCABULARIES: list[type[Words]] = [Answer]
W = TypeVar("W", bound=Words)


def vocabulary(words: type[W]) -> type[W]:
    """Put a list of words on the generated words page."""
    ALL_VOCABULARIES.append(words)
    return words
