"""What the pages of one concern show: values for the kit's macros, built from the frozen page the room gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from goldenthread.access.viewer import Viewer
from goldenthread.concerns.policy.duty import LAW_OF_SCREENING
from goldenthread.concerns.queries import ConcernPage, WishLine
from goldenthread.concerns.vocabulary import (
    ConcernStatus,
    Duty,
    Outcome,
    WishState,
)
from goldenthread.enquiries.queries import OpenEnquiry
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Verdict
from goldenthread.kit.addresses import address_of
from goldenthread.kit.display import at_time, clock, day, plural, short_day
from goldenthread.kit.presenters import (
    Link,
    NextStep,
    NotYet,
    Tag,
    WantsBanner,
    WhatNow,
    Wish,
)
from goldenthread.people.vocabulary import RepresentativeKind
from goldenthread.web.wishes import standing_wishes, written_down

STATUS_COLOURS = {
    ConcernStatus.RECEIVED: "blue",
    ConcernStatus.SCREENING: "teal",
    ConcernStatus.AWAITING_SIGN_OFF: "purple",
    ConcernStatus.DECIDED: "grey",
}
URGENCY = {"overdue": "late", "due soon": "soon", "in time": "fine", "": "fine"}


def links(page: ConcernPage) -> dict[str, str]:
    """Where each offer of a verdict leads."""
    return {
        "answer_test": address(page, "test"),
        "open_enquiry": address(page, "decide") + "?outcome=" + _enquiry_for(page).value,
        "match_person": address(page, "match"),
        "record_wish": address(page, "wish"),
        "make_safe": address(page, "safe"),
        "explain_missed": address(page, "late"),
    }


def _enquiry_for(page: ConcernPage) -> Outcome:
    return Outcome.OTHER_ENQUIRY if page.duty is Duty.NOT_MET else Outcome.S42_ENQUIRY


def address(page: ConcernPage, name: str) -> str:
    """The address of one of the concern's pages."""
    return address_of(f"concerns:{name}", page.id)


def wish(line: WishLine, name: str) -> Wish:
    """One wish for the banner, said by whom."""
    said = {"": "Not known who said it", RepresentativeKind.ADULT.label: name}.get(line.said_by, line.said_by)
    if line.from_report:
        said = f"From the report, told by: {said}"
    return Wish(
        line.words, said, line.at, recorded="" if line.from_report else written_down(line.recorded_by)
    )


def banner(viewer: Viewer, page: ConcernPage) -> WantsBanner:
    """What the adult wants, first on every page; where nobody has asked about this concern, what they said before."""
    said = [each for each in page.wishes if each.state is WishState.EXPRESSED]
    last = page.wishes[0] if page.wishes else None
    asked = ""
    if last and not said:
        asked = f"{last.state.label} ({day(last.at)}, {last.recorded_by}): {last.why}"
    facts = [
        ("Knows of this report", page.report.adult_aware.label),
        ("Agrees to it", page.report.adult_agrees.label),
    ]
    if page.person_died_on:
        facts.insert(0, ("Died", day(page.person_died_on)))
    open_now = bool(page.may("record_wish"))
    name = page.first_name if page.first_name != "the adult" else "the adult"
    return WantsBanner(
        name=name,
        first_name=name,
        wishes=[wish(each, _capital(name)) for each in said[:3]],
        ask=Link("Ask, and write down what they say" if not last else "Ask again", address(page, "wish"))
        if open_now
        else None,
        record=Link("Add what they say", address(page, "wish")) if open_now else None,
        facts=facts,
        asked=asked,
        before=standing_wishes(viewer, page.person_id)[:3] if page.person_id and not said else [],
    )


def danger_words(page: ConcernPage) -> str:
    """Who says that somebody is in danger now: the report, or whoever told it since."""
    found = page.danger_found
    return (
        f"Danger found {at_time(found.at)}, said by {found.said_by}"
        if found
        else "The report says that somebody is in danger now"
    )


def due_words(page: ConcernPage) -> str:
    """The screening clock in words: when, and how far away."""
    left = page.edition.calendar.between(moment.today(), moment.london(page.clock.due_at).date())
    when = f"by {day(page.clock.due_at)}"
    if page.clock.overdue:
        return f"overdue since {day(page.clock.due_at)}"
    return f"{when}, {'today' if left == 0 else plural(left, 'working day') + ' left'}"


