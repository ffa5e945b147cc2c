"""One answer: written, evidenced, weighed, sent; and what others say to the same statement."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.assurance import procedures, queries
from goldenthread.assurance.lifecycle import JUDGEMENT
from goldenthread.assurance.queries.judgements import AnswerPage, AnswerRow, answer_page
from goldenthread.assurance.vocabulary import JudgementState, SourceKind, Strength
from goldenthread.kit.presenters import Link, Tag, TimelineEntry
from goldenthread.web.errors import not_found
from goldenthread.web.evidence.figure import shown_figure
from goldenthread.web.evidence.kinds import kinds_shown
from goldenthread.web.evidence.views import strength_tag
from goldenthread.web.forms import page, posted
from goldenthread.web.request import Request
from goldenthread.web.reviews.forms import AnswerForm, StrengthForm, WordsForm
from goldenthread.web.reviews.parts import ANSWER_COLOUR

# Deeds that move an answer on, what each asks for where it needs a reason, and what is said when it is done.
MOVES = {
    "submit_answer": ("", "It is submitted. The board's staff read it now."),
    "send_back": ("What is still wanted?", "It is sent back with your words."),
    "agree_answer": ("", "It is agreed and stands as this round's answer."),
    "reopen_answer": ("Why must it be opened again?", "It is a draft again."),
}


def begin(request: Request, round_id: UUID, part_id: int, statement: str) -> HttpResponse:
    """Begin the answer to a statement; one that is there already is opened."""
    if request.method != "POST":
        context = {
            "title": f"Answer {statement}",
            "back": Link("Statements", reverse("reviews:part", args=[round_id, part_id])),
            "address": request.path,
            "review": queries.review(request.viewer, round_id),
        }
        return page(request, "reviews/begin.html", context)
    answer_id = procedures.begin_answer(
        request.viewer, review_id=round_id, part_id=part_id, item_key=statement
    )
    return redirect("reviews:answer", round_id, answer_id)


def answer(request: Request, round_id: UUID, answer_id: UUID) -> HttpResponse:
    """Read an answer, and write it where it is this reader's to write."""
    held = answer_page(request.viewer, answer_id)
    if held.review_id != round_id:
        return not_found(request)
    row = held.answer
    start = {"claim": row.claim, "grade": "" if row.grade is None else str(row.grade)}
    start |= {"reasoning": row.reasoning, "changed": row.changed}
    form = AnswerForm(
        request.POST or None,
        levels=_levels(held),
        before=held.before is not None,
        version=row.version,
        initial=start,
    )
    sent = posted(
        request,
        form,
        lambda typed: procedures.write_answer(
            request.viewer, answer_id=answer_id, version=typed["version"], **form.told
        ),
        version=row.version,
    )
    if sent:
        messages.success(request, "Saved as a draft.")
        return redirect("reviews:answer", round_id, answer_id)
    may_write = held.may_write and bool(JUDGEMENT.verdict(row.state, "write_answer"))
    context = _frame(request, held) | {
        "form": form,
        "may_write": may_write,
        # Somebody else saved while this was being written: both are on the page.
        "clash": row if form.is_bound and form.verdicts else None,
        "timeline": [TimelineEntry(each.what, each.at, each.by_name, each.words) for each in held.steps],
        "moves": _moves(request, held),
        "figures": {e.id: None for e in row.evidence},
    }
    return page(request, "reviews/answer.html", context)


def _frame(request: Request, held: AnswerPage) -> dict[str, object]:
    row = held.answer
    back = (
        reverse("reviews:part", args=[held.review_id, held.part_id])
        if held.part_id and held.may_write
        else reverse("reviews:show", args=[held.review_id])
    )
    indicators = [shown_figure(request.viewer, key) for key in held.item.indicators]
    return {
        "title": f"{held.item.kind.label} {held.item.key} {held.item.title}".strip(),
        "held": held,
        "answer": row,
        "wide": True,
        "caption": f"{held.review} · {row.agency}",
        "back": Link("Statements" if held.may_write else held.review, back),
        "above": " › ".join(each.title or each.text for each in held.instrument.above(held.item.key)),
        "probes": [each for each in held.instrument.children.get(held.item.key, ()) if not each.scale],
        "asks_for": _asks_for(held),
        "kinds": kinds_shown(request, held.instrument, held.item, behind={each.id for each in row.evidence}),
        "state": Tag(row.state.label, ANSWER_COLOUR[row.state]),
        "strength": strength_tag(row.strength),
        "worked_out": strength_tag(row.weighed.strength),
        "grade": _grade(held, row),
        "before_grade": _grade(held, held.before) if held.before else "",
        "indicators": indicators,
    }


def _asks_for(held: AnswerPage) -> list[str]:
    """What could show it, as the instrument says: at the item, and at what it stands under."""
    chain = (held.item, *reversed(held.instrument.above(held.item.key)))
    return [prompt for each in chain for prompt in each.asks_for]


