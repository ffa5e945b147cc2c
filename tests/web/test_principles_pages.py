"""The six principles: in each decision, as questions to the adult, as criteria of an audit, in policy and contracts."""

from __future__ import annotations

import html

import pytest

from goldenthread.access.vocabulary import Role
from goldenthread.assurance import procedures as do
from goldenthread.assurance import queries
from goldenthread.assurance.instruments import shipped
from goldenthread.assurance.models import StatementAnswers
from goldenthread.assurance.vocabulary import Population, ReviewKind
from goldenthread.concerns.models import Concern, Decision
from goldenthread.concerns.vocabulary import LimbAnswer
from goldenthread.enquiries.models import Enquiry
from goldenthread.ground import moment
from tests.factories import access
from tests.factories import assurance as make
from tests.factories import concerns as made
from tests.factories import enquiries as cases
from tests.web.test_self_assessment import text_of

pytestmark = pytest.mark.django_db
SIX = shipped()["six-principles"]
TOOL = shipped()["person-led-audit"]
I_STATEMENTS = [item for item in SIX.items if item.key.endswith(".i")]
CONFLICT = {
    "pull": "yes",
    "between": ["empowerment", "protection"],
    "weighed_words": "She wants him to visit. We go in beside him on Fridays, so that she is safe and not alone.",
}


@pytest.fixture
def staff(cast):
    return cases.Staff(cast[Role.FRONT_DOOR], cast[Role.MANAGER], cast[Role.SOCIAL_WORKER])


def concern_ready(staff) -> Concern:
    """A concern with three yeses, to be decided."""
    concern_id = cases.concern(staff)
    cases.screened(staff, concern_id, cases.person(staff))
    return Concern.objects.get(pk=concern_id)


def decision(concern, staff, **more) -> dict[str, object]:
    return {
        "version": concern.version, "outcome": "s42_enquiry", "manager": str(staff.manager.user_id),
        "officer": str(staff.officer.user_id), "rationale": "She cannot stop it alone.", "adult_view": "She agrees.", **more,
    }  # fmt: skip


