"""How an enquiry is shown: the banner of wishes, the what-now panel, the parts and their state."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from goldenthread.access.policy import permission_verdict
from goldenthread.access.viewer import Viewer
from goldenthread.enquiries.policy import Missing, wishes_first
from goldenthread.enquiries.queries import EnquiryPage, EnquiryRow, WantedRow
from goldenthread.enquiries.vocabulary import (
    Achieved,
    AskedOutcomes,
    CausedState,
    EnquiryKind,
    EnquiryStatus,
    LackedCapacity,
    SupportedBy,
)
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Offer, refused
from goldenthread.kit.addresses import address_of
from goldenthread.kit.display import day, short_day
from goldenthread.kit.presenters import (
    Link,
    NextStep,
    NotYet,
    Tag,
    TaskItem,
    TimelineEntry,
    WantsBanner,
    WhatNow,
    Wish,
    WorkCard,
)
from goldenthread.web.wishes import written_down

STATUS_COLOUR = {
    EnquiryStatus.PLANNING: "yellow",
    EnquiryStatus.UNDER_WAY: "blue",
    EnquiryStatus.CLOSED: "grey",
}
ACHIEVED_COLOUR = {Achieved.FULLY: "green", Achieved.PARTLY: "yellow", Achieved.NOT: "red"}
CAUSED_COLOUR = {
    CausedState.ASKED: "blue",
    CausedState.RECEIVED: "yellow",
    CausedState.SENT_BACK: "orange",
    CausedState.ACCEPTED: "green",
    CausedState.WITHDRAWN: "grey",
}
AUDIENCE = {
    "adult": Tag("Written for the adult", "green"),
    "provider": Tag("Written for the agency", "purple"),
}
# The return's word for the law of an enquiry, told beside its name.
KIND_MEANING = {kind: kind.meaning for kind in EnquiryKind}


def at(name: str, page: EnquiryPage, *more: object) -> str:
    """The address of one of this enquiry's pages."""
    return address_of(f"enquiries:{name}", page.id, *more)


def link(text: str, name: str, *args: object) -> Link:
    """A link to another area's page of one record."""
    return Link(text, address_of(name, *args))


def where(missing: Missing, page: EnquiryPage) -> str:
    """Where a missing thing is put right."""
    if missing.where == "feedback" and missing.row:
        return address_of("feedback:show", missing.row)
    names = {"allegation": "allegation", "effect": "effect", "judge": "judge", "report": "report"}
    if missing.where in names and missing.row:
        return at(names[missing.where], page, missing.row)
    return at(missing.where, page)


def due_words(due: datetime | date, *, clock: str = "") -> tuple[str, str]:
    """A due day in words, and how urgent it is: fine, soon or late."""
    last = moment.london(due).date() if isinstance(due, datetime) else due
    days = (last - moment.today()).days
    if days < 0:
        return f"was due {day(last)}, {-days} {'day' if days == -1 else 'days'} ago", "late"
    left = "today" if days == 0 else "tomorrow" if days == 1 else f"in {days} days"
    state = "soon" if clock == "due soon" or (not clock and days <= 2) else "fine"
    return f"by {day(last)}, {left}", state


def banner(page: EnquiryPage, viewer: Viewer) -> WantsBanner:
    """What the adult wants, first on every page of the enquiry."""
    may = viewer.may("enquiries.work") and not page.is_closed
    facts = [("Called", page.called)] if page.called not in page.person_name else []
    if page.communication:
        facts.append(("How to talk with them", page.communication))
    facts += [("Speaks for them", f"{each.name} ({each.kind.label})") for each in page.speakers]
    if page.supported_by and page.supported_by is not SupportedBy.NOBODY:
        facts.append(("Supported by", f"{page.supporter_name} ({page.supported_by.label.lower()})"))
    careful = [each.name for each in page.speakers if each.safe_to_contact == "no"]
    return WantsBanner(
        name=page.person_name,
        first_name=page.called,
        wishes=[_wish(row) for row in page.standing_wishes],
        ask=Link(f"Write down what {page.called} wants", at("wanted", page)) if may else None,
        record=Link("Add or change", at("wanted", page)) if may else None,
        facts=facts,
        safe_to_contact=f"Do not contact {', '.join(careful)}" if careful else "",
    )


