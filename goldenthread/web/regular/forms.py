"""Forms of data reports to boards."""

from __future__ import annotations

from typing import Any

from goldenthread.insight.policy.regular import MOST, RHYTHMS
from goldenthread.insight.vocabulary.regular import BoardAudience
from goldenthread.kit import forms as kit

EVERY = {1: "Every month", 2: "Every two months", 3: "Every quarter", 6: "Twice a year", 12: "Once a year"}


class ReportForm(kit.KitForm):
    """Who receives which figures, how often, and when next."""

    title = kit.Text("What is it called?", max_length=200, needed="Enter what it is called")
    audience = kit.Choice("Which board is it for?", BoardAudience, needed="Choose a board")
    readers = kit.Text(
        "Who receives it?",
        hint="By function: members of the board, its chair, the clerk who puts it on the agenda",
        max_length=300,
        needed="Say who receives it",
    )
    figures = kit.Choices(
        "Which figures does it hold?",
        (),
        hint=f"One to {MOST}. Only figures whose months can be shown outside the council are offered.",
        needed="Choose at least one figure",
    )
    every_months = kit.Choice(
        "How often is it due?", [(str(n), EVERY[n]) for n in RHYTHMS], needed="Choose how often it is due"
    )
    # REG-01 says which days will do: a late report keeps its day when something else is changed.
    next_due_on = kit.Day(
        "When is it due next?", subject="the day it is due", needed="Enter the day it is due"
    )

    def __init__(self, *args: Any, offered: dict[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        listed = [(key, f"{key} {name}") for key, name in offered.items()]
        field: Any = self.fields["figures"]
        field.entries = [(value, text, "") for value, text in listed]
        field.choices = listed

    def clean_every_months(self) -> int:
        """Months as a number: the field has let only listed ones through."""
        return int(str(self.cleaned_data["every_months"]))


class ExplainForm(kit.KitForm):
    """What lies behind a figure."""

    words = kit.LongText(
        "What lies behind it, and what is done?",
        hint="The board reads this as you write it, and so may the public. Name no adult, and nobody who could be recognised.",
        rows=6,
        max_length=3_000,
        needed="Say what lies behind the figure",
    )


class SendForm(kit.KitForm):
    """Sending asks nothing but that it is meant."""
