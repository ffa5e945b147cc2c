"""A small world for checks of access: people of every role, and a case for each way they may stand to it, and a return that was signed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid4

from goldenthread.access import queries
from goldenthread.access.models import ApiToken, Grant
from goldenthread.access.viewer import CLOCKWORK, Viewer
from goldenthread.access.vocabulary import AgencyKind, Relation, Role
from goldenthread.assurance import procedures as assurance
from goldenthread.assurance.models import Finding, Review
from goldenthread.assurance.vocabulary import (
    FindingKind,
    FindingOrigin,
    FindingState,
    MemberFunction,
    ReportKind,
    ReportStage,
    ReviewKind,
    ReviewState,
)
from goldenthread.concerns.models import Concern
from goldenthread.enquiries import procedures as enquiries
from goldenthread.enquiries.models import Allegation, CausedEnquiry, EnquiryAction, WantedOutcome
from goldenthread.ground import moment
from goldenthread.insight.language.periods import Period
from goldenthread.insight.procedures import begin_issue, raise_signal, set_up_report
from goldenthread.insight.queries.wrong_way import Found
from goldenthread.insight.vocabulary.regular import BoardAudience
from goldenthread.insight.vocabulary.signals import SignalCause
from goldenthread.letters.models import FeedbackDuty, Letter
from goldenthread.people.models import Person
from goldenthread.people.procedures import add_circumstance, add_representative, restrict_person
from goldenthread.people.vocabulary import CircumstanceKind, RepresentativeKind
from tests.factories import access, returns
from tests.factories import enquiries as made
from tests.promises import board_and_risks, reviews_and_evidence
from tests.promises.reviews import Reviews

# A person has one of these; each stands in the adult's name and in the words of one case only.
CANARIES = {
    "police": "Quillfeather",
    "provider": "Oxbarrow",
    "council": "Thistlewade",
    "restricted": "Nightingrove",
}
# Who answers to the council's own part of a self-assessment and its own evidence.
OUR_ROLES = {
    *(Role.FRONT_DOOR, Role.SOCIAL_WORKER, Role.MANAGER, Role.COMMISSIONER, Role.BOARD_MEMBER),
    *(Role.DATA_OFFICER, Role.BOARD_MANAGER, Role.SCRUTINY),
}


@dataclass
class Case:
    """One case: a person, a concern about them and an enquiry, with the ids that addresses name."""

    canary: str
    values: dict[str, object]

    @property
    def subjects(self) -> set[UUID]:
        """Ids that a trail row about this case bears."""
        return {value for value in self.values.values() if isinstance(value, UUID)}


@dataclass
class World:
    """Everybody and every case. ``own`` and ``other`` say which case stands how to a role."""

    cast: object
    cases: dict[str, Case] = field(default_factory=dict)
    token: str = ""
    system: Viewer | None = None
    reviews: Reviews | None = None
    # The council's own part of the review that the police take part in too.
    ours: dict[str, object] = field(default_factory=dict)

    def values(self, role: Role, situation: str, record: str = "") -> dict[str, object]:
        """What to fill addresses with: ids of the case that stands in this way to somebody of this role."""
        if situation == "unknown":
            return {}
        own = {Role.PROVIDER_MANAGER: "provider"}.get(role, "police")
        other = "provider" if role in (Role.PARTNER, Role.AGENCY_SYSTEM) else "police"
        if role not in (Role.PARTNER, Role.AGENCY_SYSTEM, Role.PROVIDER_MANAGER):
            other = "council"
        found = self.cases[{"own": own, "other": other, "restricted": "restricted"}[situation]].values
        of_review = self.reviews.values(role, situation) if self.reviews else {}
        if record == "recommendation":
            # Of the plan, which is everybody's, and not of a review that few take part in.
            del of_review["recommendation_id"]
        found = found | of_review
        if role is Role.DATA_OFFICER:
            # A deed on the return that is theirs: nobody opens the page of another's.
            found |= {"deed": "take_back"}
        return found | (self.ours if situation == "own" and role in OUR_ROLES else {})


def build(cast) -> World:
    """Make the world by the procedures, as practice does."""
    world = World(cast)
    world.token, world.system = access.agency_system(agency_id=cast[Role.PARTNER].agency_id)
    ours = made.Staff(cast[Role.FRONT_DOOR], cast[Role.MANAGER], cast[Role.SOCIAL_WORKER])
    theirs = made.Staff(
        manager=access.viewer(role=Role.MANAGER), officer=access.viewer(role=Role.SOCIAL_WORKER)
    )
    frozen = {
        "return_id": returns.signed(cast[Role.DATA_OFFICER], cast[Role.MANAGER]),
        "cell": 0,
        "check": 0,
        "deed": "sign_off",
        "name": "published-stricter.csv",
        **_regular(cast[Role.DATA_OFFICER]),
    }
    world.cases["police"] = _case("police", ours, raised_by=cast[Role.PARTNER], asked=cast[Role.PARTNER])
    world.cases["provider"] = _case(
        "provider", ours, raised_by=cast[Role.PROVIDER_MANAGER], asked=cast[Role.PROVIDER_MANAGER]
    )
    elsewhere = access.viewer(
        role=Role.PARTNER, agency_id=access.agency(kind=AgencyKind.NHS, name="Sandgate Trust")
    )
    world.cases["council"] = _case("council", theirs, raised_by=elsewhere, asked=elsewhere)
    restricted = _case("restricted", theirs, raised_by=elsewhere, asked=elsewhere)
    world.cases["restricted"] = restricted
    _assurance(world, cast)
    person = Person.objects.get(pk=restricted.values["person_id"])
    restrict_person(
        theirs.manager,
        person_id=person.pk,
        version=person.version,
        restricted=True,
        words="Her son works for the council.",
    )
    for case in world.cases.values():
        case.values |= frozen
    assured = reviews_and_evidence.build(cast, elsewhere)
    world.ours = assured.pop("ours")
    for name, values in assured.items():
        world.cases[name].values |= values
    boarded = board_and_risks.build(cast, elsewhere)
    world.ours |= boarded.pop("ours")
    for name, values in boarded.items():
        world.cases[name].values |= values
    # Reviews are never restricted: their deeds are the same in every case.
    restricted.values["turn"] = "begin_review"
    # The one who keeps it is related to its enquiry and concern; nobody of the cast is.
    assert (
        not Grant.objects.filter(
            subject_id__in=restricted.subjects,
            user_id__in=[cast[role].user_id for role in (Role.MANAGER, Role.FRONT_DOOR)],
        )
        .exclude(relation=Relation.RAISED)
        .exists()
    )
    world.reviews = Reviews(cast)
    return world


def _assurance(world: World, cast) -> None:
    """What the improvement plan holds: of a review the visiting reviewer takes part in, and of no review at all."""
    runs, reviewer = cast[Role.BOARD_MANAGER], cast[Role.REVIEWER]
    review_id = assurance.open_review(
        runs, kind=ReviewKind.PEER_REVIEW, title="A review", scope="Assurance", questions=("Who answers?",)
    )
    assurance.begin_review(runs, review_id=review_id, version=1)
    assurance.add_member(runs, review_id=review_id, function=MemberFunction.LEADER, user_id=reviewer.user_id)
    # Published, so that all may read it who read the plan at all.
    Review.objects.filter(pk=review_id).update(state=ReviewState.PUBLISHED, published_at=moment.now())
    for name, of_review in (("police", review_id), ("provider", review_id), ("council", None)):
        finding = assurance.draft_finding(
            runs, kind=FindingKind.AREA, words="Tell them.", review_id=of_review, origin=FindingOrigin.REPORT, named="A report", about={"passage": "4"}
        )  # fmt: skip
        Finding.objects.filter(pk=finding).update(state=FindingState.AGREED, agreed_at=moment.now())
        made = {
            "finding_id": finding,
            "improvement_id": assurance.plan_action(runs, title="Tell them", finding_ids=(finding,)),
            "recommendation_id": assurance.recommend(runs, words="Tell them.", named="A report"),
            "report_id": assurance.keep_report(
                runs, kind=ReportKind.PLAN, stage=ReportStage.FINAL, council="Sandgate"
            ),
        }
        made["token"] = assurance.share_report(
            runs, report_id=made["report_id"], to="The region", until=moment.now() + timedelta(days=1)
        )
        world.cases[name].values.update(
            made, settling="set-aside", acting="progress", running="stop", form="pdf"
        )


def _case(name: str, staff: made.Staff, *, raised_by: Viewer, asked: Viewer) -> Case:
    canary = CANARIES[name]
    person_id = made.person(staff, given_name="Ada", family_name=canary, address=f"4 {canary} Row")
    kind = next(iter(CircumstanceKind))
    condition = add_circumstance(
        staff.manager, person_id=person_id, kind=kind, words=f"{canary} uses a stick.", from_on=moment.today()
    )
    who = next(kind for kind in RepresentativeKind if kind is not RepresentativeKind.ADULT)
    speaker = add_representative(
        staff.manager,
        person_id=person_id,
        kind=who,
        name="Jo Bright",
        contact="01632 960 777",
        from_on=moment.today(),
    )
    told = {
        "adult_family_name": canary,
        "adult_address": f"4 {canary} Row",
        "narrative": f"Somebody takes the money of {canary}.",
    }
    enquiry_id = made.opened(
        staff, person_id=person_id, by=raised_by, told=told, wish=f"{canary} wants to stay at home."
    )
    enquiries.cause_enquiry(
        staff.manager,
        enquiry_id=enquiry_id,
        agency_id=asked.agency_id,
        about_whom=f"Ada {canary}",
        question="Look into the handling of her money.",
        terms="A written report in ten working days.",
        adult_view="She agrees.",
    )
    made.planned(staff, enquiry_id)
    concern = Concern.objects.get(person_id=person_id)
    caused = CausedEnquiry.objects.get(enquiry_id=enquiry_id)
    duty = FeedbackDuty.objects.filter(about_id=concern.pk).first()
    letter = Letter.objects.filter(about_id=concern.pk).first()
    grant = Grant.objects.create(
        subject_kind="concern",
        subject_id=concern.pk,
        user_id=staff.front_door.user_id,
        relation=Relation.BREAK_GLASS,
        reason="A test of reviews.",
        from_at=concern.received_at,
        until_at=concern.received_at,
    )
    account = queries.viewer_of(staff.officer.user_id)
    token_id = ApiToken.objects.values_list("pk", flat=True).first() or uuid4()
    return Case(
        canary,
        {
            "person_id": person_id,
            "concern_id": concern.pk,
            "reference": concern.reference,
            "enquiry_id": enquiry_id,
            "allegation_id": Allegation.objects.filter(enquiry_id=enquiry_id).first().pk,
            "wanted_id": WantedOutcome.objects.filter(enquiry_id=enquiry_id).first().pk,
            "step_id": EnquiryAction.objects.filter(enquiry_id=enquiry_id).first().pk,
            "caused_id": caused.pk,
            "caused_enquiry_id": caused.pk,
            "duty_id": duty.pk if duty else uuid4(),
            "letter_id": letter.pk if letter else uuid4(),
            "grant_id": grant.pk,
            "account_id": account.user_id,
            "agency_id": asked.agency_id,
            "token_id": token_id,
            "circumstance_id": condition,
            "representative_id": speaker,
            "user_id": staff.officer.user_id,
            "limb": "needs",
            "signal_id": _signal(name),
            "answering": "explain",
            "managing": "settle",
        },
    )


def _regular(by: Viewer) -> dict[str, object]:
    """A data report to a board, with an issue that is being drawn up: nobody's record."""
    report_id = set_up_report(
        by, title="To the board", audience=BoardAudience.SAFEGUARDING, readers="Members", figures=["D3"],
        every_months=3, next_due_on=moment.today(),
    )  # fmt: skip
    return {"regular_id": report_id, "issue_id": begin_issue(by, report_id=report_id)}


def _signal(name: str) -> UUID:
    """A figure that is asked about: it is nobody's record."""
    month = Period.read("2026-05")
    found = Found(
        f"X-{name}", "A figure", "1" * 64, SignalCause.CHART, ("outside",), "", month, month, "Of 9, 1."
    )
    return raise_signal(CLOCKWORK, found=found)
