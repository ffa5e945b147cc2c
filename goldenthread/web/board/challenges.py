"""Challenges: the log, one challenge with its answers, answering for one's own agency, saying whether it satisfies."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.assurance import procedures, queries
from goldenthread.assurance.queries.challenges import ChallengePage, challenge, challenges, wellbeing_asked
from goldenthread.assurance.queries.meetings import evidence_to_give
from goldenthread.assurance.vocabulary import ChallengeAbout, ChallengeState, Satisfied
from goldenthread.insight.queries import indicators
from goldenthread.kit import forms as kit
from goldenthread.kit.display import day, plural
from goldenthread.kit.presenters import Link, Row, TimelineEntry
from goldenthread.web.board.forms import Ids, WhyForm, pairs
from goldenthread.web.board.parts import asked_page, challenge_card, challenge_tags, chosen, short, ways
from goldenthread.web.errors import not_found
from goldenthread.web.forms import page, posted
from goldenthread.web.request import Request
from goldenthread.web.routes import opens

_STANDINGS = (
    ("", "All"),
    ("late", "Not answered in time"),
    ("open", "Open"),
    ("mine", "For your agency to answer"),
    ("wellbeing", "About wellbeing"),
)


class AnswerForm(kit.KitForm):
    """An answer for one's own agency."""

    words = kit.LongText("Your agency's answer", needed="Write the answer")

    def __init__(self, *args: Any, evidence: Ids, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"] = kit.Select(
            "What shows it?", pairs(evidence), required=False, prompt="No evidence: our own word",
            hint="A piece of the evidence library. Without one, those who read it know that it is your agency's own word.",
        )  # fmt: skip


