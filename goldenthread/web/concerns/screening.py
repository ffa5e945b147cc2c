"""Pages of screening: the concern itself, and one page for each thing to do."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from goldenthread.access.queries import agencies, colleagues
from goldenthread.access.trail import Subject
from goldenthread.access.vocabulary import AgencyKind, Role
from goldenthread.concerns.procedures import screening as deeds
from goldenthread.concerns.procedures.safety import mark_danger
from goldenthread.concerns.queries import ConcernPage, match_candidates
from goldenthread.concerns.queries.person import placed_before
from goldenthread.concerns.vocabulary import Limb, LimbAnswer, ScreeningDeed, WishState
from goldenthread.kit.addresses import address_of
from goldenthread.kit.forms import KitForm
from goldenthread.letters.queries import duties_of
from goldenthread.people.vocabulary import RepresentativeKind
from goldenthread.web.candidates import listed
from goldenthread.web.concerns import rows, shown
from goldenthread.web.concerns.forms import (
    AllocateForm,
    DangerForm,
    DeedForm,
    LimbForm,
    MatchForm,
    ServiceForm,
    ThresholdForm,
    WishForm,
    WordsForm,
    uuid_of,
)
from goldenthread.web.concerns.frame import Typed, ask, done, enquiry_of, opened
from goldenthread.web.forms import page as drawn
from goldenthread.web.request import Request

CASEWORKERS = (Role.FRONT_DOOR, Role.SOCIAL_WORKER, Role.MANAGER)
REPORTED_ADULT = ("Adult, as reported", "Date of birth", "NHS number", "Address")


def show(request: Request, concern_id: UUID) -> HttpResponse:
    """One concern: what the adult wants, what now, the test, the report, what was done."""
    page = opened(request, concern_id)
    enquiry = enquiry_of(request, page)
    duties = duties_of(request.viewer, [Subject("concern", page.id)]) if page.is_decided else ()
    context = {
        "title": f"Concern about {page.name}",
        "concern": page,
        "enquiry": enquiry,
        "duties": duties,
        "banner": shown.banner(request.viewer, page),
        "panel": shown.what_now(page, enquiry),
        "tasks": rows.tasks(page),
        "limbs": rows.limb_cards(page),
        "duty_colour": rows.DUTY_COLOURS[page.duty],
        "report": rows.report_rows(page),
        "not_said": rows.not_said(page),
        "decisions": rows.decision_rows(page),
        "clock": rows.clock_rows(page),
        "timeline": rows.timeline(page),
        "person": rows.person_words(page),
        "signs": _signs(page),
    }
    return drawn(request, "concerns/show.html", context)


def _signs(page: ConcernPage) -> list[tuple[str, str]]:
    """Codes of the guide that were seen, in words."""
    words = {sign.code: sign.words for topic in page.edition.guide.topics for sign in topic.indicators}
    return [(code, words.get(code, "")) for code in page.threshold_codes]


def begin(request: Request, concern_id: UUID) -> HttpResponse:
    """Begin screening by one press of a button."""
    form = KitForm(request.POST)
    form.is_valid()
    deeds.begin_screening(request.viewer, concern_id=concern_id, version=form.cleaned_data["version"])
    return done(request, concern_id, "You are screening this concern now.")


def allocate(request: Request, concern_id: UUID) -> HttpResponse:
    """Give it to somebody."""
    page = opened(request, concern_id)
    start = {"user_id": str(page.allocated_to_id or ""), "team": page.team}
    form = AllocateForm(
        request.POST or None, version=page.version, initial=start, staff=colleagues(*CASEWORKERS)
    )

    def deed(typed: Typed) -> int:
        return deeds.allocate(
            request.viewer,
            concern_id=page.id,
            version=typed["version"],
            user_id=uuid_of(typed["user_id"]),
            team=typed["team"],
            words=typed["words"],
        )

    return ask(
        request,
        page,
        form,
        deed,
        told="The concern is allocated.",
        title="Who works on this?",
        submit="Allocate",
    )


def wish(request: Request, concern_id: UUID) -> HttpResponse:
    """Ask what the adult wants."""
    page = opened(request, concern_id)
    form = WishForm(request.POST or None, version=page.version)

    def deed(typed: Typed) -> int:
        said_by = typed["said_by"]
        return deeds.record_wish(
            request.viewer,
            concern_id=page.id,
            version=typed["version"],
            state=WishState(typed["state"]),
            words=typed["words"],
            said_by=RepresentativeKind(said_by) if said_by else None,
            said_by_name=typed["said_by_name"],
            why=typed["why_not_expressed"]
            if typed["state"] == WishState.NOT_EXPRESSED
            else typed["why_not_possible"],
        )

    return ask(
        request,
        page,
        form,
        deed,
        told="What the adult wants is recorded.",
        title=f"What does {page.first_name} want to happen?",
        template="concerns/wish.html",
    )


def test(request: Request, concern_id: UUID) -> HttpResponse:
    """To the first part of the test that is not answered; when all are, to the whole of it."""
    page = opened(request, concern_id)
    for line in page.limbs:
        if line.answer is None:
            return redirect("concerns:limb", page.id, line.limb.value)
    return redirect(address_of("concerns:show", page.id) + "#test")


def limb(request: Request, concern_id: UUID, limb: str) -> HttpResponse:
    """Answer one part of the test, with what the Act means by it beside."""
    if limb not in Limb.values():
        raise Http404
    part = Limb(limb)
    page = opened(request, concern_id)
    line = next(each for each in page.limbs if each.limb is part)
    start = {"answer": line.answer or "", "evidence": line.evidence, "reason": line.reason}
    form = LimbForm(request.POST or None, version=page.version, initial=start)
    form.fields["answer"].label = rows.question(page, part)

    def deed(typed: Typed) -> int:
        return deeds.answer_limb(
            request.viewer,
            concern_id=page.id,
            version=typed["version"],
            limb=part,
            answer=LimbAnswer(typed["answer"]),
            evidence=typed["evidence"],
            reason=typed["reason"],
        )

    open_after = [each for each in page.limbs if each.answer is None and each.limb is not part]
    return ask(
        request,
        page,
        form,
        deed,
        told=f"Answered: {part.label}.",
        title=f"The three-part test, part {list(Limb).index(part) + 1} of 3",
        submit="Save and go to the next part" if open_after else "Save",
        to="test" if open_after else "show",
        template="concerns/limb.html",
        limb=part,
    )


def deed(request: Request, concern_id: UUID) -> HttpResponse:
    """Do or note something; enquiry work is refused with the way to the test and to the enquiry (SCR-03)."""
    page = opened(request, concern_id)
    form = DeedForm(request.POST or None, version=page.version, initial={"deed": request.GET.get("deed", "")})

    def act(typed: Typed) -> int:
        named = {"concern_id": page.id, "version": typed["version"], "words": typed["words"]}
        if typed["deed"] == "found_out":
            return deeds.note_found_out(request.viewer, **named)
        return deeds.start_deed(request.viewer, deed=ScreeningDeed(typed["deed"]), **named)

    return ask(
        request,
        page,
        form,
        act,
        told="Recorded.",
        title="Do or note something",
        template="concerns/deed.html",
    )


def safe(request: Request, concern_id: UUID) -> HttpResponse:
    """Record what made the adult safe."""
    page = opened(request, concern_id)
    question = "What was done so that they are safe now, and who did it?"
    form = WordsForm(request.POST or None, version=page.version, question=question)

    def deed(typed: Typed) -> int:
        return deeds.record_made_safe(
            request.viewer, concern_id=page.id, version=typed["version"], words=typed["words"]
        )

    return ask(
        request,
        page,
        form,
        deed,
        told="Recorded what made the adult safe.",
        title="Make the adult safe",
        template="concerns/safe.html",
    )


def danger(request: Request, concern_id: UUID) -> HttpResponse:
    """Put danger on record that was not in the report."""
    page = opened(request, concern_id)
    form = DangerForm(request.POST or None, version=page.version)

    def deed(typed: Typed) -> int:
        told = {name: typed[name] for name in ("words", "said_by", "doing")}
        return mark_danger(request.viewer, concern_id=page.id, version=typed["version"], **told)

    return ask(
        request,
        page,
        form,
        deed,
        told="The danger is on record, and this concern leads the work list until the adult is safe.",
        title="Somebody is in danger now",
        submit="Put it on record",
        template="concerns/danger.html",
    )


def threshold(request: Request, concern_id: UUID) -> HttpResponse:
    """Judge the level by the guide of the case's day."""
    page = opened(request, concern_id)
    guide = page.edition.guide
    start = {"level": str(page.threshold_level or ""), "codes": list(page.threshold_codes)}
    everything = request.GET.get("all") == "1"
    types = () if everything else tuple(each.value for each in page.report.types)
    form = ThresholdForm(request.POST or None, version=page.version, initial=start, guide=guide, types=types)

    def deed(typed: Typed) -> int:
        return deeds.judge_threshold(
            request.viewer,
            concern_id=page.id,
            version=typed["version"],
            level=int(typed["level"]),
            codes=tuple(typed["codes"]),
            words=typed["words"],
        )

    return ask(
        request,
        page,
        form,
        deed,
        told="The level is recorded.",
        title="Which level of the threshold guide?",
        template="concerns/threshold.html",
        guide=guide,
        everything=everything,
    )


