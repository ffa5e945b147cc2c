"""The parts of a concern's page: the test, the steps of screening, the report, decisions, clock and history."""

from __future__ import annotations

from goldenthread.concerns.queries import ConcernPage, LimbLine
from goldenthread.concerns.vocabulary import (
    ConcernStatus,
    Duty,
    Limb,
    LimbAnswer,
    Place,
    ReferrerRole,
    ScreeningDeed,
    SourceRelationship,
)
from goldenthread.ground.words import Answer
from goldenthread.kit.addresses import address_of
from goldenthread.kit.display import at_time, day, nhs, short_day
from goldenthread.kit.presenters import Row, Tag, TaskItem, TimelineEntry
from goldenthread.web.concerns.shown import address, danger_words, due_words

ANSWER_COLOURS = {LimbAnswer.YES: "green", LimbAnswer.NO: "orange", LimbAnswer.NOT_YET_KNOWN: "yellow"}
DUTY_COLOURS = {Duty.MET: "red", Duty.NOT_MET: "grey", Duty.NOT_YET_KNOWN: "yellow"}


def limb_cards(page: ConcernPage) -> list[dict[str, object]]:
    """The three parts of the test as they stand."""
    return [_limb_card(page, line) for line in page.limbs]


def _limb_card(page: ConcernPage, line: LimbLine) -> dict[str, object]:
    tag = Tag(line.answer.label, ANSWER_COLOURS[line.answer]) if line.answer else Tag("Not answered", "blue")
    href = address_of("concerns:limb", page.id, line.limb.value) if page.may("answer_limb") else ""
    return {"line": line, "tag": tag, "href": href, "verb": "Change" if line.answer else "Answer"}


def tasks(page: ConcernPage) -> list[TaskItem]:
    """Screening as a list of what is done and what is not."""
    answered = sum(1 for limb in page.limbs if limb.answer is not None)
    test = page.duty.label if answered == 3 else f"{answered} of 3 answered"
    level = f"Level {page.threshold_level}" if page.threshold_level else ""
    gathered = any(_gathered(step.what) for step in page.steps)
    service, known = "Name the care service, if it is about one", page.person_id is not None
    return [
        *_danger_task(page),
        _task(
            page, "Say who the adult is", "match", "match_person", done=known, told=page.name if known else ""
        ),
        _task(
            page, "Ask what they want", "wish", "record_wish", done=page.wishes_asked, told=_wish_told(page)
        ),
        _task(
            page, "Gather what the test needs", "deed", "note_found_out", done=gathered, todo=Tag("As needed")
        ),
        _task(page, "Answer the three-part test", "test", "answer_limb", done=answered == 3, told=test),
        _task(
            page,
            "Judge the level by the threshold guide",
            "threshold",
            "judge_threshold",
            done=bool(level),
            told=level,
        ),
        _task(
            page,
            service,
            "service",
            "name_service",
            done=bool(page.service or page.placed_by),
            told=page.service + (f"; placed by {page.placed_by}" if page.placed_by else ""),
            todo=Tag("If any"),
        ),
        _decide_task(page),
    ]


def _task(
    page: ConcernPage, text: str, name: str, deed: str, *, done: bool, told: str = "", todo: Tag | None = None
) -> TaskItem:
    status = Tag("Done", "green") if done else (todo or Tag("To do", "blue"))
    return TaskItem(text, status, address(page, name) if page.may(deed) else "", told)


def _danger_task(page: ConcernPage) -> list[TaskItem]:
    if not page.was_danger:
        return []
    safe = page.made_safe_at is not None
    told = f"Recorded {at_time(page.made_safe_at)}" if safe else danger_words(page)
    return [
        _task(
            page,
            "Make the adult safe",
            "safe",
            "record_made_safe",
            done=safe,
            told=told,
            todo=Tag("Now", "red"),
        )
    ]


def _decide_task(page: ConcernPage) -> TaskItem:
    status = (
        Tag("Done", "green")
        if page.is_decided
        else Tag("Not yet")
        if _missing(page)
        else Tag("Ready", "blue")
    )
    open_now = page.status is ConcernStatus.SCREENING and page.may("answer_limb")
    return TaskItem(
        "Decide",
        status,
        address(page, "decide") if open_now else "",
        "" if page.is_decided else due_words(page),
    )


def _wish_told(page: ConcernPage) -> str:
    if not page.wishes:
        return ""
    return (
        page.wishes[0].state.label
        if page.wishes_asked
        else "Only what the report says; nobody here has asked"
    )


def _missing(page: ConcernPage) -> bool:
    return not page.readiness or any(limb.answer is None for limb in page.limbs)


def _gathered(what: str) -> bool:
    return what == "Found out" or what in {each.label for each in ScreeningDeed}


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
        if each.weighed:
            rows.append(Row("Principles against each other", each.weighed.told, words=True))
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
