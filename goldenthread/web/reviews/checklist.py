"""A part answered as a checklist, on one sheet or on several; and all of a part agreed."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.assurance import procedures, queries
from goldenthread.assurance.procedures import Ticked
from goldenthread.assurance.queries.judgements import AnswerRow, PartRow, Round, round_of
from goldenthread.assurance.vocabulary import JudgementState, ReviewState
from goldenthread.ground.instruments import Item
from goldenthread.kit import forms as kit
from goldenthread.kit.display import plural
from goldenthread.kit.presenters import Link, Page, Tag
from goldenthread.web.errors import not_found
from goldenthread.web.forms import page, posted
from goldenthread.web.request import Request
from goldenthread.web.reviews.pages import frame
from goldenthread.web.reviews.parts import ANSWER_COLOUR, MOST_ON_A_SHEET
from goldenthread.web.reviews.self_assessment import counted, progress

_OPEN = (JudgementState.DRAFT, JudgementState.SENT_BACK)


class ChecklistForm(kit.KitForm):
    """Every statement that may be written now: a grade, and a sentence that says what shows it."""

    marks_optional = False
    small_labels = True
    submit = kit.Confirm("Submit all of it: we stand by these answers", required=False)

    def __init__(
        self, *args: Any, found: Round, items: tuple[Item, ...], answers: dict[str, AnswerRow], **kwargs: Any
    ) -> None:
        assert found.instrument is not None
        self.items = items
        initial: dict[str, object] = {}
        for item in items:
            row = answers.get(item.key)
            initial[f"at-{item.key}"] = str(row.version if row else 0)
            initial[f"grade-{item.key}"] = "" if row is None or row.grade is None else str(row.grade)
            initial[f"claim-{item.key}"] = row.claim if row else ""
        super().__init__(*args, initial=initial, **kwargs)
        for item in items:
            if item.scale:
                levels = found.instrument.scale[item.scale].levels
                self.fields[f"grade-{item.key}"] = kit.Choice(
                    f"{item.key} {item.text}",
                    [(str(each.value), each.label) for each in levels],
                    required=False,
                    small=True,
                    inline=len(levels) <= 4,
                )
            self.fields[f"claim-{item.key}"] = kit.LongText(
                f"What do you claim, and what shows it? ({item.key})"
                if item.scale
                else f"{item.key} {item.text}",
                rows=2,
                max_length=4000,
                required=False,
            )
            self.fields[f"at-{item.key}"] = kit.Hidden(required=False)

    def lines(self) -> list[Ticked]:
        """What the procedure takes."""
        data = self.cleaned_data
        return [
            Ticked(
                item.key,
                int(data.get(f"at-{item.key}") or 0),
                int(grade) if (grade := data.get(f"grade-{item.key}")) else None,
                data.get(f"claim-{item.key}", ""),
            )
            for item in self.items
        ]

    def clean(self) -> dict[str, Any]:
        """Versions are numbers; anything else is one that nobody has."""
        data = super().clean() or {}
        for item in self.items:
            typed = str(data.get(f"at-{item.key}") or "0")
            data[f"at-{item.key}"] = typed if typed.isascii() and typed.isdigit() and len(typed) < 10 else "0"
        return data


def fill(request: Request, round_id: UUID, part_id: int) -> HttpResponse:
    """The statements of a part on sheets of thirty: saved as drafts, or submitted, sheet by sheet."""
    held = queries.review(request.viewer, round_id)
    found = round_of(request.viewer, round_id)
    part = next((each for each in found.parts if each.id == part_id), None)
    if part is None or not part.own or found.instrument is None:
        return not_found(request)
    whole = found.items_of(part)
    sheets = Page(_sheet_asked(request, len(whole)), _sheets(len(whole)), len(whole), "?sheet=")
    asked = whole[(sheets.number - 1) * MOST_ON_A_SHEET : sheets.number * MOST_ON_A_SHEET]
    answers = {i.key: row for i in asked if (row := found.answer(part.agency_id, i.key))}
    open_now = held.state is ReviewState.UNDER_WAY
    writable = tuple(i for i in asked if i.key not in answers or answers[i.key].state in _OPEN)
    form = ChecklistForm(
        request.POST or None, found=found, items=writable if open_now else (), answers=answers
    )
    sent = posted(
        request,
        form,
        lambda typed: procedures.fill_checklist(
            request.viewer, review_id=round_id, part_id=part_id, lines=form.lines(), submit=typed["submit"]
        ),
    )
    if sent:
        messages.success(request, _done(form, sent.result or 0))
        if sheets.number < sheets.pages:
            return redirect(f"{request.path}?sheet={sheets.number + 1}")
        return redirect("reviews:part", round_id, part_id)
    if form.verdicts and any("STALE" in verdict.codes for verdict in form.verdicts):
        _renew(form, answers)
    context = frame(
        held,
        f"Checklist of {part.agency}"
        + (f": sheet {sheets.number} of {sheets.pages}" if sheets.pages > 1 else ""),
        part=part,
        form=form,
        groups=[(title, list(items)) for title, items in groupby(writable, key=lambda i: _above(found, i))],
        asked_back=_asked_back(found, part, answers),
        settled=[_settled(found, i, answers[i.key]) for i in asked if i not in writable],
        open=open_now,
        sheets=sheets,
        progress=progress(part),
        counted=counted(part),
        back=Link("Statements", reverse("reviews:part", args=[round_id, part_id])),
        cancel=reverse("reviews:part", args=[round_id, part_id]),
    )
    return page(request, "reviews/checklist.html", context)


def _sheets(statements: int) -> int:
    return max(1, -(-statements // MOST_ON_A_SHEET))


def _sheet_asked(request: Request, statements: int) -> int:
    """The sheet that the address names; the first for one there is not."""
    told = request.GET.get("sheet", "")
    number = int(told) if told.isascii() and told.isdigit() and len(told) < 6 else 1
    return number if 1 <= number <= _sheets(statements) else 1


def _done(form: ChecklistForm, saved: int) -> str:
    """What was saved or sent, and what is still to be said."""
    told = plural(saved, "answer")
    if not form.cleaned_data["submit"]:
        return f"{told} saved."
    empty = [each.item_key for each in form.lines() if each.grade is None and not each.claim.strip()]
    left = f" Still without an answer: {', '.join(empty)}." if empty else ""
    return f"{told} submitted. The board’s staff read {'it' if saved == 1 else 'them'} now.{left}"


def _renew(form: ChecklistForm, answers: dict[str, AnswerRow]) -> None:
    """What was typed stays, and the next send is judged against what is held now."""
    data: Any = form.data
    newer = data.copy()
    for item in form.items:
        row = answers.get(item.key)
        newer[f"at-{item.key}"] = str(row.version if row else 0)
    form.data = newer


def _above(found: Round, item: Item) -> str:
    assert found.instrument is not None
    return " › ".join(each.title or each.text for each in found.instrument.above(item.key))


def _asked_back(found: Round, part: PartRow, answers: dict[str, AnswerRow]) -> list[tuple[str, Link]]:
    """Answers that were sent back, and where the words are that say why."""
    return [
        (f"{key} was sent back.", Link("Read what is still wanted", reverse("reviews:answer", args=[found.review_id, row.id]), hidden=f" of {key}"))
        for key, row in answers.items()
        if row.state is JudgementState.SENT_BACK
    ]  # fmt: skip


def _settled(found: Round, item: Item, row: AnswerRow) -> tuple[Item, str, Tag, str]:
    assert found.instrument is not None
    grade = (
        found.instrument.scale[item.scale].label_of(row.grade) if item.scale and row.grade is not None else ""
    )
    return item, grade, Tag(row.state.label, ANSWER_COLOUR[row.state]), row.claim


def agree(request: Request, round_id: UUID, part_id: int) -> HttpResponse:
    """Agree everything that this agency submitted."""
    number = procedures.agree_part(request.viewer, review_id=round_id, part_id=part_id)
    messages.success(request, f"{plural(number, 'answer')} agreed. They stand as this round’s.")
    return redirect("reviews:part", round_id, part_id)