@pytest.mark.requirement("R256")
def test_principles_underlie_policy_contracts_and_each_decision_and_conflicts_are_recorded(
    staff, board_manager, partner, commissioner, client_of, cast
):
    """At the decision under section 42, at closing, in the audit; and what agencies say of their policy and contracts."""
    mine = client_of(staff.front_door)
    concern = concern_ready(staff)
    page = text_of(mine.get(f"/concerns/{concern.pk}/decide"))
    for words in (
        "Empowerment",
        "Proportionality",
        "Accountability",
        "Wellbeing",
        "Is the adult's life better for it",
    ):
        assert words in page
    unasked = mine.post(f"/concerns/{concern.pk}/decide", decision(concern, staff))
    assert unasked.status_code == 422
    assert "Say whether principles pull against each other" in text_of(unasked)
    one = mine.post(
        f"/concerns/{concern.pk}/decide", decision(concern, staff, **{**CONFLICT, "between": ["wellbeing"]})
    )
    assert one.status_code == 409
    assert "Choose at least two principles" in text_of(one)
    assert (
        mine.post(f"/concerns/{concern.pk}/decide", decision(concern, staff, **CONFLICT)).status_code == 302
    )
    assert Decision.objects.get().principles["between"] == ["empowerment", "protection"]
    assert "Empowerment against Protection: She wants him to visit." in text_of(
        mine.get(f"/concerns/{concern.pk}")
    )
    # At closing it is asked again.
    enquiry = Enquiry.objects.get()
    cases.ready_to_close(staff, enquiry.pk)
    ends = client_of(staff.manager)
    enquiry.refresh_from_db()
    closing = {
        "version": enquiry.version,
        "words": "It came right.",
        "draft_for_adult": "Ended.",
        "draft_for_referrer": "Ended.",
    }
    asked = ends.post(f"/enquiries/{enquiry.pk}/closing", closing)
    assert asked.status_code == 422
    assert "Say whether principles pull against each other" in text_of(asked)
    kept = ends.post(
        f"/enquiries/{enquiry.pk}/closing",
        {
            **closing,
            **CONFLICT,
            "between": ["wellbeing", "protection"],
            "weighed_words": "Less safe, and happier. Her choice.",
        },
    )
    assert kept.status_code == 302, text_of(kept)
    told = "Protection against Wellbeing: Less safe, and happier. Her choice."
    assert told in text_of(ends.get(f"/enquiries/{enquiry.pk}/closing"))
    assert told in text_of(ends.get(f"/enquiries/{enquiry.pk}/")), "and in what was done"
    # The audit asks for it, and every principle and wellbeing with it.
    reader = access.viewer(role=Role.SOCIAL_WORKER, team="South")
    _, task = audit_of(board_manager, [reader])
    part = text_of(client_of(reader).get(f"/audits/read/{task.id}/part/A"))
    assert "is it written down which, at the decision and at closing" in part
    assert "Wellbeing" in part
    assert all(html.unescape(item.text) in part for item in I_STATEMENTS)
    # Policy and contracts: partners say whether it is so, and what shows it.
    said = do.open_review(
        board_manager, kind=ReviewKind.SELF_ASSESSMENT, title="Principles in practice", scope="All",
        instrument=("principles-in-practice", "2026.1"),
    )  # fmt: skip
    for who in (partner, commissioner):
        do.assign_part(board_manager, review_id=said, agency_id=who.agency_id, lead_id=who.user_id)
    do.begin_review(board_manager, review_id=said, version=queries.review(board_manager, said).version)
    for who, words in (
        (partner, "Our policy names all six on page 3."),
        (commissioner, "Clause 12 of each contract."),
    ):
        at = f"/reviews/{said}/agencies/{make.part_of(said, who)}/checklist"
        item = "1" if who is partner else "2"
        typed = {f"grade-{item}": "2", f"claim-{item}": words, f"at-{item}": "0", "submit": "on"}
        assert client_of(who).post(at, typed).status_code == 302
    shown = text_of(client_of(board_manager).get("/standards/principles-in-practice/shown"))
    assert "Our policy names all six on page 3." in shown
    assert "Clause 12 of each contract." in shown
    assert "Our contracts and specifications ask for the six principles and wellbeing" in shown


@pytest.mark.requirement("R256")
def test_a_conflict_is_recorded_at_any_other_decision_too_and_whoever_signs_it_off_reads_it(staff, client_of):
    """No further action may leave somebody at risk by their own wish: what was weighed is said there as well."""
    concern_id = made.screened(staff.front_door, protect=LimbAnswer.NO, level=2)
    mine = client_of(staff.front_door)
    ending = {
        "version": Concern.objects.get(pk=concern_id).version, "outcome": "no_further_action", "reason": "can_protect",
        "rationale": "She has changed the lock.", "adult_view": "She wants to be left in peace.",
    }  # fmt: skip
    silent = mine.post(f"/concerns/{concern_id}/decide", ending | CONFLICT | {"weighed_words": ""})
    assert silent.status_code == 422
    assert "Say how you weighed it" in text_of(silent)
    kept = mine.post(f"/concerns/{concern_id}/decide", ending | CONFLICT)
    assert kept.status_code == 302, text_of(kept)
    told = "Empowerment against Protection: She wants him to visit."
    assert told in text_of(client_of(staff.manager).get(f"/concerns/{concern_id}/sign-off"))
    assert told in text_of(mine.get(f"/concerns/{concern_id}"))


def audit_of(
    by, readers, *, population=Population.WENT_ON, number=1, twice=0, follows=None, title="Person-led audit"
):
    """A person-led audit that has begun, and its first task."""
    review_id = do.open_review(
        by, kind=ReviewKind.FILE_AUDIT, title=title, scope="As the adult would say it", instrument=(TOOL.key, TOOL.version),
        follows_id=follows,
    )  # fmt: skip
    do.draw_sample(
        by, review_id=review_id, wanted={population: number}, since=moment.today(), seed=title,
        auditors=[each.user_id for each in readers], twice_in_100=twice, by_team=False,
    )  # fmt: skip
    do.begin_review(by, review_id=review_id, version=queries.review(by, review_id).version)
    return review_id, queries.own_audits(readers[0])[0]


