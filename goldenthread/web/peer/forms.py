"""Forms of a peer review on site."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any, cast
from uuid import UUID

from goldenthread.assurance.procedures.peer import Programme
from goldenthread.assurance.queries import NoteRow, OnSite, SessionRow
from goldenthread.assurance.vocabulary import (
    FindingKind,
    Independence,
    NoteLeans,
    PaperState,
    SessionKind,
    SessionState,
    SourceKind,
)
from goldenthread.ground.moment import LONDON
from goldenthread.kit import forms as kit

Pairs = Iterable[tuple[str, str]]


class ConflictsForm(kit.KitForm):
    """A member's conflicts of interest."""

    words = kit.LongText(
        "Your conflicts of interest in this review",
        hint="Work, family or money that ties you to the council or agencies you look at. If there are none, write “None”.",
        needed="Write what they are, or “None”",
        rows=3,
    )


class SessionForm(kit.KitForm):
    """A session of the programme."""

    kind = kit.Choice("What is it?", SessionKind, needed="Say what it is", meanings=False)
    title = kit.Text(
        "Name of the session",
        hint="For example: Carers of adults with learning disabilities",
        max_length=150,
        needed="Name the session",
    )
    on = kit.Day("Day", required=False)
    begins = kit.Text("Begins at", hint="For example 9:30", max_length=5, required=False)
    minutes = kit.WholeNumber("Minutes", required=False, min_value=5, max_value=600)
    who = kit.Text(
        "Who takes part",
        hint="Roles, never names: “six social workers”. For reading: who of the team reads what.",
        max_length=200,
        required=False,
    )
    people = kit.WholeNumber("How many people", required=False, min_value=0, max_value=500)
    independence = kit.Choice("Whose word is heard?", Independence, needed="Say whose word is heard")
    theme = kit.Select("Theme", [], required=False, prompt="No one theme")
    question = kit.Select("Key question", [], required=False, prompt="No one question")
    host = kit.Text("Who hosts it", hint="To be thanked in the report.", max_length=120, required=False)

    def __init__(
        self,
        *args: Any,
        themes: Pairs,
        questions: Iterable[str],
        held: SessionRow | None = None,
        **kwargs: Any,
    ) -> None:
        if held:
            at = held.at.astimezone(LONDON) if held.at else None
            kwargs["initial"] = {
                "kind": held.kind.value,
                "title": held.title,
                "on": at.date() if at else None,
                "begins": f"{at:%-H:%M}" if at else "",
                "minutes": held.minutes,
                "who": held.who,
                "people": held.people,
                "independence": held.independence.value,
                "theme": held.theme,
                "question": held.question,
                "host": held.host,
            } | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        offered = list(themes)
        if held and held.theme and held.theme not in {value for value, _ in offered}:
            offered.append((held.theme, held.theme))
        _about(self, offered, questions)

    def clean(self) -> dict[str, Any]:
        """The day and hour as one moment; an hour without a day is asked for its day."""
        typed = super().clean() or self.cleaned_data
        day, begins = typed.get("on"), typed.get("begins", "")
        typed["at"] = None
        try:
            hour = datetime.strptime(begins, "%H:%M").time() if begins else time(9)  # noqa: DTZ007 - a time of day
        except ValueError:
            self.add_error("begins", "Write the time as hours and minutes, like 9:30")
            return typed
        if begins and not day:
            self.add_error("on", "Write the day as well")
        elif day:
            typed["at"] = datetime.combine(day, hour, LONDON)
        return typed

    def told(self) -> Programme:
        """What the procedure takes."""
        names = (
            "kind",
            "title",
            "at",
            "minutes",
            "who",
            "people",
            "theme",
            "question",
            "independence",
            "host",
        )
        return cast("Programme", {name: self.cleaned_data.get(name) for name in names})


class HeldForm(SessionForm):
    """A session of the programme, and whether it was held."""

    state = kit.Choice("Did it take place?", SessionState, needed="Say whether it took place")