def what_now(page: ConcernPage, enquiry: OpenEnquiry | None) -> WhatNow:
    """Which process, which law, who answers for it, what next by when, what not and why (R179, R184, R186)."""
    if enquiry:
        process, law = f"{enquiry.kind.label} {enquiry.reference}, which followed from this concern", page.law
    else:
        process, law = page.process, page.law if page.is_decided else LAW_OF_SCREENING
    meaning = (
        "" if page.is_decided else "Finding out whether the duty to enquire under section 42(2) applies."
    )
    accountable = enquiry.manager if enquiry else _accountable(page)
    return WhatNow(
        process=process,
        law=law,
        law_meaning=meaning,
        accountable=accountable,
        worker=enquiry.officer if enquiry else page.allocated_to or "Nobody yet",
        status=Tag(page.status.label, STATUS_COLOURS[page.status]),
        steps=_steps(page, enquiry),
        not_yet=_not_yet(page),
    )


def where_we_are(page: ConcernPage) -> WhatNow:
    """Beside a form: process, law, who answers for it, and when a decision is due; the steps are on the concern's page."""
    whole = what_now(page, None)
    due = [step for step in whole.steps if step.due and step.due != "now"]
    return replace(whole, steps=due, not_yet=())


def _accountable(page: ConcernPage) -> str:
    if page.final and page.final.signed_off_by:
        return page.final.signed_off_by
    if page.final:
        return page.final.by
    return f"The safeguarding manager on duty, {page.edition.council}"


def _steps(page: ConcernPage, enquiry: OpenEnquiry | None) -> list[NextStep]:
    """The next steps in the order that practice takes them, those that press first."""
    if enquiry:
        return [
            NextStep(
                f"Go to the enquiry {enquiry.reference}",
                address_of("enquiries:show", enquiry.id),
                who=enquiry.officer,
            )
        ]
    state = URGENCY[page.clock.state]
    steps = []
    if page.danger:
        steps.append(NextStep("Make the adult safe and write down how", address(page, "safe"), "now", "late"))
    if page.status is ConcernStatus.AWAITING_SIGN_OFF:
        href = address(page, "sign_off") if page.may("sign_off") else ""
        return [
            *steps,
            NextStep(
                "A second person reads the decision and signs it off",
                href,
                due_words(page),
                state,
                "A safeguarding manager",
            ),
        ]
    if page.is_decided:
        return [NextStep("Tell the adult and whoever raised it what was decided", "#answers")]
    if not page.allocated_to and page.may("begin_screening"):
        steps.append(NextStep("Take it on: press “Begin screening”", "#begin"))
    steps += [
        NextStep(words, address(page, name))
        for words, name, needed in (
            ("Say who the adult is", "match", page.person_id is None),
            (f"Ask {page.first_name} what they want", "wish", not page.wishes_asked),
            ("Answer the three-part test", "test", any(limb.answer is None for limb in page.limbs)),
            ("Judge the level by the guide", "threshold", page.threshold_level is None),
            ("Say why it is late", "late", "SCR-14" in page.readiness.codes),
        )
        if needed
    ]
    steps.append(NextStep("Decide", address(page, "decide"), due_words(page), state, page.allocated_to))
    return steps


def _not_yet(page: ConcernPage) -> list[NotYet]:
    """What may not be done now, with the reason and the way there."""
    if page.is_decided:
        return []
    if page.status is ConcernStatus.AWAITING_SIGN_OFF:
        own = page.may("sign_off")
        return [] if own else [NotYet("Signing it off", own, links(page))]
    found = []
    decide = page.may("decide")
    if not decide:
        found.append(NotYet("Deciding", _without_state(decide), links(page)))
    if page.duty is Duty.MET:
        closed = [verdict for outcome, verdict in page.outcomes if outcome is Outcome.NO_FURTHER_ACTION]
        found.append(NotYet("Ending without an enquiry", closed[0], links(page)))
    return found


def _without_state(verdict: Verdict) -> Verdict:
    """What is missing, without the table's sentence on states, which says no more than the status does."""
    kept = tuple(reason for reason in verdict.reasons if reason.code != "STATE")
    return Verdict(False, kept or verdict.reasons)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def due_in_list(due_at: datetime, state: str) -> str:
    """A due moment for a card."""
    today = moment.today()
    when = moment.london(due_at).date()
    if state == "overdue":
        return f"Overdue since {short_day(due_at)}"
    return f"Due today by {clock(due_at)}" if when == today else f"Due {short_day(due_at)}"