def _wish(row: WantedRow) -> Wish:
    outcome = Tag(f"{row.achieved.label} reached", ACHIEVED_COLOUR[row.achieved]) if row.achieved else None
    return Wish(row.words, row.speaker, row.at, written_down(row.recorded_by), outcome)


def panel(page: EnquiryPage, viewer: Viewer) -> WhatNow:
    """Where everyone stands: process, law, who answers for it, what next by when, what not and why."""
    return WhatNow(
        process=page.kind.label,
        law=page.law_words,
        law_meaning=KIND_MEANING[page.kind],
        accountable=f"{page.manager}, safeguarding manager",
        worker=f"{page.officer}, enquiry officer. Lead agency: {page.lead_agency}",
        status=Tag(page.status.label, STATUS_COLOUR[page.status]),
        steps=list(_steps(page)),
        not_yet=list(_not_yet(page, viewer)),
    )


def _steps(page: EnquiryPage) -> Iterator[NextStep]:
    if page.is_closed:
        yield from _owed(page)
        return
    if page.asked in (AskedOutcomes.NOT_RECORDED, AskedOutcomes.NO):
        yield NextStep(f"Ask {page.called} what they want", at("asked", page), who=page.officer)
    if page.status is EnquiryStatus.PLANNING:
        words, state = due_words(page.planning_due_at)
        yield NextStep("Agree how to enquire", at("plan", page), words, state, page.officer)
    elif page.next_step:
        words, state = due_words(page.next_step_on) if page.next_step_on else ("", "fine")
        yield NextStep(page.next_step, at("steps", page), words, state, page.officer)
    for row in page.caused:
        if row.state is CausedState.RECEIVED:
            yield NextStep(f"Check the report of {row.agency}", at("report", page, row.id), who=page.manager)
        elif row.late:
            yield NextStep(
                f"The report of {row.agency} is late", at("report", page, row.id), *due_words(row.due_at)
            )
    if any(each.code == "PLANNING" for each in page.missing):
        due = due_words(page.planning_due_at)
        yield NextStep("Say why it took longer to agree how to enquire", at("planning_clock", page), *due)
    if page.clock == "overdue" and any(each.code == "CLOCK" for each in page.missing):
        yield NextStep("Say why it takes longer", at("clock", page), *due_words(page.due_at))
    yield from _owed(page)
    words, state = due_words(page.due_at, clock=page.clock)
    if page.missing:
        yield NextStep("Complete the enquiry", at("closing", page), words, state)
    else:
        yield NextStep("Close the enquiry", at("closing", page), words, state, page.manager)


def _owed(page: EnquiryPage) -> Iterator[NextStep]:
    for duty in page.open_duties:
        words, state = due_words(duty.due_at) if duty.due_at else ("", "fine")
        address = address_of("feedback:show", duty.id)
        yield NextStep(f"Answer owed to: {duty.audience.lower()}", address, words, state)


def _not_yet(page: EnquiryPage, viewer: Viewer) -> Iterator[NotYet]:
    if page.is_closed:
        manage = permission_verdict(viewer.role, "enquiries.manage")
        if not manage:
            yield NotYet("Open the enquiry again", manage)
        return
    if page.status is EnquiryStatus.PLANNING and not (verdict := wishes_first(asked=page.asked)):
        yield NotYet("Agree how to enquire", verdict, {"asked": at("asked", page)})
    if page.missing:
        count = len(page.missing)
        words = "1 thing is missing." if count == 1 else f"{count} things are missing."
        offer = Offer("closing", "See what is missing")
        yield NotYet(
            "Close the enquiry", refused("ENQ-17", words, offer=offer), {"closing": at("closing", page)}
        )
    elif not (manage := permission_verdict(viewer.role, "enquiries.manage")):
        yield NotYet("Close the enquiry", manage)


