"""Forms of the improvement plan."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError

from goldenthread.access.policy import MAY_OWN_ACTIONS
from goldenthread.access.queries import colleagues
from goldenthread.assurance.vocabulary import (
    Direction,
    Effect,
    FindingKind,
    FindingOrigin,
    Independence,
    Progress,
    Response,
    SourceKind,
)
from goldenthread.insight.queries import indicators
from goldenthread.kit import forms as kit
from goldenthread.kit.forms import KitForm

LISTS = (
    ("open", "Still to do"),
    ("late", "Late"),
    ("no_owner", "Without an owner"),
    ("to_judge", "To look at whether it helped"),
    ("unmoved", "Done, but the measure did not move"),
    ("unmeasured", "Done, without a measure"),
    ("helped", "Helped"),
    ("all", "All"),
)
FINDING_LISTS = (("open", "Open"), ("waits", "Without an action"), ("closed", "Closed"), ("all", "All"))


class Number(kit.Text):
    """A number with or without decimals. Cleans to a Decimal, or None where none was typed."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label, width=10, inputmode="decimal", spellcheck=False, max_length=12, **options)

    def clean(self, value: Any) -> Any:
        """Raises ValidationError that says what a number looks like."""
        typed = super().clean(value).replace(",", "").removesuffix("%").strip()
        if not typed:
            return None
        try:
            number = Decimal(typed)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or abs(number) >= 10**8:
            raise ValidationError(f"{str(self.label).rstrip('?')}: write a number, like 62.5")
        return number.quantize(Decimal("0.001"))


class FilterForm(KitForm):
    """What the list is narrowed to. The choices are what the plan holds."""

    marks_optional = False
    small_labels = True

    words = kit.Text("Words", max_length=80, required=False, spellcheck=False)
    show = kit.Select("Show", (), prompt="Still to do", required=False)
    source = kit.Select("Source", (), prompt="Every source", required=False)
    priority = kit.Select("Board priority", (), prompt="Every priority", required=False)
    agency = kit.Select("Agency", (), prompt="Every agency", required=False)
    owner = kit.Select("Owner", (), prompt="Everybody", required=False)
    theme = kit.Select("Theme", (), prompt="Every theme", required=False)

    def __init__(self, *args: Any, choices: dict[str, list[tuple[str, str]]], **options: Any) -> None:
        super().__init__(*args, **options)
        for name in list(self.fields):
            if name in ("version", "words"):
                continue
            if name not in choices:
                del self.fields[name]
                continue
            offer(self.fields[name], choices[name])
        self.fields["show"].prompt = dict(choices["show"]).get("open", "Open")  # type: ignore[attr-defined]


def offer(field: Any, choices: list[tuple[str, str]]) -> None:
    """Give a listed field its choices."""
    field.entries = [(value, label, "") for value, label in choices]
    field.choices = choices


def owners() -> list[tuple[str, str]]:
    """Everybody who may own an action, by name."""
    return [
        (str(each.id), f"{each.name}, {each.role.label.lower()}") for each in colleagues(*MAY_OWN_ACTIONS)
    ]


def figures() -> list[tuple[str, str]]:
    """Figures that are counted, by key."""
    return [(key, f"{key} {each.name}") for key, each in indicators().items() if each.counting]


class OwnerField(kit.Select):
    """One of those who may own an action."""

    def __init__(self, label: str = "Who owns it?", **options: Any) -> None:
        super().__init__(label, (), prompt="Choose one person", **options)


class ActionForm(KitForm):
    """An action: what will be done, by whom, by when."""

    title = kit.Text(
        "What will be done?",
        hint="In a few words",
        max_length=200,
        needed="Say in a few words what will be done",
    )
    words = kit.LongText("How?", rows=3, max_length=4_000, required=False)
    owner_id = OwnerField(required=False)
    due_on = kit.Day("By when?", subject="The day it is due", required=False, future=True)
    you_said = kit.LongText(
        "What did people say?",
        hint="Their words, for “you said, we did”. No names.",
        rows=2,
        max_length=1_000,
        required=False,
    )
    board_priority = kit.Text("Which priority of the board does it serve?", max_length=120, required=False)
    finding_id = kit.Hidden(required=False)
    recommendation_id = kit.Hidden(required=False)
    asked_by_figure = kit.Hidden(required=False)

    def __init__(self, *args: Any, chooses: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if chooses:
            offer(self.fields["owner_id"], owners())
        else:
            del self.fields["owner_id"]


class OwnForm(KitForm):
    """Its owner and its day."""

    owner_id = OwnerField(needed="Choose one person who owns it")
    due_on = kit.Day("By when?", subject="The day it is due", future=True)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self.fields["owner_id"], owners())


class ChangeForm(KitForm):
    """What an action says."""

    title = kit.Text("What will be done?", max_length=200, needed="Say in a few words what will be done")
    words = kit.LongText("How?", rows=3, max_length=4_000, required=False)
    due_on = kit.Day("By when?", subject="the day it is due", required=False)
    reason = kit.LongText("If it needs longer: why?", rows=2, max_length=1_000, required=False)
    you_said = kit.LongText("What did people say?", rows=2, max_length=1_000, required=False)
    board_priority = kit.Text("Which priority of the board does it serve?", max_length=120, required=False)


