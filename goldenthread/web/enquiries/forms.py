"""Forms of an enquiry's pages. What must hold is asked of the rules; these only read what was typed."""

from __future__ import annotations

from typing import Any

from goldenthread.concerns.vocabulary import AbuseType, Place, SourceRelationship
from goldenthread.enquiries.vocabulary import (
    Achieved,
    ActionKind,
    AskedOutcomes,
    CarerSaid,
    ChoiceCapacity,
    Effect,
    EndAnswer,
    Finding,
    LackedCapacity,
    Law,
    LifeNow,
    Motive,
    Offence,
    PoliceResult,
    RiskOutcome,
    RiskResult,
    SupportedBy,
)
from goldenthread.kit import forms as kit
from goldenthread.people.vocabulary import RepresentativeKind


class SpeakerForm(kit.KitForm):
    """Whose words they are; the fields stand after those of the form that builds on this."""

    said_by = kit.Choice(
        "Whose words are these?",
        RepresentativeKind,
        needed="Say whose words these are",
        reveals={RepresentativeKind.PROFESSIONAL: ["said_by_why"]},
    )
    said_by_why = kit.LongText(
        "Why could neither the adult nor somebody who speaks for them be asked?", required=False, rows=2
    )
    said_by_name = kit.Text(
        "Their name", hint="Not needed when it is the adult.", required=False, max_length=120, width=20
    )

    def speaker(self) -> dict[str, Any]:
        """The three answers as the procedures take them."""
        return {name: self.cleaned_data[name] for name in ("said_by", "said_by_name", "said_by_why")}


class WantedForm(SpeakerForm):
    """Something the adult wants."""

    field_order = ("words", "said_by", "said_by_why", "said_by_name")
    words = kit.LongText(
        "What do they want?",
        hint="In their own words, as they said it.",
        needed="Write what they want, in their words",
        rows=3,
    )


class ChangeWantedForm(SpeakerForm):
    """The adult changed their mind."""

    field_order = ("words", "why", "said_by", "said_by_why", "said_by_name")
    words = kit.LongText(
        "What do they want now?", hint="Leave it empty if they no longer want this.", rows=3, required=False
    )
    why = kit.LongText("What changed?", needed="Say what changed", rows=2)


class AskedForm(kit.KitForm):
    """Was the adult asked (SG4a)."""

    asked = kit.Choice(
        "Was the adult, or somebody who speaks for them, asked what they want?",
        AskedOutcomes,
        leave_out=[AskedOutcomes.NOT_RECORDED],
        last=[AskedOutcomes.DONT_KNOW],
        needed="Say whether they were asked",
    )
    words = kit.LongText(
        "What was tried, or why could they not be asked?",
        hint="Needed when they said nothing they want, or were not asked.",
        rows=3,
        required=False,
    )


class JudgeForm(SpeakerForm):
    """How far a wanted outcome was reached."""

    field_order = ("achieved", "words", "said_by", "said_by_why", "said_by_name")
    achieved = kit.Choice("Did it come about?", Achieved, needed="Say how far it came about", inline=True)
    words = kit.LongText("What do they say about it?", needed="Write what they say about it", rows=3)


class CapacityForm(kit.KitForm):
    """Capacity about the enquiry, and who supported the adult (SG3a)."""

    lacked = kit.Choice(
        "Did the adult lack capacity to make decisions about this enquiry?",
        LackedCapacity,
        leave_out=[LackedCapacity.NOT_RECORDED],
        last=[LackedCapacity.DONT_KNOW],
        needed="Say whether they lacked capacity",
        why="The national return asks it of every enquiry, and who decides depends on it. Begin from the assumption that they "
        "have capacity (Mental Capacity Act 2005, section 1).",
        reveals={LackedCapacity.YES: ["words", "supported_by", "supporter_name", "support_words"]},
    )
    words = kit.LongText(
        "Which decision was assessed, by whom, when, and what did they find?", rows=3, required=False
    )
    supported_by = kit.Choice("Who supports the adult in this enquiry?", SupportedBy, required=False)
    supporter_name = kit.Text(
        "Name of the person who supports them", required=False, max_length=120, width=20
    )
    support_words = kit.LongText("If nobody, why not?", rows=2, required=False)