def answers(level: int = 4, **more) -> dict[str, object]:
    return {**{f"answer-{item.key}": str(level) for item in I_STATEMENTS}, "said_by": "adult", **more}


@pytest.mark.requirement("R290")
def test_i_statements_are_asked_of_the_adult_counted_with_care_and_read_in_audits(
    staff, board_manager, board_member, scrutiny, client_of, cast
):
    """Six questions at the end; figures in which few people are hidden from those outside the council; the same words in an audit."""
    mine = client_of(staff.officer)
    people = [cases.opened(staff, person_id=cases.person(staff, given_name=f"Ada{n}")) for n in range(6)]
    first = people[0]
    page = mine.get(f"/enquiries/{first}/statements")
    assert all(
        html.escape(f"“{item.text}”") in page.content.decode() or item.text in text_of(page)
        for item in I_STATEMENTS
    )
    assert "How they were treated" in text_of(mine.get(f"/enquiries/{first}/"))
    assert mine.post(f"/enquiries/{first}/statements", {"said_by": "adult"}).status_code == 409, (
        "nothing answered"
    )
    nobody = mine.post(f"/enquiries/{first}/statements", answers(said_by=""))
    assert nobody.status_code == 422
    some = answers(2, words="They came late.", **{"answer-6.i": "none"})
    assert mine.post(f"/enquiries/{first}/statements", some).status_code == 302
    assert "6.i" not in StatementAnswers.objects.get().answers
    told = text_of(mine.get(f"/enquiries/{first}/statements"))
    assert "They came late." in told
    assert "Not much" in told
    # One answer: the council's staff see the number, others that there are few.
    shown = "/standards/six-principles/shown"
    assert "1 person answered: Not at all 0, Not much 1" in text_of(client_of(board_manager).get(shown))
    outside = text_of(client_of(board_member).get(shown))
    assert "So few people answered that their number is not shown." in outside
    assert "They came late." not in outside
    # Asked again, the newest counts; and five more.
    for person in people:
        assert (
            mine.post(f"/enquiries/{person}/statements", answers(4 if person != first else 1)).status_code
            == 302
        )
    outside = text_of(client_of(board_member).get(shown))
    assert "6 people answered: Not at all [c]" in outside, outside[:3000]
    inside = text_of(client_of(board_manager).get(shown))
    assert "6 people answered: Not at all 1, Not much 0, Mostly 0, Fully 5." in inside
    # The same statements are the audit's criteria, and what auditors read stands beside what people say.
    reader = access.viewer(role=Role.SOCIAL_WORKER, team="South")
    _, task = audit_of(board_manager, [reader])
    reads = client_of(reader)
    for part, keys in (("A", range(1, 9)), ("B", range(1, 5))):
        typed = {"version": queries.open_audit(reader, task.id).version}
        typed |= {f"grade-{part}.{key}": "3" for key in keys}
        assert reads.post(f"/audits/read/{task.id}/part/{part}", typed).status_code == 302
    done = {"version": queries.open_audit(reader, task.id).version, "told": "She was heard."}
    assert reads.post(f"/audits/read/{task.id}", done).status_code == 302
    inside = text_of(client_of(board_manager).get(shown))
    assert "In 1 of 1 case that auditors read it was so, mostly or fully." in inside
    assert "So few cases were read" in text_of(client_of(board_member).get(shown))


def test_nobody_asks_about_a_case_that_is_not_theirs(
    staff, client_of, cast, other_social_worker, provider_manager
):
    enquiry_id = cases.opened(staff)
    for who, status in ((other_social_worker, 404), (provider_manager, 403)):
        assert client_of(who).post(f"/enquiries/{enquiry_id}/statements", answers()).status_code == status
    assert not StatementAnswers.objects.exists()


def test_somebody_else_speaking_is_named(staff, client_of):
    enquiry_id = cases.opened(staff)
    mine = client_of(staff.officer)
    at = f"/enquiries/{enquiry_id}/statements"
    assert mine.post(at, answers(said_by="family")).status_code == 409
    assert mine.post(at, answers(said_by="family", said_by_name="Paul")).status_code == 302
    assert mine.post(at, answers(9)).status_code == 422
