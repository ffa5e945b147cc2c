"""Forms of meetings, chains of assurance and learning from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from goldenthread.assurance.procedures import ItemTold
from goldenthread.assurance.vocabulary import AgendaKind, AssuranceLevel, Assured, OutsideBody
from goldenthread.kit import forms as kit
from goldenthread.web.board.parts import chosen

Ids = Iterable[tuple[UUID, str]]


def pairs(found: Ids) -> list[tuple[str, str]]:
    """Ids and names as the answers of a question."""
    return [(str(id), name) for id, name in found]


class PlanForm(kit.KitForm):
    """Meetings, one or a year of them."""

    level = kit.Choice("Whose meeting is it?", AssuranceLevel, needed="Say whose meeting it is")
    title = kit.Text(
        "What is it called?",
        hint="For example: Safeguarding Adults Board",
        max_length=150,
        needed="Say what it is called",
    )
    first_on = kit.Day("Day of the first", subject="The day", needed="Enter the day of the first meeting")
    count = kit.WholeNumber(
        "How many meetings?", min_value=1, max_value=24, needed="Write how many, 1 for one alone"
    )
    weeks = kit.WholeNumber(
        "How many weeks lie between them?", hint="A board that meets every quarter: 13", min_value=1, max_value=52,
        needed="Write how many weeks, 1 where there is one meeting only",
    )  # fmt: skip
    with_story = kit.Confirm("Keep a place for a person's story at each of them", required=False)


class MeetingForm(kit.KitForm):
    """A meeting's name and day."""

    title = kit.Text("What is it called?", max_length=150, needed="Say what it is called")
    on = kit.Day("Its day", subject="The day", needed="Enter its day")


class HeldForm(kit.KitForm):
    """A meeting took place."""

    minutes = kit.Text(
        "Where can its minutes be read?", hint="An address or a place", max_length=300, required=False
    )


class WhyForm(kit.KitForm):
    """A reason."""

    words = kit.LongText("Why?", needed="Say why, in a sentence others will understand later", rows=3)


class ItemForm(kit.KitForm):
    """An item of an agenda: a story, or a report."""

    title = kit.Text("What is it called on the agenda?", max_length=200, needed="Say what it is called")
    given_by = kit.Text(
        "Who brings it?",
        hint="A role or a body, such as “Head of service for the council”. Never the person whose story it is.",
        max_length=120,
        required=False,
    )

    def __init__(self, *args: Any, kind: AgendaKind, choices: dict[str, Ids], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind is AgendaKind.STORY:
            self.fields["story"] = kit.Select(
                "Which story?", pairs(choices["stories"]), required=False, prompt="Not chosen yet",
                hint="Stories of the evidence library that were agreed to, in which nobody can be recognised, and that are shared.",
            )  # fmt: skip
        else:
            self.fields["chain"] = kit.Select(
                "Which chain of assurance is it part of?",
                pairs(choices["chains"]),
                required=False,
                prompt="None",
            )
            self.fields["report"] = kit.Select(
                "Which kept report?",
                pairs(choices["reports"]),
                required=False,
                prompt="None of those kept here",
            )
            self.fields["evidence"] = kit.Choices(
                "On what evidence?", pairs(choices["evidence"]), required=False, small=True
            )
        self.fields["review"] = kit.Select(
            "Which review of a process does it speak to?",
            pairs(choices["reviews"]),
            required=False,
            prompt="None",
        )

    def told(self) -> ItemTold:
        """What the procedures take."""
        data = self.cleaned_data
        return ItemTold(
            kind=self.kind,
            title=data["title"],
            given_by=data["given_by"],
            chain_id=chosen(data.get("chain", "")),
            review_id=chosen(data["review"]),
            report_id=chosen(data.get("report", "")),
            story_id=chosen(data.get("story", "")),
            evidence_ids=tuple(UUID(each) for each in data.get("evidence", ())),
        )


class RecordForm(kit.KitForm):
    """What came of an item."""

    decided = kit.LongText(
        "What did the meeting decide because of it?",
        hint="Write that it decided nothing, where it did not.",
        needed="Write what the meeting decided, or that it decided nothing",
    )

    def __init__(self, *args: Any, kind: AgendaKind, actions: Ids, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind is AgendaKind.REPORT:
            self.fields["assured"] = kit.Choice(
                "Were those who heard it assured?", Assured, needed="Say whether they were assured"
            )
        self.fields["action"] = kit.Select(
            "Which action follows?", pairs(actions), required=False, prompt="None in the improvement plan"
        )


class ChainForm(kit.KitForm):
    """A chain of assurance."""

    title = kit.Text(
        "What is assured?",
        hint="For example: Annual report 2025-26",
        max_length=150,
        needed="Say what is assured",
    )
    about = kit.LongText("What is it about?", required=False, rows=3)
    due_on = kit.Day("By when should every level have heard it?", subject="The day", required=False)


class LearningForm(kit.KitForm):
    """Something learnt elsewhere."""

    body = kit.Choice(
        "Where does it come from?",
        OutsideBody,
        needed="Say where it comes from",
        reveals={"other": ["body_name"]},
    )
    body_name = kit.Text("Which?", max_length=120, required=False)
    title = kit.Text(
        "What was it?", hint="A meeting, a visit, a paper", max_length=150, needed="Say what it was"
    )
    passage = kit.Text("Where in it?", hint="A page, a paragraph, an item", max_length=200, required=False)
    on = kit.Day("When?", subject="The day", past=True, needed="Enter the day")
    learnt = kit.LongText("What did you learn?", hint="In your own words.", needed="Write what was learnt")

    def clean(self) -> dict[str, Any]:
        """Another body is named."""
        data = super().clean() or self.cleaned_data
        self.needs(data.get("body") is OutsideBody.OTHER, "body_name", "Say which network or body")
        return data


class CiteForm(kit.KitForm):
    """Where learning is used."""

    words = kit.LongText("How is it used there?", needed="Say how it is used there", rows=3)

    def __init__(self, *args: Any, findings: Ids, actions: Ids, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["used_by"] = kit.Choice(
            "What uses it?",
            [("finding", "A finding"), ("action", "An action of the improvement plan")],
            needed="Choose a finding or an action",
            reveals={"finding": ["finding"], "action": ["action"]},
        )
        self.fields["finding"] = kit.Select("Which finding?", pairs(findings), required=False)
        self.fields["action"] = kit.Select("Which action?", pairs(actions), required=False)
        self.order_fields(["used_by", "finding", "action", "words"])

    def clean(self) -> dict[str, Any]:
        """The one that was meant."""
        data = super().clean() or self.cleaned_data
        self.needs(data.get("used_by") == "finding", "finding", "Choose the finding")
        self.needs(data.get("used_by") == "action", "action", "Choose the action")
        return data
