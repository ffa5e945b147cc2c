"""What the team of a peer review does: where it stands, conflicts, notes, the evening's sifting."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from goldenthread.assurance import procedures, queries
from goldenthread.assurance.lifecycle import REVIEW
from goldenthread.assurance.procedures import About
from goldenthread.assurance.queries import OnSite, instruments
from goldenthread.assurance.queries.standards import standards_of, theme_named, themes_of
from goldenthread.assurance.vocabulary import NoteLeans, PaperState, ReviewKind, SessionState
from goldenthread.kit.presenters import Column, Link, Row, Table, Tag
from goldenthread.web.forms import page, posted
from goldenthread.web.peer.forms import ConflictsForm, NoteForm, SiftForm
from goldenthread.web.peer.key_questions import by_question
from goldenthread.web.reports.keeping import STAGE_COLOURS
from goldenthread.web.request import Request

_STATES = {SessionState.PLANNED: "blue", SessionState.HELD: "green", SessionState.CANCELLED: "grey"}
_ABOUT = ("theme", "question", "passage", "issue", "evidence_wanted")
_PAPERS = {PaperState.ASKED: "yellow", PaperState.SENT: "green", PaperState.NOT_HELD: "grey"}
LEANS = {NoteLeans.STRENGTH: "green", NoteLeans.AREA: "yellow", NoteLeans.FACT: "grey"}


def home(request: Request, review_id: UUID) -> HttpResponse:
    """The programme, the papers, and what is next for this reader."""
    site = queries.on_site(request.viewer, review_id)
    context = {
        "title": site.title,
        "site": site,
        "back": Link("The review", reverse("reviews:show", args=[review_id])),
        "programme": _programme(site),
        "unsaid": sum(
            1
            for each in site.sessions
            if each.state is not SessionState.CANCELLED
            and not (each.taking_part and (each.theme or each.question))
        ),
        "papers": _papers(site),
        # What the review's standing still allows, so that nobody is offered a deed that is refused.
        "notes_now": bool(REVIEW.verdict(site.state, "note")),
        "arranges_now": site.arranges and bool(REVIEW.verdict(site.state, "plan_session")),
        "by_question": by_question(request, site),
        "asks_of_itself": site.of_team
        and site.declared
        and any(each.id is None for each in site.of_itself)
        and bool(REVIEW.verdict(site.state, "ask_for_self_assessment")),
        "asks_now": bool(REVIEW.verdict(site.state, "ask_for_paper")),
        "methods_now": site.arranges
        and not site.is_contact
        and bool(REVIEW.verdict(site.state, "state_methods")),
        "runs": request.viewer.may("assurance.run"),
        "follows": request.viewer.may("assurance.follow_up")
        and bool(queries.follow_up_verdict(request.viewer, review_id)),
        "kept": _kept(request, review_id),
        "methods": [
            Row("How the team looked", list(site.methods_told) or None),
            Row("What it did not do", site.methods_not_used, words=True),
        ],
    }
    return page(request, "peer/home.html", context)


def _kept(request: Request, review_id: UUID) -> list[tuple[Link, Tag]]:
    """The versions of the report that this reader may open, newest first."""
    return [
        (
            Link(f"{each.title}, version {each.number}", reverse("reports:show", args=[each.id])),
            Tag(each.stage.label, STAGE_COLOURS[each.stage]),
        )
        for each in queries.reports_of(request.viewer, review_id)
    ]


def conflicts(request: Request, review_id: UUID) -> HttpResponse:
    """Declare one's own conflicts of interest."""
    site = queries.on_site(request.viewer, review_id)
    form = ConflictsForm(request.POST or None)
    if posted(
        request,
        form,
        lambda typed: procedures.declare_conflicts(request.viewer, review_id=review_id, words=typed["words"]),
    ):
        messages.success(request, "Your declaration is kept.")
        return redirect("peer:home", review_id)
    return ask(request, site, form, "Declare your conflicts of interest", "Declare")


def add_note(request: Request, review_id: UUID) -> HttpResponse:
    """Note something."""
    site = queries.on_site(request.viewer, review_id)
    form = NoteForm(
        request.POST or None,
        site=site,
        themes=themes(request, site),
        initial={"session": request.GET.get("session", "")},
    )
    if posted(
        request,
        form,
        lambda typed: procedures.note(
            request.viewer,
            review_id=review_id,
            words=typed["words"],
            leans=typed["leans"],
            session_id=form.session_id(),
            sort=typed["sort"] or None,
            theme=typed["theme"],
            question=typed["question"],
        ),
    ):
        messages.success(request, "Noted.")
        return redirect("peer:notes", review_id)
    return ask(
        request,
        site,
        form,
        "Note something",
        "Keep the note",
        "Only the team reads notes. Write nothing that says who spoke.",
    )