def service(request: Request, concern_id: UUID) -> HttpResponse:
    """Name the care service the concern is about."""
    page = opened(request, concern_id)
    services = agencies((AgencyKind.PROVIDER.value,))
    councils = agencies((AgencyKind.OTHER_COUNCIL.value,))
    placed_by = page.placed_by_id
    if page.person_id and not page.service_id and not placed_by:
        placed_by = placed_before(request.viewer, page.person_id)
    start = {"agency_id": str(page.service_id or ""), "placed_by_id": str(placed_by or "")}
    form = ServiceForm(
        request.POST or None, version=page.version, initial=start, services=services, councils=councils
    )

    def deed(typed: Typed) -> int:
        return deeds.name_service(
            request.viewer,
            concern_id=page.id,
            version=typed["version"],
            agency_id=uuid_of(typed["agency_id"]),
            placed_by_id=uuid_of(typed["placed_by_id"]),
        )

    return ask(
        request,
        page,
        form,
        deed,
        told="Recorded.",
        title="Which care service is this about?",
        template="concerns/service.html",
    )


def restrict(request: Request, concern_id: UUID) -> HttpResponse:
    """Close the concern to all but those who work on it, or open it again."""
    page = opened(request, concern_id)
    question = (
        "Why may it be opened again?" if page.restricted else "Why must only those who work on it see it?"
    )
    form = WordsForm(request.POST or None, version=page.version, question=question)
    act = deeds.lift_restriction if page.restricted else deeds.restrict

    def deed(typed: Typed) -> int:
        return act(request.viewer, concern_id=page.id, version=typed["version"], words=typed["words"])

    return ask(
        request,
        page,
        form,
        deed,
        told="Anybody who screens may see it again."
        if page.restricted
        else "Only those who work on it see it now.",
        title="Lift the restriction" if page.restricted else "Restrict who may see this",
        submit="Lift the restriction" if page.restricted else "Restrict",
    )


