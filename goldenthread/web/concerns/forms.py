"""Forms of screening: what each question is called, why it is asked, and what to do when it is empty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from goldenthread.access.queries import AgencyName, Colleague
from goldenthread.concerns.policy.duty import ENQUIRY_WORK
from goldenthread.concerns.vocabulary import (
    ClockReason,
    ConcernStatus,
    LimbAnswer,
    NoActionReason,
    Outcome,
    ScreeningDeed,
    Signpost,
    WishState,
)
from goldenthread.enquiries.queries import OpenEnquiry
from goldenthread.ground.local_policy import ThresholdGuide
from goldenthread.kit import forms as kit
from goldenthread.kit.display import short_day
from goldenthread.people.vocabulary import RepresentativeKind
from goldenthread.web import principles


def people(staff: tuple[Colleague, ...]) -> list[tuple[str, str]]:
    """Staff as a list to choose from, with role and team."""
    return [
        (str(each.id), f"{each.name}, {each.role.label}{f', {each.team}' if each.team else ''}")
        for each in staff
    ]


def offer(field: Any, entries: Sequence[Sequence[str]]) -> None:
    """Put what can be chosen into a list field: (value, label) or (value, label, hint)."""
    field.entries = [(each[0], each[1], each[2] if len(each) > 2 else "") for each in entries]


def uuid_of(text: str) -> UUID | None:
    """The id chosen from a list; None where none was."""
    return UUID(text) if text else None


class WorkForm(kit.KitForm):
    """Narrow the work list."""

    small_labels = True
    marks_optional = False

    q = kit.Text(
        "Find",
        hint="Reference, NHS number, family name or whole name",
        required=False,
        max_length=100,
        spellcheck=False,
    )
    status = kit.Select("Status", ConcernStatus, required=False, prompt="All that is open")
    sort = kit.Select(
        "Order",
        [("due", "Most pressing first"), ("newest", "Newest first")],
        required=False,
        prompt="Most pressing first",
    )


class WishForm(kit.KitForm):
    """What the adult wants."""

    state = kit.Choice(
        "What came of asking?",
        WishState,
        reveals={
            "expressed": ["words", "said_by", "said_by_name"],
            "not_expressed": ["why_not_expressed"],
            "not_possible": ["why_not_possible"],
        },
        needed="Say what came of asking",
    )
    words = kit.LongText(
        "What they want, in their own words",
        hint="As they said it: “I want…”, not “Peter would like…”.",
        rows=4,
        max_length=5000,
        required=False,
    )
    said_by = kit.Select(
        "Whose words are these?", RepresentativeKind, required=False, prompt="Choose who said it"
    )
    said_by_name = kit.Text("Their name, if it was not the adult", max_length=120, required=False)
    why_not_expressed = kit.LongText(
        "How were they asked, and what happened?", rows=3, max_length=2000, required=False
    )
    why_not_possible = kit.LongText(
        "Why could they not be asked, and when will they be?", rows=3, max_length=2000, required=False
    )

    def clean(self) -> dict[str, Any]:
        """A wish has words and a speaker; none has a reason."""
        super().clean()
        state = self.cleaned_data.get("state")
        expressed = state == WishState.EXPRESSED
        self.needs(expressed, "words", "Write down what they want, in their own words")
        self.needs(expressed, "said_by", "Say whose words these are")
        self.needs(state == WishState.NOT_EXPRESSED, "why_not_expressed", "Say how they were asked")
        self.needs(
            state == WishState.NOT_POSSIBLE,
            "why_not_possible",
            "Say why they could not be asked, and when they will be",
        )
        return self.cleaned_data


class LimbForm(kit.KitForm):
    """One part of the three-part test."""

    answer = kit.Choice("Your answer", LimbAnswer, needed="Choose Yes, No or Not yet known")
    evidence = kit.LongText(
        "What does it rest on?",
        hint="What is known, and who said so. Leave it empty for Not yet known.",
        rows=3,
        max_length=5000,
        required=False,
    )
    reason = kit.LongText(
        "Why?",
        hint="For Not yet known: what must still be found out, and from whom.",
        rows=3,
        max_length=5000,
        required=False,
    )
    marks_optional = False


class DeedForm(kit.KitForm):
    """Something done or found out while screening."""

    deed = kit.Choice(
        "What do you want to do, or have you done?",
        [
            *[(each.value, each.label) for each in ScreeningDeed if each not in ENQUIRY_WORK],
            ("found_out", "Note something else that was found out"),
            *[(each.value, each.label, "Enquiry work") for each in ScreeningDeed if each in ENQUIRY_WORK],
        ],
        needed="Choose what it is",
    )
    words = kit.LongText("What happened, and what came of it?", rows=5, max_length=10_000, required=False)
    marks_optional = False


class WordsForm(kit.KitForm):
    """Some words that a deed needs. ``question`` names the box."""

    words = kit.LongText(
        "Why?", rows=4, max_length=5000, needed="Say why, in a sentence others will understand later"
    )

    def __init__(self, *args: Any, question: str = "", hint: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if question:
            self.fields["words"].label = question
        if hint:
            self.fields["words"].help_text = hint


class DangerForm(kit.KitForm):
    """Danger that was not in the report."""

    words = kit.LongText("What is the danger?", rows=3, max_length=5000, needed="Say what the danger is")
    said_by = kit.Text(
        "Who said so?",
        hint="Their name and who they are to the adult. If you saw it, write that you saw it.",
        max_length=200,
        needed="Say who told you, or that you saw it yourself",
    )
    doing = kit.LongText(
        "What is being done about it now, and by whom?",
        rows=3,
        max_length=5000,
        needed="Say what is being done about it now, and by whom",
    )


class AllocateForm(kit.KitForm):
    """Who works on it."""

    user_id = kit.Select("Person", [], required=False, prompt="Nobody by name")
    team = kit.Text("Or a team, whose next free person takes it", max_length=60, required=False)
    words = kit.LongText("Anything they should know?", rows=3, max_length=2000, required=False)

    def __init__(self, *args: Any, staff: tuple[Colleague, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["user_id"], people(staff))


class ServiceForm(kit.KitForm):
    """Which care service it is about."""

    agency_id = kit.Select("Care service", [], required=False, prompt="It is not about a care service")
    placed_by_id = kit.Select(
        "Council that placed the adult in this area",
        [],
        required=False,
        prompt="None, or not known",
        why="It answers for the adult's care there, so it hears back from us once this is decided.",
    )
    marks_optional = False

    def __init__(
        self,
        *args: Any,
        services: tuple[AgencyName, ...] = (),
        councils: tuple[AgencyName, ...] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["agency_id"], [(str(each.id), each.name) for each in services])
        offer(self.fields["placed_by_id"], [(str(each.id), each.name) for each in councils])


class ThresholdForm(kit.KitForm):
    """The level, by the local guide of the case's day."""

    level = kit.Choice("Which level fits best?", [], needed="Choose the level that fits best")
    codes = kit.Choices("Signs that you see", [], required=False, small=True)
    words = kit.LongText("What made you choose it?", rows=3, max_length=3000, required=False)

    def __init__(self, *args: Any, guide: ThresholdGuide, types: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = [
            (str(each.level), f"Level {each.level}: {each.name}", f"{each.meaning} {each.do}")
            for each in guide.levels
        ]
        offer(self.fields["level"], levels)
        topics = [topic for topic in guide.topics if topic.word in types] or list(guide.topics)
        signs = [
            (sign.code, f"Level {sign.code[4]}: {sign.words} ({sign.code})")
            for topic in topics
            for sign in topic.indicators
        ]
        offer(self.fields["codes"], signs)


class ClockForm(kit.KitForm):
    """More time, or why it is late. ``days`` only for more time."""

    reason = kit.Choice("Why?", ClockReason, needed="Choose the reason", meanings=False)
    days = kit.WholeNumber(
        "How many more working days?",
        width=2,
        min_value=1,
        max_value=20,
        needed="Say how many days, from 1 to 20",
    )
    words = kit.LongText("In your own words", rows=3, max_length=2000, needed="Say it in your own words")

    def __init__(self, *args: Any, reasons: tuple[ClockReason, ...], extends: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["reason"], [(each.value, each.label) for each in reasons])
        if not extends:
            del self.fields["days"]


class MatchForm(kit.KitForm):
    """Who the report is about: somebody held, or somebody new."""

    person_id = kit.Choice("Who is it?", [], needed="Choose who it is, or “None of these: a new person”")
    words = kit.LongText("How do you know?", rows=2, max_length=1000, required=False)
    given_name = kit.Text("Given name", max_length=100, required=False)
    family_name = kit.Text("Family name", max_length=100, required=False)
    date_of_birth = kit.Day("Date of birth", birthday=True, required=False)
    nhs_number = kit.NhsNumber(required=False)
    address = kit.Text("Address", max_length=300, required=False)
    postcode = kit.Text("Postcode", max_length=9, width=10, required=False)

    def __init__(self, *args: Any, found: Sequence[Sequence[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["person_id"]
        new = "None of these: a new person" if found else "A new person"
        offer(
            choice,
            [*found, ("new", new, "Their details are taken from the report; put right what is wrong.")],
        )
        choice.reveals = {
            "new": ["given_name", "family_name", "date_of_birth", "nhs_number", "address", "postcode"]
        }
        choice.last = ["new"]


class DecideForm(kit.KitForm):
    """The decision."""

    outcome = kit.Choice("What is decided?", [], needed="Choose the decision")
    reason = kit.Select(
        "Reason for no further action", NoActionReason, required=False, prompt="Choose the reason"
    )
    signpost = kit.Select(
        "Where was the adult or the matter pointed to?", Signpost, required=False, prompt="Choose where"
    )
    signpost_words = kit.Text("What was agreed, with whom?", max_length=500, required=False)
    follow_up_on = kit.Day("When do we check that it helped?", future=True, required=False)
    manager = kit.Select("Accountable manager", [], required=False, prompt="Choose the manager")
    officer = kit.Select("Enquiry officer", [], required=False, prompt="Choose the enquiry officer")
    enquiry_id = kit.Select("Which open enquiry?", [], required=False, prompt="Choose the enquiry")
    rationale = kit.LongText(
        "Why is this the right decision?",
        hint="Somebody may read this in ten years. What did you weigh, and what about the adult's wellbeing?",
        rows=4,
        max_length=10_000,
        needed="Say why this is the right decision",
    )
    adult_view = kit.LongText(
        "What does the adult think of it?",
        hint="If they could not be asked, say why, and when they will be.",
        rows=3,
        max_length=5000,
        needed="Say what the adult thinks of it, or why they could not be asked",
    )
    pull = principles.pull_field()
    between = principles.between_field()
    weighed_words = principles.words_field()
    marks_optional = False

    def __init__(
        self,
        *args: Any,
        outcomes: Sequence[Sequence[str]],
        managers: tuple[Colleague, ...],
        officers: tuple[Colleague, ...],
        enquiries: tuple[OpenEnquiry, ...],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        names = ["manager", "officer"]
        choice: Any = self.fields["outcome"]
        offer(choice, outcomes)
        offered = {each[0] for each in outcomes}
        choice.reveals = {
            word: fields
            for word, fields in {
                Outcome.S42_ENQUIRY.value: names,
                Outcome.OTHER_RESPONSE.value: ["signpost", "signpost_words", "follow_up_on"],
                Outcome.NO_FURTHER_ACTION.value: ["reason"],
                Outcome.ADDED_TO_ENQUIRY.value: ["enquiry_id"],
            }.items()
            if word in offered
        }
        if Outcome.S42_ENQUIRY.value not in offered and Outcome.OTHER_ENQUIRY.value in offered:
            choice.reveals[Outcome.OTHER_ENQUIRY.value] = names
        offer(self.fields["manager"], people(managers))
        offer(self.fields["officer"], people(officers))
        open_now = [
            (
                str(each.id),
                f"{each.reference}, {each.kind.label}, opened {short_day(each.opened_at)}, {each.manager}",
            )
            for each in enquiries
        ]
        offer(self.fields["enquiry_id"], open_now)

    def clean(self) -> dict[str, Any]:
        """Under section 42 it is asked whether principles pull against each other."""
        super().clean()
        principles.needs(self, asked=self.cleaned_data.get("outcome") == Outcome.S42_ENQUIRY.value)
        return self.cleaned_data


class SignOffForm(kit.KitForm):
    """A second person's answer."""

    agrees = kit.Choice(
        "Do you agree with the decision?",
        [("yes", "Yes, sign it off"), ("no", "No, send it back")],
        needed="Choose whether you agree",
        reveals={"no": ["words"]},
    )
    words = kit.LongText("What is missing?", rows=4, max_length=5000, required=False)

    def clean(self) -> dict[str, Any]:
        """Sending back needs words."""
        super().clean()
        self.needs(
            self.cleaned_data.get("agrees") == "no",
            "words",
            "Say what is missing, so that it can be put right",
        )
        return self.cleaned_data
