"""Writing a challenge: of whom, about what, and the question, with a bank of questions to begin from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.access.queries import who_may
from goldenthread.access.viewer import Viewer
from goldenthread.assurance import procedures
from goldenthread.assurance.procedures import ChallengeTold
from goldenthread.assurance.queries.challenges import WELLBEING, Bank, bank, things_to_challenge
from goldenthread.assurance.queries.meetings import agenda, meetings
from goldenthread.assurance.vocabulary import ChallengeAbout, MeetingState
from goldenthread.ground.instruments import Item
from goldenthread.insight.language.reading import in_order
from goldenthread.insight.queries import indicators
from goldenthread.kit import forms as kit
from goldenthread.kit.display import day
from goldenthread.web.board.parts import asked_page, chosen
from goldenthread.web.forms import posted
from goldenthread.web.request import Request

Pairs = Sequence[tuple[str, str]]
OWN_WORDS = "own"


class ChallengeForm(kit.KitForm):
    """A challenge of a member of the board."""

    meeting = kit.Select("In which meeting?", (), needed="Choose the meeting")
    item = kit.Select("On which agenda item?", (), required=False, prompt="None of them")
    asker = kit.Text(
        "Who asked?", hint="Name or office, such as “Independent chair”", max_length=120, required=False
    )
    asker_agency = kit.Select("Of which agency?", (), required=False, prompt="None of the partnership")
    asked_agency = kit.Select("Who is asked?", (), needed="Choose the member agency that is asked")
    about = kit.Choice("What is it about?", ChallengeAbout, needed="Say what it is about")
    prompt = kit.Choice("The question", (), needed="Choose a question of the bank, or your own words")
    question = kit.LongText("Your question", required=False, rows=4)
    wellbeing = kit.Confirm("It asks about wellbeing alongside safety", required=False)
    due_on = kit.Day("By when is the answer due?", subject="The day", future=True, needed="Enter the day")

    def __init__(
        self,
        *args: Any,
        viewer: Viewer,
        held: Pairs,
        items: Sequence[tuple[UUID, UUID, str]],
        members: Pairs,
        things: Mapping[ChallengeAbout, Sequence[tuple[UUID, str]]],
        figures: Pairs,
        questions: Bank | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.bank = questions
        self.meeting_of = {str(item): str(meeting) for item, meeting, _ in items}
        self.fields["meeting"] = kit.Select("In which meeting?", held, needed="Choose the meeting")
        self.fields["item"] = kit.Select(
            "On which agenda item?",
            [(str(item), words) for item, _, words in items],
            required=False,
            prompt="None of them",
            hint="A question about a report on the agenda shows in its chain of assurance.",
        )
        self.fields["asker_agency"] = kit.Select(
            "Of which agency?", members, required=False, prompt="None of the partnership"
        )
        self.fields["asked_agency"] = kit.Select(
            "Who is asked?",
            members,
            hint="The agency answers; nobody else can answer for it.",
            needed="Choose the member agency that is asked",
        )
        self._offer_things(things, figures)
        self._offer_questions(questions)
        if not viewer.may("assurance.run"):
            del self.fields["asker"], self.fields["asker_agency"]
        self.order_fields(
            ["meeting", "item", "asker", "asker_agency", "asked_agency", "about", "figure", "finding", "judgement", "report",
             "practice", "prompt", "question", "wellbeing", "due_on"]
        )  # fmt: skip

    def _offer_things(
        self, things: Mapping[ChallengeAbout, Sequence[tuple[UUID, str]]], figures: Pairs
    ) -> None:
        named = {"finding": "Which finding?", "judgement": "Which judgement?", "report": "Which report?"}
        self.fields["figure"] = kit.Select("Which figure?", figures, required=False)
        for name, label in named.items():
            entries = [(str(id), words) for id, words in things[ChallengeAbout(name)]]
            self.fields[name] = kit.Select(label, entries, required=False)
        self.fields["practice"] = kit.Text("What is it?", max_length=200, required=False)
        self.fields["about"] = kit.Choice(
            "What is it about?",
            ChallengeAbout,
            needed="Say what it is about",
            reveals={each: [each] for each in ("figure", "finding", "judgement", "report", "practice")},
        )

    def _offer_questions(self, questions: Bank | None) -> None:
        """The bank by its themes, each question with the place it comes from; and one's own words."""
        found = (
            [
                (item.key, item.text, f"{theme}. {_source(questions, item)}")
                for item, theme in questions.questions
            ]
            if questions
            else []
        )
        self.fields["prompt"] = kit.Choice(
            "The question",
            [*found, (OWN_WORDS, "Your own words")],
            hint="A bank of questions, those about wellbeing alongside safety first; each says where it comes from.",
            needed="Choose a question of the bank, or your own words",
            last=[OWN_WORDS],
            reveals={OWN_WORDS: ["question", "wellbeing"]},
        )

    def clean(self) -> dict[str, Any]:
        """What one answer makes necessary."""
        data = super().clean() or self.cleaned_data
        about = data.get("about")
        wanted = {
            "figure": "Choose the figure",
            "finding": "Choose the finding",
            "judgement": "Choose the judgement",
            "report": "Choose the report",
            "practice": "Say what it is about",
        }
        for name, words in wanted.items():
            self.needs(about == name, name, words)
        self.needs(data.get("prompt") == OWN_WORDS, "question", "Write the question")
        if (item := data.get("item")) and self.meeting_of[item] != data.get("meeting", self.meeting_of[item]):
            self.add_error("item", "Choose an item of the meeting that you chose, or none")
        return data

    def told(self, figures: Mapping[str, str]) -> ChallengeTold:
        """What the procedure takes. ``figures``: names by key."""
        data = self.cleaned_data
        about: ChallengeAbout = data["about"]
        held = {item.key: (item, theme) for item, theme in self.bank.questions} if self.bank else {}
        item, theme = held.get(data["prompt"], (None, ""))
        own = WELLBEING if data["prompt"] == OWN_WORDS and data["wellbeing"] else ""
        key = data["figure"] if about is ChallengeAbout.FIGURE else ""
        named = (
            data[about.value]
            if about in (ChallengeAbout.FINDING, ChallengeAbout.JUDGEMENT, ChallengeAbout.REPORT)
            else ""
        )
        return ChallengeTold(
            about=about,
            question=item.text if item else data["question"],
            asked_agency_id=chosen(data["asked_agency"]),
            due_on=data["due_on"],
            about_id=chosen(named),
            figure_key=key,
            about_words=f"{figures.get(key, '')} ({key})" if key else data["practice"] if about is ChallengeAbout.PRACTICE else "",
            item_id=chosen(data["item"]),
            asker=data.get("asker", ""),
            asker_agency_id=chosen(data.get("asker_agency", "")),
            prompt=f"{self.bank.instrument.key} {self.bank.instrument.version} {item.key}" if item and self.bank else "",
            prompt_theme=theme or own,
        )  # fmt: skip


