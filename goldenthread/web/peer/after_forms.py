"""Forms of what follows a visit."""

from __future__ import annotations

from typing import Any

from goldenthread.kit import forms as kit
from goldenthread.web.improvement.forms import OwnerField, offer, owners


class MessagesForm(kit.KitForm):
    """The key messages."""

    messages = kit.LongText(
        "What should readers take from it?",
        hint="One message a line, the most important first. At most twelve. No names.",
        needed="Write at least one key message",
        rows=8,
        max_length=6_000,
    )


class KeepForm(kit.KitForm):
    """Keeping the feedback as it stands."""

    note = kit.Text("What is new in this version?", max_length=300, required=False)


class RecommendForm(kit.KitForm):
    """A recommendation of the team."""

    words = kit.LongText(
        "What do you recommend?", needed="Write what is recommended", rows=3, max_length=4_000
    )
    passage = kit.Text(
        "Where does it stand in the report?", hint="For example: paragraph 12", max_length=80, required=False
    )
    findings = kit.Choices("Findings it rests on", [], needed="Choose at least one finding")

    def __init__(self, *args: Any, findings: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["findings"] = kit.Choices(
            "Findings it rests on", findings, needed="Choose at least one finding", small=True
        )


class BegunForm(kit.KitForm):
    """An action that began because of the review."""

    improvement_id = kit.Select("Is it in the improvement plan already?", (), required=False)
    title = kit.Text("If it is new: what was begun?", max_length=200, required=False)
    owner_id = OwnerField("If it is new: who owns it?", required=False)
    due_on = kit.Day("If it is new: by when will it be done?", subject="the day it is due", required=False)
    begun_on = kit.Day(
        "When did it begin?", subject="The day it began", past=True, needed="Enter the day it began"
    )
    because = kit.LongText(
        "What in the review set it going?",
        hint="For example: a question of the self-assessment, or what a focus group said.",
        needed="Say what in the review set it going",
        rows=3,
        max_length=2_000,
    )

    def __init__(self, *args: Any, actions: list[tuple[str, str]], chooses: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["improvement_id"] = kit.Select(
            "Is it in the improvement plan already?", actions, required=False, prompt="No, it is new"
        )
        if chooses:
            offer(self.fields["owner_id"], owners())
        else:
            del self.fields["owner_id"]

    def clean(self) -> dict[str, Any]:
        """A new action needs its name."""
        typed = super().clean() or self.cleaned_data
        self.needs(
            not typed.get("improvement_id"), "title", "Choose an action of the plan, or say what was begun"
        )
        return typed


class PlanForm(kit.KitForm):
    """A plan that took a recommendation in."""

    plan = kit.Text(
        "Which plan?",
        hint="For example: Adult social care service plan 2026-27",
        max_length=200,
        needed="Name the plan",
    )
    passage = kit.Text(
        "Where in it?", hint="For example: priority 3, action 2", max_length=120, required=False
    )
    words = kit.LongText(
        "What does the plan say it will do?", needed="Write what the plan says", rows=3, max_length=2_000
    )
    on = kit.Day(
        "When was it taken in?", subject="The day it was taken in", past=True, needed="Enter the day"
    )


class MessagesToldForm(kit.KitForm):
    """Who was told the key messages."""

    audience = kit.Text(
        "Who was told?",
        hint="For example: everybody in the front-door team, 34 people",
        max_length=200,
        needed="Say who was told",
    )
    place = kit.Text("How?", hint="For example: staff briefing, newsletter", max_length=300, required=False)
    on = kit.Day("When?", subject="The day they were told", past=True, needed="Enter the day they were told")
    words = kit.LongText(
        "In which words?",
        hint="The text they were given. It begins with the key messages of the report.",
        needed="Write what they were told",
        rows=8,
        max_length=6_000,
    )


class PublishedForm(kit.KitForm):
    """Where the report can be read."""

    place = kit.Text(
        "Where can everybody read it?",
        hint="An address, or the public papers of a meeting",
        max_length=300,
        needed="Say where the report can be read",
    )
    on = kit.Day("Since when?", subject="The day it was published", past=True, needed="Enter the day")
    audience = kit.Text(
        "For whom was it made known?",
        hint="For example: sent to all partners",
        max_length=200,
        required=False,
    )


class WithheldForm(kit.KitForm):
    """Why the report is not published."""

    words = kit.LongText(
        "Why is it not published?", needed="Say why it is not published", rows=3, max_length=2_000
    )
    on = kit.Day(
        "When was that decided?", subject="The day of the decision", past=True, needed="Enter the day"
    )
