"""What the pages of one concern show: values for the kit's macros, built from the frozen page the room gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.urls import reverse

from goldenthread.concerns.policy.duty import LAW_OF_SCREENING
from goldenthread.concerns.queries import ConcernPage, LimbLine, WishLine
from goldenthread.concerns.vocabulary import (
    ConcernStatus,
    Duty,
    Limb,
    LimbAnswer,
    Outcome,
    Place,
    ReferrerRole,
    ScreeningDeed,
    SourceRelationship,
    WishState,
)
from goldenthread.enquiries.queries import OpenEnquiry
from goldenthread.ground import moment
from goldenthread.ground.verdicts import Verdict
from goldenthread.ground.words import Answer
from goldenthread.kit.display import at_time, clock, day, nhs, plural, short_day
from goldenthread.kit.presenters import (
    Link,
    NextStep,
    NotYet,
    Row,
    Tag,
    TaskItem,
    TimelineEntry,
    WantsBanner,
    WhatNow,
    Wish,
)
from goldenthread.people.vocabulary import RepresentativeKind

STATUS_COLOURS = {
    ConcernStatus.RECEIVED: "blue",
    ConcernStatus.SCREENING: "teal",
    ConcernStatus.AWAITING_SIGN_OFF: "purple",
    ConcernStatus.DECIDED: "grey",
}
ANSWER_COLOURS = {LimbAnswer.YES: "green", LimbAnswer.NO: "orange", LimbAnswer.NOT_YET_KNOWN: "yellow"}
DUTY_COLOURS = {Duty.MET: "red", Duty.NOT_MET: "grey", Duty.NOT_YET_KNOWN: "yellow"}
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
    return reverse(f"concerns:{name}", args=[page.id])


def wish(line: WishLine, name: str) -> Wish:
    """One wish for the banner, said by whom."""
    said = {"": "Not known who said it", RepresentativeKind.ADULT.label: name}.get(line.said_by, line.said_by)
    if line.from_report:
        said = f"From the report, told by: {said}"
    return Wish(line.words, said, line.at, recorded_by="" if line.from_report else line.recorded_by)


def banner(page: ConcernPage) -> WantsBanner:
    """What the adult wants, first on every page; and what keeps the person in view."""
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
    )


def due_words(page: ConcernPage) -> str:
    """The screening clock in words: when, and how far away."""
    left = page.edition.calendar.between(moment.today(), moment.london(page.clock.due_at).date())
    when = f"by {day(page.clock.due_at)}"
    if page.clock.overdue:
        return f"was due {when}, overdue"
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
                reverse("enquiries:show", args=[enquiry.id]),
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


def limb_cards(page: ConcernPage) -> list[dict[str, object]]:
    """The three parts of the test as they stand."""
    return [_limb_card(page, line) for line in page.limbs]


def _limb_card(page: ConcernPage, line: LimbLine) -> dict[str, object]:
    tag = Tag(line.answer.label, ANSWER_COLOURS[line.answer]) if line.answer else Tag("Not answered", "blue")
    href = reverse("concerns:limb", args=[page.id, line.limb.value]) if page.may("answer_limb") else ""
    return {"line": line, "tag": tag, "href": href, "verb": "Change" if line.answer else "Answer"}


def tasks(page: ConcernPage) -> list[TaskItem]:
    """Screening as a list of what is done and what is not."""

    def item(
        text: str, name: str, done: bool, deed: str, told: str = "", todo: Tag | None = None
    ) -> TaskItem:
        open_now = bool(page.may(deed))
        status = Tag("Done", "green") if done else (todo or Tag("To do", "blue"))
        return TaskItem(text, status, address(page, name) if open_now else "", told)

    answered = sum(1 for limb in page.limbs if limb.answer is not None)
    found = []
    if page.report.immediate_danger is Answer.YES:
        safe = page.made_safe_at is not None
        told = (
            f"Recorded {at_time(page.made_safe_at)}"
            if safe
            else "The report says that somebody is in danger now"
        )
        found.append(item("Make the adult safe", "safe", safe, "record_made_safe", told, Tag("Now", "red")))
    wanted = page.wishes[0] if page.wishes else None
    found += [
        item(
            "Say who the adult is",
            "match",
            page.person_id is not None,
            "match_person",
            page.name if page.person_id else "",
        ),
        item(
            "Ask what they want",
            "wish",
            page.wishes_asked,
            "record_wish",
            ""
            if not wanted
            else "Only what the report says; nobody here has asked"
            if not page.wishes_asked
            else wanted.state.label,
        ),
        item(
            "Gather what the test needs",
            "deed",
            any(_gathered(step.what) for step in page.steps),
            "note_found_out",
            "",
            Tag("As needed", "grey"),
        ),
        item(
            "Answer the three-part test",
            "test",
            answered == 3,
            "answer_limb",
            page.duty.label if answered == 3 else f"{answered} of 3 answered",
        ),
        item(
            "Judge the level by the threshold guide",
            "threshold",
            page.threshold_level is not None,
            "judge_threshold",
            f"Level {page.threshold_level}" if page.threshold_level else "",
        ),
        item(
            "Name the care service, if it is about one",
            "service",
            bool(page.service),
            "name_service",
            page.service,
            Tag("If any", "grey"),
        ),
    ]
    ready = not _missing(page)
    decide = Tag("Ready", "blue") if ready else Tag("Not yet", "grey")
    found.append(
        TaskItem(
            "Decide",
            Tag("Done", "green") if page.is_decided else decide,
            address(page, "decide")
            if page.status is ConcernStatus.SCREENING and page.may("answer_limb")
            else "",
            "" if page.is_decided else due_words(page),
        )
    )
    return found


def _missing(page: ConcernPage) -> bool:
    return not page.readiness or any(limb.answer is None for limb in page.limbs)


def _gathered(what: str) -> bool:
    return what == "Found out" or what in {each.label for each in ScreeningDeed}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


QUESTIONS = {
    Limb.NEEDS: "Does {name} have needs for care and support?",
    Limb.ABUSE: "Is {name} experiencing, or at risk of, abuse or neglect?",
    Limb.PROTECT: "Because of those needs, is {name} unable to protect themselves?",
}


def question(page: ConcernPage, limb: Limb) -> str:
    """A part of the test as a question about this adult."""
    return QUESTIONS[limb].format(name=page.first_name)


def not_said(page: ConcernPage) -> str:
    """What the report does not say, on one line."""
    missing = [row.key for row in _all_rows(page) if row.value in ("", None, []) or row.value in UNSAID]
    return ", ".join(key[:1].lower() + key[1:] if key[1:2].islower() else key for key in missing)


UNSAID = (Answer.NOT_ASKED, Place.NOT_KNOWN, ReferrerRole.NOT_KNOWN, SourceRelationship.NOT_KNOWN)


def report_rows(page: ConcernPage) -> list[Row]:
    """The report as it came, without what it does not say."""
    return [row for row in _all_rows(page) if not (row.value in ("", None, []) or row.value in UNSAID)]


def _all_rows(page: ConcernPage) -> list[Row]:
    told = page.report
    referrer = ", ".join(
        part for part in (told.referrer_name, told.referrer_role.label, told.referrer_agency) if part
    )
    adult = " ".join(part for part in (told.adult_given_name, told.adult_family_name) if part)
    where = ", ".join(part for part in (told.adult_address, told.adult_postcode) if part)
    named = told.source_of_risk_relationship is not SourceRelationship.NOT_KNOWN
    risk = ", ".join(
        part
        for part in (told.source_of_risk_name, told.source_of_risk_relationship.label if named else "")
        if part
    )
    return [
        Row("In danger now", told.immediate_danger),
        Row("Type of harm", list(told.types)),
        Row("Where", told.place),
        Row("Who may have caused it", risk),
        Row("Adult, as reported", adult),
        Row("Date of birth", told.adult_date_of_birth),
        Row("NHS number", nhs(told.adult_nhs_number, "")),
        Row("Address", where),
        Row("The adult knows of the report", told.adult_aware),
        Row("The adult agrees to it", told.adult_agrees),
        Row("What the adult wants, as reported", told.adult_wishes, words=True),
        Row("Children there", told.children_present),
        Row("Crime reference", told.crime_reference),
        Row("Raised by", referrer),
        Row("How to reach them", told.referrer_contact),
        Row("Seen or heard", told.raised_at),
        Row("Received", f"{at_time(told.received_at)}, {told.channel.label.lower()}"),
        Row("Their own reference", told.external_ref),
    ]


def decision_rows(page: ConcernPage) -> list[list[Row]]:
    """Every decision made or proposed, newest first."""
    found = []
    for each in page.decisions:
        went = ", ".join(
            part for part in (each.signpost.label if each.signpost else "", each.signpost_words) if part
        )
        rows = [
            Row("Decision", each.outcome),
            Row("Law", each.law),
            Row("The duty under section 42(2)", each.duty),
            Row("Why", each.rationale, words=True),
            Row("What the adult thinks of it", each.adult_view, words=True),
            Row("Decided by", f"{each.by}, {at_time(each.at)}"),
        ]
        if each.reason:
            rows.insert(1, Row("Reason", each.reason))
        if went:
            rows.append(Row("Pointed to", went))
        if each.follow_up_on:
            rows.append(Row("We check that it helped on", each.follow_up_on))
        if each.manager:
            rows += [Row("Accountable manager", each.manager), Row("Enquiry officer", each.officer)]
        if each.signed_off_by:
            rows.append(Row("Signed off by", f"{each.signed_off_by}, {at_time(each.signed_off_at)}"))
        if each.sent_back_words:
            rows.append(Row("Sent back", each.sent_back_words, words=True))
        found.append(rows)
    return found


def timeline(page: ConcernPage) -> list[TimelineEntry]:
    """What was done, newest first."""
    return [TimelineEntry(step.what, step.at, step.by, step.words) for step in page.steps]


def clock_rows(page: ConcernPage) -> list[Row]:
    """How the clock stands and was changed."""
    rows = [Row("Decide by", due_words(page) if not page.is_decided else at_time(page.clock.due_at))]
    for each in page.clock_rows:
        what = f"More time, to {short_day(each.due_after)}" if each.extended else "Late"
        rows.append(Row(what, f"{each.reason.label}. {each.words} ({each.by}, {short_day(each.at)})"))
    return rows


def person_words(page: ConcernPage) -> str:
    """Who the adult is, on one line."""
    parts = [page.name]
    if page.person_born:
        parts.append(f"born {day(page.person_born)}")
    if page.person_nhs_number:
        parts.append(f"NHS {nhs(page.person_nhs_number)}")
    return ", ".join(parts)


def due_in_list(due_at: datetime, state: str) -> str:
    """A due moment for a card."""
    today = moment.today()
    when = moment.london(due_at).date()
    if state == "overdue":
        return f"Overdue since {short_day(due_at)}"
    return f"Due today by {clock(due_at)}" if when == today else f"Due {short_day(due_at)}"
