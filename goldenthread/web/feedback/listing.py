"""The work list of answers that people wait for."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse

from goldenthread.kit.display import plural, short_day
from goldenthread.kit.presenters import Page, Tag, WorkCard
from goldenthread.letters.queries import DutyFilters, DutyLine, duties, letters_in_trouble
from goldenthread.letters.vocabulary import DutyState, LetterState
from goldenthread.people.queries import names
from goldenthread.web.feedback.forms import STATES, FilterForm
from goldenthread.web.forms import page
from goldenthread.web.request import Request

URGENCY = {"overdue": "late", "due soon": "soon"}
EMPTY = {
    "": "Nobody is waiting for an answer.",
    "overdue": "No answer is late.",
    "met": "No answer has been given yet.",
    "not_possible": "There is nobody who could not be told.",
}


def work(request: Request) -> HttpResponse:
    """Who waits for an answer, the latest due first."""
    form = FilterForm(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    state = asked.get("state", "")
    typed = request.GET.get("page", "")
    found = duties(
        request.viewer,
        DutyFilters(
            state=STATES.get(state, DutyState.OPEN),
            audience=asked.get("audience") or None,
            overdue=state == "overdue",
            text=asked.get("q", ""),
        ),
        int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 1,
    )
    called = names(request.viewer, {row.person_id for row in found.rows if row.person_id})
    kept = [(key, value) for key, value in request.GET.items() if key != "page" and value]
    context = {
        "title": "Answers that people wait for",
        "form": form,
        "clear": request.path if kept else "",
        "told": _told(found.total, state),
        "cards": [card(row, called.get(row.person_id, "") if row.person_id else "") for row in found.rows],
        "empty": EMPTY.get(state, "Nothing fits.")
        if not asked.get("q") and not asked.get("audience")
        else "Nothing fits.",
        "page": Page(found.number, found.pages, found.total, "?" + urlencode([*kept, ("page", "")])),
        "trouble": letters_in_trouble(request.viewer) if not kept else (),
    }
    return page(request, "feedback/list.html", context)


def _told(total: int, state: str) -> str:
    number = "More than 1,000 answers" if total >= 1_000 else plural(total, "answer")
    return number + {"": " still to give", "open": " still to give", "overdue": " late", "met": " given"}.get(
        state, ""
    )


def card(row: DutyLine, name: str) -> WorkCard:
    """One duty on the list."""
    tags = [Tag(row.audience.label, "green" if row.audience == "adult" else "teal")]
    if row.state is not DutyState.OPEN:
        tags.append(Tag(row.state.label, "blue" if row.state is DutyState.MET else "grey"))
    elif row.letter in (LetterState.FAILED, LetterState.UNSURE, LetterState.KEPT):
        tags.append(Tag(f"Email: {row.letter.label.lower()}", "red"))
    elif row.letter in (LetterState.WAITING, LetterState.SENDING):
        tags.append(Tag("Email on its way", "yellow"))
    who = name if row.audience == "adult" and name else row.audience.label.lower()
    facts = [("To reach them", row.contact)] if row.contact else []
    if row.method or row.reason:
        facts.append(("How" if row.method else "Why not", (row.method or row.reason).label))  # type: ignore[union-attr]
        facts.append(("By", row.by_name))
    due = {"overdue": "was due", "due soon": "due", "in time": "due"}.get(row.standing, "")
    return WorkCard(
        reference=row.reference,
        href=reverse("feedback:show", args=[row.id]),
        name=f"Tell {who}"
        if row.state is DutyState.OPEN
        else f"Told: {who}"
        if row.method
        else f"Not told: {who}",
        summary=f"What came of the {row.about.kind}"
        + (f" about {name}" if name and row.audience != "adult" else ""),
        urgency=URGENCY.get(row.standing, "fine"),
        due=f"{due} {short_day(row.due_at)}" if due else short_day(row.met_at),
        tags=tags,
        facts=facts,
    )
