"""Where a working day begins: what needs me today, what stands still, what waits for nobody in particular."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse

from goldenthread.access.queries import emergency_openings_to_review
from goldenthread.assurance.queries import my_actions
from goldenthread.assurance.queries.challenges import challenges_to_answer
from goldenthread.assurance.queries.waiting import PlanCounts, plan_counts, running
from goldenthread.concerns.queries import (
    CommissionedLine,
    WorkCounts,
    commissioned,
    most_pressing,
    work_counts,
)
from goldenthread.enquiries.queries import Counts, EnquiryRow, enquiry_counts, first_due
from goldenthread.ground import local_policy, moment
from goldenthread.insight.queries.returns import returns_to_sign
from goldenthread.insight.queries.sent_back import SentBack, returns_sent_back
from goldenthread.insight.queries.signals import waiting_for
from goldenthread.kit.addresses import address_of
from goldenthread.kit.display import day, label, plural, short_day
from goldenthread.kit.presenters import Column, Table, Tag, WorkCard
from goldenthread.letters.queries import DutyCounts, duty_counts
from goldenthread.web.board.parts import challenge_card
from goldenthread.web.concerns.listing import card
from goldenthread.web.forms import page
from goldenthread.web.improvement.listing import action_card
from goldenthread.web.request import Request
from goldenthread.web.returns.presenting import name_of
from goldenthread.web.reviews.owed import running_card, waiting_cards

SHOWN = 5


def home(request: Request) -> HttpResponse:
    """What needs this person today."""
    viewer = request.viewer
    if viewer.may("concerns.commissioned"):
        return services(request)
    if not viewer.may("concerns.see"):
        return assured(request)
    concerns = work_counts(viewer)
    enquiries = enquiry_counts(viewer, whose="mine")
    answers = duty_counts(viewer)
    still = most_pressing(viewer, only="still", most=SHOWN) if concerns.still else ()
    urgent = most_pressing(viewer, only="danger", most=SHOWN) if concerns.danger else ()
    signing = most_pressing(viewer, only="sign_off", most=SHOWN) if concerns.sign_off else ()
    context = {
        "title": "What needs you today",
        "today": day(moment.today()),
        "figures": [
            *_figures(concerns, enquiries, answers, signs=viewer.may("concerns.sign_off")),
            *_emergencies(emergency_openings_to_review(viewer)),
            *_asked(waiting_for(viewer)),
            *_returns(returns_to_sign(viewer)),
        ],
        "urgent": [card(item) for item in urgent],
        "waiting": waiting_cards(viewer),
        "mine": [card(item) for item in most_pressing(viewer, whose="mine", most=SHOWN)],
        "enquiries": [enquiry_card(row) for row in first_due(viewer, most=SHOWN)],
        "signing": [card(item) for item in signing],
        "still": [card(item) for item in still],
        "still_days": local_policy.current().on(moment.today()).work.stands_still_after,
        "challenges": [challenge_card(each) for each in challenges_to_answer(viewer)],
        "actions": [action_card(each) for each in my_actions(viewer)],
        "search": address_of("concerns:list"),
    }
    return page(request, "desk/home.html", context)


def assured(request: Request) -> HttpResponse:
    """What needs those today who run the board's work or answer for its figures: no case is theirs."""
    viewer = request.viewer
    context = {
        "title": "What needs you today",
        "today": day(moment.today()),
        "figures": [
            *(_plan(plan_counts(viewer)) if viewer.may("assurance.run") else ()),
            *_asked(waiting_for(viewer)),
            *_returns(returns_to_sign(viewer)),
        ],
        "sent_back": [_sent_back(each) for each in returns_sent_back(viewer)],
        "waiting": waiting_cards(viewer),
        "runs": viewer.may("assurance.run"),
        "running": [running_card(row) for row in running(viewer)],
        "challenges": [challenge_card(each) for each in challenges_to_answer(viewer)],
        "actions": [action_card(each) for each in my_actions(viewer)],
    }
    return page(request, "desk/assured.html", context)


def _plan(counts: PlanCounts) -> list[tuple[str, str, str, str]]:
    """What in the improvement plan stands still, whoever owns it."""
    at = address_of("improvement:home")
    told = (
        (counts.late, "late", f"{at}?show=late", "late"),
        (counts.no_owner, "without an owner", f"{at}?show=no_owner", "soon"),
    )
    return [
        (_number(each), f"{'action' if each == 1 else 'actions'} {words}", href, state if each else "")
        for each, words, href, state in told
    ]


def _emergencies(waiting: int) -> list[tuple[str, str, str, str]]:
    """Told to a manager: records that others opened in an emergency, until somebody has read why."""
    words = "emergency opening to review" if waiting == 1 else "emergency openings to review"
    return [(_number(waiting), words, address_of("enquiries:emergency_reviews"), "soon")] if waiting else []