def notes(request: Request, review_id: UUID) -> HttpResponse:
    """The team's notes; some of them made a finding."""
    site = queries.on_site(request.viewer, review_id)
    loose = [each for each in site.notes if each.finding_id is None]
    form = SiftForm(
        request.POST or None,
        notes=loose,
        themes=themes(request, site),
        questions=site.questions,
        gaps=site.kind is ReviewKind.CHALLENGE,
    )
    if posted(
        request,
        form,
        lambda typed: procedures.take_up(
            request.viewer,
            review_id=review_id,
            note_ids=[UUID(each) for each in typed["notes"]],
            kind=typed["kind"],
            words=typed["words"],
            about=About(**{name: typed[name] for name in _ABOUT if name in typed}),  # type: ignore[typeddict-item]
        ),
    ):
        messages.success(request, "A finding is drafted. Its page says whether it is triangulated.")
        return redirect("peer:notes", review_id)
    context = {
        "title": "Notes and sifting",
        "site": site,
        "form": form,
        "loose": loose,
        "taken": [each for each in site.notes if each.finding_id],
        "mine": [each for each in loose if each.mine],
        "back": Link(site.title, reverse("peer:home", args=[review_id])),
    }
    return page(request, "peer/notes.html", context)


def withdraw(request: Request, review_id: UUID, note_id: UUID) -> HttpResponse:
    """Withdraw one's own note."""
    procedures.withdraw_note(request.viewer, review_id=review_id, note_id=note_id)
    messages.success(request, "Your note is withdrawn.")
    return redirect("peer:notes", review_id)


def ask(
    request: Request, site: OnSite, form: object, title: str, send: str, lead: str = "", cancel: str = ""
) -> HttpResponse:
    """A page with one form, about this review. ``cancel`` leads back, to the review on site where nothing is given."""
    context = {
        "title": title,
        "form": form,
        "site": site,
        "send": send,
        "lead": lead,
        "cancel": cancel or reverse("peer:home", args=[site.review_id]),
    }
    return page(request, "peer/ask.html", context)


def themes(request: Request, site: OnSite) -> list[tuple[str, str]]:
    """What a finding can be put under, from the standards the review is judged against."""
    found = instruments.standard(request.viewer, *site.instrument) if site.instrument[0] else None
    named = themes_of(found.instrument if found else None)
    return [(item.key, f"{item.key} {item.title or item.text}"[:90]) for item in named]


def _programme(site: OnSite) -> Table:
    instrument = standards_of(*site.instrument)
    columns = (
        Column("at", "When", row_header=True),
        Column("title", "Session"),
        Column("who", "Who takes part"),
        Column("theme", "Theme"),
        Column("host", "Hosted by"),
        Column("state", "State"),
        *((Column("notes", "Notes", numeric=True),) if site.of_team else ()),
    )
    rows = [
        {
            "at": each.at or "Not set",
            "title": [
                Link(each.title, reverse("peer:session", args=[site.review_id, each.id]))
                if site.arranges
                else each.title,
                each.kind.label,
            ],
            "who": each.taking_part or "Not said yet",
            "theme": "; ".join(filter(None, (theme_named(instrument, each.theme), each.question)))
            or "Not said yet",
            "host": each.host or "–",
            "state": Tag(each.state.label, _STATES[each.state]),
            "notes": each.notes,
        }
        for each in site.sessions
    ]
    return Table("Programme", columns, rows, empty="Nothing is in the programme yet.", caption_hidden=True)


def _papers(site: OnSite) -> Table:
    columns = (
        Column("what", "Document", row_header=True),
        Column("due", "By"),
        Column("state", "State"),
        Column("answer", "Answer"),
    )
    answers = site.is_contact or site.arranges
    rows = [
        {
            "what": Link(each.what, reverse("peer:answer", args=[site.review_id, each.id]))
            if answers
            else each.what,
            "due": each.due_on,
            "state": Tag(each.state.label, _PAPERS[each.state]),
            "answer": each.answer,
        }
        for each in site.papers
    ]
    return Table(
        "Documents asked for", columns, rows, empty="Nothing was asked for yet.", caption_hidden=True
    )
