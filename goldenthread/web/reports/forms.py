"""Forms of reports."""

from __future__ import annotations

from typing import Any

from goldenthread.assurance.vocabulary import ReportStage
from goldenthread.kit import forms as kit
from goldenthread.kit.forms import KitForm


class KeepForm(KitForm):
    """Which report, at which stage."""

    what = kit.Select("Which report?", (), needed="Choose a report")
    stage = kit.Choice(
        "At which stage is it?", ReportStage, leave_out=[ReportStage.FEEDBACK], needed="Choose a stage"
    )
    note = kit.Text("What is new in this version?", max_length=300, required=False)

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["what"]
        field.entries = [(value, label, "") for value, label in offered]
        field.choices = offered


class ShareForm(KitForm):
    """For whom, until when."""

    to = kit.Text(
        "For whom is the link?",
        hint="An organisation or a function",
        max_length=200,
        needed="Say for whom the link is",
    )
    until = kit.Day(
        "Until when does it work?",
        subject="the day until which it works",
        hint="At most 90 days from now",
        future=True,
    )