class ProgressForm(KitForm):
    """How it goes."""

    words = kit.LongText("How does it go?", rows=4, max_length=4_000, needed="Say how it goes")
    evidence = kit.Text(
        "Where can it be seen?", hint="A document, a minute, an address", max_length=300, required=False
    )


class HandOverForm(KitForm):
    """To whom, and why."""

    owner_id = OwnerField("Who takes it on?", needed="Choose who takes it on")
    words = kit.LongText("Why?", rows=2, max_length=1_000, needed="Say why it is handed over")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self.fields["owner_id"], owners())


class DoneForm(KitForm):
    """What was done."""

    words = kit.LongText("What was done?", rows=4, max_length=4_000, needed="Say what was done")
    we_did = kit.LongText(
        "For “you said, we did”",
        hint="One plain sentence to those who raised it",
        rows=2,
        max_length=1_000,
        required=False,
    )
    evidence = kit.Text(
        "Where can it be seen?", hint="A document, a minute, an address", max_length=300, required=False
    )


class WhyForm(KitForm):
    """A reason."""

    words = kit.LongText(
        "Why?", rows=3, max_length=2_000, needed="Say why, in a sentence others will understand later"
    )


class MeasureForm(KitForm):
    """Which measure should move, which way, from and by when."""

    indicator_key = kit.Select(
        "Which figure of this service should move?", (), prompt="None of these", required=False
    )
    measure = kit.Text(
        "Or what else is counted?", hint="By somebody else, such as a survey", max_length=200, required=False
    )
    measure_source = kit.Text("Who counts it, and where can it be read?", max_length=200, required=False)
    direction = kit.Choice(
        "Which way should it move?", Direction, inline=True, needed="Choose which way it should move"
    )
    baseline = Number("Where did it stand before?", required=False)
    baseline_of = kit.Text(
        "When was that?", hint="For example: year 2025 to 2026", max_length=80, required=False
    )
    target = Number("Where should it get to?", required=False)
    moves_from = kit.Day("From which day should it move?", subject="the day from which it should move")
    review_on = kit.Day("When will you look at it?", subject="the day to look at it")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self.fields["indicator_key"], figures())


class ValueForm(KitForm):
    """A value that somebody else counted."""

    on = kit.Day("Of which day?", subject="the day", past=True)
    value = Number("Value", needed="Enter the value")
    source = kit.Text("Where can it be read?", max_length=200, required=False)


class DifferForm(KitForm):
    """A person's judgement beside the chart's."""

    effect = kit.Choice("What is your judgement?", Effect, needed="Choose what became of the measure")
    words = kit.LongText(
        "What do you know that the chart does not show?",
        hint="Everybody reads this beside the chart's judgement.",
        rows=3,
        max_length=2_000,
        needed="Say what you know that the chart does not show",
    )


class JoinForm(KitForm):
    """Another finding that the action answers."""

    finding_id = kit.Select(
        "Which finding does it answer too?", (), prompt="Choose one", needed="Choose a finding"
    )

    def __init__(self, *args: Any, findings: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self.fields["finding_id"], findings)


class FindingForm(KitForm):
    """A finding of a source outside this service."""

    kind = kit.Choice("What kind of finding is it?", FindingKind, needed="Choose a kind")
    words = kit.LongText(
        "What was found?",
        hint="In your own words. No names.",
        rows=4,
        max_length=4_000,
        needed="Write what was found",
    )
    origin = kit.Select(
        "Where does it come from?",
        FindingOrigin,
        leave_out=[FindingOrigin.REVIEW],
        needed="Choose where it comes from",
    )
    named = kit.Text(
        "What is the source called?",
        hint="Its title and date",
        max_length=200,
        needed="Enter what the source is called",
    )
    passage = kit.Text("Where does it stand?", hint="Paragraph or page", max_length=80, required=False)
    theme = kit.Text("Theme", max_length=150, required=False)
    question = kit.Text("Key question", max_length=300, required=False)
    board_priority = kit.Text("Board priority", max_length=120, required=False)
    issue = kit.LongText("For a gap: the issue that was raised", rows=2, max_length=4_000, required=False)
    evidence_wanted = kit.LongText("For a gap: the evidence wanted", rows=2, max_length=2_000, required=False)


class SourceForm(KitForm):
    """A source that shows a finding."""

    kind = kit.Choice("What kind of source is it?", SourceKind, needed="Choose a kind")
    independence = kit.Choice("Whose word is it?", Independence, needed="Choose whose word it is")
    origin = kit.Text(
        "What is it?",
        hint="A focus group, a document, a figure. Never who said it.",
        max_length=200,
        needed="Say what it is",
    )
    shows = kit.LongText("What does it show?", rows=2, max_length=2_000, required=False)


class ResponseForm(KitForm):
    """The response to a gap."""

    words = kit.LongText("What is the response?", rows=4, max_length=4_000, needed="Write the response")


class AnswerForm(KitForm):
    """The answer to a recommendation."""

    response = kit.Choice("Will it be implemented?", Response, needed="Choose whether it will be implemented")
    words = kit.LongText(
        "Why?",
        hint="Needed if it will not be. The reason is published.",
        rows=3,
        max_length=2_000,
        required=False,
    )


class FollowUpForm(KitForm):
    """How far a recommendation has come."""

    progress = kit.Choice("How far has it come?", Progress, needed="Choose how far it has come")
    words = kit.LongText(
        "What did you look at, and what did you see?",
        rows=3,
        max_length=2_000,
        needed="Say what you looked at",
    )
