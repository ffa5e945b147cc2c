"""Forms about people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from goldenthread.ground import moment
from goldenthread.ground.words import Answer
from goldenthread.kit import forms as kit
from goldenthread.people.vocabulary import (
    CircumstanceKind,
    Eligibility,
    EthnicGroup,
    Funding,
    Gender,
    RepresentativeKind,
    SupportReason,
)


class SearchForm(kit.KitForm):
    """One box that understands names, NHS numbers, dates of birth and postcodes."""

    marks_optional = False
    q = kit.Text(
        "Find a person",
        hint="A name, an NHS number, a date of birth (3/4/1950) or a postcode",
        required=False,
        spellcheck=False,
    )


class PersonForm(kit.KitForm):
    """A person's details."""

    given_name = kit.Text("Given names", max_length=100, required=False)
    family_name = kit.Text("Family name", max_length=100, required=False)
    known_as = kit.Text("Likes to be called", max_length=100, required=False)
    date_of_birth = kit.Day("Date of birth", birthday=True, required=False)
    died_on = kit.Day("Date of death", past=True, required=False)
    nhs_number = kit.NhsNumber(required=False)
    address = kit.Text("Address", max_length=300, required=False)
    postcode = kit.Text("Postcode", width=10, max_length=9, required=False)
    gender = kit.Choice("Gender", Gender, meanings=False, last=["not_known"], small=True)
    ethnic_group = kit.Select("Ethnic group", EthnicGroup, needed="Choose an ethnic group, or “Not known”")
    support_reason = kit.Select(
        "Main reason for support", SupportReason, needed="Choose a reason, or “Not known”"
    )
    funding = kit.Select(
        "Who pays for their care?",
        Funding,
        hint="So that we can see whether safeguarding helps people the same, whoever pays.",
        needed="Choose who pays, or “Not known”",
    )
    eligibility = kit.Select(
        "Are they eligible for care and support?",
        Eligibility,
        hint="By the national criteria (Care Act 2014, section 13). Safeguarding does not depend on it.",
        needed="Choose whether they are eligible, or “Not known”",
    )
    words = kit.LongText(
        "Why this changes",
        hint="Only if others will want to know later.",
        rows=2,
        max_length=2000,
        required=False,
    )


class BeginForm(kit.KitForm):
    """Who a new record is about. ``found``: people held who may be this person, as (value, label, hint)."""

    person_id = kit.Choice("Is it one of these?", [], needed="Choose who it is, or “None of these”")
    given_name = kit.Text("Given names", max_length=100, required=False)
    family_name = kit.Text("Family name", max_length=100, required=False)
    known_as = kit.Text("Likes to be called", max_length=100, required=False)
    date_of_birth = kit.Day("Date of birth", birthday=True, required=False)
    nhs_number = kit.NhsNumber(required=False)
    address = kit.Text("Address", max_length=300, required=False)
    postcode = kit.Text("Postcode", width=10, max_length=9, required=False)
    words = kit.LongText(
        "Why is a record needed?",
        rows=2,
        max_length=2000,
        why="Personal details are kept only for a reason, and whoever opens the record will want to know it.",
        needed="Say why a record is needed",
    )
    # Whom the page has shown: nobody who fits is passed over unseen.
    seen = kit.Hidden(required=False)

    def __init__(self, *args: Any, found: Sequence[tuple[str, str, str]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        if not found:
            del self.fields["person_id"]
            return
        field: Any = self.fields["person_id"]
        field.entries = [*found, ("new", "None of these: begin a new record", "")]
        field.last = ["new"]
        self.initial["seen"] = " ".join(value for value, _, _ in found)


class CircumstanceForm(kit.KitForm):
    """Something that holds for a time."""

    kind = kit.Choice("What is it?", CircumstanceKind, needed="Choose what it is")
    words = kit.Text(
        "In a few words",
        hint="For a worker: their name, role and agency. For a legal status: what was decided, by whom.",
        max_length=300,
        needed="Say what it is, in a few words",
    )
    from_on = kit.Day("From", subject="The day it began", needed="Enter the day it began")
    until_on = kit.Day(
        "Until", hint="Leave it empty while it holds.", subject="The day it ended", required=False
    )


class EndForm(kit.KitForm):
    """The end of something that held."""

    until_on = kit.Day("Until which day did it hold?", subject="The last day", needed="Enter the last day")
    words = kit.LongText("What happened", rows=2, max_length=2000, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("until_on", moment.today())


class RepresentativeForm(kit.KitForm):
    """Somebody who speaks with or for the adult."""

    kind = kit.Choice(
        "Who are they to the adult?",
        RepresentativeKind,
        leave_out=[RepresentativeKind.ADULT],
        needed="Choose who they are to the adult",
    )
    name = kit.Text("Their name", max_length=120, needed="Enter their name")
    relationship = kit.Text("How they know the adult, or their agency", max_length=120, required=False)
    contact = kit.Text("How to reach them", max_length=200, required=False)
    safe_to_contact = kit.YesNoNotKnown(
        "Is it safe to contact them?",
        why="Somebody close to the adult may be the one who causes harm, or live with them. Ask the adult.",
        needed="Say whether it is safe, or “I don't know”",
    )
    from_on = kit.Day("Since when?", subject="The day they began", needed="Enter the day they began")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial.setdefault("from_on", moment.today())


class RestrictForm(kit.KitForm):
    """Why a record is restricted, or opened again."""

    words = kit.LongText(
        "Why", hint="A sentence that others will understand later.", rows=3, max_length=2000, needed="Say why"
    )


class LetInForm(kit.KitForm):
    """Whom the work needs on a restricted record."""

    user_id = kit.Select("Colleague", (), needed="Choose a colleague")
    reason = kit.Text("Why they need it", max_length=300, needed="Say why they need it")

    def __init__(self, *args: Any, colleagues: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["user_id"]
        field.entries = [(value, text, "") for value, text in colleagues]  # type: ignore[attr-defined]
        field.choices = colleagues  # type: ignore[attr-defined]


class ChronologyForm(kit.KitForm):
    """What of the chronology to show."""

    marks_optional = False
    small_labels = True
    what = kit.Select(
        "Show",
        (
            ("concern", "Concerns only"),
            ("enquiry", "Enquiries only"),
            ("person", "This record only"),
            ("told", "Who was told what"),
        ),
        prompt="Everything",
        required=False,
    )
    since = kit.Day("From", subject="The first day", required=False)
    until = kit.Day("Until", subject="The last day", required=False)
    order = kit.Select("Order", (("oldest", "Oldest first"),), prompt="Newest first", required=False)


SAFE_WORDS = {
    Answer.YES: "Safe to contact",
    Answer.NO: "Do not contact",
    Answer.NOT_KNOWN: "Not known whether it is safe",
    Answer.NOT_ASKED: "Nobody has asked whether it is safe",
}
