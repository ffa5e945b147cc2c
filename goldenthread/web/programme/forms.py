"""Forms of the programme."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from goldenthread.access.queries import AgencyName
from goldenthread.assurance.procedures import LookTold
from goldenthread.assurance.vocabulary import ReviewKind
from goldenthread.kit import forms as kit

AGAIN = "again"


class YearForm(kit.KitForm):
    """Which year, and whose looks."""

    marks_optional = False
    year = kit.Select("Year from April", (), required=False, prompt="This year")
    agency = kit.Select("Who looks", (), required=False, prompt="Every agency")

    def __init__(
        self, *args: Any, years: Sequence[tuple[str, str]], agencies: Sequence[AgencyName], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"] = kit.Select("Year from April", years, required=False, prompt="This year")
        self.fields["agency"] = kit.Select(
            "Who looks", [(str(a.id), a.name) for a in agencies], required=False, prompt="Every agency"
        )


class LookForm(kit.KitForm):
    """A look that an agency takes."""

    kind = kit.Select("What kind of look?", ReviewKind, needed="Choose the kind", meanings=False)
    title = kit.Text(
        "What do you call it?", max_length=150, needed="Give it a name by which people will know it"
    )
    instrument = kit.Select(
        "Which tool?", (), required=False, prompt="No tool of this service",
        hint="Self-assessments and case-file audits of every agency use the same tools, so that one result serves all.",
    )  # fmt: skip
    theme = kit.Text(
        "What is it about?", max_length=120, required=False,
        hint="In a few words, such as “pressure care”. Needed where no tool is chosen.",
    )  # fmt: skip
    about = kit.Select(
        "Which service or agency is looked at?", (), required=False, prompt="The whole partnership"
    )
    by_agency = kit.Select("Who looks?", (), required=False, prompt="My own agency")
    begins_on = kit.Day("When does it begin?", subject="The day it begins", needed="Say when it begins")
    ends_on = kit.Day("When does it end?", subject="The day it ends", needed="Say when it ends")
    reason = kit.LongText(
        "Why look again?", rows=3, max_length=2000, required=False,
        hint="Only where somebody looked at the same thing already.",
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        tools: Sequence[tuple[str, str]],
        agencies: Sequence[AgencyName],
        for_others: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        names = [(str(each.id), each.name) for each in agencies]
        self.fields["instrument"] = kit.Select(
            "Which tool?", tools, required=False, prompt="No tool of this service",
            hint="Self-assessments and case-file audits of every agency use the same tools, so that one result serves all.",
        )  # fmt: skip
        self.fields["about"] = kit.Select(
            "Which service or agency is looked at?", names, required=False, prompt="The whole partnership"
        )
        self.fields["by_agency"] = kit.Select("Who looks?", names, required=False, prompt="My own agency")
        if not for_others:
            del self.fields["by_agency"]

    def offer(self, earlier: Sequence[tuple[str, str]]) -> None:
        """Ask what to do instead, once somebody is found to have looked: use a result, or look again for a reason."""
        self.fields["instead"] = kit.Choice(
            "What do you want to do?",
            [
                *((value, f"Use the result of {words}", "Nobody looks again.") for value, words in earlier),
                (AGAIN, "Look again", "The programme shows your reason."),
            ],
            required=False,
            reveals={AGAIN: ["reason"]},
        )

    @property
    def told(self) -> LookTold:
        """What the procedures take."""
        data = self.cleaned_data
        return LookTold(
            kind=ReviewKind(data["kind"]),
            title=data["title"],
            begins_on=data["begins_on"],
            ends_on=data["ends_on"],
            theme=data["theme"],
            instrument_key=data["instrument"],
            by_agency=UUID(data["by_agency"]) if data.get("by_agency") else None,
            about=UUID(data["about"]) if data["about"] else None,
        )


class ResultForm(kit.KitForm):
    """What a look found."""

    result = kit.LongText(
        "What did it find?", rows=5, max_length=4000, needed="Say in a few sentences what it found",
        hint="Others use this instead of looking again. Leave out the names of adults and of staff.",
    )  # fmt: skip
    evidence = kit.Select(
        "Which piece in the evidence library shows it?", (), required=False, prompt="None yet",
        hint="Add the report to the library first, so that others may put it behind their own answers.",
    )  # fmt: skip

    def __init__(self, *args: Any, pieces: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"] = kit.Select(
            "Which piece in the evidence library shows it?", pieces, required=False, prompt="None yet",
            hint="Add the report to the library first, so that others may put it behind their own answers.",
        )  # fmt: skip


class DropForm(kit.KitForm):
    """Why a look is not held."""

    words = kit.LongText("Why is it not held?", rows=3, max_length=2000, needed="Say why it is not held")
