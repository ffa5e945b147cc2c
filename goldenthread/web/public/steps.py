"""The questions of the form, one thing at a time, in order. Each answers fields of a report; the rules are the room's own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from goldenthread.concerns.policy.intake import LENGTHS, check_field
from goldenthread.concerns.vocabulary import AbuseType, Place, ReferrerRole, SourceRelationship
from goldenthread.ground import moment
from goldenthread.ground.words import Answer
from goldenthread.kit import forms as kit

NOT_KNOWN = "not_known"
_TYPES = [
    ("physical", "Hurting their body", "Hitting, pushing, rough handling, or giving the wrong medicine"),
    ("domestic", "Hurt or control by a partner or family", "Now or in the past, in the home or outside it"),
    ("sexual", "Sexual harm", "Anything sexual that they did not want or could not agree to"),
    (
        "sexual_exploitation",
        "Sex in return for something",
        "Money, gifts, a place to stay, or because of threats",
    ),
    (
        "psychological",
        "Hurting their feelings",
        "Threats, shouting, making fun of them, or keeping them away from others",
    ),
    ("financial", "Money or belongings", "Theft, tricks, or pressure about money, a will or a home"),
    ("modern_slavery", "Being made to work, or used", "Forced work, or their home taken over by others"),
    (
        "discriminatory",
        "Treated badly for who they are",
        "For example because of race, faith, age, disability or who they love",
    ),
    ("organisational", "Poor care by a service", "The way a home, hospital or care service is run"),
    ("neglect", "Not getting the help they need", "Not enough food, care, warmth, medicine or a doctor"),
    ("self_neglect", "Not looking after themselves", "Their health, their safety or their home"),
    (NOT_KNOWN, "I don’t know", ""),
]


class StepForm(kit.KitForm):
    """One page of the form. ``heading`` is the page's question when it has more than one box."""

    heading = ""
    lead = ""
    marks_optional = True
    aside: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        """Ask the rules about each answer alone."""
        cleaned = super().clean() or {}
        for name, value in self.answers(cleaned).items():
            if name in self.errors:
                continue
            for error in check_field(name, value, now=moment.now()):
                self.add_error(name, forms.ValidationError(error.message, code=error.code))
        return cleaned

    def answers(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """The answers as a report's raw fields: texts, and a list of types."""
        return {name: _raw(value) for name, value in cleaned.items() if name != "version"}

    @classmethod
    def held(cls, answers: Mapping[str, Any]) -> dict[str, Any]:
        """What was typed before, as the fields' first values."""
        return {name: _shown(name, answers[name]) for name in cls.base_fields if name in answers}


def _raw(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [str(getattr(each, "value", each)) for each in value if each != NOT_KNOWN]
    return str(getattr(value, "value", value)) if value is not None else ""


def _shown(name: str, value: Any) -> Any:
    if name == "adult_date_of_birth":
        return date.fromisoformat(value) if value else None
    if name == "types":
        return value or [NOT_KNOWN]
    return value


class Danger(StepForm):
    """First of all: is anyone in danger now?"""

    lead = "If someone is in danger now, call 999 first. Then come back and tell us."
    immediate_danger = kit.YesNoNotKnown(
        "Is anyone in danger right now?",
        heading=True,
        needed="Say if anyone is in danger right now. “I don’t know” is an answer",
        why="If someone is in danger now, the police or an ambulance can get there faster than we can.",
    )


class Worry(StepForm):
    """What happened."""

    narrative = kit.LongText(
        "What are you worried about?",
        heading=True,
        rows=9,
        count=True,
        max_length=LENGTHS["narrative"],
        needed="Tell us what you are worried about. A few words are enough",
        hint="Use your own words. Say what you saw or heard, when it was, and who was there. It does not have to be perfect.",
        why="Your words help us to see what is going on and how fast we need to act. You do not need proof.",
    )


class Wishes(StepForm):
    """What the adult wants."""

    adult_wishes = kit.LongText(
        "What does the adult want to happen?",
        heading=True,
        rows=5,
        required=False,
        max_length=LENGTHS["adult_wishes"],
        hint="Use their own words if you can. If you don’t know, or it was not safe to ask, leave this empty.",
        why="It is their life. What they want comes first in all that we do.",
    )


class Aware(StepForm):
    """Whether they know, and agree."""

    adult_aware = kit.YesNoNotKnown(
        "Does the adult know that you are telling us?",
        heading=True,
        needed="Say if the adult knows. “I don’t know” is an answer",
        why="We want to talk with the adult in a way that is safe. It helps to know what they have been told.",
        hint="Tell them if it is safe to do so. You can still tell us if they do not know or do not agree.",
        reveals={"yes": ["adult_agrees"]},
    )
    adult_agrees = kit.YesNoNotKnown("Do they agree that you tell us?", required=False)

    def clean(self) -> dict[str, Any]:
        """Whether they agree is asked only of those who know."""
        cleaned = super().clean()
        self.needs(
            cleaned.get("adult_aware") == Answer.YES,
            "adult_agrees",
            "Say if they agree. “I don’t know” is an answer",
        )
        if cleaned.get("adult_aware") != Answer.YES:
            cleaned["adult_agrees"] = ""
        return cleaned


class Adult(StepForm):
    """Who the adult is."""

    heading = "Who is the adult?"
    lead = "Tell us what you know. If you do not know their name, leave it empty and tell us on the next page where they live."
    adult_given_name = kit.Text(
        "First name", width="two-thirds", required=False, max_length=LENGTHS["adult_given_name"]
    )
    adult_family_name = kit.Text(
        "Last name", width="two-thirds", required=False, max_length=LENGTHS["adult_family_name"]
    )
    adult_date_of_birth = kit.Day(
        "Date of birth",
        subject="The date of birth",
        required=False,
        birthday=True,
        hint="For example, 7 3 1948",
    )
    adult_nhs_number = kit.NhsNumber(required=False)


class Where(StepForm):
    """Where the adult is."""

    heading = "Where does the adult live?"
    lead = "If they are somewhere else now, such as a hospital, tell us that too."
    adult_address = kit.LongText(
        "Address, or where we can find them", rows=3, required=False, max_length=LENGTHS["adult_address"]
    )
    adult_postcode = kit.Text("Postcode", width=10, required=False, max_length=LENGTHS["adult_postcode"])


class Harm(StepForm):
    """What kind of harm."""

    types = kit.Choices(
        "What kind of harm might it be?",
        _TYPES,
        alone=NOT_KNOWN,
        heading=True,
        needed="Choose what fits, or “I don’t know”",
        hint="Choose all that fit. We will look at it too, so it does not have to be right.",
    )


class Happened(StepForm):
    """Where it happened."""

    place = kit.Choice(
        "Where does it happen?",
        Place,
        last=[NOT_KNOWN],
        heading=True,
        needed="Choose a place, or “I don’t know”",
    )


class Source(StepForm):
    """Who may be causing the harm."""

    heading = "Who may be causing the harm?"
    lead = "This may be the adult themselves, if they do not look after their own health or home."
    source_of_risk_relationship = kit.Choice(
        "Who are they to the adult?",
        SourceRelationship,
        meanings=False,
        last=[NOT_KNOWN],
        needed="Choose one, or “I don’t know”",
    )
    source_of_risk_name = kit.Text(
        "Their name, if you know it", width="two-thirds", required=False, max_length=LENGTHS["source_of_risk_name"],
        why="It helps us to keep the adult safe. We do not tell this person who told us.",
    )  # fmt: skip


class Children(StepForm):
    """Children in the home."""

    children_present = kit.YesNoNotKnown(
        "Are there children in the home?",
        heading=True,
        needed="Say if there are children in the home. “I don’t know” is an answer",
        why="Children may need help too. Other people in the council can give it.",
    )


class Police(StepForm):
    """The police's number."""

    crime_reference = kit.Text(
        "Did the police give you a crime number?",
        heading=True,
        width=20,
        required=False,
        max_length=LENGTHS["crime_reference"],
        hint="Leave this empty if you have not told the police, or have no number.",
        why="With it we can find out from the police what they know.",
    )


class Teller(StepForm):
    """In what role they tell us."""

    referrer_role = kit.Choice(
        "Who are you?",
        ReferrerRole,
        meanings=False,
        last=[NOT_KNOWN],
        heading=True,
        needed="Choose one, or “I'd rather not say”",
        hint="You do not have to say who you are.",
    )


class Contact(StepForm):
    """How we can reach them."""

    about_me = True
    heading = "How can we reach you?"
    lead = "You do not have to tell us. If you do, we can ask you more and tell you what we did."
    referrer_name = kit.Text(
        "Your name",
        width="two-thirds",
        autocomplete="name",
        required=False,
        max_length=LENGTHS["referrer_name"],
    )
    referrer_agency = kit.Text(
        "Where you work, if you tell us as part of your work",
        width="two-thirds", autocomplete="organization", required=False, max_length=LENGTHS["referrer_agency"],
    )  # fmt: skip
    referrer_contact = kit.Text(
        "Your email address or phone number",
        width="two-thirds", required=False, max_length=LENGTHS["referrer_contact"], spellcheck=False,
        hint="If you give an email address, we send a short note there that names nobody.",
        why="Only people who work on this see it. We do not give it to the adult’s family or to a service.",
    )  # fmt: skip


STEPS: tuple[type[StepForm], ...] = (
    Danger, Worry, Wishes, Aware, Adult, Where, Harm, Happened, Source, Children, Police, Teller, Contact,
)  # fmt: skip
STEP_OF: dict[str, int] = {
    name: number for number, step in enumerate(STEPS, 1) for name in step.base_fields if name != "version"
}
# Words of check answers, where the question on the page is too long for a list.
LABELS: dict[str, str] = {
    "immediate_danger": "Anyone in danger right now",
    "narrative": "What you are worried about",
    "adult_wishes": "What the adult wants to happen",
    "adult_aware": "The adult knows that you tell us",
    "adult_agrees": "They agree",
    "adult_given_name": "First name of the adult",
    "adult_family_name": "Last name of the adult",
    "adult_date_of_birth": "Their date of birth",
    "adult_nhs_number": "Their NHS number",
    "adult_address": "Where they live or are",
    "adult_postcode": "Postcode",
    "types": "What kind of harm",
    "place": "Where it happens",
    "source_of_risk_relationship": "Who may be causing the harm",
    "source_of_risk_name": "Their name",
    "children_present": "Children in the home",
    "crime_reference": "Crime number of the police",
    "referrer_role": "Who you are",
    "referrer_name": "Your name",
    "referrer_agency": "Where you work",
    "referrer_contact": "How to reach you",
}
TYPE_LABELS: dict[str, str] = {value: label for value, label, _ in _TYPES}
assert {word.value for word in AbuseType} < set(TYPE_LABELS)
