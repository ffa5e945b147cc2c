"""Forms of reviews."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from goldenthread.access.queries import AgencyName
from goldenthread.assurance.procedures import LookTold
from goldenthread.assurance.queries import ReviewRow
from goldenthread.assurance.vocabulary import MemberFunction, ReviewKind
from goldenthread.ground import moment
from goldenthread.ground.instruments import Instrument
from goldenthread.kit import forms as kit

_STANDING = [("live", "Planned or under way"), ("ended", "Published or stopped")]


class ListForm(kit.KitForm):
    """Finding a review."""

    marks_optional = False
    kind = kit.Select("Kind", ReviewKind, required=False, prompt="All kinds", meanings=False)
    standing = kit.Select("Standing", _STANDING, required=False, prompt="All")


class ReviewForm(kit.KitForm):
    """What a review looks at."""

    kind = kit.Choice("What kind of review?", ReviewKind, needed="Choose the kind of review")
    title = kit.Text("What do you call it?", max_length=150, needed="Give it a name by which people will know it",
                     hint="Such as “Board self-assessment 2026”")  # fmt: skip
    scope = kit.LongText("What does it look at?", rows=4, max_length=4000, required=False)
    instrument = kit.Select(
        "Against which standards?", (), required=False, prompt="No standards: questions only"
    )
    questions = kit.LongText(
        "Key questions",
        rows=4,
        max_length=4000,
        required=False,
        hint="One on each line. Two to four is usual.",
    )
    requested_by = kit.Text("Who asked for it?", max_length=120, required=False)
    follows = kit.Select(
        "Which one came before?", (), required=False, prompt="None",
        hint="Of a round, its answers are carried forward as drafts; of an audit, results stand beside each other.",
    )  # fmt: skip
    begins_on = kit.Day("When does it begin?", subject="The day it begins", required=False)
    due_on = kit.Day("When must answers be in?", subject="The day answers must be in", required=False)
    agency = kit.Select(
        "Which agency or service is looked at?", (), required=False, prompt="The whole partnership"
    )
    reason = kit.LongText(
        "Why look again?", rows=3, max_length=2000, required=False,
        hint="Only where somebody in the partnership looked at the same thing already.",
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        instruments: Sequence[Instrument],
        rounds: Sequence[ReviewRow] = (),
        agencies: Sequence[AgencyName] = (),
        changing: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instrument"] = kit.Select(
            "Against which standards?",
            [(f"{each.key} {each.version}", f"{each.title} ({each.version})") for each in instruments],
            required=False,
            prompt="No standards: questions only",
        )
        self.fields["follows"] = kit.Select(
            "Which one came before?",
            [(str(each.id), f"{each.title} ({each.reference})") for each in rounds],
            required=False,
            prompt="None",
            hint="Of a round, its answers are carried forward as drafts; of an audit, results stand beside each other.",
        )
        self.fields["agency"] = kit.Select(
            "Which agency or service is looked at?",
            [(str(each.id), each.name) for each in agencies],
            required=False,
            prompt="The whole partnership",
        )
        if changing:
            for name in ("kind", "follows", "agency", "reason"):
                del self.fields[name]

    @property
    def told(self) -> dict[str, Any]:
        """What both procedures take."""
        data = self.cleaned_data
        key, _, version = str(data["instrument"]).partition(" ")
        return {
            "title": data["title"],
            "scope": data["scope"],
            "instrument": (key, version),
            "questions": tuple(data["questions"].splitlines()),
            "requested_by": data["requested_by"],
            "begins_on": data["begins_on"],
            "due_on": data["due_on"],
        }

    @property
    def look(self) -> LookTold:
        """What the programme is told. Without days it begins today; without standards its name is its theme."""
        data = self.cleaned_data
        begins = data["begins_on"] or moment.today()
        key, _, _ = str(data["instrument"]).partition(" ")
        return LookTold(
            kind=ReviewKind(data["kind"]),
            title=data["title"],
            begins_on=begins,
            ends_on=max(data["due_on"] or begins, begins),
            theme="" if key else data["title"][:120],
            instrument_key=key,
            about=UUID(data["agency"]) if data["agency"] else None,
        )

    @property
    def follows_id(self) -> UUID | None:
        """The round before, where one was chosen."""
        return UUID(self.cleaned_data["follows"]) if self.cleaned_data["follows"] else None


class MemberForm(kit.KitForm):
    """Somebody who takes part."""

    function = kit.Select(
        "What do they do in it?", MemberFunction, needed="Choose what they do", meanings=False
    )
    user = kit.Select("An account", (), required=False, prompt="Somebody without an account",
                      hint="They may open the review from now, until their part ends.")  # fmt: skip
    name = kit.Text("Name", max_length=120, required=False, hint="For somebody without an account")
    role = kit.Text("Their job", max_length=120, required=False)
    employer = kit.Text("Where they work", max_length=120, required=False)

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"] = kit.Select(
            "An account",
            people,
            required=False,
            prompt="Somebody without an account",
            hint="They may open the review from now, until their part ends.",
        )


class WordsForm(kit.KitForm):
    """A move that may need a reason."""

    words = kit.LongText("Why?", rows=3, max_length=4000, required=False)

    def __init__(self, *args: Any, label: str, needed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if needed:
            self.fields["words"] = kit.LongText(label, rows=3, max_length=4000, needed="Say why")
        else:
            del self.fields["words"]


class PartForm(kit.KitForm):
    """An agency's part in a self-assessment."""

    agency = kit.Select("Agency", (), needed="Choose the agency")
    lead = kit.Select("Who leads its answers?", (), required=False, prompt="Not named yet")
    items = kit.Choices(
        "Which parts of the standards?", (), required=False, hint="Leave all empty for the whole of it."
    )
    due_on = kit.Day("By when?", subject="The day", required=False)

    def __init__(
        self,
        *args: Any,
        agencies: Sequence[AgencyName],
        people: Sequence[tuple[str, str]],
        above: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"] = kit.Select(
            "Agency", [(str(a.id), a.name) for a in agencies], needed="Choose the agency"
        )
        self.fields["lead"] = kit.Select(
            "Who leads its answers?", people, required=False, prompt="Not named yet",
            hint="Somebody of that agency. They are let in by name; of agencies outside the council everybody who answers is.",
        )  # fmt: skip
        self.fields["items"] = kit.Choices(
            "Which parts of the standards?", above, required=False, small=True,
            hint="Leave all empty for the whole of it.",
        )  # fmt: skip


