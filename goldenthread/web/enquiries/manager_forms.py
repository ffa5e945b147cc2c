"""Forms of the list, of the manager and of the clock."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from goldenthread.access.queries import AgencyName, Colleague
from goldenthread.concerns.vocabulary import ClockReason
from goldenthread.kit import forms as kit
from goldenthread.web import principles

WHOSE = [("mine", "Mine"), ("team", "My team's"), ("all", "All I may see")]
STANDING = [
    ("open", "Open"),
    ("overdue", "Overdue"),
    ("soon", "Due soon"),
    ("closed", "Closed"),
    ("any", "Open and closed"),
]


class AskAgencyForm(kit.KitForm):
    """Ask an agency for a report."""

    agency = kit.Select("Which agency?", [], needed="Choose the agency to ask", prompt="Choose an agency")
    about_whom = kit.Text(
        "Who is it about?",
        hint="Only what they need to find the person: a name and room number, or their own case number.",
        needed="Say who it is about",
        max_length=200,
    )
    question = kit.LongText("What do you ask them?", needed="Write the question", rows=3)
    terms = kit.LongText(
        "What must the report cover, and what happens if it does not come?",
        needed="Write what the report must cover",
        rows=4,
    )
    adult_view = kit.LongText(
        "What does the adult think of them being asked?",
        hint="For the file; the agency does not see it.",
        needed="Write what the adult thinks, or why they were not asked",
        rows=2,
    )

    def __init__(self, *args: Any, agencies: Iterable[AgencyName], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["agency"], [(str(each.id), each.name) for each in agencies])


class CheckForm(kit.KitForm):
    """Accept a report, or send it back."""

    accepted = kit.Choice(
        "Is the report good enough?",
        [("yes", "Yes, accept it"), ("no", "No, send it back")],
        needed="Choose: accept the report, or send it back",
    )
    words = kit.LongText(
        "Why, or what is missing?",
        hint="The agency reads these words.",
        needed="Say why, or what is missing",
        rows=3,
    )


class AppointForm(kit.KitForm):
    """Who answers for the enquiry."""

    manager = kit.Select("Accountable manager", [], needed="Choose the accountable manager")
    officer = kit.Select("Enquiry officer", [], needed="Choose the enquiry officer")
    lead_agency = kit.Select("Lead agency", [], needed="Choose the lead agency")
    words = kit.LongText("Why does it change?", needed="Say why it changes", rows=2)

    def __init__(
        self,
        *args: Any,
        managers: Iterable[Colleague],
        officers: Iterable[Colleague],
        agencies: Iterable[AgencyName],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["manager"], [(str(each.id), each.name) for each in managers])
        _offer(
            self.fields["officer"],
            [(str(each.id), f"{each.name}, {each.role.label.lower()}") for each in officers],
        )
        _offer(self.fields["lead_agency"], [(str(each.id), each.name) for each in agencies])


class ExtendForm(kit.KitForm):
    """More days."""

    reason = kit.Select("Why is more time needed?", ClockReason, needed="Choose why more time is needed")
    days = kit.WholeNumber("How many more days?", needed="Say how many more days", width=2)
    words = kit.LongText(
        "What does the adult gain from it?", needed="Say what the adult gains from more time", rows=3
    )

    def __init__(self, *args: Any, reasons: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(
            self.fields["reason"],
            [(word.value, word.label) for word in ClockReason if word.value in set(reasons)],
        )


class MissedForm(kit.KitForm):
    """Why the clock was missed."""

    reason = kit.Select("Why did it take longer?", ClockReason, needed="Choose why it took longer")
    words = kit.LongText("Say it in a sentence", needed="Say in a sentence why it took longer", rows=3)


class CloseForm(kit.KitForm):
    """Close the enquiry, with what the adult and the referrer will be told."""

    words = kit.LongText(
        "Why does the enquiry end now, and what was learned?", needed="Say why it ends now", rows=3
    )
    draft_for_adult = kit.LongText(
        "What will the adult be told?",
        hint="Somebody gives it to them in the way that is safe for them, and may change it before.",
        needed="Write what the adult will be told",
        rows=8,
    )
    draft_for_referrer = kit.LongText(
        "What will those be told who raised it?",
        hint="Without a name. {reference} becomes the number of their own concern.",
        needed="Write what those will be told who raised it",
        rows=8,
    )
    pull = principles.pull_field(always=True)
    between = principles.between_field()
    weighed_words = principles.words_field()
    field_order = ("words", *principles.FIELDS, "draft_for_adult", "draft_for_referrer")

    def clean(self) -> dict[str, Any]:
        """At the end it is asked again whether principles pulled against each other."""
        super().clean()
        principles.needs(self, asked=False)
        return self.cleaned_data


class GlassForm(kit.KitForm):
    """Open a record in an emergency."""

    marks_optional = False
    reference = kit.Text(
        "Reference of a concern or enquiry, or the adult's NHS number",
        hint="Like SGE-2026-000123-4 or 999 000 0018",
        width=20,
        needed="Type the reference or the NHS number",
        max_length=40,
    )
    what = kit.Choice(
        "What do you need to open?",
        [
            ("record", "Only the concern or enquiry with this reference"),
            (
                "person",
                "The adult's own record",
                "With everything known about them that you could see if it were yours.",
            ),
        ],
        hint="An NHS number always opens the adult's own record.",
        required=False,
    )
    reason = kit.LongText(
        "Why do you need to open it now?",
        hint="A manager reads this, and checks what you looked at.",
        needed="Say why you need to open it now",
        rows=4,
    )


class ListForm(kit.KitForm):
    """Which enquiries to show."""

    marks_optional = False
    whose = kit.Select("Whose", WHOSE[1:], prompt="Mine", required=False)
    standing = kit.Select("Which", STANDING[1:], prompt="Open", required=False)
    q = kit.Text("Reference or name", required=False, width=20, max_length=80)


def _offer(field: Any, pairs: list[tuple[str, str]]) -> None:
    """Fill a list whose answers are known only when the page is made."""
    field.entries = [(value, text, "") for value, text in pairs]
    field.words = None
    field.choices = pairs
