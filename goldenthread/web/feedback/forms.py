"""Forms of feedback."""

from __future__ import annotations

from typing import Any

from goldenthread.kit import forms as kit
from goldenthread.letters.vocabulary import Audience, DutyState, Method, NotPossible


class FilterForm(kit.KitForm):
    """What the work list is narrowed to."""

    marks_optional = False
    small_labels = True
    state = kit.Select(
        "Answers",
        (
            ("open", "Still to give"),
            ("overdue", "Late"),
            ("met", "Given"),
            ("not_possible", "Not possible"),
            ("all", "All"),
        ),
        prompt="Still to give",
        required=False,
    )
    audience = kit.Select("For", Audience, leave_out=[Audience.FILE], prompt="Everybody", required=False)
    q = kit.Text("Reference or contact", required=False, spellcheck=False)


STATES = {"met": DutyState.MET, "not_possible": DutyState.NOT_POSSIBLE, "all": None}


class GiveForm(kit.KitForm):
    """The words, and how they are given."""

    words = kit.LongText(
        "The words",
        hint="Change this text until it fits. If you told them in person or by telephone, write what you said.",
        rows=16,
        max_length=8_000,
        needed="Write the words you gave, or are giving, to them",
    )
    method = kit.Choice("How do they get it?", Method, needed="Choose how they get it")

    def __init__(self, *args: Any, ways: tuple[Method, ...], kept: bool, to: str, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["method"]
        hints = {
            Method.EMAIL: "This is the demo: the email is kept on file and sent to nobody."
            if kept
            else f"Sent by this service to {to}. An email says little and names nobody.",
            Method.POST: "After you save, print the letter from this page.",
        }
        field.entries = [(each.value, each.label, hints.get(each, each.meaning)) for each in ways]  # type: ignore[attr-defined]
        field.choices = [(each.value, each.label) for each in ways]  # type: ignore[attr-defined]


class NotPossibleForm(kit.KitForm):
    """Why they cannot be told."""

    reason = kit.Choice("Why is it not possible?", NotPossible, needed="Choose why it is not possible")
    words = kit.LongText(
        "How do you know?",
        hint="What was tried, when, and by whom.",
        rows=3,
        max_length=2_000,
        needed="Say how you know",
    )

    def __init__(self, *args: Any, audience: Audience, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["reason"]
        if audience is not Audience.REFERRER:
            field.entries = [each for each in field.entries if each[0] != NotPossible.ANONYMOUS]  # type: ignore[attr-defined]
            field.choices = [(value, text) for value, text, _ in field.entries]  # type: ignore[attr-defined]


class ContactForm(kit.KitForm):
    """How they can be reached."""

    contact = kit.Text(
        "How can they be reached?",
        hint="An email address, a telephone number or a postal address",
        max_length=200,
        needed="Enter how they can be reached",
    )


class OpenAgainForm(kit.KitForm):
    """Why it is possible after all."""

    words = kit.LongText("What has changed?", rows=2, max_length=2_000, needed="Say what has changed")
    contact = kit.Text("How can they be reached?", max_length=200, required=False)