class SettleForm(kit.KitForm):
    """Whether the answer satisfies."""

    satisfied = kit.Choice(
        "Does the answer satisfy whoever asked?",
        Satisfied,
        needed="Say whether it satisfies",
        reveals={"no": ["due_on"]},
    )
    due_on = kit.Day("By when is the next answer due?", subject="The day", future=True, required=False)
    words = kit.LongText(
        "What happened because of it?",
        hint="What was decided or changed; or what is still missing from the answer.",
        needed="Say what happened, or what is still missing",
        rows=4,
    )

    def __init__(self, *args: Any, actions: Ids, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["action"] = kit.Select(
            "Which action follows?", pairs(actions), required=False, prompt="None in the improvement plan"
        )

    def clean(self) -> dict[str, Any]:
        """Asked again: by when."""
        data = super().clean() or self.cleaned_data
        self.needs(
            data.get("satisfied") is Satisfied.NO, "due_on", "Enter the day by which the next answer is due"
        )
        return data


def listed(request: Request) -> HttpResponse:
    """The log of challenges, those nobody answered in time first."""
    viewer = request.viewer
    asked = request.GET.get("standing", "")
    standing = asked if asked in dict(_STANDINGS) else ""
    rows = challenges(viewer, standing=standing)
    well = wellbeing_asked(challenges(viewer)) if standing else wellbeing_asked(rows)
    at = reverse("board:challenges")
    context = {
        "title": "Challenges",
        "ways": ways(viewer, "board:challenges"),
        "standings": [
            Link(words, f"{at}?standing={name}" if name else at, current=name == standing)
            for name, words in _STANDINGS
        ],
        "told": plural(len(rows), "challenge"),
        "cards": [challenge_card(each) for each in rows],
        "empty": "No challenge is of this kind." if standing else "Nothing has been asked yet.",
        "wellbeing": f"{well.asked} of {plural(well.of, 'challenge')} in the last twelve months asked about wellbeing alongside safety."
        if well.of and viewer.may("board.see")
        else "",
        "may_ask": viewer.may("board.challenge"),
    }
    return page(request, "board/challenges.html", context)


def show(request: Request, challenge_id: UUID) -> HttpResponse:
    """Who asked whom, in which meeting, about what; the answer, whether it satisfies, and what happened."""
    found = challenge(request.viewer, challenge_id)
    row = found.row
    context = {
        "title": f"Asked of {row.asked_agency}",
        "caption": f"Challenge {row.reference}",
        "found": found,
        "row": row,
        "tags": challenge_tags(row),
        "facts": _facts(request, found),
        "steps": [TimelineEntry(each.what, each.at, each.by_name, each.words) for each in found.steps],
        "links": _links(request, found),
        "waits": _waits(found),
        "back": Link("Challenges", reverse("board:challenges")),
    }
    return page(request, "board/challenge.html", context)


def answer(request: Request, challenge_id: UUID) -> HttpResponse:
    """Answer for one's own agency."""
    viewer = request.viewer
    found = challenge(viewer, challenge_id)
    if found.asked_agency_id != viewer.agency_id:
        return not_found(request)
    form = AnswerForm(request.POST or None, evidence=evidence_to_give(viewer), version=found.version)
    if posted(
        request,
        form,
        lambda typed: procedures.answer_challenge(
            viewer,
            challenge_id=challenge_id,
            version=typed["version"],
            words=typed["words"],
            evidence_id=chosen(typed["evidence"]),
        ),
        version=found.version,
    ):
        messages.success(request, "Your answer is given. Whoever asked says next whether it satisfies.")
        return redirect("board:challenge", challenge_id)
    return asked_page(
        request,
        form,
        title=f"Answer for {viewer.agency_name}",
        cancel=reverse("board:challenge", args=[challenge_id]),
        send="Answer",
        caption=found.row.reference,
        lead=found.row.question,
    )


def settle(request: Request, challenge_id: UUID) -> HttpResponse:
    """Say whether the answer satisfies, and what happened."""
    viewer = request.viewer
    found = challenge(viewer, challenge_id)
    actions = [(each.id, f"{each.reference} {each.title}") for each in queries.plan(viewer).actions]
    form = SettleForm(request.POST or None, actions=actions, version=found.version)
    if posted(
        request,
        form,
        lambda typed: procedures.settle_challenge(
            viewer,
            challenge_id=challenge_id,
            version=typed["version"],
            satisfied=typed["satisfied"],
            words=typed["words"],
            due_on=typed["due_on"],
            action_id=chosen(typed["action"]),
        ),
        version=found.version,
    ):
        messages.success(request, "It is written down.")
        return redirect("board:challenge", challenge_id)
    return asked_page(
        request,
        form,
        title="Does the answer satisfy?",
        cancel=reverse("board:challenge", args=[challenge_id]),
        caption=found.row.reference,
        lead=found.answers[-1].words if found.answers else "Nobody has answered yet.",
    )


def withdraw(request: Request, challenge_id: UUID) -> HttpResponse:
    """It needs no answer any more."""
    found = challenge(request.viewer, challenge_id)
    form = WhyForm(request.POST or None, version=found.version)
    if posted(
        request,
        form,
        lambda typed: procedures.withdraw_challenge(
            request.viewer, challenge_id=challenge_id, version=typed["version"], words=typed["words"]
        ),
        version=found.version,
    ):
        messages.success(request, "It is withdrawn, with the reason.")
        return redirect("board:challenge", challenge_id)
    here = reverse("board:challenge", args=[challenge_id])
    return asked_page(request, form, title="Withdraw the challenge", cancel=here, caption=found.row.reference)


def _facts(request: Request, found: ChallengePage) -> list[Row]:
    row = found.row
    sees_meeting = opens("board:meeting", request.viewer.role)
    meeting = f"{row.meeting}, {day(row.asked_on)}"
    rows = [
        Row("Asked by", f"{row.asker}, {row.asker_agency}" if row.asker_agency else row.asker),
        Row("Asked of", row.asked_agency),
        Row(
            "In which meeting",
            Link(meeting, reverse("board:meeting", args=[row.meeting_id])) if sees_meeting else meeting,
        ),
        *([Row("On the agenda item", found.item)] if found.item else []),
        Row("About", _about(found)),
        Row("Answer due", row.due_on),
    ]
    if found.prompt:
        rows.append(Row("From the bank of questions", f"{found.prompt_theme} ({found.prompt})"))
    if row.satisfied:
        rows.append(Row("Satisfied", row.satisfied.label))
    if row.result:
        rows.append(Row("What happened", row.result, words=True))
    if found.action:
        id, name = found.action
        rows.append(Row("What follows", Link(name, reverse("improvement:action", args=[id])) if id else name))
    return rows


def _about(found: ChallengePage) -> Link | str:
    """What it is about, with a way there for those who may open it."""
    row = found.row
    kind = "" if row.about is ChallengeAbout.PRACTICE else f"{row.about.label}: "
    words = kind + short(row.about_words, 200)
    if found.figure_key in indicators():
        return Link(words, reverse("figures:one", args=[found.figure_key]))
    if found.finding_id:
        return Link(words, reverse("improvement:finding", args=[found.finding_id]))
    if found.judgement_id:
        return Link(words, reverse("reviews:answer", args=[found.review_id, found.judgement_id]))
    if found.report_id:
        return Link(words, reverse("reports:show", args=[found.report_id]))
    return words


def _links(request: Request, found: ChallengePage) -> list[Link]:
    """What this reader may do now."""
    viewer, row = request.viewer, found.row
    own = found.asked_agency_id == viewer.agency_id
    links = []
    if row.state is ChallengeState.ASKED and own and viewer.may("board.answer"):
        links.append(Link(f"Answer for {viewer.agency_name}", reverse("board:answer", args=[row.id])))
    judges = viewer.may("board.challenge") and (not own or viewer.may("assurance.run"))
    if row.state is ChallengeState.ANSWERED and judges:
        links.append(Link("Say whether the answer satisfies", reverse("board:settle", args=[row.id])))
    if row.open and viewer.may("assurance.run"):
        links.append(Link("Withdraw it", reverse("board:withdraw", args=[row.id])))
    return links


def _waits(found: ChallengePage) -> str:
    """For whom it waits, in a sentence."""
    row = found.row
    if row.state is ChallengeState.ASKED:
        return f"{row.asked_agency} answers, by {day(row.due_on)}. Nobody else can answer for it."
    if row.state is ChallengeState.ANSWERED:
        return f"{row.asker} says whether the answer satisfies, or the board's staff do so for them."
    return row.state.meaning