class PlanForm(kit.KitForm):
    """How to enquire."""

    kind = kit.Choice(
        "How much is needed?",
        ActionKind,
        needed="Choose how much is needed",
        meanings=False,
        hint="An enquiry ranges from a conversation to a formal plan of several agencies (statutory guidance 14.77). "
        "Choose the lightest that does.",
    )
    words = kit.LongText(
        "How will you enquire, and why is that enough?",
        needed="Say how you will enquire and why that is enough",
    )
    adult_part = kit.LongText(
        "How does the adult take part?",
        hint="Where, when, with whom; or why they do not.",
        needed="Say how the adult takes part",
        rows=3,
    )
    next_step = kit.Text("What is the next step?", needed="Say what the next step is", max_length=300)
    next_step_on = kit.Day("By when?", subject="The day of the next step", needed="Say by when")


class StepForm(kit.KitForm):
    """A step taken."""

    kind = kit.Select("What was done?", ActionKind, needed="Choose what was done")
    on = kit.Day("When?", subject="The day of the step", past=True, needed="Say when it was done")
    who = kit.Text("Who took part?", needed="Say who took part", max_length=200)
    words = kit.LongText("What came of it?", needed="Say what came of it")
    adult_part = kit.LongText("What was the adult's part in it?", rows=2, required=False)
    words_for_adult = kit.LongText(
        "What do you want to tell the adult about it?",
        hint="In words they use. It stands on their sheet exactly as you write it here.",
        rows=2,
        required=False,
    )
    next_step = kit.Text("What is the next step?", required=False, max_length=300)
    next_step_on = kit.Day("By when?", subject="The day of the next step", required=False)


class EffectForm(kit.KitForm):
    """Whether a step helped."""

    effect = kit.Choice("Did it help?", Effect, needed="Say whether it helped")
    words = kit.LongText(
        "What changed, or why did it not?", needed="Say what changed, or why it did not", rows=3
    )


def _motive() -> kit.Select:
    return kit.Select(
        "Was it done because of who the adult is?",
        Motive,
        hint="Ask them. It is so if they or anybody else see it so: hate crime, or worse treatment for being old.",
        needed="Choose an answer; “Not asked” is one",
        initial=Motive.NOT_ASKED,
    )


class PoliceForm(kit.KitForm):
    """What police and courts did."""

    result = kit.Choice(
        "How far have police and courts come?", PoliceResult, needed="Say how far police and courts have come"
    )
    offence = kit.Select(
        "What is the main offence?",
        Offence,
        hint="Leave it empty if it was not reported.",
        required=False,
        prompt="None",
    )
    charged_on = kit.Day(
        "When was somebody charged?",
        subject="The day of the charge",
        hint="Only where a prosecution has begun.",
        past=True,
        required=False,
    )
    words = kit.LongText(
        "What was done, or why was it not reported?",
        hint="With the crime reference, and what the adult wants from justice.",
        needed="Say what was done, or why it was not reported",
        rows=3,
    )


class AllegationForm(kit.KitForm):
    """A type of abuse, by a source, in a place."""

    type = kit.Select("What kind of abuse or neglect?", AbuseType, needed="Choose what kind it was")
    place = kit.Select("Where?", Place, needed="Choose where it happened")
    source_relationship = kit.Select(
        "Who may have caused it, to the adult?", SourceRelationship, needed="Choose who may have caused it"
    )
    source_name = kit.Text("Their name, if known", required=False, max_length=120, width=20)
    motive = _motive()


class FindingForm(kit.KitForm):
    """What was found, and what became of the risk."""

    place = kit.Select("Where did it happen?", Place, needed="Choose where it happened")
    source_relationship = kit.Select(
        "Who may have caused it, to the adult?", SourceRelationship, needed="Choose who may have caused it"
    )
    source_name = kit.Text("Their name, if known", required=False, max_length=120, width=20)
    motive = _motive()
    finding = kit.Choice(
        "What was found?",
        Finding,
        needed="Say what was found",
        hint="On the balance of probabilities: is it more likely than not?",
    )
    finding_words = kit.LongText("What does that rest on?", needed="Say what the finding rests on", rows=4)
    risk_outcome = kit.Choice(
        "What did the risk assessment show?",
        RiskOutcome,
        required=False,
        hint="Leave it for later if the risk has not been assessed yet.",
    )
    risk_result = kit.Choice(
        "What became of the risk?", RiskResult, required=False, hint="Only where a risk was identified."
    )
    risk_words = kit.LongText(
        "What is the risk now, and what was done about it?",
        rows=3,
        required=False,
        hint="Needed once the risk is assessed.",
    )