def tasks(page: EnquiryPage) -> list[TaskItem]:
    """The parts of the enquiry and how far each is."""
    todo = {each.where for each in page.missing}
    reports = [row for row in page.caused if row.state is not CausedState.WITHDRAWN]
    return [
        TaskItem("What the adult wants", _asked(page, todo), at("wanted", page), _wants(page)),
        TaskItem("Capacity and support", _state(todo & {"capacity"}), at("capacity", page), _capacity(page)),
        TaskItem("How to enquire", _state(todo & {"plan"}), at("plan", page), page.plan_kind.label if page.plan_kind else ""),
        TaskItem("Steps taken, and did they help", _state(todo & {"steps", "effect"}), at("steps", page), _count(len(page.actions), "step")),
        TaskItem(
            "What happened, and what was found",
            _state(todo & {"allegations", "allegation"}),
            at("allegations", page),
            _count(len(page.standing_allegations), "allegation"),
        ),
        TaskItem("Risks the adult chooses", _when_any(page.risk_choices), at("risks", page), _count(len(page.risk_choices), "choice", "choices")),
        TaskItem("Laws in use", Tag("Done", "green"), at("laws", page), page.law_words),
        TaskItem("Reports asked of others", _state(todo & {"report"}) if reports else Tag("If needed", "grey"), at("reports", page), _count(len(reports), "report")),
        TaskItem(f"Words for {page.called}", _when_any([s for s in page.steps if s.visibility == "adult"]), at("for_adult", page), "The sheet that says who does what"),
        TaskItem("What they say at the end", _state(todo & {"ending"}), at("ending", page)),
        TaskItem("How they were treated", Tag("If they wish", "grey"), at("statements", page), "The six principles as questions to the adult"),
        TaskItem("Closing", Tag("Closed", "grey") if page.is_closed else _ready(page), at("closing", page)),
    ]  # fmt: skip


def _asked(page: EnquiryPage, todo: set[str]) -> Tag:
    # That they could not be asked is an answer for the return; for the adult it is a reason to ask again.
    if page.asked is AskedOutcomes.NO and not page.is_closed:
        return Tag("Ask again", "yellow")
    return _state(todo & {"asked", "wanted", "judge"})


def _state(missing: set[str]) -> Tag:
    return Tag("To do", "blue") if missing else Tag("Done", "green")


def _ready(page: EnquiryPage) -> Tag:
    return Tag(f"{len(page.missing)} missing", "yellow") if page.missing else Tag("Ready", "green")


def _when_any(rows: object) -> Tag:
    return Tag("Done", "green") if rows else Tag("If needed", "grey")


def _count(number: int, one: str, many: str = "") -> str:
    return "" if not number else f"{number} {one if number == 1 else many or one + 's'}"


def _wants(page: EnquiryPage) -> str:
    return page.asked.label if page.asked is not AskedOutcomes.NOT_RECORDED else ""


def _capacity(page: EnquiryPage) -> str:
    return page.lacked_capacity.label if page.lacked_capacity is not LackedCapacity.NOT_RECORDED else ""


def facts(page: EnquiryPage) -> list[tuple[str, object]]:
    """The enquiry at a glance: what the panel does not say."""
    ended = (
        ("Closed", page.closed_at)
        if page.closed_at
        else ("To be completed", due_words(page.due_at, clock=page.clock)[0])
    )
    return [
        ("Opened", page.opened_at),
        ended,
        ("Answers", [link(row.reference, "concerns:show", row.id) for row in page.concerns]),
        ("The adult", link(page.person_name, "people:show", page.person_id)),
    ]


def timeline(page: EnquiryPage) -> list[TimelineEntry]:
    """Everything done in this enquiry, newest first."""
    return [TimelineEntry(e.what, e.at, e.by, e.words, AUDIENCE.get(e.visibility)) for e in page.steps]


def card(row: EnquiryRow) -> WorkCard:
    """One enquiry in the work list."""
    due, state = due_words(row.due_at, clock=row.clock)
    if row.closed_at:
        due, state = f"closed {short_day(row.closed_at)}", "fine"
    tags = [Tag(row.kind.label, "purple"), Tag(row.status.label, STATUS_COLOUR[row.status])]
    if row.restricted:
        tags.append(Tag("Restricted", "red"))
    step = (
        f"{row.next_step}, {due_words(row.next_step_on)[0]}"
        if row.next_step and row.next_step_on
        else row.next_step
    )
    return WorkCard(
        reference=row.reference,
        href=address_of("enquiries:show", row.id),
        name=row.person_name,
        summary=f"Next: {step}" if step else f"Opened {day(row.opened_at)}",
        urgency=state,
        due=due,
        tags=tags,
        facts=[("Accountable", row.manager), ("Officer", row.officer)],
        wants=row.wants,
    )