def match(request: Request, concern_id: UUID) -> HttpResponse:
    """Say who the adult is: somebody held, found by the report's details, or somebody new."""
    page = opened(request, concern_id)
    found = match_candidates(request.viewer, page)
    told = page.report
    start = {
        "person_id": str(page.person_id or ""),
        "given_name": told.adult_given_name,
        "family_name": told.adult_family_name,
        "date_of_birth": told.adult_date_of_birth,
        "nhs_number": told.adult_nhs_number,
        "address": told.adult_address,
        "postcode": told.adult_postcode,
    }
    form = MatchForm(request.POST or None, version=page.version, initial=start, found=listed(found))

    def deed(typed: Typed) -> int:
        if typed["person_id"] != "new":
            return deeds.match_person(
                request.viewer,
                concern_id=page.id,
                version=typed["version"],
                person_id=UUID(typed["person_id"]),
                words=typed["words"],
            )
        details = {
            name: typed[name]
            for name in ("given_name", "family_name", "date_of_birth", "nhs_number", "address", "postcode")
        }
        return deeds.match_new_person(
            request.viewer, concern_id=page.id, version=typed["version"], words=typed["words"], **details
        )

    return ask(
        request,
        page,
        form,
        deed,
        told="The concern is about this person now.",
        title="Who is the adult?",
        template="concerns/match.html",
        found=len(found),
        reported=[row for row in rows.report_rows(page) if row.key in REPORTED_ADULT],
    )