class WordsForm(kit.KitForm):
    """One reason or text."""

    words = kit.LongText("Why?", needed="Say why", rows=3)

    def __init__(self, *args: Any, label: str = "", hint: str = "", needed: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["words"]
        field.label = label or field.label
        field.help_text = hint
        if needed:
            field.error_messages["required"] = needed


class RiskChoiceForm(kit.KitForm):
    """A risk the adult chooses."""

    risk = kit.LongText("What is the risk?", needed="Write what the risk is", rows=2)
    own_view = kit.LongText(
        "How does the adult see it?", hint="In their own words.", needed="Write how the adult sees it", rows=3
    )
    options = kit.LongText(
        "Which options were weighed with them?", needed="Write which options were weighed", rows=3
    )
    wellbeing = kit.LongText(
        "What matters for their wellbeing beside their safety?",
        hint="What good is it in making someone safer if it merely makes them miserable?",
        needed="Write what matters for their wellbeing",
        rows=3,
    )
    responsibility = kit.LongText(
        "What does the adult take on themselves, and what do others do?",
        needed="Write what the adult takes on themselves",
        rows=3,
    )
    capacity = kit.Choice(
        "Do they have capacity for this choice?",
        ChoiceCapacity,
        needed="Say whether they have capacity for this choice",
        reveals={ChoiceCapacity.LACKS: ["capacity_words"]},
    )
    capacity_words = kit.LongText(
        "Who decides in their best interests, and how do their wishes count?", rows=2, required=False
    )
    said_by = kit.Choice(
        "Who told you this view?", RepresentativeKind, needed="Say who told you this view", meanings=False
    )
    said_by_name = kit.Text(
        "Their name", hint="Not needed when it is the adult.", required=False, max_length=120, width=20
    )
    review_on = kit.Day(
        "When do you look at it together again?", subject="The day to look at it again", required=False
    )


class LawForm(kit.KitForm):
    """A law in use."""

    law = kit.Choice("Which law?", Law, needed="Choose the law")
    why = kit.LongText("Why does it apply here?", needed="Say why it applies", rows=3)


class EndingForm(SpeakerForm):
    """What they say at the end."""

    field_order = (
        *("life", "safer", "safety_met", "wellbeing_met", "words", "said_by", "said_by_why", "said_by_name"),
        *("carer", "carer_words"),
    )
    life = kit.Choice(
        "Is their life better or worse for what was done?",
        LifeNow,
        last=[LifeNow.NOT_ASKED, LifeNow.NOT_KNOWN],
        needed="Say whether their life is better or worse, or that nobody asked",
        why="Steps can be taken and life be no better. What changed for people is counted and shown to the board.",
    )
    safer = kit.Choice(
        "Does the adult feel safer now?",
        EndAnswer,
        meanings=False,
        inline=True,
        needed="Say whether they feel safer",
    )
    safety_met = kit.Choice(
        "Were their hopes of being safe met?",
        EndAnswer,
        meanings=False,
        inline=True,
        needed="Say whether their hopes of being safe were met",
    )
    wellbeing_met = kit.Choice(
        "Were their hopes of living well met?",
        EndAnswer,
        meanings=False,
        inline=True,
        needed="Say whether their hopes of living well were met",
    )
    words = kit.LongText(
        "What do they say, in their words?",
        needed="Write what they say, or why nobody could be asked",
        rows=4,
    )
    carer = kit.Choice(
        "Does an unpaid carer say they were listened to and supported in this enquiry?",
        CarerSaid,
        last=[CarerSaid.NOT_ASKED, CarerSaid.NOT_KNOWN],
        needed="Say how an unpaid carer found it, or that there is none or nobody asked",
        why="A carer's experience of safeguarding is counted by itself, apart from what they say of carers' services.",
        reveals={
            CarerSaid.YES: ["carer_words"],
            CarerSaid.PARTLY: ["carer_words"],
            CarerSaid.NO: ["carer_words"],
        },
    )
    carer_words = kit.LongText("What does the carer say, in their words?", rows=3, required=False)