class NoteForm(kit.KitForm):
    """A note of the team."""

    words = kit.LongText(
        "What was said or seen", hint="Never who said it.", needed="Write what was said or seen", rows=5
    )
    leans = kit.Choice(
        "Which way does it lean?", NoteLeans, needed="Say which way it leans", meanings=False, inline=True
    )
    session = kit.Select("Where", [], required=False, prompt="In no session")
    sort = kit.Select("What it rests on", SourceKind, required=False, prompt="As the session does")
    theme = kit.Select("Theme", [], required=False, prompt="As the session's")
    question = kit.Select("Key question", [], required=False, prompt="As the session's")

    def __init__(self, *args: Any, site: OnSite, themes: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sessions = [
            (str(each.id), each.title) for each in site.sessions if each.state is not SessionState.CANCELLED
        ]
        self.fields["session"] = kit.Select("Where", sessions, required=False, prompt="In no session")
        _about(self, themes, site.questions, prompt="As the session's")

    def session_id(self) -> UUID | None:
        """The session chosen."""
        chosen = self.cleaned_data.get("session")
        return UUID(str(chosen)) if chosen else None


class SiftForm(kit.KitForm):
    """A finding made of notes."""

    notes = kit.Choices("Notes it rests on", [], needed="Choose at least one note")
    kind = kit.Choice("What is it?", FindingKind, leave_out=["learning"], needed="Say what it is")
    words = kit.LongText(
        "The finding", hint="As it could stand in the report.", needed="Write the finding", rows=4
    )
    theme = kit.Select("Theme", [], required=False, prompt="No one theme")
    question = kit.Select("Key question", [], required=False, prompt="No one question")
    passage = kit.Text("Where does the issue stand?", hint="Page or paragraph", max_length=80, required=False)
    issue = kit.LongText("For a gap: the issue that was raised", rows=2, max_length=4_000, required=False)
    evidence_wanted = kit.LongText("For a gap: the evidence wanted", rows=2, max_length=2_000, required=False)

    def __init__(
        self,
        *args: Any,
        notes: Iterable[NoteRow],
        themes: Pairs,
        questions: Iterable[str],
        gaps: bool,
        **kwargs: Any,
    ) -> None:
        """``gaps``: what is looked at answers an inspection, so that a gap may be found."""
        super().__init__(*args, **kwargs)
        if not gaps:
            leave_out = [FindingKind.GAP, FindingKind.LEARNING]
            self.fields["kind"] = kit.Choice(
                "What is it?", FindingKind, leave_out=leave_out, needed="Say what it is"
            )
            for name in ("passage", "issue", "evidence_wanted"):
                del self.fields[name]
        entries = [
            (
                str(each.id),
                each.words,
                " · ".join(filter(None, (each.session, each.sort.label, each.leans.label, each.by_name))),
            )
            for each in notes
        ]
        self.fields["notes"] = kit.Choices(
            "Notes it rests on",
            entries,
            needed="Choose at least one note",
            error_messages={
                "invalid_choice": "One of these notes stands in a finding already, or was withdrawn. Choose from those that are left"
            },
        )
        _about(self, themes, questions)


class PaperForm(kit.KitForm):
    """A document the team asks for."""

    what = kit.Text("Which document?", max_length=300, needed="Say which document")
    due_on = kit.Day("By when", required=False)


class AskOfItselfForm(kit.KitForm):
    """By when the council says how it sees itself."""

    due_on = kit.Day(
        "By when do you need it?",
        hint="A day before the visit, so that the team can read it.",
        future=True,
        needed="Say by when you need it",
    )


class OfItselfForm(kit.KitForm):
    """What the council says of itself on a key question."""

    progress = kit.LongText("Progress", hint="What has changed, and how you know.", required=False, rows=6)
    strengths = kit.LongText("Strengths", hint="What works well, and how you know.", required=False, rows=6)
    improvements = kit.LongText(
        "Areas for improvement",
        hint="What should be better, and what you do about it.",
        required=False,
        rows=6,
    )


class BesideForm(kit.KitForm):
    """A finding on a key question, beside what the council said on it."""

    kind = kit.Choice(
        "What is it?", FindingKind, leave_out=[FindingKind.GAP, FindingKind.LEARNING], needed="Say what it is"
    )
    words = kit.LongText(
        "The finding", hint="As it could stand in the report.", needed="Write the finding", rows=4
    )
    theme = kit.Select("Theme", [], required=False, prompt="No one theme")

    def __init__(self, *args: Any, themes: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"] = kit.Select("Theme", list(themes), required=False, prompt="No one theme")


class AnswerForm(kit.KitForm):
    """What became of a paper."""

    state = kit.Choice("Is it there?", PaperState, leave_out=["asked"], needed="Say whether it is there")
    answer = kit.LongText(
        "Where it is, or why there is none", needed="Say where the paper is, or why there is none", rows=3
    )


class MethodsForm(kit.KitForm):
    """How the team looked."""

    used = kit.Choices("How the team looked", SessionKind, needed="Choose at least one")
    not_used = kit.LongText(
        "What it did not do", hint="For example: it read no case files.", required=False, rows=3
    )


class AccuracyForm(kit.KitForm):
    """What is wrong in the draft report."""

    passage = kit.Text(
        "Which passage?", hint="For example: paragraph 12", max_length=120, needed="Say which passage it is"
    )
    words = kit.LongText(
        "What is wrong, and what is right?", needed="Say what is wrong and what is right", rows=3
    )


class AnswerAccuracyForm(kit.KitForm):
    """What became of a comment on accuracy."""

    taken = kit.Choice(
        "Is the report put right?",
        [("yes", "Yes"), ("no", "No, it stays as it is")],
        needed="Say whether it is put right",
    )
    answer = kit.LongText("Why?", needed="Say why, in a sentence", rows=3)


class PublishForm(kit.KitForm):
    """Publication."""

    where = kit.Text(
        "Where can the report be read?",
        hint="An address, or the meeting it went to",
        max_length=300,
        required=False,
    )


class FollowUpForm(kit.KitForm):
    """The follow-up of a published review."""

    words = kit.LongText(
        "What has come of it?", hint="What you looked at, and what you saw.", needed="Say what has come of it"
    )


def _about(form: kit.KitForm, themes: Pairs, questions: Iterable[str], *, prompt: str = "") -> None:
    form.fields["theme"] = kit.Select("Theme", list(themes), required=False, prompt=prompt or "No one theme")
    form.fields["question"] = kit.Select(
        "Key question",
        [(each, each) for each in questions],
        required=False,
        prompt=prompt or "No one question",
    )
