"""Forms of signals."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from goldenthread.access.queries import Colleague
from goldenthread.kit import forms as kit

NO_NAMES = (
    "Everybody in the council who sees figures reads this. Name no adult, and nobody who could be recognised."
)


class OwnerForm(kit.KitForm):
    """Who answers."""

    owner_id = kit.Select("Who answers for this figure?", (), needed="Choose who answers")

    def __init__(self, *args: Any, people: tuple[Colleague, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        listed = [
            (str(each.id), f"{each.name}, {each.role.label}{', ' + each.team if each.team else ''}")
            for each in people
        ]
        field = self.fields["owner_id"]
        field.entries = [(value, text, "") for value, text in listed]  # type: ignore[attr-defined]
        field.choices = listed  # type: ignore[attr-defined]

    def clean_owner_id(self) -> UUID:
        """The colleague's id: the field has let only listed ones through."""
        return UUID(str(self.cleaned_data["owner_id"]))


class AnswerForm(kit.KitForm):
    """What lies behind the figure and what is done."""

    explanation = kit.LongText(
        "What lies behind it?",
        hint=f"What you found when you looked at the cases and asked the people who do the work. {NO_NAMES}",
        rows=6,
        max_length=4_000,
        needed="Say what lies behind the figure",
    )
    action = kit.LongText(
        "What is done about it?",
        hint="One thing that can be seen to be done, and who does it. If nothing needs doing, say why not.",
        rows=4,
        max_length=2_000,
        needed="Say what is done about it",
    )
    due_on = kit.Day(
        "By when is it done?",
        future=True,
        subject="the day it is done by",
        needed="Enter the day it is done by",
    )


class DoneForm(kit.KitForm):
    """The action is done."""

    done_on = kit.Day(
        "When was it done?", past=True, subject="the day it was done", needed="Enter the day it was done"
    )
    words = kit.LongText(
        "What was done?", hint=NO_NAMES, rows=4, max_length=2_000, needed="Say what was done"
    )


class WordsForm(kit.KitForm):
    """Why it is sent back, or what became of it."""

    words = kit.LongText(
        "In your words", hint=NO_NAMES, rows=4, max_length=2_000, needed="Say it in a sentence"
    )

    def __init__(self, *args: Any, label: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["words"].label = label
