"""The question of principles, asked alike at the decision under section 42 and at the closing of an enquiry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from goldenthread.concerns.policy.principles import Weighed
from goldenthread.concerns.vocabulary import Principle
from goldenthread.ground.words import Answer
from goldenthread.kit import forms as kit

NEEDED = "Say whether principles pull against each other"
FIELDS = ("pull", "between", "weighed_words")


def pull_field(*, always: bool = False) -> kit.Choice:
    """Do principles pull against each other? ``always``: whatever else is answered."""
    return kit.Choice(
        "Do principles of safeguarding pull against each other here?",
        [
            (Answer.NO.value, "No", "They point the same way."),
            (Answer.YES.value, "Yes", "Say which, and how it was weighed."),
        ],
        required=always,
        error_messages={"required": NEEDED},
        hint="Such as what the adult wants against what would protect them. It is no fault; it is to be seen and weighed.",
        reveals={Answer.YES.value: ["between", "weighed_words"]},
    )


def between_field() -> kit.Choices:
    """Which."""
    return kit.Choices("Which pull against each other?", Principle, required=False, small=True)


def words_field() -> kit.LongText:
    """How it was weighed."""
    return kit.LongText(
        "How did you weigh it, and what does it mean for the adult's wellbeing?",
        rows=3,
        max_length=4000,
        required=False,
    )


def needs(form: kit.KitForm, *, asked: bool) -> None:
    """In ``clean``: the question is answered where it is asked, and a conflict says which and how."""
    form.needs(asked, "pull", NEEDED)
    pulls = form.cleaned_data.get("pull") == Answer.YES.value
    form.needs(pulls, "between", "Choose at least two principles that pull against each other")
    form.needs(pulls, "weighed_words", "Say how you weighed it")


def weighed(typed: Mapping[str, Any]) -> Weighed | None:
    """What was answered; None where it was not asked."""
    if not typed.get("pull"):
        return None
    return Weighed(
        Answer(typed["pull"]),
        tuple(Principle(each) for each in typed.get("between") or ()),
        typed.get("weighed_words") or "",
    )