def _asked(waiting: int) -> list[tuple[str, str, str, str]]:
    """Figures that go the wrong way, and that this person has been asked to explain."""
    words = "figure to explain" if waiting == 1 else "figures to explain"
    return [(_number(waiting), words, f"{address_of('signals:list')}?show=mine", "soon")] if waiting else []


def _returns(waiting: int) -> list[tuple[str, str, str, str]]:
    """A national return that somebody else prepared and that waits for a signature."""
    words = "national return to sign off" if waiting == 1 else "national returns to sign off"
    return [(_number(waiting), words, address_of("returns:home"), "soon")] if waiting else []


def _sent_back(each: SentBack) -> WorkCard:
    """A national return that whoever was to sign it sent back to those who prepare it."""
    return WorkCard(
        reference=each.line.reference,
        href=address_of("returns:show", each.line.id),
        name=name_of(each.line),
        summary=each.words,
        urgency="soon",
        due=f"Sent back {short_day(each.at)}",
        tags=[Tag("Sent back", "orange")],
        facts=[("Sent back by", each.by_name)],
    )


def _figures(
    concerns: WorkCounts, enquiries: Counts, answers: DutyCounts, *, signs: bool
) -> list[tuple[str, str, str, str]]:
    """Number, words, address and state of what waits, the most pressing first."""
    at = address_of("concerns:list")

    def listed(**query: str) -> str:
        return f"{at}?{urlencode(query)}"

    found = [
        (_number(concerns.danger), "in danger now", listed(only="danger"), "late" if concerns.danger else ""),
        (
            _number(concerns.overdue),
            "concerns overdue",
            listed(only="overdue"),
            "late" if concerns.overdue else "",
        ),
        (
            _number(concerns.unallocated),
            "concerns with nobody",
            listed(whose="unallocated"),
            "soon" if concerns.unallocated else "",
        ),
        (_number(concerns.mine), "concerns with me", listed(whose="mine"), ""),
        (
            _number(enquiries.open),
            "enquiries with me",
            address_of("enquiries:list"),
            "late" if enquiries.overdue else "",
        ),
        (
            _number(answers.open),
            "people waiting for an answer",
            address_of("feedback:list"),
            "late" if answers.overdue else "",
        ),
    ]
    if signs:
        found.insert(
            2,
            (
                _number(concerns.sign_off),
                "decisions to sign off",
                listed(only="sign_off"),
                "soon" if concerns.sign_off else "",
            ),
        )
    return found


def _number(count: int) -> str:
    return f"{count}" if count < 100 else "100+"


def enquiry_card(row: EnquiryRow) -> WorkCard:
    """One enquiry on the desk."""
    state = {"overdue": "late", "due soon": "soon"}.get(row.clock, "fine")
    return WorkCard(
        reference=row.reference,
        href=address_of("enquiries:show", row.id),
        name=row.person_name,
        summary=row.next_step or "No next step is planned yet.",
        urgency=state,
        due=f"Due {short_day(row.due_at)}" if state != "late" else f"Overdue since {short_day(row.due_at)}",
        tags=[Tag(row.kind.label, "teal"), Tag(row.status.label, "grey")],
        facts=[("Manager", row.manager), ("Officer", row.officer)],
        wants=row.wants,
    )


def services(request: Request) -> HttpResponse:
    """Which care services concerns are about, without a name (learning point 5 of the single agency review)."""
    first = request.resolver_match is not None and request.resolver_match.view_name == "desk:home"
    lines = commissioned(request.viewer)
    table = Table(
        "Concerns about care services, newest first",
        (
            Column("service", "Service", row_header=True),
            Column("received", "Received"),
            Column("types", "Type of harm"),
            Column("process", "What it is now"),
            Column("law", "Law in use"),
        ),
        [_line(line) for line in lines],
        empty="No concern names a care service yet. Practitioners name the service while they screen.",
        caption_hidden=True,
    )
    by_service: dict[str, int] = {}
    for line in lines:
        by_service[line.service] = by_service.get(line.service, 0) + 1
    most = sorted(by_service.items(), key=lambda each: (-each[1], each[0]))[:6]
    context = {
        "title": "Concerns about care services",
        "waiting": waiting_cards(request.viewer) if first else [],
        "challenges": [challenge_card(each) for each in challenges_to_answer(request.viewer)]
        if first
        else [],
        "actions": [action_card(each) for each in my_actions(request.viewer)] if first else [],
        "table": table,
        "most": [(number, f"{name}") for name, number in most],
        "told": plural(len(lines), "concern"),
    }
    return page(request, "desk/services.html", context)


def _line(line: CommissionedLine) -> dict[str, object]:
    return {
        "service": line.service,
        "received": line.received_at,
        "types": label(line.types, "Not said"),
        "process": line.process,
        "law": line.law,
    }