class AnswerForm(kit.KitForm):
    """One answer."""

    claim = kit.LongText(
        "What do you claim?", rows=3, max_length=4000, required=False,
        hint="In one or two sentences: how is it, here and now?",
    )  # fmt: skip
    grade = kit.Choice("Grade", (), required=False)
    reasoning = kit.LongText(
        "What is behind it?", rows=7, max_length=20_000, required=False,
        hint="Strengths, what is not good enough, what you are doing. Leave out the names of adults.",
    )  # fmt: skip
    changed = kit.LongText("What has changed since the last round?", rows=3, max_length=4000, required=False)

    def __init__(
        self, *args: Any, levels: Sequence[tuple[str, str, str]], before: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if levels:
            self.fields["grade"] = kit.Choice("Grade", levels, required=False)
        else:
            del self.fields["grade"]
        if not before:
            del self.fields["changed"]

    @property
    def told(self) -> dict[str, Any]:
        """What the procedure takes."""
        data = self.cleaned_data
        grade = data.get("grade")
        return {
            "claim": data["claim"],
            "grade": int(grade) if grade else None,
            "reasoning": data["reasoning"],
            "changed": data.get("changed", ""),
        }


class StrengthForm(kit.KitForm):
    """Another strength than the one worked out."""

    strength = kit.Choice("How strong is it, in your view?", (), required=False)
    strength_reason = kit.LongText(
        "Why?", rows=3, max_length=2000, required=False, hint="It is shown beside the strength worked out."
    )

    def __init__(self, *args: Any, levels: Sequence[tuple[str, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["strength"] = kit.Choice(
            "How strong is it, in your view?",
            [("", "As it is worked out"), *levels],
            required=False,
        )


class SheetForm(kit.KitForm):
    """A sheet that comes back."""

    file = kit.File(
        "The sheet",
        needed="Choose the sheet",
        hint="The Excel or Word file that was sent out from here, filled in.",
    )