def _levels(held: AnswerPage) -> list[tuple[str, str, str]]:
    if not held.item.scale:
        return []
    levels = held.instrument.scale[held.item.scale].levels
    return [(str(level.value), f"{level.value} {level.label}", level.meaning) for level in levels]


def _grade(held: AnswerPage, row: AnswerRow) -> str:
    if row.grade is None or not held.item.scale:
        return "Not graded" if held.item.scale else ""
    return f"{row.grade} {held.instrument.scale[held.item.scale].label_of(row.grade)}"


def _moves(request: Request, held: AnswerPage) -> list[tuple[str, str]]:
    row = held.answer
    runs = request.viewer.may("assurance.run")
    found = []
    for each in JUDGEMENT.open_moves(row.state):
        allowed = held.may_write if each.deed == "submit_answer" else runs
        if each.deed in MOVES and allowed:
            found.append(
                (reverse("reviews:answer_move", args=[held.review_id, row.id, each.deed]), each.button)
            )
    return found


def move(request: Request, round_id: UUID, answer_id: UUID, step: str) -> HttpResponse:
    """Submit, send back, agree or open again."""
    if step not in MOVES:
        raise Http404("no such move")
    held = answer_page(request.viewer, answer_id)
    if held.review_id != round_id:
        return not_found(request)
    asks, done = MOVES[step]
    form = WordsForm(request.POST or None, version=held.answer.version, label=asks, needed=bool(asks))

    def run(typed: dict[str, object]) -> None:
        given: dict[str, object] = {"answer_id": answer_id, "version": typed["version"]}
        if asks:
            given["words"] = typed["words"]
        getattr(procedures, step)(request.viewer, **given)

    if posted(request, form, run, version=held.answer.version):
        messages.success(request, done)
        return redirect("reviews:answer", round_id, answer_id)
    button = JUDGEMENT.move(step).button
    context = _frame(request, held) | {"form": form, "submit": button, "button": button}
    return page(request, "reviews/answer_move.html", context)


def evidence(request: Request, round_id: UUID, answer_id: UUID) -> HttpResponse:
    """Choose evidence from the library for this answer, or take a piece off."""
    held = answer_page(request.viewer, answer_id)
    if held.review_id != round_id:
        return not_found(request)
    if request.method == "POST":
        return _link(request, round_id, answer_id)
    words = request.GET.get("q", "")[:200]
    found = queries.evidence_list(request.viewer, words=words, page=1)
    behind = {each.id for each in held.answer.evidence}
    sorts = {each.sort for each in held.answer.evidence}
    context = _frame(request, held) | {
        "words": words,
        "found": [each for each in found.rows if each.id not in behind],
        "total": found.total,
        "missing": [sort for sort in SourceKind if sort not in sorts],
        "add": f"{reverse('evidence:add')}?{urlencode({'title': f'{held.item.key}: '})}",
        "may_write": held.may_write and bool(JUDGEMENT.verdict(held.answer.state, "link_evidence")),
    }
    return page(request, "reviews/answer_evidence.html", context)


def _link(request: Request, round_id: UUID, answer_id: UUID) -> HttpResponse:
    try:
        evidence_id = UUID(request.POST.get("evidence", ""))
    except ValueError:
        messages.error(request, "Choose a piece of evidence from the list.")
        return redirect("reviews:answer_evidence", round_id, answer_id)
    off = request.POST.get("deed") == "off"
    deed = procedures.unlink_evidence if off else procedures.link_evidence
    deed(request.viewer, answer_id=answer_id, evidence_id=evidence_id)
    messages.success(request, "It is taken off." if off else "It stands behind this answer now.")
    return redirect("reviews:answer_evidence", round_id, answer_id)


def set_strength(request: Request, round_id: UUID, answer_id: UUID) -> HttpResponse:
    """Argue with the strength that was worked out."""
    held = answer_page(request.viewer, answer_id)
    if held.review_id != round_id:
        return not_found(request)
    row = held.answer
    form = StrengthForm(
        request.POST or None,
        levels=[(each.value, each.label, each.meaning) for each in Strength],
        version=row.version,
        initial={"strength": row.strength_set or "", "strength_reason": row.strength_reason},
    )
    sent = posted(
        request,
        form,
        lambda typed: procedures.set_strength(
            request.viewer,
            answer_id=answer_id,
            version=typed["version"],
            strength=Strength(typed["strength"]) if typed["strength"] else None,
            reason=typed["strength_reason"],
        ),
        version=row.version,
    )
    if sent:
        messages.success(request, "Saved. Both strengths are shown, with your reason.")
        return redirect("reviews:answer", round_id, answer_id)
    may_set = held.may_write and bool(JUDGEMENT.verdict(JudgementState(row.state), "set_strength"))
    context = _frame(request, held) | {"form": form, "may_set": may_set}
    return page(request, "reviews/answer_strength.html", context)
