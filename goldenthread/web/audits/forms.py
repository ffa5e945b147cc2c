"""Forms of case-file audits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from goldenthread.access.queries import Colleague
from goldenthread.assurance.policy import audits
from goldenthread.assurance.vocabulary import Population, ViewOf
from goldenthread.ground.instruments import Instrument, Item
from goldenthread.kit import forms as kit

NOT_APPLICABLE = str(audits.NOT_APPLICABLE)


class SampleForm(kit.KitForm):
    """How a sample is drawn."""

    open_enquiries = kit.WholeNumber("Enquiries open now", required=False, min_value=0, max_value=200)
    closed_enquiries = kit.WholeNumber(
        "Enquiries closed since that day", required=False, min_value=0, max_value=200
    )
    went_on = kit.WholeNumber("Concerns that led to an enquiry", required=False, min_value=0, max_value=200)
    screened_out = kit.WholeNumber(
        "Concerns that ended without an enquiry",
        hint="Should some of them have gone on? This sample tells.",
        required=False,
        min_value=0,
        max_value=200,
    )
    since = kit.Day("Closed or decided since", past=True, needed="Say since which day")
    by_team = kit.Confirm("Spread the cases over teams as the work is spread", required=False)
    twice_in_100 = kit.WholeNumber(
        "How many in 100 are read by two auditors, each without seeing the other",
        min_value=0,
        max_value=100,
        needed="Say how many in 100; 0 for none",
    )
    seed = kit.Text(
        "Seed of the lot",
        hint="Any word. Anybody who has it and the same list of cases draws the same sample.",
        max_length=60,
        needed="Write a word to draw the lot with",
    )
    auditors = kit.Choices("Who reads them", [], needed="Choose who reads the cases")

    def __init__(self, *args: Any, auditors: Iterable[Colleague], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["auditors"] = _people("Who reads them", auditors)

    def wanted(self) -> dict[Population, int]:
        """How many of each population."""
        return {each: self.cleaned_data.get(each.value) or 0 for each in Population}


class ChosenForm(kit.KitForm):
    """Cases chosen to criteria."""

    criteria = kit.LongText(
        "Why these cases",
        hint="For example: people who came back within six months.",
        needed="Say why these cases were chosen",
    )
    references = kit.LongText("References, one a line", rows=6, needed="Write at least one reference")
    auditors = kit.Choices("Who reads them", [], needed="Choose who reads the cases")

    def __init__(self, *args: Any, auditors: Iterable[Colleague], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["auditors"] = _people("Who reads them", auditors)


class GiveForm(kit.KitForm):
    """Somebody else for a case."""

    auditor = kit.Select("Who reads it instead", [], needed="Choose somebody")

    def __init__(self, *args: Any, auditors: Iterable[Colleague], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["auditor"] = kit.Select(
            "Who reads it instead", [(str(each.id), each.name) for each in auditors], needed="Choose somebody"
        )


class AgainForm(kit.KitForm):
    """Why a finished audit is opened again."""

    words = kit.LongText("Why do you open it again?", needed="Say why")


class ViewForm(kit.KitForm):
    """What somebody who was there says of the case."""

    whose = kit.Choice("Whose view is it?", ViewOf, needed="Say whose view it is")
    words = kit.LongText("What they say", hint="In their words where you can.", needed="Write what they say")


class OwnViewForm(kit.KitForm):
    """How whoever carries a case sees it."""

    words = kit.LongText(
        "How do you see it?",
        hint="What went well for the adult, what did not, and what was in your way. Without names.",
        rows=6,
        max_length=4000,
        needed="Write how you see it",
    )


class PartForm(kit.KitForm):
    """The questions of one part of an audit tool about one case. Nothing is needed to save."""

    marks_optional = False

    def __init__(
        self,
        *args: Any,
        tool: Instrument,
        items: Iterable[Item],
        answers: Mapping[str, Mapping[str, Any]],
        **kwargs: Any,
    ) -> None:
        self.items = tuple(items)
        initial = {
            name: value
            for item in self.items
            if (answer := answers.get(item.key))
            for name, value in (
                (f"grade-{item.key}", str(answer["grade"])),
                (f"words-{item.key}", answer["words"]),
            )
        }
        super().__init__(*args, initial=initial, **kwargs)
        for item in self.items:
            self.fields[f"grade-{item.key}"] = kit.Choice(
                item.title or item.text,
                grades_of(tool, item),
                hint=item.text if item.title else "",
                small=True,
                required=False,
                last=[NOT_APPLICABLE],
            )
            self.fields[f"words-{item.key}"] = kit.LongText(
                "What you saw, without names",
                rows=2,
                required=False,
                hint=" · ".join(item.asks_for),
            )

    def answers(self) -> dict[str, dict[str, Any]]:
        """What is answered so far, as the procedure takes it."""
        return {
            item.key: {"grade": int(grade), "words": self.cleaned_data.get(f"words-{item.key}", "")}
            for item in self.items
            if (grade := self.cleaned_data.get(f"grade-{item.key}")) not in (None, "")
        }


def grades_of(tool: Instrument, item: Item) -> list[tuple[str, ...]]:
    """The grades of a question, the highest first, and that it does not apply."""
    levels = [(str(level.value), level.label, level.meaning) for level in tool.scale[item.scale].levels]
    return [*reversed(levels), (NOT_APPLICABLE, "Does not apply to this case")]


class FinishForm(kit.KitForm):
    """The last words of an audit."""

    told = kit.LongText(
        "In two or three sentences: what went well for the adult, and what did not?",
        rows=4,
        needed="Write two or three sentences",
    )


def _people(label: str, colleagues: Iterable[Colleague]) -> kit.Choices:
    return kit.Choices(
        label,
        [(str(each.id), each.name, each.role.label) for each in colleagues],
        needed="Choose who reads the cases",
    )