def ask(request: Request) -> HttpResponse:
    """Challenge a member. ``?meeting=``, ``?item=`` and what it is about may be given by the page that leads here."""
    viewer = request.viewer
    names = {each.key: each.name for each in indicators().values()}
    held = [
        (str(each.id), f"{each.title}, {day(each.on)} ({each.level.label})")
        for each in sorted(meetings(viewer), key=lambda each: each.on, reverse=True)
        if each.state is not MeetingState.CANCELLED
    ]
    members = sorted(
        {(str(each.agency_id), each.agency) for each in who_may("board.answer")}, key=lambda each: each[1]
    )
    items = agenda(viewer)
    form = ChallengeForm(
        request.POST or None,
        viewer=viewer,
        held=held,
        items=items,
        members=members,
        things=things_to_challenge(viewer),
        figures=[(key, f"{key}: {names[key]}") for key in sorted(names, key=in_order)],
        questions=bank(viewer),
        initial=_given(request, items),
    )
    sent = posted(
        request,
        form,
        lambda typed: procedures.ask_member(
            viewer,
            meeting_id=UUID(typed["meeting"]),
            told=form.told(names),
            figures=names.keys(),
        ),
    )
    if sent and sent.result:
        messages.success(request, "It is asked. Until it is answered it stands out on the board's page.")
        return redirect("board:challenge", sent.result)
    return asked_page(
        request,
        form,
        title="Challenge a member",
        cancel=reverse("board:challenges"),
        send="Ask it",
        lead=""
        if held
        else "No meeting is on record. The board manager plans one first: a challenge is asked in a meeting.",
    )


def _given(request: Request, items: Sequence[tuple[UUID, UUID, str]]) -> dict[str, str]:
    """What the page that leads here already knows; an item of an agenda tells its meeting too."""
    names = ("meeting", "item", "about", "figure", "finding", "judgement", "report")
    given = {name: request.GET[name] for name in names if request.GET.get(name)}
    meeting = next((str(meeting) for item, meeting, _ in items if str(item) == given.get("item")), "")
    return {"meeting": meeting} | given if meeting else given


def _source(held: Bank, item: Item) -> str:
    """Where a question of the bank comes from: whose document, of which year, and the place in it."""
    papers = {each.key: each for each in held.instrument.documents}
    return "; ".join(
        f"{papers[each.document].publisher}, {papers[each.document].published[:4]}, {each.where}"
        for each in item.sources
    )
