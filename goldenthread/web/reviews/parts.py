"""Who answers what: agencies of a round with their leads and progress, and one agency's list of statements."""

from __future__ import annotations

from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.access.queries import agencies, who_may
from goldenthread.assurance import procedures, queries
from goldenthread.assurance.lifecycle import REVIEW
from goldenthread.assurance.queries.judgements import AnswerRow, PartRow, Round, round_of
from goldenthread.assurance.vocabulary import JudgementState, ReviewState
from goldenthread.ground.instruments import Item
from goldenthread.kit.presenters import Column, Link, Table, Tag, TaskItem
from goldenthread.web.errors import not_found
from goldenthread.web.forms import page, posted
from goldenthread.web.request import Request
from goldenthread.web.reviews.forms import PartForm, SheetForm
from goldenthread.web.reviews.pages import frame
from goldenthread.web.reviews.self_assessment import counted, progress

MOST_ON_A_SHEET = 30
ANSWER_COLOUR = {
    JudgementState.DRAFT: "yellow",
    JudgementState.SUBMITTED: "blue",
    JudgementState.SENT_BACK: "orange",
    JudgementState.AGREED: "green",
}


def agencies_of(request: Request, review_id: UUID) -> HttpResponse:
    """Which agencies answer, who leads, how far they are; and asking one more, or changing its part."""
    held = queries.review(request.viewer, review_id)
    found = round_of(request.viewer, review_id)
    above = [(item.key, f"{item.key} {item.title or item.text[:80]}") for item in _above(found)]
    people = [(str(each.id), f"{each.name}, {each.agency}") for each in who_may("assurance.answer")]
    form = PartForm(
        request.POST or None,
        agencies=agencies(),
        people=people,
        above=above,
        initial={"due_on": held.due_on},
    )
    sent = posted(
        request,
        form,
        lambda typed: procedures.assign_part(
            request.viewer,
            review_id=review_id,
            agency_id=UUID(typed["agency"]),
            lead_id=UUID(typed["lead"]) if typed["lead"] else None,
            items=tuple(typed["items"]),
            due_on=typed["due_on"],
        ),
    )
    if sent:
        led = bool(form.cleaned_data["lead"])
        messages.success(
            request,
            "They are asked. Their lead finds the review in their list."
            if led
            else "They are asked, and nobody leads their answers yet. Whoever answers for the agency finds the review.",
        )
        return redirect("reviews:agencies", review_id)
    context = frame(
        held,
        "Who answers",
        wide=True,
        form=form,
        submit="Ask this agency",
        parts=found.parts,
        table=_table(found),
        may_assign=bool(REVIEW.verdict(held.state, "assign_part")),
        standards=found.instrument,
    )
    return page(request, "reviews/agencies.html", context)


def _above(found: Round) -> list[Item]:
    """What a part may be made of: what stands directly above the answered items, and above that."""
    if found.instrument is None:
        return []
    keys = {each.key for item in found.items for each in found.instrument.above(item.key)}
    return [item for item in found.instrument.items if item.key in keys]


def _table(found: Round) -> Table:
    rows = [
        {
            "agency": Link(part.agency, reverse("reviews:part", args=[found.review_id, part.id])),
            "lead": part.lead or Tag("No lead", "orange"),
            "items": ", ".join(part.items) or "All",
            "due_on": part.due_on,
            "progress": progress(part),
            "done": f"{part.done} of {part.asked}",
        }
        for part in found.parts
    ]
    columns = (
        Column("agency", "Agency", row_header=True),
        Column("lead", "Lead"),
        Column("items", "Parts"),
        Column("due_on", "By"),
        Column("progress", "Standing"),
        Column("done", "Submitted", numeric=True),
    )
    return Table("Agencies that answer", columns, rows, empty="Nobody is asked yet.")


def end_part(request: Request, round_id: UUID, part_id: int) -> HttpResponse:
    """Take an agency out of the round."""
    procedures.end_part(request.viewer, review_id=round_id, part_id=part_id)
    messages.success(request, "They no longer answer. What they wrote stays on the record.")
    return redirect("reviews:agencies", round_id)


def part(request: Request, round_id: UUID, part_id: int) -> HttpResponse:
    """One agency's statements, each with where its answer stands."""
    held = queries.review(request.viewer, round_id)
    found = round_of(request.viewer, round_id)
    one = next((each for each in found.parts if each.id == part_id), None)
    if one is None or not one.own or found.instrument is None:
        return not_found(request)
    groups = [
        (title, [_task(found, one, item, held.state is ReviewState.UNDER_WAY) for item in items])
        for title, items in groupby(found.items_of(one), key=lambda item: _heading(found, item))
    ]
    context = frame(
        held,
        f"Answers of {one.agency}",
        part=one,
        groups=groups,
        progress=progress(one),
        counted=counted(one),
        open=held.state is ReviewState.UNDER_WAY,
        runs=request.viewer.may("assurance.run"),
        sheet=_first_sheet(found, one),
        long=len(found.items_of(one)) > MOST_ON_A_SHEET,
        waiting=one.states.get(JudgementState.SUBMITTED, 0),
        upload=SheetForm(None),
    )
    return page(request, "reviews/part.html", context)


def _first_sheet(found: Round, part: PartRow) -> int:
    """The first sheet with a statement that nobody has begun, from 1."""
    answers = (found.answer(part.agency_id, item.key) for item in found.items_of(part))
    first = next((at for at, answer in enumerate(answers) if answer is None), 0)
    return first // MOST_ON_A_SHEET + 1


def _heading(found: Round, item: Item) -> str:
    assert found.instrument is not None
    return (
        " › ".join(each.title or each.text for each in found.instrument.above(item.key))
        or found.instrument.title
    )


def _task(found: Round, part: PartRow, item: Item, open_now: bool) -> TaskItem:
    answer = found.answer(part.agency_id, item.key)
    text = f"{item.key} {item.text}"
    if answer is None:
        href = reverse("reviews:begin_answer", args=[found.review_id, part.id, item.key]) if open_now else ""
        return TaskItem(text, Tag("Not started"), href)
    href = reverse("reviews:answer", args=[found.review_id, answer.id])
    return TaskItem(text, Tag(answer.state.label, ANSWER_COLOUR[answer.state]), href, _hint(answer))


def _hint(answer: AnswerRow) -> str:
    carried = ""
    if answer.carried and answer.state is JudgementState.DRAFT:
        carried = "Carried forward from the last round. "
    elif answer.carried and not answer.changed:
        # Sent on as it came: whoever agrees it should know that nobody said what changed.
        carried = "As in the last round; nothing is said of what changed. "
    pieces = len(answer.evidence)
    rests = f" on {pieces} piece{'' if pieces == 1 else 's'} of evidence" if pieces else ""
    return f"{carried}{answer.strength.label}{rests}"
